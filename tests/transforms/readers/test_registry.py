"""Reading files of any format, chosen by what they hold."""

from __future__ import annotations

import mmap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.readers import Draft, Rules, Unreadable, parts, read

LIMIT = Rules(1_000_000)
NAMES = ("a.txt", "a.md", "a.html", "a.jsonl", "a.pdf", "a", "")
SEEDS = st.sampled_from(
    (b"", b"\xff\xfe", b"\xef\xbb\xbf", b"<html><p>", b'{"text": "', b"---\n", b"# ", b"> - ")
)
MARKUP = st.text(alphabet="<>/pqbrhtml!-# \n\"'&;=[]()*_`|{}:,“”ab1.\x00\ud800")


@given(st.sampled_from(NAMES), SEEDS, st.binary(max_size=400))
def test_any_bytes_give_an_item(name, seed, data):
    """Whatever the bytes and whatever they are called, something is said about them."""
    assert list(read(name, seed + data, LIMIT))


@given(st.sampled_from(NAMES), SEEDS, MARKUP)
def test_any_markup_gives_an_item(name, seed, text):
    """Whatever the markup, something is said about it."""
    assert list(read(name, seed + text.encode("utf-8", "surrogatepass"), LIMIT))


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.txt", b"<!DOCTYPE html><title>x</title><p>y</p>", "html"),
        ("a.txt", b'<?xml version="1.0"?>\n<!-- c -->\n<html><p>y</p></html>', "html"),
        ("a.txt", b'{"text": "a"}\n{"text": "b"}\n', "jsonl"),
        ("a.html", b"<p>no more than a fragment</p>", "html"),
        ("a.md", b"# x", "markdown"),
        ("a.md", b"<p align=center>x</p>\n\n# y", "markdown"),
        ("A.TXT", b"x", "text"),
        ("a.log", b"x", "text"),
        ("noname", b"x", "text"),
    ],
)
def test_content_chooses_before_suffix(name, data, reader):
    """What a file holds tells its format, then its suffix, and any other text is plain text."""
    assert {item.reader for item in read(name, data, LIMIT) if isinstance(item, Draft)} == {reader}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + bytes(100), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (bytes(range(256)), "control bytes"),
        (b"text with many\x00\x00\x00 NULs", "control bytes"),
    ],
)
def test_what_is_no_text_is_named(data, said):
    """A file that is no text is refused by the name of what it is."""
    (item,) = read("a.txt", data, LIMIT)
    assert isinstance(item, Unreadable)
    assert (item.error_type, said in item.reason) == ("not_text", True)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty_files_are_refused(data):
    """A file without a character is empty, byte order mark or not."""
    (item,) = read("a.txt", data, LIMIT)
    assert isinstance(item, Unreadable)
    assert item.error_type == "empty"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_large_documents_name_the_setting(name):
    """A document over the limit names its size, the limit, and the setting that raises it."""
    (item,) = read(name, b"x" * 1_001, Rules(1_000))
    assert isinstance(item, Unreadable)
    assert item.error_type == "too_large"
    assert item.reason == "The document has 1,001 bytes; the limit is 1,000."
    assert "max_document_bytes" in item.remedy


def test_a_file_of_one_document_is_one_part():
    """Text is not cut, whatever the size of the parts that are asked for."""
    (part,) = parts("a.txt", b"one\n\ntwo\n", 2)
    assert (part.start, part.end, part.first_index) == (0, 9, 1)


def test_parts_of_a_mapped_file():
    """A file mapped into memory is cut as its bytes are."""
    data = b'{"text": "a"}\n{"text": "b"}\n{"text": "c"}\n'
    with mmap.mmap(-1, len(data)) as mapped:
        mapped.write(data)
        assert list(parts("a.jsonl", mapped, 20)) == list(parts("a.jsonl", data, 20))


def test_unclosed_tags_do_not_hide_text():
    """Text under a thousand unclosed tags is read."""
    (item,) = read("a.html", b"<html>" + b"<b><i>" * 500 + b"Here she is.", LIMIT)
    assert isinstance(item, Draft)
    assert [block.text for block in item.blocks] == ["Here she is."]
