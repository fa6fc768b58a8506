"""From drafts to rows of documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.documents import document, heading_spans
from transforms.ids import stable_id
from transforms.readers import Block, Draft, Unreadable
from transforms.tables import Document

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ENGLISH = "The minister said on Tuesday that the bridge would open again before the winter. " * 3
GERMAN = "Der Minister sagte am Dienstag, dass die Brücke noch vor dem Winter wieder öffnet. " * 3
DRAFT = Draft(
    member=None,
    blocks=(Block("A title", "heading"), Block("One, he  said.")),
    mime_type="text/plain",
    reader="text",
    encoding="utf-8",
    content_hash="00",
)


def made(draft=DRAFT, file="politics/a.txt"):
    """Make a document."""
    return document(
        draft,
        collection="news",
        source_file=file,
        source_uri="https://x.example/a.txt",
        ingested_at=NOW,
        run_id="run",
        fingerprint="print",
        version=3,
        languages=frozenset({"en"}),
    )


def row(file="politics/a.txt", **changes):
    """Give the row of a changed draft."""
    written = made(replace(DRAFT, **changes), file)
    assert isinstance(written, Document)
    return written


def test_text_and_headings():
    """Blocks in normal form are parted by a blank line, and headings are known by their spans."""
    written = made()
    assert written.text == "A title\n\nOne, he said."
    assert written.headings == ("A title",)
    assert heading_spans(written) == ((0, 7),)


def test_a_document_is_known_by_its_source():
    """A document's id comes from its collection and its path, member included."""
    one = row("a.jsonl", member="!7")
    assert (one.source_path, one.source_file) == ("a.jsonl!7", "a.jsonl")
    assert one.document_id == stable_id("news", "a.jsonl!7")


def test_counts():
    """Characters and words of the normal form are counted."""
    one = row()
    assert (one.char_count, one.word_count) == (len(one.text), 5)


def test_texts_are_told_by_their_hash():
    """Drafts of the same normal form have the same text hash."""
    other = row(blocks=(Block(" A\ttitle", "heading"), Block(""), Block("One, he said.")))
    assert (other.text, other.text_hash) == (row().text, row().text_hash)


@pytest.mark.parametrize("blocks", [(), (Block(""),), (Block("\u200b \n"), Block("\x00"))])
def test_nothing_left_is_refused(blocks):
    """A draft without text is refused."""
    item = made(replace(DRAFT, blocks=blocks, member="!7"))
    assert isinstance(item, Unreadable)
    assert (item.member, item.error_type) == ("!7", "no_text")


SAID = {"published": "2026-03-12", "published_source": "jsonld"}
URL = {"url": "https://x.example/2026/03/13/a"}


@pytest.mark.parametrize(
    ("file", "changes", "expected"),
    [
        ("2026-03-14-a.txt", SAID | URL, "2026-03-12 day jsonld"),
        ("2026-03-14-a.txt", URL, "2026-03-13 day url"),
        ("2026-03-14-a.txt", SAID | URL | {"published": "soon"}, "2026-03-13 day url"),
        ("x/2026-03-14-a.txt", {}, "2026-03-14 day file"),
        ("a.txt", SAID | {"published": "March 2026"}, "2026-03-01 month jsonld"),
    ],
)
def test_where_the_date_is_from(file, changes, expected):
    """What the source says dates a document, else its address, else its file's name."""
    one = row(file, **changes)
    found = f"{one.published_at:%Y-%m-%d} {one.published_precision} {one.published_source}"
    assert found == expected


def test_no_date():
    """A document that nothing dates has no date."""
    one = row(published="soon", published_source="meta")
    assert (one.published_at, one.published_precision, one.published_source) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "declared", "language", "is_analysed"),
    [
        (ENGLISH, None, "en", True),
        (GERMAN, None, "de", False),
        (GERMAN, "en-GB", "de", False),
        (GERMAN[:80], None, "de", False),
        ("1, 2, 3", None, None, True),
        ("1, 2, 3", "DE_at", "de", True),
    ],
)
def test_what_is_analysed(text, declared, language, is_analysed):
    """A text that is surely in a language that the pipeline does not speak is not analysed."""
    one = row(blocks=(Block(text),), language=declared)
    assert (one.language, one.is_analysed) == (language, is_analysed)


def test_metadata_is_in_normal_form():
    """Titles and names are one clean line, mended where they were wrongly decoded."""
    one = row(title="CafÃ©\n opens ", authors=(" Ann\tSmith", "\u200b"), publisher="\x00")
    assert (one.title, one.authors, one.publisher) == ("Café opens", ("Ann Smith",), None)


@given(st.lists(st.tuples(st.text(st.characters()), st.sampled_from(["heading", "paragraph"]))))
def test_any_blocks_make_a_document(blocks):
    """Any blocks make a text that can be stored and whose headings stand where they are said to."""
    written = made(replace(DRAFT, blocks=tuple(Block(*block) for block in blocks)))
    if isinstance(written, Document):
        text = written.text
        assert text.encode()
        for start, end in heading_spans(written):
            assert "\n" not in text[start:end]
            assert text[:start].endswith("\n\n") or start == 0
            assert text[end:].startswith("\n\n") or end == len(text)


def test_pages_begin_where_their_first_block_stands():
    """Each page is known by its first character; an empty page begins where the next one does."""
    blocks = (
        Block("A  title", "heading", page=1),
        Block("It went on", page=1),
        Block("and on.", page=2, is_continued=True),
        Block("\u200b", page=3),
        Block("The end.", page=4),
    )
    one = made(replace(DRAFT, blocks=blocks))
    assert isinstance(one, Document)
    assert one.text == "A title\n\nIt went on and on.\n\nThe end."
    assert [one.text[start:][:7] for start in one.page_starts] == [
        "A title",
        "and on.",
        "The end",
        "The end",
    ]


def test_what_a_mail_repeats_is_marked():
    """Replies and signatures stay in the text, and where they stand is kept."""
    blocks = (
        Block("Mine."),
        Block("Jo wrote:", "announcement"),
        Block("Theirs.", "reply"),
        Block("Ana", "signature"),
    )
    one = made(replace(DRAFT, blocks=blocks))
    assert isinstance(one, Document)
    spans = zip(one.aside_spans[::2], one.aside_spans[1::2], strict=True)
    assert [one.text[start:end] for start, end in spans] == ["Jo wrote:", "Theirs.", "Ana"]
    assert one.headings[-1:] == ("Jo wrote:",)
