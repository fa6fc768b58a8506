"""Names have keys, family names, and one form that is fullest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.entities import family_key, fullest, name_key


@pytest.mark.parametrize(
    ("name", "label", "key"),
    [
        ("Jens Stoltenberg", "PERSON", "jens stoltenberg"),
        ("Mr. José Ortega Jr.", "PERSON", "jose ortega"),
        ("Zara Mills DBE", "PERSON", "zara mills"),
        ("JONAS REED", "PERSON", "jonas reed"),
        ("Pope Francis", "PERSON", "pope francis"),
        ("the Alder Bank Inc.", "ORG", "alder bank"),
        ("Alder Bank's", "ORG", "alder bank"),
        ("U.S.", "GPE", "united states"),
        ("World Health Organisation", "ORG", "who"),
        ("...", "ORG", None),
    ],
)
def test_key_of_a_name(name: str, label: str, key: str | None) -> None:
    """Case, accents, titles, articles and suffixes do not change the key of a name."""
    assert name_key(name, label) == key


@pytest.mark.parametrize(
    ("name", "label", "key"),
    [
        ("Sir Jonas Reed", "PERSON", "reed"),
        ("Reed", "PERSON", None),
        ("Alder Bank", "ORG", None),
    ],
)
def test_family_key_of_a_name(name: str, label: str, key: str | None) -> None:
    """Only a person named with more than one word has a family name."""
    assert family_key(name, label) == key


@pytest.mark.parametrize(
    ("names", "label", "best"),
    [
        (["Reed", "Jonas Reed", "Reed"], "PERSON", "Jonas Reed"),
        (["JONAS REED", "Jonas Reed"], "PERSON", "Jonas Reed"),
        (["US", "America"], "GPE", "United States"),
        (["Alder", "Alder Bank"], "ORG", "Alder Bank"),
    ],
)
def test_fullest_name(names: list[str], label: str, best: str) -> None:
    """The name that says most is chosen; a well-known one is called as usual."""
    assert fullest(names, label) == best


@given(st.text(max_size=40), st.sampled_from(["PERSON", "ORG", "GPE", "NORP"]))
def test_a_key_is_its_own_key(name: str, label: str) -> None:
    """The key of any name is folded text, whatever the name."""
    key = name_key(name, label)
    assert key is None or key == key.casefold().strip() != ""
