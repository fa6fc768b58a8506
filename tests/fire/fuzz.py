"""Give readers, normalisation, chunking, quotes, search and SQL what nobody would write.

The functions are called as a run calls them, less the nets that a run has under them: whatever
they raise is a fault here, though a run would make a reject of it.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import duckdb

from tests.hostile.mutants import mutants
from tests.hostile.samples import samples
from transforms.documents import document, heading_spans
from transforms.errors import ExpectedError
from transforms.extract import extract
from transforms.readers import Rules, Unreadable, read
from transforms.tables import Document

SHARE = 5
"""One in so many documents is analysed with the language model; all are cut into chunks."""
LONGEST = 20_000
"""Characters of a document beyond which it is not analysed here."""
SECONDS = 60.0
ALPHABET = (
    "'\"\\;%_*?()[]{}<>|&^~$#@!`-/.,: \t\n\0\x1b\u202e\u2028\ufeff\ud7ff\U0001f600éß中"
    "select from where drop table or and not near union -- /* */ 1 0"
)
WORDS = (
    "bridge", "'; drop table documents; --", "%", "_", '"open', "a" * 5_000, "offer OR bridge",
    "NEAR(", "*", "(", "said:", "\\", "$words", "{}", "search_quotes('x')", "\0", "ﬁ", "İ",
)  # fmt: skip
STATEMENTS = (
    "select * from documents", "select", "drop table documents", "attach 'x.db'",
    "copy documents to 'out.csv'", "install httpfs", "load parquet", "pragma database_list",
    "set memory_limit='1GB'", "select * from read_text('/etc/passwd')", "export database 'x'",
    "create table t as select 1", "call pragma_version()", "explain select 1", "select $1",
    "select * from search_quotes(?)", "with recursive a as (select 1) select * from a",
    "select getenv('HOME')", "checkpoint", "begin", "vacuum", "detach onrecord", "use memory",
)  # fmt: skip


@dataclass(slots=True)
class Fuzzed:
    """What came of the inputs."""

    tried: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    """Which input, and what it raised."""


def read_mutants(count: int, seed: int, first: int, step: int) -> Fuzzed:
    """Read every `step`-th damaged file from the `first` on; take what comes of it apart."""
    from flows.limits import TooSlow, set_up, within
    from tests.fire import warm

    set_up(4_000_000_000)
    made, rules = Fuzzed(), Rules()
    pipeline = warm.ANALYSIS._pipeline
    for number, (name, data) in enumerate(mutants(samples(), count, seed)):
        if number % step != first:
            continue
        made.tried["files read"] += 1
        try:
            with within(SECONDS):
                for one in _documents(name, data, rules, made):
                    made.tried["texts cut into chunks"] += 1
                    apart = extract(
                        replace(one, is_analysed=False),
                        pipeline.tokenise(one.text),
                        heading_spans(one),
                    )
                    _whole(one, apart)
                    is_short = one.is_analysed and one.char_count <= LONGEST
                    if is_short and made.tried["texts cut into chunks"] % SHARE == 0:
                        made.tried["texts searched for quotes"] += 1
                        (doc,) = pipeline.parse([one.text])
                        _whole(one, extract(one, doc, heading_spans(one)))
        except (Exception, TooSlow):
            made.faults.append((f"{name} (seed {seed} of {count})", _told()))
    return made


def _documents(name: str, data: bytes, rules: Rules, made: Fuzzed) -> Iterator[Document]:
    for draft in read(name, data, rules):
        if isinstance(draft, Unreadable):
            made.tried["rejects"] += 1
            continue
        one = document(
            draft,
            collection="fire",
            source_file=name,
            source_uri="file:///fire",
            ingested_at=datetime.now(UTC),
            run_id="fire",
            fingerprint="fire",
            version=1,
            languages=("en",),
        )
        if isinstance(one, Document):
            made.tried["texts normalised"] += 1
            yield one


def _whole(one: Document, found: object) -> None:
    """Claim that every row lies in its text where it says. Raises AssertionError."""
    for name in ("chunks", "mentions", "quote_spans"):
        for row in getattr(found, name):
            if one.text[row.start_char : row.end_char] != row.text:
                raise AssertionError(f"{name} at {row.start_char} of {one.source_path}")


def ask(path: Path, count: int, seed: int, part: int) -> Fuzzed:
    """Ask a published file so many hostile words and statements; it stays as it is.

    Each part of a seed asks others.
    """
    from warehouse.query import Warehouse

    made, dice, source = Fuzzed(), Random(f"{seed}/asked/{part}"), Warehouse(path)
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    for number in range(count):
        words = _words(dice)
        questions = {
            "searches": lambda words=words, number=number: source.search(
                words, ("quotes", "chunks")[number % 2]
            ),
            "filters": lambda words=words: source.quotes(speaker=words, about=words, text=words),
            "statements": lambda: source.rows(_statement(dice), most=100),
        }
        for kind, question in questions.items():
            made.tried[kind] += 1
            try:
                question()
            except (duckdb.Error, ExpectedError):
                continue
            except Exception:
                made.faults.append((f"{kind} {number}: {words!r}", _told()))
    source.close()
    if (path.read_bytes(), sorted(path.parent.iterdir())) != (before, beside):
        made.faults.append(("the published file", "it was changed by questions"))
    return made


def _words(dice: Random) -> str:
    """Make words of what search and SQL give a meaning to, and of anything."""
    pieces = [
        dice.choice(WORDS) if dice.random() < 0.4 else "".join(dice.choices(ALPHABET, k=8))
        for _ in range(dice.randrange(1, 5))
    ]
    return " ".join(pieces)


def _statement(dice: Random) -> str:
    """Make a statement: one of a list, damaged or with another behind it."""
    text = dice.choice(STATEMENTS)
    at = dice.randrange(len(text) + 1)
    kind = dice.random()
    if kind < 0.3:
        return text
    if kind < 0.5:
        return f"{text}; {dice.choice(STATEMENTS)}"
    return f"{text[:at]}{_words(dice)}{text[at:]}"


def _told() -> str:
    return "\n".join(traceback.format_exc().strip().splitlines()[-7:])
