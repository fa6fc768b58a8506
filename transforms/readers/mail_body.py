"""Tell what the sender of a mail wrote from what the mail repeats, and from the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from transforms.readers.draft import Block, Kind
from transforms.readers.html_blocks import blocks, parsed
from transforms.readers.plain import text_blocks

MARK = re.compile(r"((?:>[ \t]?)+)(.*)")
WROTE = re.compile(
    r"(?:On|Am|Le|El)\b[^\n]{5,200}?(?:\n[^\n>]{0,120}?)?"
    r"\b(?:wrote|schrieb|a écrit|escribió)[^\n]{0,40}:\s*$"
)
OPENS = re.compile(r"(?:On|Am|Le|El) \S")
REPEATS = re.compile(
    r"-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht)\s*-{2,}\s*$"
    r"|Begin forwarded message:\s*$",
    re.IGNORECASE,
)
OUTLOOK = re.compile(r"From: .+\n(?:.+\n)?Sent: .+\n(?:.+\n)*?Subject: ")
SIGNATURE = re.compile(r"--[ \t]?$")
LONGEST_SIGNATURE = 12
QUOTED = (
    "//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')]"
    " | //*[contains(@class, 'yahoo_quoted')] | //*[contains(@class, 'moz-cite-prefix')]"
    " | //*[@id='divRplyFwdMsg'] | //*[@id='divRplyFwdMsg']/following-sibling::*"
    " | //*[@id='appendonsend']/following-sibling::*"
)
SIGNED = (
    "//*[contains(@class, 'gmail_signature')] | //*[contains(@class, 'moz-signature')]"
    " | //*[@id='Signature']"
)

Said = tuple[Kind, int, str]
"""What a line is, how deep it is quoted, and the line."""


def plain_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a plain mail."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for (kind, _), group in groupby(_told(lines), key=lambda said: said[:2]):
        own = "\n".join(line for _, _, line in group)
        for block in text_blocks(own):
            yield replace(block, kind=_kind(kind, block))


def html_blocks(markup: str) -> Iterator[Block]:
    """Yield the blocks of a mail in HTML; what it repeats comes behind what it says."""
    tree = parsed(markup)
    asides: list[Block] = []
    kinds: tuple[tuple[str, Kind], ...] = ((SIGNED, "signature"), (QUOTED, "reply"))
    for path, kind in kinds:
        for element in tree.xpath(path):
            if element.getroottree().getroot() is tree and element.getparent() is not None:
                asides += [replace(block, kind=kind) for block in blocks(element)]
                element.drop_tree()
    yield from blocks(tree)
    yield from asides


def unfolded(text: str) -> str:
    """Join the lines of flowed text (RFC 3676): those that end with a space go on."""
    pieces: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        goes_on = line.endswith(" ") and not SIGNATURE.match(line)
        pieces += [line.removeprefix(" ") if line[1:2] == ">" else line, "" if goes_on else "\n"]
    return "".join(pieces)


def _told(lines: list[str]) -> Iterator[Said]:
    """Yield each line with what it is; from a line that announces it on, all is repeated."""
    is_repeated = False
    signed = 0
    for index, line in enumerate(lines):
        marked = MARK.match(line)
        if marked:
            signed = 0
            yield "reply", marked[1].count(">"), marked[2]
        elif is_repeated:
            yield "reply", 0, line
        elif _is_announced(lines, index):
            signed = 0
            yield "announcement", 0, line
        elif REPEATS.match(line) or OUTLOOK.match("\n".join(lines[index : index + 8])):
            is_repeated = True
            yield "reply", 0, line
        elif SIGNATURE.match(line) or 0 < signed <= LONGEST_SIGNATURE:
            signed += 1
            yield "signature", 0, "" if SIGNATURE.match(line) else line
        else:
            yield "paragraph", 0, line


def _is_announced(lines: list[str], index: int) -> bool:
    """Tell whether a line, or it and the next, says who wrote what is quoted below."""
    if OPENS.match(lines[index]) and WROTE.match("\n".join(lines[index : index + 2])):
        return True
    return index > 0 and bool(
        OPENS.match(lines[index - 1])
        and WROTE.match("\n".join(lines[index - 1 : index + 1]))
        and not WROTE.match(lines[index - 1])
    )


def _kind(kind: Kind, block: Block) -> Kind:
    """Give the kind of a block; the opening words of a mail are no headline."""
    if kind == "paragraph":
        return "paragraph" if block.kind == "heading" else block.kind
    return kind
