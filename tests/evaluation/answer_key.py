"""Compare a warehouse of the seeds with the answer key that was written by hand."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.evaluation.corpora import ROOT

KEY = ROOT / "tests" / "golden" / "statements.csv"
QUERY = Path(__file__).with_name("key_quotes.sql")
WORD = re.compile(r"\w+")
UNSAID = frozenset(
    ("a", "an", "the", "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "s")
)
"""Words of a name that do not tell people apart."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the key says that somebody says."""

    document: str
    quote_type: str
    speaker_name: str
    content: str
    cue: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote of the warehouse: its words are numbers of words in its document."""

    quote_type: str
    speaker_name: str | None
    speaker_text: str | None
    cue: frozenset[str]
    words: frozenset[int]


def statements() -> list[Statement]:
    """Read the answer key."""
    with KEY.open(encoding="utf-8", newline="") as rows:
        return [Statement(**row) for row in csv.DictReader(rows)]


def key_scores(warehouse: Path) -> dict[str, float]:
    """Score a warehouse of the seeds against the answer key, in percent.

    A quote is right when it holds at least half of a statement's words; each quote answers for
    one statement. Quotes of documents that the key does not cover are left out.
    """
    texts, quotes = _warehouse(warehouse)
    count: Counter[str] = Counter()
    for document, group in _by_document(statements()).items():
        places = [_places(statement.content, texts.get(document, [])) for statement in group]
        pairs = pair(group, places, quotes[document])
        count["quotes"] += len(quotes[document])
        count["placed"] += sum(bool(place) for place in places)
        for number, statement in enumerate(group):
            _count(count, statement, pairs.get(number))
    return _percentages(count)


def pair(
    group: list[Statement], places: list[list[range]], quotes: list[Candidate]
) -> dict[int, Candidate]:
    """Pair statements with quotes one to one: the most words shared, then the cue, then brevity."""
    scores = []
    for number, statement in enumerate(group):
        cue = frozenset(folded_words(statement.cue))
        for other, quote in enumerate(quotes):
            shared = max((share(place, quote.words) for place in places[number]), default=0.0)
            if shared >= 0.5:
                rank = (shared, len(cue & quote.cue), -len(quote.words))
                scores.append((rank, number, other))
    pairs: dict[int, Candidate] = {}
    used: set[int] = set()
    for _, number, other in sorted(scores, reverse=True):
        if number not in pairs and other not in used:
            pairs[number] = quotes[other]
            used.add(other)
    return pairs


def share(place: range, words: frozenset[int]) -> float:
    """Give the share of a statement's words that a quote covers."""
    return sum(word in words for word in place) / len(place)


def is_speaker(key: str, quote: Candidate) -> bool:
    """Tell whether a quote names the speaker that the key names.

    A named answer must hold every word of the key's name: a family name alone is no full name.
    Where the warehouse names nobody, the source as written may also be a part of the key's phrase.

    >>> quote = Candidate("direct", "Dr. Renée M. Aubrac", "she", frozenset(), frozenset())
    >>> is_speaker("Renee Aubrac", quote), is_speaker("Aubrac Foods", quote)
    (True, False)
    """
    wanted = name_words(key)
    if quote.speaker_name:
        return bool(wanted) and wanted <= name_words(quote.speaker_name)
    written = name_words(quote.speaker_text or "")
    if not wanted or not written:
        return wanted == written
    return wanted <= written or written <= wanted


def folded_words(text: str) -> list[str]:
    """List the words of a text without case and diacritics.

    >>> folded_words("Lumière’s 6 SHOPS")
    ['lumiere', 's', '6', 'shops']
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return WORD.findall(plain.casefold())


def name_words(text: str) -> frozenset[str]:
    """Give the words of a name or a source that tell one from another."""
    words = frozenset(folded_words(text))
    return words - UNSAID or words


def _count(count: Counter[str], statement: Statement, quote: Candidate | None) -> None:
    count["statements"] += 1
    count[f"all {statement.quote_type}"] += 1
    if quote:
        count["found"] += 1
        count[f"found {statement.quote_type}"] += 1
        count["type"] += quote.quote_type == statement.quote_type
        count["speaker"] += is_speaker(statement.speaker_name, quote)


def _percentages(count: Counter[str]) -> dict[str, float]:
    def percent(part: str, whole: str) -> float:
        return 100 * count[part] / count[whole] if count[whole] else 0.0

    figures = {
        "in the text": percent("placed", "statements"),
        "found": percent("found", "statements"),
        "quotes that answer a statement": percent("found", "quotes"),
        "found with the right speaker": percent("speaker", "statements"),
        "speaker accuracy": percent("speaker", "found"),
        "quote type accuracy": percent("type", "found"),
    }
    kinds = ("direct", "mixed", "indirect")
    figures |= {f"found, {kind}": percent(f"found {kind}", f"all {kind}") for kind in kinds}
    return {f"seeds: {name}": value for name, value in figures.items()}


def _by_document(rows: list[Statement]) -> dict[str, list[Statement]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row.document].append(row)
    return dict(groups)


def _places(fragment: str, text: list[str]) -> list[range]:
    """List where the words of a fragment stand in a text's words."""
    words = folded_words(fragment)
    size = len(words)
    starts = range(len(text) - size + 1)
    return [range(at, at + size) for at in starts if text[at : at + size] == words]


def _warehouse(path: Path) -> tuple[dict[str, list[str]], defaultdict[str, list[Candidate]]]:
    """Read every document's words and quotes, by source path."""
    with duckdb.connect(str(path), read_only=True) as db:
        documents = db.execute("select source_path, text from documents").fetchall()
        rows = db.execute(QUERY.read_text("utf-8")).fetchall()
    texts = {source: folded_words(text) for source, text in documents}
    quotes: defaultdict[str, list[Candidate]] = defaultdict(list)
    for _, source, text, kind, name, written, cue, starts, ends in rows:
        covered: set[int] = set()
        for start, end in zip(starts, ends, strict=True):
            first = len(folded_words(text[:start]))
            covered.update(range(first, first + len(folded_words(text[start:end]))))
        cue_words = frozenset(folded_words(cue or ""))
        quotes[source].append(Candidate(kind, name, written, cue_words, frozenset(covered)))
    return texts, quotes
