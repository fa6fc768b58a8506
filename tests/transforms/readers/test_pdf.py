"""Reading PDF."""

from __future__ import annotations

import pytest

from tests.transforms.readers import papers
from transforms.readers import Unreadable, read

SENTENCES = (
    "Paragraph {}: the finance minister said on Tuesday that the budget for the next year would "
    "not be changed, whatever the opposition argued. “We have made our choice,” she told "
    "reporters in the capital, “and the governmental responsibilities are well-known to everybody "
    "who reads.” The extraordinary circumstances notwithstanding, she added, it would be so."
)
PARAGRAPHS = [SENTENCES.format(number) for number in range(40)]


def only(data, name="a.pdf"):
    """Read a file of one document."""
    (item,) = read(name, data)
    return item


def paragraphs(draft):
    """Put the pieces of paragraphs together."""
    found: list[str] = []
    for block in draft.blocks:
        if block.is_continued:
            found[-1] += " " + block.text
        else:
            found.append(block.text)
    return found


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("style", [papers.BODY, papers.HYPHENATED], ids=["plain", "hyphenated"])
def test_text_is_read_as_it_was_written(columns, style):
    """Columns follow each other, broken words and paragraphs are whole, running heads are gone."""
    draft = only(papers.pdf(PARAGRAPHS, columns, style))
    assert paragraphs(draft) == [papers.TITLE, *PARAGRAPHS]


def test_blocks_know_their_pages():
    """Each block tells the page it begins on; a paragraph that goes on is parted at the page."""
    draft = only(papers.pdf(PARAGRAPHS))
    pages = [block.page for block in draft.blocks]
    assert pages == sorted(pages)
    assert set(pages) == {1, 2, 3}
    continued = [block for block in draft.blocks if block.is_continued]
    assert continued
    assert all(block.page > 1 for block in continued)


def test_metadata_of_a_pdf():
    """Title, authors and dates come from the file's own information."""
    draft = only(papers.pdf(PARAGRAPHS))
    assert (draft.title, draft.authors) == (papers.TITLE, papers.AUTHORS)
    assert draft.published == draft.modified
    assert draft.published_source == "meta"
    assert draft.blocks[0].kind == "heading"


def test_a_pdf_is_told_from_its_content():
    """A wrong suffix hides no PDF."""
    assert only(papers.pdf(["One."]), "a.txt").reader == "pdf"


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (papers.pdf(["One."], password="x"), "encrypted", "password"),
        (papers.scan(), "no_text", "None of the 2 pages"),
        (b"%PDF-1.7\nplain so far", "reader_failed", "pdf reader"),
    ],
    ids=["encrypted", "scan", "broken"],
)
def test_what_cannot_be_read_is_told(data, error, said):
    """A PDF that is locked, scanned or broken is refused with a reason of its own."""
    item = only(data)
    assert isinstance(item, Unreadable)
    assert item.error_type == error
    assert said in item.reason


def test_numbers_in_the_text_are_no_page_numbers():
    """Only what stands in the margin, set off from the text, is taken for a page number."""
    draft = only(papers.pdf(["The votes were counted:", "1204", "That was all.", *PARAGRAPHS[:2]]))
    assert "1204" in paragraphs(draft)
