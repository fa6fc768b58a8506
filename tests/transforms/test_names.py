"""Names of one thing share a block, however they are spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.names import block_key, context_keys, given_keys, keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Zelenskyy"),
        ("Muammar Gaddafi", "Moammar Qaddafi"),
        ("Muammar Gaddafi", "Gadhafi"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Mohammed bin Salman", "Mohamed bin Salman"),
        ("Orbán Viktor", "Viktor Orban"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Xi Jinping", "Xi"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Bashar al-Assad", "Assad"),
        ("Rowling, Joanne", "J. K. Rowling"),
    ],
)
def test_spellings_of_one_person_share_a_block(one: str, other: str) -> None:
    """Transliteration, order and particles do not hide that two names may be one person's."""
    assert block_key(one, "PERSON") == block_key(other, "PERSON")


@pytest.mark.parametrize(
    ("name", "given_names"),
    [
        ("JK Rowling", ("j", "k")),
        ("George H.W. Bush", ("george", "h", "v")),
        ("Kim Kardashian", ("kim",)),
        ("Kim Jong-un", ("jong", "un")),
        ("Al Gore", ("al",)),
        ("van Gogh", ()),
        ("Smith", ()),
    ],
)
def test_given_names(name: str, given_names: tuple[str, ...]) -> None:
    """Initials count one by one; a family name alone has no given name."""
    assert given_keys(name, "PERSON") == given_names


@pytest.mark.parametrize(
    ("label", "name", "affiliation", "expected"),
    [
        ("PERSON", "Ines Falk", "Russian Armed Forces", ("russian armed forces", "russian")),
        ("ORG", "Bank of England", None, ("bank", "england")),
        ("GPE", "Paris", "Texas", ("texas",)),
        ("PERSON", "Ines Falk", None, ()),
    ],
)
def test_context_keys(
    label: str, name: str, affiliation: str | None, expected: tuple[str, ...]
) -> None:
    """What tells a country is there to be looked up: a people, a place, a body of theirs."""
    assert context_keys(label, name, affiliation) == expected


@given(st.text(max_size=40), st.sampled_from(["PERSON", "ORG", "GPE", "NORP"]))
def test_every_name_with_a_key_has_a_block(name: str, label: str) -> None:
    """Whatever the name, it has a block if it has a key."""
    made = keys(name, label, None, ())
    assert (made["block_key"] is None) == (made["name_key"] is None)
