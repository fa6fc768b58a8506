"""Read JSON: an object is a document, a list of objects one document each.

An object without a text of its own that holds one list of objects, as services answer, is read
as that list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from transforms.normalise import decode
from transforms.readers.draft import Item, Unreadable
from transforms.readers.fields import named, text_of
from transforms.readers.format import Buffer, Format, Part, Portion, Rules, Seen
from transforms.readers.records import Names, Place, Record, cut, item, natural

OPENING = re.compile(r'(?:\[\s*)?\{\s*(?:"|\})|\[\s*\]')
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
LARGEST = 200_000_000
"""A list is held in memory as a whole: ten times its bytes."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the documents of a file."""
    part, rules = portion.part, portion.rules
    data = b"[" + portion.data.strip(b" \t\r\n,[]") + b"]" if part else portion.data
    text, encoding = decode(data)
    try:
        value = json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        yield _broken(f"{error.msg} in line {error.lineno}, character {error.colno}")
        return
    except RecursionError:
        yield _broken("it is nested too deeply")
        return
    records = _records(value, rules)
    names = Names(part)
    for number, record in enumerate(records, start=part.first_index if part else 1):
        is_alone = isinstance(value, dict) and record is value
        member = None if is_alone else f"!{names.of(number, natural(record, number, rules))}"
        raw = data if is_alone else json.dumps(record, sort_keys=True).encode()
        place = Place(f"Record {number}", raw, encoding, (FORMAT.name, FORMAT.mime_type))
        yield item(record, member, place, rules)


def split(data: Buffer, size: int, rules: Rules) -> Iterator[Part]:
    """Cut a long list of objects between them."""
    if len(data) <= size or data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"[":
        return

    def records() -> Iterator[tuple[int, int, int, str]]:
        for number, (start, end) in enumerate(_spans(data), start=1):
            record = _checked(json.loads(data[start:end], parse_constant=lambda _: None))
            yield start, end, number, natural(record, number, rules)

    yield from cut(records(), len(data), size, FORMAT.name)


def _spans(data: Buffer) -> Iterator[tuple[int, int]]:
    """Yield where the members of the outermost list stand, if they are objects or lists."""
    depth = start = 0
    for found in TOKEN.finditer(data):
        mark = found[0]
        if mark in (b"[", b"{"):
            depth += 1
            start = found.start() if depth == 2 else start
        elif mark in (b"]", b"}"):
            depth -= 1
            if depth == 1:
                yield start, found.end()


def _records(value: Any, rules: Rules) -> list[Record]:
    if isinstance(value, list):
        return [_checked(one) for one in value]
    if not isinstance(value, dict):
        return [_checked(value)]
    lists = [
        one
        for one in value.values()
        if isinstance(one, list) and one and all(isinstance(record, dict) for record in one)
    ]
    if len(lists) == 1 and text_of(named(value, rules.mapping)) is None:
        return list(lists[0])
    return [value]


def _checked(value: Any) -> Record:
    return value if isinstance(value, dict) else f"a JSON {type(value).__name__}, not an object"


def _broken(why: str) -> Unreadable:
    return Unreadable(
        None,
        "bad_json",
        f"The file is no JSON: {why}.",
        "Correct it; of a file with one record a line (JSONL) only the bad lines are lost.",
    )


def _is_mine(seen: Seen) -> bool:
    return OPENING.match(seen.text) is not None


FORMAT = Format(
    name="json",
    suffixes=(".json",),
    mime_type="application/json",
    sniff=_is_mine,
    read=read,
    split=split,
)
