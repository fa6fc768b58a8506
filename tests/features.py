"""Write docs/features.md: what is weighed, each feature in a sentence.

`python -m tests.features` writes the page.
"""

from __future__ import annotations

from pathlib import Path

from transforms.coreference.evidence import sentences
from transforms.quotes import cue_templates, rank, sources, unit_features
from transforms.quotes.about import about
from transforms.quotes.features import Templates

PAGE = Path(__file__).parent.parent / "docs" / "features.md"
PREFACE = """# Features

What is weighed where the analysis decides by estimated weights. `onrecord explain QUOTE` shows for
a quote what was found of each, and what it weighed. Written by `make docs` from
`transforms/quotes/about.py` and `transforms/coreference/evidence.py`: change those, not this page.
"""
MENTIONS = """## Who is meant

Of everybody who may be meant, and of nobody (`none …`). A feature `… by form` weighs differently
where the pronoun is the subject of a main clause, of another clause, an object, or tells whose
something is.
"""
QUOTES = """## Who says what

Words, contents, sources and whole quotes are weighed by features that join columns: `lemma tag` is
a word together with its fine part of speech.
"""


def templates() -> list[Templates]:
    """List all that say what is weighed of quotes; the gate only lets words in."""
    modules = (cue_templates, unit_features, sources, rank)
    found = [one for module in modules for one in vars(module).values()]
    return [one for one in found if isinstance(one, Templates) and one is not cue_templates.GATE]


def page() -> str:
    """Give the page."""
    parts = [PREFACE, MENTIONS, _table("feature", list(sentences().items())), QUOTES]
    for one in templates():
        told = dict(pair for line in one.lines for pair in about(one.name, line))
        joined = ", ".join(f"`{line}`" for line in one.lines)
        parts += [f"### {one.name.capitalize()}\n", _table("column", list(told.items()))]
        parts.append(f"Joined as {joined}.\n")
    return "\n".join(parts)


def _table(name: str, rows: list[tuple[str, str]]) -> str:
    lines = (f"| `{left}` | {right} |" for left, right in rows)
    return "\n".join([f"| {name} | what it tells |", "|---|---|", *lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
