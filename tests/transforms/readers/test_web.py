"""Reading feeds and web archives."""

from __future__ import annotations

import gzip

import pytest

from transforms.readers import Block, Draft, Rules, Unreadable, parts, read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Daily Record</title>
<language>en-gb</language>
<item><title>Minister &amp; budget</title><link>https://x.example/2026/budget</link>
<guid>tag:1</guid><pubDate>Thu, 12 Mar 2026 09:00:00 GMT</pubDate><dc:creator>Ana Kovač</dc:creator>
<description>In short.</description>
<content:encoded><![CDATA[<p>“Yes,” she said.</p><p>“No,” he said.</p>]]></content:encoded></item>
<item><title>Only a title</title><link>https://x.example/b</link></item>
<item><guid>tag:3</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Record</title>
<entry><id>urn:1</id><title type="html">&lt;b&gt;Budget&lt;/b&gt; passed</title>
<link href="https://x.example/a"/><author><name>Jonas Reed</name></author>
<published>2026-03-12T09:00:00Z</published><updated>2026-03-13T09:00:00Z</updated>
<content type="html">&lt;p&gt;It passed, he said.&lt;/p&gt;</content></entry></feed>"""
PAGE = "<html><head><title>A page</title></head><body><p>{} It is so, she said.</p></body></html>"


def test_entries_of_rss_are_documents():
    """An entry has the address, date and people of the feed, and its fullest text."""
    first, second, third = read("a.txt", RSS.encode())
    assert isinstance(first, Draft)
    assert (first.member, first.reader, first.title) == ("!tag:1", "feed", "Minister & budget")
    assert first.blocks[1:] == (Block("“Yes,” she said."), Block("“No,” he said."))
    assert first.url == "https://x.example/2026/budget"
    assert first.published == "Thu, 12 Mar 2026 09:00:00 GMT"
    assert first.published_source == "feed"
    assert (first.authors, first.publisher) == (("Ana Kovač",), "The Daily Record")
    assert first.language == "en-gb"
    assert (second.member, second.blocks) == (
        "!https://x.example/b",
        (Block("Only a title", "heading"),),
    )
    assert isinstance(third, Unreadable)


@pytest.mark.parametrize(
    "doctype",
    [
        (
            '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"\n'
            ' "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
        ),
        '<!DOCTYPE rss SYSTEM "a.dtd" [\n]>',
        "<!DOCTYPE rss [<!ELEMENT rss ANY>]>",
        "<!-- a > b -->\n<!DOCTYPE rss>",
    ],
)
def test_a_feed_may_have_a_document_type(doctype):
    """Nothing is loaded from where it points to."""
    assert list(read("a.xml", typed(doctype))) == list(read("a.xml", typed("")))


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!-- > --><!ENTITY a "ha"><!ENTITY b "&a;&a;">',
        '<!ENTITY % more SYSTEM "http://dtd.example/more.ent"> %more;',
    ],
)
def test_a_feed_that_defines_entities_is_told(subset):
    """It is no feed that can be trusted, and no text that anybody wants to read."""
    (item,) = read("a.xml", typed(f"<!DOCTYPE rss [{subset}]>"))
    assert item.error_type == "defines_entities"


def typed(doctype):
    """Give the feed with a document type."""
    return RSS.replace("?>", f"?>\n{doctype}\n", 1).encode()


def test_entries_of_atom_are_documents():
    """Titles lose their tags; both dates are kept."""
    (entry,) = read("a.xml", ATOM.encode())
    assert (entry.title, entry.authors) == ("Budget passed", ("Jonas Reed",))
    assert (entry.published, entry.modified) == ("2026-03-12T09:00:00Z", "2026-03-13T09:00:00Z")
    assert entry.blocks[-1].text == "It passed, he said."


def test_a_changed_entry_is_told_from_the_others():
    """Entries have hashes of their own."""
    before = [item.content_hash for item in read("a", RSS.encode()) if isinstance(item, Draft)]
    other = RSS.replace("“No,”", "“Never,”").encode()
    after = [item.content_hash for item in read("a", other) if isinstance(item, Draft)]
    assert before[0] != after[0]
    assert before[1] == after[1]


def answer(url, body, kind="text/html; charset=utf-8", status="200 OK", coding=None):
    """Write the record of an answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    if coding:
        lines.append(f"Content-Encoding: {coding}")
    content = "\r\n".join([*lines, "", ""]).encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-03-14T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


RECORDS = [
    answer("https://x.example/a", PAGE.format("One.").encode()),
    answer("https://x.example/b", gzip.compress(PAGE.format("Two.").encode()), coding="gzip"),
    answer("https://x.example/c.png", b"\x89PNG\r\n", "image/png"),
    answer("https://x.example/gone", b"<html>Gone</html>", status="404 Not Found"),
    answer(
        "https://x.example/a", PAGE.format("Größe.").encode("latin-1"), "text/html; charset=latin1"
    ),
    answer("https://x.example/2026/03/12/d", b"As text, he said.", "text/plain"),
]
ARCHIVES = {
    "plain": b"".join(RECORDS),
    "packed by record": b"".join(map(gzip.compress, RECORDS)),
    "packed as one": gzip.compress(b"".join(RECORDS)),
}


@pytest.mark.parametrize("form", ARCHIVES)
def test_pages_of_web_archives_are_documents(form):
    """Pages and texts are read, packed or not; pictures and errors are left out."""
    one, two, again, text = read("a.gz", ARCHIVES[form])
    assert (one.member, two.member) == ("!https://x.example/a", "!https://x.example/b")
    assert again.member == "!https://x.example/a~2"
    assert [block.text for block in two.blocks][-1] == "Two. It is so, she said."
    assert (again.encoding, again.blocks[-1].text[:6]) == ("iso8859-1", "Größe.")
    assert (one.url, one.published_source) == ("https://x.example/a", "crawl")
    assert one.published == "2026-03-14T10:00:00+00:00"
    assert (text.reader, text.published) == ("text", None)


@pytest.mark.parametrize("form", ARCHIVES)
@pytest.mark.parametrize("size", [1, 500, 900])
def test_parts_read_as_the_whole(form, size):
    """An archive cut between records gives the documents of the whole."""
    data = ARCHIVES[form]
    cut = list(parts("a.warc", data, size))
    assert (len(cut) > 1) == (form != "packed as one" and size < len(data))
    pieces = [i for part in cut for i in read("a.warc", data[part.start : part.end], part=part)]
    assert pieces == list(read("a.warc", data))


def test_large_pages_are_told():
    """A page over the limit is a reject; what a small record unpacks to counts."""
    record = answer("https://x.example/a", gzip.compress(b"<html>" + b"x" * 20_000), coding="gzip")
    (item,) = read("a.warc", record, Rules(max_document_bytes=10_000))
    assert isinstance(item, Unreadable)
    assert (item.member, item.error_type) == ("!https://x.example/a", "too_large")
