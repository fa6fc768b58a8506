"""Read texts that carry their own answers: who says what, and where it stands written.

`speakers/README.md` explains the markup. A record has the form of a corpus' gold records.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("speakers")
TAG = r"\{(?P<numbers>\d+(?:,\d+)*)?(?P<role>[@=!]?)(?P<entity>[a-z]*) "
TOKEN = re.compile(rf"{TAG}|(?P<end>\}})|(?P<text>[^{{}}]+)|\{{")
ENTITY = re.compile(r"(?P<key>[a-z]+) = (?P<type>person|organization)(?:: (?P<names>.+))?")
PARTS = {"": "content", "=": "cue", "!": "cue", "@": "source"}
PRONOUNS = re.compile(
    "i|me|my|you|your|he|him|his|she|hers?|it|its|we|us|our|they|them|theirs?|who", re.IGNORECASE
)

Record = dict[str, Any]


class MarkupError(ValueError):
    """A marked text cannot be read."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or an organisation of one text, with its names, the longest first."""

    key: str
    type: str
    names: tuple[str, ...]

    @property
    def pattern(self) -> str:
        r"""Give what its names look like: any part of a person's, the whole of an organisation's.

        >>> Entity("lee", "person", ("Ann Lee",)).pattern
        '(?<!\\w)(?:Ann|Lee)(?: (?:Ann|Lee))*(?!\\w)'
        """
        is_person = self.type == "person"
        parts = [part for name in self.names for part in (name.split() if is_person else [name])]
        one = "|".join(map(re.escape, parts))
        return rf"(?<!\w)(?:{one})(?: (?:{one}))*(?!\w)" if parts else "(?!)"

    def named_in(self, text: str) -> re.Match[str] | None:
        """Find its longest name in a text."""
        found = re.finditer(self.pattern, text)
        return max(found, key=lambda match: len(match[0]), default=None)

    def form(self, written: str) -> str:
        """Say whether words name it, stand for it or describe it.

        >>> lee = Entity("lee", "person", ("Ann Lee",))
        >>> lee.form("Judge Lee"), lee.form("She"), lee.form("the judge")
        ('name', 'pronoun', 'nominal')
        """
        if self.named_in(written):
            return "name"
        return "pronoun" if PRONOUNS.fullmatch(written) else "nominal"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text between a tag and its end."""

    numbers: tuple[int, ...]
    role: str
    entity: Entity | None
    start: int
    end: int


@dataclass(slots=True)
class Marked:
    """A text without its tags, and what the tags say."""

    name: str
    genre: str
    entities: dict[str, Entity]
    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def record(self) -> Record:
        """Make the gold record; MarkupError when an attribution lacks a part."""
        numbers = sorted({number for span in self.spans for number in span.numbers})
        return {
            "doc_id": self.name,
            "genre": self.genre,
            "title": self.text.partition("\n")[0],
            "text": self.text,
            "mentions": list(self._mentions()),
            "attributions": [self._attribution(number) for number in numbers],
        }

    def _mentions(self) -> Iterator[Record]:
        for span in sorted(self.spans, key=lambda span: (span.start, -span.end)):
            if span.entity:
                written = self.text[span.start : span.end]
                named = span.entity.named_in(written)
                core = named.span() if named else (0, len(written))
                yield {
                    "start": span.start,
                    "end": span.end,
                    "core_start": span.start + core[0],
                    "core_end": span.start + core[1],
                    "text": written,
                    "type": span.entity.type,
                    "cluster": span.entity.key,
                    "wiki": None,
                    "form": span.entity.form(written),
                }

    def _attribution(self, number: int) -> Record:
        parts: dict[str, list[list[int]]] = {"content": [], "cue": [], "source": []}
        spans = [span for span in self.spans if number in span.numbers]
        for span in sorted(spans, key=lambda span: span.start):
            parts[PARTS[span.role]].append([span.start, span.end])
        sources = [span for span in spans if span.entity]
        if not (parts["content"] and parts["cue"] and len(sources) == 1):
            raise MarkupError(
                f"{self.name} gives attribution {number} {len(parts['content'])} contents, "
                f"{len(parts['cue'])} cues and {len(sources)} sources: it takes one source, "
                "and at least one of the others."
            )
        source, entity = sources[0], sources[0].entity
        assert entity
        return {
            **parts,
            "source_form": entity.form(self.text[source.start : source.end]),
            "source_cluster": entity.key,
            "source_name": entity.names[0] if entity.names else None,
            "source_wiki": None,
            "polarity": "negative" if any(span.role == "!" for span in spans) else "positive",
        }


def marked_texts() -> list[Marked]:
    """Read the texts of the folder, by name."""
    return [read(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))]


def write_records(path: Path) -> None:
    """Write the gold records of all texts, one a line, gzipped."""
    lines = (json.dumps(marked.record(), ensure_ascii=False) for marked in marked_texts())
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines)


def read(name: str, written: str) -> Marked:
    r"""Read a marked text; MarkupError says what cannot be read.

    >>> text = "genre: news\nlee = person: Ann Lee\n\n{1 No,} {1@lee she} {1= said}."
    >>> marked = read("a", text)
    >>> marked.text, marked.record()["attributions"][0]["source"]
    ('No, she said.', [[4, 7]])
    """
    head, _, body = written.partition("\n\n")
    genre, *lines = head.splitlines()
    if not genre.startswith("genre: "):
        raise MarkupError(f"{name} begins with {genre!r}: write its genre, as in 'genre: sport'.")
    entities = [_entity(name, line) for line in lines]
    marked = Marked(name, genre.removeprefix("genre: "), {one.key: one for one in entities})
    _read_body(marked, body.rstrip("\n"))
    return marked


def _entity(name: str, line: str) -> Entity:
    found = ENTITY.fullmatch(line)
    if not found:
        raise MarkupError(f"{name} has {line!r} in its head: write it as 'lee = person: Ann Lee'.")
    names = found["names"].split(" | ") if found["names"] else []
    return Entity(found["key"], found["type"], tuple(names))


def _read_body(marked: Marked, body: str) -> None:
    begun: list[tuple[re.Match[str], int]] = []
    for token in TOKEN.finditer(body):
        if token["text"]:
            marked.text += token["text"]
        elif token["end"]:
            if not begun:
                before = body[max(0, token.start() - 30) : token.start()]
                raise MarkupError(f"{marked.name} ends a tag that has not begun, after {before!r}.")
            _close(marked, *begun.pop())
        elif token["role"] is None or (token["role"] == "@") != bool(token["entity"]):
            raise MarkupError(f"{marked.name} has no tag at {body[token.start() :][:30]!r}.")
        else:
            begun.append((token, len(marked.text)))
    if begun:
        raise MarkupError(f"{marked.name} does not end {body[begun[-1][0].start() :][:30]!r}.")


def _close(marked: Marked, tag: re.Match[str], start: int) -> None:
    if tag["entity"] and tag["entity"] not in marked.entities:
        raise MarkupError(f"{marked.name} does not say in its head who {tag['entity']!r} is.")
    numbers = tuple(int(number) for number in (tag["numbers"] or "").split(",") if number)
    entity = marked.entities.get(tag["entity"])
    marked.spans.append(Span(numbers, tag["role"], entity, start, len(marked.text)))
