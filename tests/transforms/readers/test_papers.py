"""Reading what offices write: Word, OpenDocument, Rich Text and books."""

from __future__ import annotations

import pytest

from tests.transforms.readers import papers
from transforms.readers import Block, Unreadable, read

QUOTE = "“We have made our choice,” she said."


def only(data, name="a.txt"):
    """Read a file of one document, under a name that does not tell its format."""
    (item,) = read(name, data)
    return item


def test_word():
    """Headings, lists, tables and paragraphs come in order; what was deleted is left out."""
    draft = only(papers.word())
    assert draft.reader == "docx"
    assert draft.blocks == (
        Block(papers.TITLE, "heading"),
        Block(QUOTE),
        Block("The reactions", "heading"),
        Block("The unions objected.", "item"),
        Block("Year | Growth", "item"),
        Block("2026 | 1.4", "item"),
        Block("Nobody was surprised, he said. Or so."),
    )
    assert (draft.title, draft.authors) == (papers.TITLE, papers.AUTHORS)
    assert (draft.published, draft.modified) == ("2026-03-12T09:00:00Z", "2026-03-13T09:00:00Z")


def test_open_document():
    """Headings, lists, tables, notes and paragraphs come in order."""
    draft = only(papers.open_document())
    assert draft.reader == "odt"
    assert [block.kind for block in draft.blocks if block.text != "On Tuesday."] == [
        "heading",
        "paragraph",
        "heading",
        "item",
        "item",
        "paragraph",
    ]
    texts = [" ".join(block.text.split()) for block in draft.blocks]
    assert texts[:3] == [papers.TITLE, QUOTE, "On Tuesday."]
    assert texts[4:] == ["The unions objected.", "Year | Growth", "Nobody was surprised."]
    assert (draft.title, draft.authors, draft.language) == (papers.TITLE, ("Ana Kovač",), "en-GB")
    assert draft.published == "2026-03-12T09:00:00"


def test_books():
    """Chapters come in the order of the spine, one without a heading under its title."""
    draft = only(papers.book())
    assert draft.reader == "epub"
    assert draft.blocks == (
        Block("The Budget", "heading"),
        Block("One", "heading"),
        Block("“Yes,” she said."),
        Block("The second", "heading"),
        Block("“No,” he said."),
    )
    assert (draft.title, draft.authors) == ("The Budget", papers.AUTHORS)
    assert (draft.publisher, draft.language) == ("Record Press", "en")
    assert (draft.published, draft.modified) == ("2026-03-12", "2026-03-13T09:00:00Z")


def test_rich_text():
    """Signs and letters beyond ASCII are read as the file's code page has them."""
    draft = only(papers.RTF)
    assert draft.reader == "rtf"
    assert [block.text.strip() for block in draft.blocks] == [
        "Minister defends",
        f"{QUOTE} Café €5.",
        "Nobody was surprised.",
    ]
    assert (draft.title, draft.published) == (papers.TITLE, "2026-03-12T09:30:00")


@pytest.mark.parametrize(
    ("main", "said"),
    [("xl/workbook.xml", "spreadsheet"), ("ppt/presentation.xml", "presentation")],
)
def test_other_office_files_are_named(main, said):
    """A spreadsheet is refused as one, not read as an archive of XML."""
    item = only(papers.packed({"[Content_Types].xml": "<Types/>", main: "<x/>"}))
    assert isinstance(item, Unreadable)
    assert (item.error_type, said in item.reason) == ("not_text", True)


def test_entities_are_not_expanded():
    """A document that defines entities in entities stays as small as it is."""
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    text = '<text:p xmlns:text="t">So &b; it is.</text:p>'
    data = papers.packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": bomb + text,
        }
    )
    assert [block.text for block in only(data).blocks] == ["So &b; it is."]
