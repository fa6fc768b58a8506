"""Reading Markdown."""

from __future__ import annotations

import pytest

from transforms.readers import read

FRONT = """---
title: "Levy splits coalition"
authors: [Ann Smith, Bo Jones]
publisher: Northern Courier
date: 2026-03-13
updated: 2026-03-14T06:00:00Z
url: https://courier.example/levy
language: en
---

She said so.
"""


def draft(text):
    """Read a Markdown text."""
    (item,) = read("a.md", text.encode())
    return item


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Levy splits coalition"),
        ("authors", ("Ann Smith", "Bo Jones")),
        ("publisher", "Northern Courier"),
        ("published", "2026-03-13"),
        ("published_source", "meta"),
        ("modified", "2026-03-14T06:00:00+00:00"),
        ("url", "https://courier.example/levy"),
        ("language", "en"),
    ],
)
def test_front_matter(field, value):
    """Front matter says what the document is."""
    assert getattr(draft(FRONT), field) == value


def test_front_matter_is_no_text():
    """Of the front matter only the title stands in the text."""
    assert [block.text for block in draft(FRONT).blocks] == [
        "Levy splits coalition",
        "She said so.",
    ]


@pytest.mark.parametrize(
    "matter",
    [
        "title: a: b",
        "- a\n- b",
        "a: &a [*a, *a",
        "a: !!python/object/apply:os.getcwd []",
        "date: 2026-13-45",
        "? [a]\n: b\n? {c: d}\n: e",
        "[" * 2_000,
    ],
)
def test_what_is_no_front_matter_is_text(matter):
    """Front matter that is no plain YAML mapping is read as text, and the document with it."""
    found = draft(f"---\n{matter}\n---\n\nShe said so.")
    assert found.blocks[-1].text == "She said so."


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# A *b*\n\nOne\ntwo.", ["h A b", "p One\ntwo."]),
        ("A\n===\n\nB\n---", ["h A", "h B"]),
        ("- a\n- b\n\n  c", ["i a", "i b", "i c"]),
        ("1. a\n2. b", ["i a", "i b"]),
        ("> “Yes,” he said.\n>\n> - so", ["q “Yes,” he said.", "i so"]),
        ("**b**, [l](http://x.example), `c` ~~s~~ ![alt *t*](i.png)", ["p b, l, c s alt t"]),
        ("“*We*”, <b>he</b> said &amp; left\\*.", ["p “We”, he said & left*."]),
        ("| a | b |\n|---|---|\n| 1 | |", ["i a | b", "i 1"]),
        ("```\ncode\n```", ["p code\n"]),
        ("<div>In <b>HTML</b>, too.</div>\n\nText.", ["p In HTML, too.", "p Text."]),
        ("<!-- a note -->\n\nText.", ["p Text."]),
        ("Text.[^1]\n\n---\n\nMore.", ["p Text.[^1]", "p More."]),
    ],
)
def test_blocks(text, blocks):
    """Markup becomes blocks of its text."""
    assert [f"{block.kind[0]} {block.text}" for block in draft(text).blocks] == blocks


def test_the_first_heading_is_the_title():
    """Without front matter the heading that opens the text is the title."""
    assert draft("# Levy\n\nText.").title == "Levy"


@pytest.mark.parametrize("unit", ["[", "*a ", "`a", "[a](", "<a@b ", "> ", "- "])
def test_markup_that_nobody_reads_is_plain_text(unit):
    """Markup so dense that a parser would take hours is taken for what it shows."""
    (item,) = read("a.md", (unit * 100_000).encode())
    assert item.reader == "markdown-plain"
