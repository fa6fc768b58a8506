"""Score the text that is taken out of pages against what people would read there.

Overlap is counted in runs of four words, as the article extraction benchmark does.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from transforms.readers import Draft, read

PAGES = Path(__file__).with_name("pages")
WORD = re.compile(r"\w+")
RUN = 4

Counts = Counter[tuple[str, ...]]


def page_scores() -> dict[str, float]:
    """Give precision, recall and F1 over all pages, in points; each page counts the same."""
    found = [page_score(page) for page in sorted(PAGES.glob("*.html"))]
    precision = sum(one for one, _ in found) / len(found)
    recall = sum(one for _, one in found) / len(found)
    return {
        "pages.precision": 100 * precision,
        "pages.recall": 100 * recall,
        "pages.f1": 200 * precision * recall / (precision + recall),
    }


def page_score(page: Path) -> tuple[float, float]:
    """Give the precision and the recall of one page."""
    (item,) = read(page.name, page.read_bytes())
    text = " ".join(block.text for block in item.blocks) if isinstance(item, Draft) else ""
    found, wanted = runs(text), runs(page.with_suffix(".txt").read_text("utf-8"))
    shared = sum((found & wanted).values())
    return shared / max(1, sum(found.values())), shared / max(1, sum(wanted.values()))


def runs(text: str) -> Counts:
    """Count the runs of four words of a text.

    >>> sorted(runs("He said it was so."))
    [('he', 'said', 'it', 'was'), ('said', 'it', 'was', 'so')]
    """
    words = [found.lower() for found in WORD.findall(text)]
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))
