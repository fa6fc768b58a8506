"""Highlights show a text as it is, whatever it says and however its spans lie."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from onrecord.dashboard.highlight import Span, highlighted

TEXTS = st.text(alphabet="<>&\"'ab \n\u0301é“”🌧ש/=;#$*", max_size=60)
PLACES = st.integers(-3, 65)
KINDS = st.sampled_from(["content", "content direct", "cue", "speaker", "mention"])
SPANS = st.lists(
    st.builds(
        Span,
        PLACES,
        PLACES,
        KINDS,
        note=TEXTS,
        anchor=st.none() | TEXTS,
        number=st.none() | st.integers(1, 99),
    ),
    max_size=8,
)


class Marks(HTMLParser):
    """Tell for each character of a page which kinds mark it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.kinds: list[set[str]] = []
        self._open: list[set[str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a mark."""
        if tag == "mark":
            self._open.append(set((dict(attrs)["class"] or "").split()))

    def handle_endtag(self, tag: str) -> None:
        """Close a mark."""
        if tag == "mark":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Note what marks the words."""
        self.text += data
        self.kinds += [set().union(*self._open) for _ in data]


@given(TEXTS, SPANS)
def test_without_its_tags_a_page_is_the_text(text: str, spans: list[Span]) -> None:
    """Nothing is added, lost or moved, and no text becomes a tag."""
    bare = re.sub(r"<[^>]*>", "", highlighted(text, spans))
    assert html.unescape(bare) == text


@given(TEXTS, SPANS)
def test_every_character_carries_what_covers_it(text: str, spans: list[Span]) -> None:
    """A character is marked as a kind if and only if a span of that kind covers it."""
    marks = Marks(highlighted(text, spans))
    assert marks.text == text
    for place, character in enumerate(text):
        covering = [span for span in spans if span.start <= place < span.end]
        expected = {kind for span in covering for kind in span.kind.split()}
        if character != "\n":
            assert marks.kinds[place] - {"nested"} == expected


@given(TEXTS, SPANS)
def test_tags_close_in_order(text: str, spans: list[Span]) -> None:
    """Marks stay inside their paragraph, also where spans overlap and cross paragraphs."""
    page = re.sub(r'"[^"]*"', "", highlighted(text, spans))
    tags = re.findall(r"<(/?)(p|mark)\b", page)
    held: list[str] = []
    for closing, name in tags:
        if closing:
            assert held.pop() == name
        else:
            held.append(name)
            assert held in (["p"], ["p", "mark"])
    assert held == []


def test_nested_quotes_are_told_apart() -> None:
    """Words inside two quotes are marked as nested; their note is the inner quote's first."""
    spans = [Span(0, 9, "content", "outer"), Span(4, 6, "content", "inner")]
    assert '<mark class="content nested" title="inner\nouter">ef</mark>' in highlighted(
        "abcdefghi", spans
    )
