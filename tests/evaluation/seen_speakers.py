"""Score who speaks in texts that one may look at while developing.

`python -m tests.evaluation.seen_speakers` lists every speaker that is wrong. The texts were
written for this and are invented from beginning to end. Each record of `seen_speakers.jsonl` has
its `speakers`: words that stand once in the text, inside of what somebody says, and the longest
name that the text has for them. So has `more_speakers.jsonl`, by a writer who had not seen the
rules; there is no name where the text has none: "a passenger".
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from tests.evaluation.answer_key import QUERY, Candidate, is_speaker
from tests.evaluation.scores import ingest

FILES = {name: Path(__file__).with_name(f"{name}_speakers.jsonl") for name in ("seen", "more")}
Spans = list[tuple[int, int]]
Quotes = list[tuple[str, Spans, Candidate]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the warehouse says of words whose speaker is known; nothing where it has no quote."""

    text: str
    words: str
    wanted: str | None
    """Nothing where nobody who is named speaks."""
    quote: Candidate | None

    @property
    def is_right(self) -> bool:
        """Whether the speaker is the one that is meant, by name."""
        quote = self.quote
        if self.wanted is None:
            return quote is not None and not quote.speaker_name
        return bool(quote and quote.speaker_name and is_speaker(self.wanted, quote))


def main() -> None:
    """Print what is wrong, and the scores."""
    with tempfile.TemporaryDirectory() as scratch:
        judged = {name: list(verdicts(name, Path(scratch) / name)) for name in FILES}
    for one in chain.from_iterable(judged.values()):
        if not one.is_right:
            given = f"{one.quote.speaker_name} [{one.quote.speaker_text}]" if one.quote else "-"
            print(f"{one.text}  {one.words!r}: {one.wanted}, not {given}")
    for name, some in judged.items():
        for metric, score in percentages(name, some).items():
            print(f"{metric}: {score:.1f}")


def seen_scores(scratch: Path) -> dict[str, float]:
    """Ingest the texts and score the speakers of what is said in them, in percent."""
    scores: dict[str, float] = {}
    for name in FILES:
        scores |= percentages(name, list(verdicts(name, scratch / name)))
    return scores


def percentages(name: str, judged: list[Verdict]) -> dict[str, float]:
    """Give how many of the statements are quotes, and how many of these have their speaker."""
    found = [one for one in judged if one.quote]
    right = sum(one.is_right for one in found)
    named = [one for one in found if one.quote and one.quote.speaker_name]
    wrong = sum(not one.is_right for one in named)
    return {
        f"{name} speakers: found": 100 * len(found) / len(judged),
        f"{name} speakers: accuracy": 100 * right / len(found) if found else 0.0,
        f"{name} speakers: no wrong person": 100 - 100 * wrong / len(found) if found else 0.0,
    }


def verdicts(name: str, scratch: Path) -> Iterator[Verdict]:
    """Ingest the texts; of several quotes around the words, the shortest counts."""
    for record, quotes in ingested(FILES[name], scratch):
        for words, wanted in record["speakers"]:
            quote = shortest(quotes, words)
            yield Verdict(record["name"], words, wanted, quote)


def ingested(file: Path, scratch: Path) -> Iterator[tuple[dict[str, Any], Quotes]]:
    """Ingest the texts of a file, a record a line; yield each with the quotes of its text."""
    folder = scratch / "texts"
    folder.mkdir(parents=True)
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    for record in records:
        (folder / f"{record['name']}.txt").write_text(record["text"], "utf-8")
    quotes = _quotes(ingest(folder, scratch / "data"))
    yield from ((record, quotes[f"{record['name']}.txt"]) for record in records)


def shortest(quotes: Quotes, words: str) -> Candidate | None:
    """Give the shortest quote that holds some of the words, which stand in the text once."""
    around = (
        quote for text, spans, quote in quotes if _touches(spans, text.index(words), len(words))
    )
    return next(around, None)


def _touches(spans: Spans, at: int, length: int) -> bool:
    return any(start < at + length and at < end for start, end in spans)


def _quotes(warehouse: Path) -> defaultdict[str, Quotes]:
    """Read the quotes of each file, the shortest first."""
    found: defaultdict[str, Quotes] = defaultdict(list)
    with duckdb.connect(str(warehouse), read_only=True) as db:
        rows = db.execute(QUERY.read_text("utf-8")).fetchall()
    for _, source, text, kind, name, written, _, starts, ends in rows:
        quote = Candidate(kind, name, written, frozenset(), frozenset())
        found[source].append((text, list(zip(starts, ends, strict=True)), quote))
    for quotes in found.values():
        quotes.sort(key=lambda row: sum(end - start for start, end in row[1]))
    return found


if __name__ == "__main__":
    main()
