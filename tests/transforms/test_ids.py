"""Ids are a function of their parts, however they are made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.ids import SEPARATOR, stable_id, stable_ids

PARTS = st.lists(st.text(max_size=8) | st.integers(), min_size=1, max_size=4)


@given(PARTS, PARTS)
def test_what_ids_begin_with_can_be_hashed_once(
    first: list[str | int], rest: list[str | int]
) -> None:
    """An id made from a beginning and its rest is the id of all parts together."""
    assert stable_ids(*first)(SEPARATOR.join(map(str, rest))) == stable_id(*first, *rest)


@pytest.mark.parametrize(
    ("parts", "same"),
    [
        (("a", "bc"), "df818f4faf11c38a1eaa"),
        (("ab", "c"), "8070c261306694b19416"),
        (("abc",), "3619b2e9832d748d745e"),
        (("abc", ""), "b59d98ab213fbfb65c0b"),
        (("a", 12), "11daf5d83e0bf912b8f9"),
        (("é\udcff",), "fb4a10b736cf8c589e1c"),
    ],
)
def test_ids_never_change(parts: tuple[str | int, ...], same: str) -> None:
    """What a warehouse holds today is found again tomorrow: an id is these digits for good."""
    assert stable_id(*parts) == same


@given(PARTS, PARTS)
def test_ids_tell_parts_apart(one: list[str | int], other: list[str | int]) -> None:
    """Two lists of parts have one id only if they are written alike, part by part."""
    alike = list(map(str, one)) == list(map(str, other))
    held = any(SEPARATOR in str(part) for part in (*one, *other))
    assert (stable_id(*one) == stable_id(*other)) == alike or held


@given(st.text(min_size=2, max_size=8), st.integers(0, 8), st.integers(0, 8))
def test_where_parts_are_parted_counts(text: str, one: int, other: int) -> None:
    """The same letters, parted elsewhere, are another id."""
    at, elsewhere = sorted((min(one, len(text)), min(other, len(text))))
    first, second = stable_id(text[:at], text[at:]), stable_id(text[:elsewhere], text[elsewhere:])
    assert (first == second) == (at == elsewhere) or SEPARATOR in text
