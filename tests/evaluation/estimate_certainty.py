"""Estimate how often speakers are right, by how they were found.

Usage: python -m tests.evaluation.estimate_certainty [--parses FOLDER] [--table] [--check]

Read are the texts of the second reader and those of `more_speakers.jsonl`: the rules were not
written for them, so what they show is not flattered. `--table` prints what was counted, `--check`
how sure the speakers in the third reader's texts are, and how many are right; neither writes.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from onrecord.evaluation.reliability import binned, calibration_error
from tests.evaluation.answer_key import Candidate
from tests.evaluation.corpora import ROOT
from tests.evaluation.estimate_coreference import Text, texts_of
from tests.evaluation.second_reader import is_meant
from transforms.certainty import logit, named_rightly
from transforms.coreference.ranker import weights
from transforms.coreference.speakers import Speaker
from transforms.quotes import Attribution
from transforms.reading import Reading

OUT = ROOT / "transforms" / "certainty.json"
FOLDER = Path(__file__).parent
WAYS = ("name", "title", "pronoun", "nominal", "collective", "carried", "anonymous")
READ, CHECKED = ("second_reader", "more_speakers"), ("third_reader",)
STRENGTH = 1.0
"""How hard the odds of one way are drawn to those of all."""


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker who is named, how likely he was thought to be meant, and whether he is."""

    speaker: Speaker
    is_right: bool

    @property
    def way(self) -> str:
        """How it was found."""
        return self.speaker.resolution


def named(text: Text) -> Iterator[Named]:
    """Yield the speakers that are given to what is said in a text."""
    reading, _ = text.read(weights(), is_taught=False)
    for words, names in said(text):
        first = text.record["text"].index(words)
        quote = around(reading, text.to[first], text.to[first + len(words) - 1] + 1)
        if quote and (name := quote[1].name):
            given = Candidate(quote[0].quote_type, name, None, frozenset(), frozenset())
            yield Named(quote[1], is_meant(names, given))


def said(text: Text) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield words that somebody says, and the names of whoever does."""
    for words, name in text.record.get("speakers", ()):
        yield words, (name,) if name else ()
    for one in text.record.get("statements", ()):
        if not one.get("within"):
            yield one["words"], tuple(one["speakers"])


def around(reading: Reading, start: int, end: int) -> tuple[Attribution, Speaker] | None:
    """Give the shortest quote that holds some of the words."""
    quotes = zip(reading.attributions, reading.speakers, strict=True)
    held = [quote for quote in quotes if any(a < end and start < b for a, b in quote[0].content)]
    return min(held, key=lambda quote: sum(b - a for a, b in quote[0].content), default=None)


def estimate(found: Iterable[Named]) -> dict[str, dict[str, float]]:
    """Estimate the odds of each way of finding speakers; what is seldom met is like all."""
    ways: defaultdict[str, list[Named]] = defaultdict(list)
    every = list(found)
    for one in every:
        ways[one.way].append(one)
    right = sum(one.is_right for one in every)
    level = logit((right + 1) / (len(every) + 2))
    return {way: _odds(ways[way], level) for way in WAYS}


def _odds(found: list[Named], level: float) -> dict[str, float]:
    """Fit log-odds alone, and what the log-odds of a pronoun add; both are drawn to the level."""
    chances = [one.speaker.probability for one in found]
    sure = np.array([logit(chance) if chance else 0.0 for chance in chances])
    weighed = np.array([chance is not None for chance in chances])
    right = np.array([one.is_right for one in found])

    def loss(odds: np.ndarray) -> float:
        totals = odds[0] + np.where(weighed, odds[1] * sure, 0.0) if found else np.zeros(0)
        missed = np.logaddexp(0, np.where(right, -totals, totals)).sum() if found else 0.0
        return float(missed + STRENGTH * ((odds[0] - level) ** 2 + odds[1] ** 2) / 2)

    alone, added = minimize(loss, np.array([level, 0.0])).x.tolist()
    return {"alone": round(alone, 2), "weighed": round(added, 2)}


def texts(names: Sequence[str], parses: Path | None) -> Iterator[Text]:
    """Parse the texts, or take the parses that a former run left."""
    for name in names:
        lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
        yield from texts_of(name, [json.loads(line) for line in lines], parses)


def main() -> None:
    """Estimate the odds and write them beside the code that reads them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--parses", type=Path, help="keep the parses in this folder")
    parser.add_argument("--table", action="store_true", help="print what was counted, and end")
    parser.add_argument("--check", action="store_true", help="print how sure others are, and end")
    args = parser.parse_args()
    names = CHECKED if args.check else READ
    found = [one for text in texts(names, args.parses) for one in named(text)]
    if args.table or args.check:
        (tell_bins if args.check else tell)(found)
        return
    lines = (f"{json.dumps(way)}: {json.dumps(odds)}" for way, odds in estimate(found).items())
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def tell(found: list[Named]) -> None:
    """Print of each way how many speakers it gave, and how many of them are right."""
    for way in sorted({one.way for one in found}):
        some = [one for one in found if one.way == way]
        right = sum(one.is_right for one in some)
        print(f"{way}: {len(some)} named, {right} right, {100 * right / len(some):.1f}%")


def tell_bins(found: list[Named]) -> None:
    """Print how many speakers are about as sure, how sure on average, and how many are right."""
    bins = binned((named_rightly(one.speaker), one.is_right) for one in found)
    for one in bins:
        if one.quotes:
            told = f"mean {one.confidence:.2f}, right {one.right:.2f}"
            print(f"{one.low:.1f}: {one.quotes} speakers, {told}")
    print(f"{len(found)} speakers, expected calibration error {calibration_error(bins):.3f}")


if __name__ == "__main__":
    main()
