"""Write the texts that both sides of the comparison read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

from onrecord.evaluation.corpus import read
from tests.evaluation.corpora import SEEDS, gold_file

CORPUS = "polnear/train"


def write_texts(count: int, folder: Path) -> str:
    """Write `count` texts as `.txt` files into a folder and name where they come from.

    Without the corpus the seeds are repeated, each copy with a number in its first line, so that
    no copy is the same text as another.
    """
    gold = gold_file(CORPUS)
    if gold:
        texts = [article.text for article in read(gold, "attributions")[:count]]
        origin = f"the first {len(texts)} articles of {CORPUS}"
    else:
        texts = _repeated_seeds(count)
        origin = f"seeds/, repeated to {count} documents, because {CORPUS} is not there"
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8", newline="")
    return origin


def count_words(folder: Path) -> int:
    """Count what stands between white space in the texts of a folder."""
    return sum(len(path.read_text(encoding="utf-8").split()) for path in folder.iterdir())


def _repeated_seeds(count: int) -> list[str]:
    """Repeat the seeds that are UTF-8; the script would stop at the others."""
    texts = list(_utf8(SEEDS.rglob("*.txt")))
    return [f"Copy {n}.\n\n{text}" for n, text in enumerate(islice(cycle(texts), count))]


def _utf8(paths: Iterable[Path]) -> Iterator[str]:
    for path in sorted(paths):
        with suppress(UnicodeDecodeError):
            yield path.read_text(encoding="utf-8")
