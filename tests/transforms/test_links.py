"""Lists of known names are sound, and a list of one's own is read strictly."""

from __future__ import annotations

import re

import pytest

from transforms.links import GazetteerError, known_names, own_names

HEAD = "name,type,id,aliases\n"


def test_every_item_is_one_thing() -> None:
    """No Wikidata item stands for two things of one list, and every one is spelled as one."""
    names: dict[tuple[str, str, str], set[str]] = {}
    for known in known_names():
        if known.wikidata_id:
            assert re.fullmatch(r"Q[1-9]\d*", known.wikidata_id)
            place = known.source, known.label, known.wikidata_id
            names.setdefault(place, set()).add(known.item_id)
    twice = {place: items for place, items in names.items() if len(items) > 1}
    assert {place for place in twice if place[0] != "peoples"} == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,type\n", "no column id and no column aliases"),
        (f"{HEAD}Ines Falk,HUMAN,Q1,\n", "has the type 'HUMAN'"),
        (f"{HEAD}Ines Falk,PERSON,,\n", "has no id"),
        (f"{HEAD}…,PERSON,Q1,\n", "which has no letter"),
        (f"{HEAD}Ines Falk,PERSON,Q1,\nOle,PERSON,Q2,Ines Falk\n", "a line above gives it to Q1"),
        (f"{HEAD}Ines Falk,PERSON\n", "Line 2 of the gazetteer own.csv has no id"),
    ],
)
def test_a_bad_row_is_told(text: str, words: str) -> None:
    """The sentence names the line, the value and the way out."""
    with pytest.raises(GazetteerError, match=re.escape(words)):
        list(own_names(text, "own.csv"))


def test_an_id_need_not_be_of_wikidata() -> None:
    """An id of one's own is kept, without a Wikidata item."""
    (found,) = own_names(f"{HEAD}Ines Falk,PERSON,staff-7,\n", "own.csv")
    assert (found.item_id, found.wikidata_id, found.confidence) == ("staff-7", None, 1.0)
