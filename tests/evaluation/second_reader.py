"""Score as a second reader would: count who is given words that another said.

`python -m tests.evaluation.second_reader` prints totals by genre. Two times 30 texts were invented
for this, with what is said in them, by somebody who did not know what the program makes of them:
news of many countries, courts, releases, sport, posts, parliaments, calls, hearings, interviews.
The errors in the texts of the second reader were read on the day they were written, before and
after rules and weights changed, so only their first figures are blind. Nobody has read those of the
third reader: take the totals, and look for errors elsewhere.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.evaluation.answer_key import Candidate, folded_words, name_words
from tests.evaluation.seen_speakers import ingested, shortest

READERS = ("second reader", "third reader")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that is said in a text, and what the warehouse says of it."""

    text: str
    genre: str
    names: tuple[str, ...]
    """Who says it, in all forms that count; none where the text speaks of nobody."""
    quote: Candidate | None

    @property
    def is_right(self) -> bool:
        """Whether it is given to whoever says it, by name or in the words of the source."""
        return self.quote is not None and is_meant(self.names, self.quote)

    @property
    def is_wrong(self) -> bool:
        """Whether it is given to somebody who is named, and another said it."""
        return bool(self.quote and self.quote.speaker_name) and not self.is_right


def main() -> None:
    """Print the totals of each genre, and the scores."""
    with tempfile.TemporaryDirectory() as scratch:
        for reader in READERS:
            told(reader, list(statements(reader, Path(scratch))))


def told(reader: str, judged: list[Statement]) -> None:
    """Print the totals of each genre, and the scores of one reader's texts."""
    genres: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in judged:
        genres[one.genre].append(one)
    for genre, some in sorted(genres.items()):
        counts = Counter(found=0, right=0, wrong=0)
        for one in some:
            counts += Counter(found=one.quote is not None, right=one.is_right, wrong=one.is_wrong)
        totals = ", ".join(f"{count} {what}" for what, count in counts.items())
        print(f"{reader}, {genre}: {len(some)} statements, {totals}")
    for name, score in percentages(reader, judged).items():
        print(f"{name}: {score:.1f}")


def reader_scores(scratch: Path) -> dict[str, float]:
    """Ingest the texts and score what such readers would find, in percent."""
    scores: dict[str, float] = {}
    for reader in READERS:
        scores |= percentages(reader, list(statements(reader, scratch)))
    return scores


def percentages(reader: str, judged: list[Statement]) -> dict[str, float]:
    """Give the share that is found, of these the right and the not wrong ones, and clean texts."""
    found = [one for one in judged if one.quote]
    texts = {one.text for one in judged}
    hurt = {one.text for one in judged if one.is_wrong}
    return {
        f"{reader}: found": 100 * len(found) / len(judged),
        f"{reader}: right speaker": 100 * sum(one.is_right for one in found) / len(found),
        f"{reader}: no wrong person": 100 - 100 * sum(one.is_wrong for one in found) / len(found),
        f"{reader}: texts without a wrong person": 100 - 100 * len(hurt) / len(texts),
    }


def statements(reader: str, scratch: Path) -> Iterator[Statement]:
    """Ingest the texts; of several quotes around the words, the shortest counts.

    What somebody quoted reports of another is not found where only the quote around it is.
    """
    file = Path(__file__).with_name(f"{reader.replace(' ', '_')}.jsonl")
    for record, quotes in ingested(file, scratch / reader):
        for said in record["statements"]:
            quote = shortest(quotes, said["words"])
            if quote and said.get("within") and is_meant((said["within"],), quote):
                quote = None
            names = tuple(said["speakers"])
            yield Statement(record["name"], record["genre"], names, quote)


def is_meant(names: tuple[str, ...], quote: Candidate) -> bool:
    """Tell whether a quote's speaker is one of these.

    A name is meant by words of its own alone, or by its last word with nobody else's before it.

    >>> def said_by(name):
    ...     return Candidate("direct", name, "she", frozenset(), frozenset())
    >>> is_meant(("Anna Reed",), said_by("Dr Reed")), is_meant(("Anna Reed",), said_by("Tom Reed"))
    (True, False)
    """
    if not quote.speaker_name:
        written = name_words(quote.speaker_text or "")
        return not names or any(written & name_words(name) for name in names)
    given = name_words(quote.speaker_name)
    return any(_agree(name_words(name), given, name) for name in names)


def _agree(wanted: frozenset[str], given: frozenset[str], name: str) -> bool:
    if given <= wanted:
        return True
    last = frozenset(folded_words(name)[-1:])
    return last <= given and (wanted == last or len(wanted & given) > 1)


if __name__ == "__main__":
    main()
