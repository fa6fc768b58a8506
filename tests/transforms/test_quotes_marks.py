"""Quotation marks: what stands between which, on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.quotes.marks import quotations

CASES = {
    "straight marks pair in turn": ('"Go," he said. "Now."', ['"Go,"', '"Now."']),
    "curly marks pair": ("“Go,” he said.", ["“Go,”"]),
    "angle marks pair": ("«Allez», dit-il.", ["«Allez»"]),
    "low marks pair with high ones": ("„Geh“, sagte er.", ["„Geh“"]),
    "doubled single marks are double marks": ("``Go,'' he said.", ["``Go,''"]),
    "closing marks on both sides pair": ("A ”fine” day.", ["”fine”"]),
    "a curly mark may close straight": ('“Go," he said.', ['“Go,"']),
    "a straight mark may be closed by a curly one": ('"Go,” he said. "Now.”', ['"Go,”', '"Now.”']),
    "two apostrophes may close": ("“Go,'' he said. “Now.''", ["“Go,''", "“Now.''"]),
    "two single curly marks may close": ("“Go,’’ he said. “Now.’’", ["“Go,’’", "“Now.’’"]),
    "two single curly marks pair": ("‘‘Go,’’ he said.", ["‘‘Go,’’"]),
    "a high opening mark may close": ('"Go.“ He left.', ['"Go.“']),
    "two apostrophes may close a straight mark": ("\"Go,'' he said.", ["\"Go,''"]),
    "a straight mark may close backticks": ('``Go," he said.', ['``Go,"']),
    "a low mark may be closed by any": ('„Go,” he said. „Now," he said.', ["„Go,”", '„Now,"']),
    "unlike marks nest": ('"He said “go” twice,” she said.', ['"He said “go” twice,”', "“go”"]),
    "a mark of another kind reopens": ('“Go," he said. "Now.”', ['“Go,"', '"Now.”']),
    "single marks pair around apostrophes": ("'I don't know,' he said.", ["'I don't know,'"]),
    "curly single marks pair likewise": ("‘I can’t,’ he said.", ["‘I can’t,’"]),
    "plural possessives close nothing": (
        "‘The workers’ rights matter.’ He left.",
        ["‘The workers’ rights matter.’"],
    ),
    "decades are not quotations": ("the '90s and the '80s", []),
    "inches are not quotations": ("He is 6'2\" tall.", []),
    "possessives are not quotations": ("James' and the dogs' bowls", []),
    "a stray mark is passed over": ('He said " and left.', []),
    "a mark left open ends with its paragraph": ("“Go now.\n\nHe left.", ["“Go now."]),
    "nested quotations lie in each other": (
        "“He called it ‘fun’ twice,” she said.",
        ["“He called it ‘fun’ twice,”", "‘fun’"],
    ),
    "a mark reopened goes on": ("“One.\n\n“Two.” He left.", ["“One.", "“Two.”"]),
    "a mark closed a paragraph later goes on": ('"One.\n\nTwo." He left.', ['"One.', 'Two."']),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_marks_pair(text: str, expected: list[str]) -> None:
    """Each kind of mark pairs as printers use it."""
    assert [text[q.start : q.end] for q in quotations(text)] == expected


def test_a_quotation_over_paragraphs_is_continued() -> None:
    """Of a quotation reopened at each paragraph only the last piece is closed."""
    found = quotations("“One.\n\n“Two.\n\n“Three.” She left.")
    assert [(q.is_closed, q.is_continued) for q in found] == [
        (False, False),
        (False, True),
        (True, True),
    ]


def test_nesting_has_a_depth() -> None:
    """A quotation inside a quotation is one deeper."""
    assert [q.depth for q in quotations("“He said ‘no’ to me,” she said.")] == [0, 1]


@given(st.text(alphabet="“”\"'‘’«»„` ,.aBs9\n", max_size=200))
def test_quotations_lie_in_their_text(text: str) -> None:
    """Whatever the text, quotations lie in it, begin in order and keep to a paragraph."""
    found = quotations(text)
    assert [q.start for q in found] == sorted(q.start for q in found)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert not any("\n\n" in text[q.start : q.end] for q in found)


@given(st.text(alphabet="“”\"'‘’ ,.aB\n", max_size=200))
def test_quotations_nest_or_stand_apart(text: str) -> None:
    """No two quotations overlap unless one lies in the other."""
    found = quotations(text)
    for one in found:
        for other in found:
            if one.start < other.start < one.end:
                assert other.end <= one.end
