"""Reading plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.normalise import clean
from transforms.readers import read
from transforms.readers.plain import text_blocks

WRAPPED = """Talks broke up on Thursday after a night in
which nobody found a way of paying for the long-
awaited repairs.

Nobody was hurt, and the minister said that she
would be back.
"""

UNWRAPPED = """p Talks broke up on Thursday after a night in which nobody found a way of paying \
for the long-awaited repairs.
p Nobody was hurt, and the minister said that she would be back.""".splitlines()


def draft(text):
    """Read a text."""
    (item,) = read("a.txt", text.encode())
    return item


def shown(text):
    """Give the blocks of a text, each behind the initial of its kind."""
    return [f"{block.kind[0]} {clean(block.text)}" for block in text_blocks(text)]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One, he said.\n\nTwo.", ["p One, he said.", "p Two."]),
        ("One, he said.\r\n \t\r\n\r\nTwo.", ["p One, he said.", "p Two."]),
        ("One, he said.\nTwo.\nThree.", ["p One, he said.", "p Two.", "p Three."]),
        ("A title\n\nOne.", ["h A title", "p One."]),
        ("A title\nOne.\nTwo.\nThree.", ["h A title", "p One.", "p Two.", "p Three."]),
        ("Only one line", ["p Only one line"]),
        ("He left.\n\n- one\n- two", ["p He left.", "i - one", "i - two"]),
        ("— Who?\n— Me.", ["p — Who?", "p — Me."]),
        ("", []),
        (
            WRAPPED,
            [
                *UNWRAPPED,
            ],
        ),
        (
            "Talks fail again\n" + WRAPPED.replace("\n\n", "\n"),
            [
                "h Talks fail again",
                *UNWRAPPED,
            ],
        ),
    ],
)
def test_paragraphs(text, blocks):
    """Blank lines part paragraphs, else line ends do, unless the text is wrapped by width."""
    assert shown(text) == blocks


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Talks break up in Ljubljana", "Talks break up in Ljubljana"),
        ("Mayor: plan is ‘dead’", "Mayor: plan is ‘dead’"),
        ("Talks broke up.", None),
        ("“It is over.”", None),
        ("and then it ended", None),
        ("- an item", None),
        ("1931", None),
        ("Long " * 40, None),
    ],
)
def test_titles(line, title):
    """A short first line is the title unless it ends like a sentence."""
    assert draft(f"{line}\n\nShe said so.\n").title == title


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: 12 March 2026", "12 March 2026"),
        ("First published on 12 March 2026 08:30", "12 March 2026 08:30"),
        ("2026-03-12", "2026-03-12"),
        ("LONDON, 12 March 2026 (Agency) — The talks broke up.", "12 March 2026"),
        ("LJUBLJANA, Slovenia, March 12, 2026 - The talks broke up.", "March 12, 2026"),
        ("On 12 March 2026 the talks broke up.", None),
        ("LONDON — The talks broke up.", None),
        ("2026", None),
        ("Published: soon", None),
    ],
)
def test_dates_in_text(line, published):
    """A date is the document's only where a line says so."""
    found = draft(f"A title\n\n{line}\n\nShe said so.")
    assert (found.published, found.published_source) == (published, published and "text")


def test_a_byline_names_the_author():
    """A line `By …` under the title names the author and stays in the text."""
    found = draft("A title\n\nBy Ann Smith\n\nShe said so.")
    assert (found.authors, found.blocks[1].text) == (("Ann Smith",), "By Ann Smith")


@given(st.text(alphabet="ab.- \n\r\t1)“A"))
def test_no_letter_of_a_text_is_lost(text):
    """The blocks of a text hold its letters, in order."""
    read_back = "".join(block.text for block in text_blocks(text))
    assert list(filter(str.isalnum, read_back)) == list(filter(str.isalnum, text))
