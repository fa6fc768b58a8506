"""Read what lies in containers, within limits; nothing of it ever touches a disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import islice

from transforms.normalise import clean
from transforms.readers.draft import Item, Unreadable, within
from transforms.readers.format import PARSER_ERRORS, Part, Portion, Rules
from transforms.readers.records import Names

FREE_RATIO = 1_000_000
"""Bytes up to which a member may be packed as tightly as it likes."""

DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container, as the container's list tells of it."""

    name: str
    size: int
    packed: int | None
    """Bytes that it takes up in the container, where it is packed by itself."""
    odd: str | None
    """What it is, if it is no regular file that can be read: `a link`, `encrypted`."""
    open: Callable[[], bytes]


def items(portion: Portion, members: Iterable[Member]) -> Iterator[Item]:
    """Yield the documents of the members, and why there is none in others.

    With a part, the members before it only take up their share of the limits.
    """
    rules, budget, names = portion.rules, portion.budget, Names()
    first = portion.part.first_index if portion.part else 1
    count = portion.part.count if portion.part else None
    kept = islice(members, None if count is None else first - 1 + count)
    for number, member in enumerate(kept, start=1):
        name = names.of(number, clean(member.name) or str(number))
        is_ours = number >= first
        budget.members -= 1
        budget.bytes -= 0 if member.odd else member.size
        if budget.members < 0 or budget.bytes < 0:
            if is_ours:
                yield _exhausted(name, budget.members < 0, rules)
            return
        if is_ours and not is_excluded(name, rules):
            yield from _item(portion, member, name)


def is_excluded(name: str, rules: Rules) -> bool:
    """Tell whether a part of a member's path is a name that is no document."""
    return _strange(name) is None and any(
        fnmatch(part, glob) for part in name.split("/") for glob in rules.exclude
    )


def is_over(packed: int, size: int, rules: Rules) -> bool:
    """Tell whether something is packed more tightly than documents are."""
    return size > FREE_RATIO and size > rules.max_ratio * max(1, packed)


def too_tight(packed: int, size: str, rules: Rules, member: str | None = None) -> Unreadable:
    """Say that something is packed more tightly than documents are."""
    return Unreadable(
        member,
        "bad_ratio",
        f"Its {packed:,} bytes unpack to {size}: more than {rules.max_ratio} times as many, the "
        "limit.",
        "Unpack it yourself if you trust it, or raise the setting max_ratio.",
    )


def grouped(sizes: Iterable[int], length: int, size: int, reader: str) -> Iterator[Part]:
    """Cut a container into parts of members that together have at least `size` bytes."""
    first, number, weight = 1, 0, 0
    for number, one in enumerate(sizes, start=1):
        weight += one
        if weight >= size:
            count = number - first + 1
            yield Part(0, length, first, reader, count=count, weight=weight)
            first, weight = number + 1, 0
    if first <= number:
        yield Part(0, length, first, reader, count=number - first + 1, weight=weight)


def _item(portion: Portion, member: Member, name: str) -> Iterator[Item]:
    """Yield what comes of one member."""
    rules = portion.rules
    if odd := member.odd or _strange(name):
        yield Unreadable(
            f"!{name}",
            "unsafe_member",
            f"The member {name} is {odd}; nothing of it was read.",
            "Put the file itself into the container, under a plain relative name.",
        )
    elif member.packed is not None and is_over(member.packed, member.size, rules):
        yield too_tight(member.packed, f"{member.size:,}", rules, f"!{name}")
    else:
        try:
            data = member.open()
        except PARSER_ERRORS as error:
            yield _damaged(name, error)
            return
        for item in portion.inner(name, data):
            yield within(item, name)


def _strange(name: str) -> str | None:
    """Say what is wrong with a name that points out of its container."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts:
        return "named to lie outside of its container"
    if parts[0] == "" or DRIVE.match(name):
        return "named by an absolute path"
    return None


def _damaged(name: str, error: Exception) -> Unreadable:
    return Unreadable(
        f"!{name}",
        "damaged",
        f"The member {name} cannot be unpacked: {str(error)[:200]}.",
        "Pack it again; the other members are not affected.",
    )


def _exhausted(name: str, is_count: bool, rules: Rules) -> Unreadable:
    if is_count:
        said, setting = f"holds more than {rules.max_members:,} members", "max_members"
    else:
        said = f"unpacks to more than {rules.max_expanded_bytes:,} bytes"
        setting = "max_expanded_bytes"
    return Unreadable(
        None,
        f"too_many_{'members' if is_count else 'bytes'}",
        f"The container {said}, the limit; {name} and what follows was not read.",
        f"Split the container, or raise the setting {setting}.",
    )
