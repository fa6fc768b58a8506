"""Read mailboxes (mbox): each mail is a document, and each of its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from transforms.readers.draft import Item, within
from transforms.readers.format import Buffer, Format, Part, Portion, Rules
from transforms.readers.records import Names, cut, short

BEGIN = re.compile(rb"(?:\A|\n\r?\n)(From [^\n]*\b\d{4}\b[^\n]*\r?\n)(?=[A-Za-z][A-Za-z0-9-]*:)")
FIRST = re.compile(r"From \S[^\n]*\b\d{4}\b[^\n]*\n[A-Za-z][A-Za-z0-9-]*:")
MESSAGE_ID = re.compile(rb"^message-id:\s*<([^>\s]{1,200})>", re.IGNORECASE | re.MULTILINE)
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
HEADERS = 16_384


def read(portion: Portion) -> Iterator[Item]:
    """Yield the documents of each mail, which is known by its Message-ID or by its number."""
    names, data = Names(portion.part), portion.data
    first = portion.part.first_index if portion.part else 1
    for number, (begin, start, end) in enumerate(_mails(data), start=first):
        name = names.of(number, _natural(data[begin:end], number))
        for item in portion.inner(f"{name}.eml", ESCAPED.sub(rb"\1", data[start:end])):
            yield within(item, name)


def split(data: Buffer, size: int, rules: Rules) -> Iterator[Part]:
    """Cut a mailbox between mails."""
    del rules
    if len(data) <= size:
        return
    records = (
        (begin, end, number, _natural(data[begin : begin + HEADERS], number))
        for number, (begin, _, end) in enumerate(_mails(data), start=1)
    )
    yield from cut(records, len(data), size, FORMAT.name)


def _mails(data: Buffer) -> Iterator[tuple[int, int, int]]:
    """Yield where each mail begins, where its headers begin, and where it ends."""
    found = ((match.start(1), match.end(1)) for match in BEGIN.finditer(data))
    for (begin, start), (end, _) in pairwise(chain(found, [(len(data), 0)])):
        yield begin, start, end


def _natural(mail: bytes, number: int) -> str:
    found = MESSAGE_ID.search(mail, 0, HEADERS)
    return (short(found[1].decode("ascii", "replace")) if found else None) or str(number)


FORMAT = Format(
    name="mbox",
    suffixes=(".mbox", ".mbx"),
    mime_type="application/mbox",
    sniff=lambda seen: FIRST.match(seen.text) is not None,
    read=read,
    split=split,
    is_container=True,
)
