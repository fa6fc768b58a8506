"""Chunks hold the whole document, in order, and cut neither sentences nor quotations."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from transforms.chunks import HARD_CAP, chunks
from transforms.tables import Chunk
from transforms.tokens import Tokens

BLANK = spacy.blank("en")
BLANK.add_pipe("sentencizer")
MESSY = st.text(alphabet='“”"„ \n\tab.A?!,', max_size=300)


def cut(text: str, limit: int = 20, headings: tuple[tuple[int, int], ...] = ()) -> list[Chunk]:
    """Cut a text with a pipeline that knows sentences by their punctuation."""
    return list(chunks("d", Tokens(BLANK(text)), headings, limit))


@given(MESSY, st.integers(1, 30))
def test_every_character_lies_in_one_chunk(text: str, limit: int) -> None:
    """Chunks follow each other, and leave out nothing but white space."""
    place = 0
    for chunk in cut(text, limit):
        assert chunk.start_char >= place
        assert not text[place : chunk.start_char].strip()
        place = chunk.end_char
    assert not text[place:].strip()


@given(MESSY, st.integers(1, 30))
def test_a_chunk_is_where_its_words_are(text: str, limit: int) -> None:
    """The offsets of a chunk give its text, without white space around it."""
    for chunk in cut(text, limit):
        assert text[chunk.start_char : chunk.end_char] == chunk.text == chunk.text.strip() != ""


@given(MESSY, st.integers(1, 30))
def test_no_chunk_exceeds_the_hard_cap(text: str, limit: int) -> None:
    """Whatever the text, a chunk has at most four times the limit of tokens."""
    assert all(chunk.token_count <= HARD_CAP * limit for chunk in cut(text, limit))


@given(MESSY, st.lists(st.integers(0, 299), max_size=4), st.integers(1, 30))
def test_headings_anywhere_lose_nothing(text: str, places: list[int], limit: int) -> None:
    """Heading spans at any place leave the chunks whole and in order."""
    headings = tuple((min(p, len(text)), min(p + 3, len(text))) for p in sorted(places))
    found = cut(text, limit, headings)
    whole = "".join(chunk.text for chunk in found)
    assert "".join(whole.split()) == "".join(text.split())
    assert [chunk.chunk_index for chunk in found] == list(range(len(found)))


def test_sentences_are_packed_up_to_the_limit() -> None:
    """As many whole sentences as fit make one chunk."""
    text = "One two three four. " * 6
    assert [chunk.token_count for chunk in cut(text.strip(), 12)] == [10, 10, 10]


@pytest.mark.parametrize(
    ("limit", "sizes"),
    [(14, [10, 10, 10]), (15, [15, 15]), (16, [15, 15]), (9, [5] * 6), (10, [10] * 3), (30, [30])],
)
def test_a_chunk_may_be_as_long_as_the_limit(limit: int, sizes: list[int]) -> None:
    """What fits to the last token is one chunk; one token more is not."""
    assert [chunk.token_count for chunk in cut("One two three four. " * 6, limit)] == sizes


@pytest.mark.parametrize(("words", "sizes"), [(15, [16]), (16, [15, 2]), (33, [16, 16, 2])])
def test_a_sentence_may_be_as_long_as_the_cap(words: int, sizes: list[int]) -> None:
    """A sentence of four times the limit stays whole; a longer one is cut before a word."""
    text = " ".join(["word"] * words) + "."
    assert [chunk.token_count for chunk in cut(text, 4)] == sizes


@pytest.mark.parametrize(("limit", "sizes"), [(4, [16]), (3, [9, 7])])
def test_a_quotation_may_be_as_long_as_the_cap(limit: int, sizes: list[int]) -> None:
    """Sentences of one quotation stay together up to four times the limit, and no further."""
    text = "“One two three. Four five six. Seven eight nine ten eleven.”"
    assert [chunk.token_count for chunk in cut(text, limit)] == sizes


def test_a_heading_begins_a_chunk() -> None:
    """A chunk ends before a heading, and carries the heading above it."""
    text = "Intro here.\n\nBudget\n\nTaxes rise.\n\nSchools\n\nPupils cheer."
    spans = tuple(
        (text.index(word), text.index(word) + len(word)) for word in ("Budget", "Schools")
    )
    found = cut(text, 50, spans)
    assert [(chunk.heading, chunk.text) for chunk in found] == [
        (None, "Intro here."),
        ("Budget", "Budget\n\nTaxes rise."),
        ("Schools", "Schools\n\nPupils cheer."),
    ]


def test_every_chunk_below_a_heading_carries_it() -> None:
    """The second piece of a section stands under its heading as the first does."""
    found = cut("Budget\n\nTaxes rise now. Prices fall now.", 7, ((0, 6),))
    assert [(one.heading, one.text) for one in found] == [
        ("Budget", "Budget\n\nTaxes rise now."),
        ("Budget", "Prices fall now."),
    ]


def test_long_words_count_by_their_letters() -> None:
    """Twelve characters are a token where words are longer than that."""
    text = f"{'x' * 130}. {'y' * 130}."
    assert len(cut(text, 20)) == 1
    assert len(cut(text, 19)) == 2


def test_a_long_heading_is_not_repeated_with_every_chunk() -> None:
    """A title as long as a book would make a library of it."""
    title = "word " * 2_000
    found = cut(f"{title}\n\nText.", 20, ((0, len(title)),))
    assert len(found) > 20
    assert max(len(chunk.heading or "") for chunk in found) == 299  # 300 with the space at its end


def test_headings_in_a_row_stay_with_what_follows() -> None:
    """A title and the heading below it are no chunk of their own."""
    text = "Title\n\nPart\n\nBody stands here."
    assert [chunk.text for chunk in cut(text, 50, ((0, 5), (7, 11)))] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "She spoke. “We met. We talked. We left.” He nodded. They all went home.",
        'She spoke. "We met. We talked. We left." He nodded. They all went home.',
        "She spoke. “We met. We talked.\n\n“We left.” He nodded. They all went home.",
    ],
)
def test_a_closed_quotation_is_not_cut(text: str) -> None:
    """A quotation of several sentences, or paragraphs, stays in one chunk."""
    quotation = text[text.index("We met") : text.index("We left") + 7]
    assert any(quotation in chunk.text for chunk in cut(text, 4))


def test_an_unclosed_mark_does_not_hold_a_document_together() -> None:
    """A quotation that is never closed ends with its paragraph."""
    text = "He said: “We met.\n\n" + "A plain sentence stands here.\n\n" * 10
    assert len(cut(text, 8)) > 5


def test_a_token_without_end_is_cut_hard() -> None:
    """A word of a million letters becomes many chunks."""
    doc = Doc(BLANK.vocab, words=["x" * 1_000_000])
    found = list(chunks("d", Tokens(doc), (), 320))
    assert len(found) > 60
    assert "".join(chunk.text for chunk in found) == doc.text.strip()


def test_an_unparsed_document_is_cut_at_full_stops() -> None:
    """A document without sentences of the parser has those of its punctuation."""
    doc = spacy.blank("en")("One two three. Four five six. Seven eight nine.")
    assert [chunk.token_count for chunk in chunks("d", Tokens(doc), (), 4)] == [4, 4, 4]


def test_chunks_know_their_pages():
    """A chunk tells the pages on which it begins and ends; without pages, none."""
    text = "One two three.\n\nFour five six."
    doc = Tokens(BLANK(text))
    pages = [(one.first_page, one.last_page) for one in chunks("d", doc, (), 3, (0, 0, 20))]
    assert pages == [(2, 2), (2, 3)]
    pages = [(one.first_page, one.last_page) for one in chunks("d", doc, (), 3, (0, 14))]
    assert pages == [(1, 1), (2, 2)]
    assert [one.first_page for one in chunks("d", doc, (), 3)] == [None, None]
