"""Ids are a function of their parts, however they are made."""

from __future__ import annotations

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
