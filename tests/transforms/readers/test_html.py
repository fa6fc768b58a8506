"""Reading HTML."""

from __future__ import annotations

import socket

import pytest

from transforms.normalise import clean
from transforms.readers import Draft, read

PROSE = (
    "<p>The council met on Tuesday night and argued until the caretaker put out the lights.</p>"
    "<p>It was, as far as anybody could remember, the longest meeting since the bridge fell in, "
    "and it ended as it had begun, with nobody agreeing on what was to be done about it.</p>"
)
AROUND = "<nav><a href='/'>Home</a><a href='/s'>Sport</a></nav>{}<footer>© Courier</footer>"


def draft(body, head="", encoding="utf-8"):
    """Read a page."""
    page = f"<!DOCTYPE html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>"
    (item,) = read("a.html", page.encode(encoding))
    assert isinstance(item, Draft)
    return item


def shown(body):
    """Give the blocks of a page's body, each behind the initial of its kind."""
    return [f"{block.kind[0]} {clean(block.text)}" for block in draft(body).blocks]


def test_an_article_is_read_without_what_stands_around_it():
    """Of a page its article is read, not its menu and its footer."""
    text = shown(AROUND.format(f"<article><h1>Long night</h1>{PROSE}</article>"))
    assert text[0] == "h Long night"
    assert not [line for line in text if "Sport" in line or "Courier" in line]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<p>“<em>We</em>”, <b>Ann</b>, said.</p>", ["p “We”, Ann, said."]),
        ("<p>£<b>3</b>m and <a href='/x'>Ann</a>’s, (<i>sic</i>)</p>", ["p £3m and Ann’s, (sic)"]),
        ("<p>He said <q>yes</q>.</p>", ["p He said “yes”."]),
        ("<h2>What <i>now</i></h2>", ["h What now"]),
        ("<ul><li>In <b>May</b>.</li><li>In June.</li></ul>", ["i In May.", "i In June."]),
        ("<blockquote><p>“Yes.”</p></blockquote>", ["q “Yes.”"]),
        ("<blockquote>“Yes.”<cite>Ann</cite></blockquote>", ["q “Yes.”", "q Ann"]),
        ("<table><tr><td>For</td><td>12</td></tr></table>", ["i For | 12"]),
        ("<p>One,<br>two<br><br>Three</p>", ["p One, two", "p Three"]),
        ("<p>— Who?<br>— Me<br>— You</p>", ["p — Who?", "p — Me", "p — You"]),
        ("<dl><dt>Q: Why?</dt><dd>A: So.</dd></dl>", ["i Q: Why?", "i A: So."]),
    ],
)
def test_blocks(markup, blocks):
    """Elements become blocks; inline markup leaves no space behind."""
    assert shown(f"<article><h1>Long night</h1>{PROSE}{markup}{PROSE}</article>")[3:-2] == blocks
    assert shown(markup) == blocks


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<h1>Kit</h1><div>A tool.</div>", ["h Kit", "p A tool."]),
        ("<ul><li><a href='a'>One</a></li><li><a href='b'>Two</a></li></ul>", ["i One", "i Two"]),
        (AROUND.format("<div>Just this.</div>"), ["p Just this."]),
        (AROUND.format(""), ["p Home Sport", "p © Courier"]),
        ("text <script>var a</script><style>p {}</style>only", ["p text only"]),
        ("", []),
    ],
)
def test_a_page_without_an_article(body, blocks):
    """Where no article is found, what the page shows is read, its menu if that is all."""
    assert shown(body) == blocks


LD = '<script type="application/ld+json">{}</script>'
NEWS = (
    '{"@graph": [{"@type": "Organization", "name": "X"}, {"@type": ["NewsArticle"], '
    '"headline": "Long night", "author": [{"name": "Ann Smith"}, "Bo"], '
    '"datePublished": "2026-03-12T08:00:00+01:00", "dateModified": "2026-03-13", '
    '"publisher": {"name": "Courier"}}]}'
)


