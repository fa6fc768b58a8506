"""Near copies are told by the words they share, and by figures and names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.duplicates import AT_ONCE, MARK_BITS, Content, contents, nearness, signatures

STORY = (
    "The ferry company Nordline will close its terminal at Port Maren on 4 May, 212 years after "
    "the first boat left it, its director Ines Falk said on Monday. She blamed the price of fuel, "
    "which has risen by 38 per cent since January, and a bridge that carries 9,400 cars a day. "
    "“We held out longer than anybody thought we would,” Falk told the 65 workers. The mayor, Otto "
    "Brandt, called the decision a betrayal of the island and promised to look for a buyer."
)
FORM = (
    "Prices at the {} cattle market on {} were {} for steers, which is {} more than a week before, "
    "while heifers sold at {} and calves at {} a head. Buyers from {} took most of the {} animals "
    "on offer, and the trade was brisk until the ring closed at {} in the afternoon."
)
EDITS = {
    "other head and foot": f"MAREN (Wire) – {STORY} Reporting by Tove Lind; editing by Uwe Holm.",
    "another case and other quotation marks": STORY.replace("“", '"').replace("”", '"').upper(),
    "a sentence left out": STORY.replace("She blamed the price of fuel, which has", "Fuel has"),
    "other words": STORY.replace("company", "operator").replace("decision", "move"),
}
OTHERS = {
    "another story": "The council met for nine hours on Tuesday and "
    + "settled nothing at all " * 9,
    "a longer one that includes it": f"{STORY} " + " ".join(f"w{n} x{n} y{n}" for n in range(60)),
    "nothing": "",
}


def content(text: str) -> Content:
    """Take one text apart, by itself."""
    (found,) = contents([text])
    return found


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_text_is_a_near_copy(edit: str) -> None:
    """What an editor does to a wire story leaves it the same story."""
    one, other = contents([STORY, edit])
    assert nearness(one, other)
    assert nearness(one, other) == nearness(other, one)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_text_is_none(other: str) -> None:
    """Most of both must be shared."""
    assert nearness(content(STORY), content(other)) is None


def test_a_form_filled_in_anew_is_no_copy() -> None:
    """Two reports on one form share most words, and neither figures nor names."""
    one = content(FORM.format("Aldby", "4 May", 212, 8, 190, 61, "Holm", 340, "3.15"))
    other = content(FORM.format("Westrop", "7 June", 207, 5, 183, 66, "Lund", 415, "2.40"))
    assert np.isin(one.runs, other.runs).mean() > 0.4
    assert nearness(one, other) is None


def test_a_short_text_has_no_near_copies() -> None:
    """Of twenty words a few are too much to tell."""
    short = content(" ".join(STORY.split()[:20]))
    assert signatures([short])[0].size == 0
    assert nearness(short, short) is None


@given(st.text(max_size=400))
def test_a_text_is_like_itself(text: str) -> None:
    """Any text can be taken apart; it is wholly its own copy, or has none because it is short."""
    one = content(text * 3)
    assert nearness(one, one) == (1.0 if one.runs.size else None)
    assert np.array_equal(*(signatures([content(text * 3)])[0] for _ in range(2)))


def test_a_text_may_be_longer_than_any_group() -> None:
    """A book of one story has the runs and marks of the story told twice."""
    book, twice = content(f"{STORY} " * (2 * AT_ONCE // len(STORY))), content(f"{STORY} " * 2)
    assert np.array_equal(book.runs, twice.runs)
    assert np.array_equal(book.marks, twice.marks)


@given(st.lists(st.text(max_size=300), max_size=5))
def test_the_company_of_a_text_changes_nothing(texts: list[str]) -> None:
    """Texts that are taken apart together, long ones among them, have what each has by itself."""
    texts = [text * 3 for text in texts] + [STORY * (AT_ONCE // len(STORY)), STORY]
    together = list(contents(texts))
    alone = [content(text) for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert np.array_equal(one.runs, other.runs)
        assert np.array_equal(one.marks, other.marks)
    keys = zip(signatures(together), (signatures([one])[0] for one in alone), strict=True)
    assert all(np.array_equal(*pair) for pair in keys)


@given(st.sets(st.integers(0, 90), max_size=12))
def test_keys_meet_as_texts_agree(places: set[int]) -> None:
    """Whatever few words are changed, some place is the same, and both ways are equally like."""
    words = STORY.split()
    edited = " ".join(f"new{n}" if n in places else word for n, word in enumerate(words))
    pair = list(contents([STORY, edited]))
    assert nearness(*pair) == nearness(*pair[::-1])
    if (nearness(*pair) or 0) >= 0.6:
        one, other = (keys >> np.uint64(MARK_BITS) for keys in signatures(pair))
        assert (one == other).any()
