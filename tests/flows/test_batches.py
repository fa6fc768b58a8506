"""Work is cut into batches that keep every process busy to the end."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from flows.batches import grouped

LEAST, MOST = 30, 200


@dataclass(frozen=True)
class Piece:
    """Some bytes of a file."""

    size: int


@given(st.lists(st.builds(Piece, st.integers(0, 300)), max_size=60), st.integers(1, 8))
def test_every_piece_is_in_one_group_and_in_order(pieces: list[Piece], processes: int) -> None:
    """Nothing is lost; a group holds no more than it may, unless one piece alone does."""
    groups = list(grouped(pieces, LEAST, MOST, processes))
    assert [piece for group in groups for piece in group] == pieces
    assert all(len(group) == 1 or sum(p.size for p in group) <= MOST for group in groups)


def test_the_last_groups_are_small() -> None:
    """Whichever process takes the last group, the others do not wait long for it."""
    sizes = [sum(p.size for p in g) for g in grouped([Piece(10)] * 200, LEAST, MOST, 2)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == MOST
    assert sizes[-1] <= LEAST