def meta(name, content):
    """Write a meta tag."""
    return f"<meta property='{name}' content='{content}'>"


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (LD.format(NEWS), "title", "Long night"),
        (LD.format(NEWS), "authors", ("Ann Smith", "Bo")),
        (LD.format(NEWS), "publisher", "Courier"),
        (LD.format(NEWS), "published", "2026-03-12T08:00:00+01:00"),
        (LD.format(NEWS), "published_source", "jsonld"),
        (LD.format(NEWS), "modified", "2026-03-13"),
        (LD.format('{"@type": "NewsArticle", broken'), "title", None),
        (LD.format("[" * 100_000), "title", None),
        (meta("og:title", "Long &amp; dark"), "title", "Long & dark"),
        ("<title>Long night | Courier</title>", "title", "Long night"),
        (meta("author", "Ann Smith"), "authors", ("Ann Smith",)),
        (meta("article:author", "https://x.example/ann"), "authors", ()),
        (meta("og:site_name", "Courier"), "publisher", "Courier"),
        (meta("article:published_time", "2026-03-12"), "published", "2026-03-12"),
        (meta("article:published_time", "2026-03-12"), "published_source", "meta"),
        (meta("date", "no date"), "published", None),
        (meta("article:modified_time", "2026-03-13"), "modified", "2026-03-13"),
        ("<link rel=canonical href='https://c.example/a'>", "url", "https://c.example/a"),
        ("<link rel=canonical href='/a'>", "url", None),
        ("", "language", "en-GB"),
    ],
)
def test_metadata(head, field, value):
    """A page says of itself what it is, in JSON-LD, meta tags and links."""
    assert getattr(draft(PROSE, head), field) == value


def test_the_heading_of_a_page_is_its_title():
    """The first heading is the title where the page's title begins with it."""
    body = f"<article><h1>Long night</h1>{PROSE}</article>"
    found = draft(body, "<title>Long night - Courier</title>")
    assert (found.title, [b.text for b in found.blocks].count("Long night")) == ("Long night", 1)


def test_a_title_is_not_lost():
    """A headline that stands in the head only opens the text."""
    assert draft(PROSE, meta("og:title", "Long night")).blocks[0].text == "Long night"


@pytest.mark.parametrize(
    "markup",
    [
        "<p class='byline'>By <a href='/ann'>Ann Smith</a></p>",
        "<a rel='author' href='/ann'>Ann Smith</a>",
        "<span itemprop='author'>Ann Smith</span>",
    ],
)
def test_bylines(markup):
    """The author is found in the byline."""
    assert draft(f"<article>{markup}{PROSE}</article>").authors == ("Ann Smith",)


def test_a_date_in_the_text():
    """A time that is marked up dates a page whose head does not."""
    found = draft(f"<time datetime='2026-03-12T08:00Z'>today</time>{PROSE}")
    assert (found.published, found.published_source) == ("2026-03-12T08:00Z", "text")


def test_declared_encoding():
    """A page that is no UTF-8 is read in the encoding that it declares."""
    found = draft("<p>Да, сказал он.</p>", "<meta charset=windows-1251>", "cp1251")
    assert (found.blocks[0].text, found.encoding) == ("Да, сказал он.", "cp1251")


def test_a_page_opens_no_connection(monkeypatch):
    """Nothing that a page names is fetched."""
    monkeypatch.setattr(socket, "socket", None)
    head = "<base href='http://x.example'><link rel=stylesheet href='http://x.example/a.css'>"
    assert draft(
        f"<img src='http://x.example/a.png'><iframe src='//x.example'></iframe>{PROSE}", head
    )


def test_a_page_of_too_many_elements_is_read_as_it_is_shown():
    """Where the search for an article would take too long, all that the page shows is read."""
    (item,) = read("a.html", b"<html><body>" + b"<p>He <q>said</q> so.</p>" * 10_001)
    assert isinstance(item, Draft)
    assert (item.reader, len(item.blocks)) == ("html-visible", 10_001)
    assert item.blocks[0].text == "He “said” so."
