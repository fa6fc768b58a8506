"""Transcripts: labels tell who has the floor, and lists are not taken for talk."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.test_extract import document
from transforms import nlp
from transforms.extract import Extracted, extract
from transforms.quotes.transcript import turns
from transforms.readers.markdown import markdown_blocks

Read = Callable[[str], Extracted]
Turns = list[tuple[str | None, str]]


@pytest.fixture(name="read")
def read_(pipeline: nlp.Pipeline) -> Read:
    """Read a text as rows."""
    return lambda text: extract(document(text), next(iter(pipeline.parse([text]))), [])


INTERVIEW = """Tea at the lighthouse: an interview with Lena Holt

Lena Holt, the keeper of Skarv light, was seen there by Under the Lamp.

Q: How long have you been here?

A: Nine years. I like the wind.

It never stops.

Q: And at night?

A: At night I read."""
COURT = """HON. RUTH AMSEL, Judge

THE COURT: Good morning. Call your witness.

MR. VALE: The State calls Pedro Lund.

PEDRO LUND, having been duly sworn, testified as follows:

DIRECT EXAMINATION

BY MR. VALE:

Q. Where do you work?

A. At the harbour. I keep the books.

THE WITNESS: May I have some water?

THE COURT: You may."""

TRANSCRIPTS: dict[str, tuple[str, Turns]] = {
    "letters, with an introduction": (
        INTERVIEW,
        [
            ("Lena Holt", "Nine years. I like the wind.\n\nIt never stops."),
            ("Lena Holt", "At night I read."),
        ],
    ),
    "a court, a judge, a witness": (
        COURT,
        [
            ("RUTH AMSEL", "Good morning. Call your witness."),
            ("VALE", "The State calls Pedro Lund."),
            ("Pedro Lund", "At the harbour. I keep the books."),
            ("Pedro Lund", "May I have some water?"),
            ("RUTH AMSEL", "You may."),
        ],
    ),
    "initials that a text introduces": (
        (
            "Maria Lopez (ML) met our reporter Tom Reed (TR) in Bergen.\n\nTR: How are you?\n\n"
            "ML: I am well.\n\nTR: And your work?\n\nML: It goes on."
        ),
        [
            ("Tom Reed", "How are you?"),
            ("Maria Lopez", "I am well."),
            ("Tom Reed", "And your work?"),
            ("Maria Lopez", "It goes on."),
        ],
    ),
    "family names in capitals": (
        (
            "Senator Ida Falk and Governor Paul Stern debated the levy.\n\n"
            "FALK: You raised it twice.\nSTERN: We did, and I would again.\nFALK: Then tell us why."
        ),
        [
            ("Ida Falk", "You raised it twice."),
            ("Paul Stern", "We did, and I would again."),
            ("Ida Falk", "Then tell us why."),
        ],
    ),
    "times behind the labels": (
        (
            "Host (01:23): Welcome to the show.\n\nDr. Anna Reed (01:40): Thank you."
            "\n\nHost (02:00): What is new?\n\nDr. Anna Reed (02:04): We found a comet."
        ),
        [
            (None, "Welcome to the show."),
            ("Anna Reed", "Thank you."),
            (None, "What is new?"),
            ("Anna Reed", "We found a comet."),
        ],
    ),
    "times before the labels": (
        "[00:01] Omar: Is it on?\n[00:03] Petra: Yes, I think so.\n[00:09] Omar: Then we begin.",
        [("Omar", "Is it on?"), ("Petra", "Yes, I think so."), ("Omar", "Then we begin.")],
    ),
    "an answer without a label": (
        (
            "An interview with Lena Holt.\n\nQ: What do you paint?\n\nMostly boats. I like boats."
            "\n\nQ: Why?\n\nBecause they move."
        ),
        [("Lena Holt", "Mostly boats. I like boats."), ("Lena Holt", "Because they move.")],
    ),
    "an interviewer by that name": (
        (
            "Interviewer: Do you miss the sea?\n\nKarin Aas: Every day.\n\n"
            "Interviewer: Would you go back?\n\nKarin Aas: If they let me."
        ),
        [("Karin Aas", "Every day."), ("Karin Aas", "If they let me.")],
    ),
    "a stage direction is not said": (
        "NILSEN: I am leaving.\n\nBERG: You always say so.\n\n[Laughter]\n\nNILSEN: Now I mean it.",
        [
            ("NILSEN", "I am leaving."),
            ("BERG", "You always say so."),
            ("NILSEN", "Now I mean it."),
        ],
    ),
    "a play": (
        "KARLA. What was it?\n\nHENNING. My lord, I saw nothing.\n\nKARLA. Then look again.",
        [
            ("KARLA", "What was it?"),
            ("HENNING", "My lord, I saw nothing."),
            ("KARLA", "Then look again."),
        ],
    ),
    "dialogue behind dashes": (
        "— Where are you going?\n\n— Home, of course.\n\n— May I come with you?\n\nThey walked.",
        [
            (None, "Where are you going?"),
            (None, "Home, of course."),
            (None, "May I come with you?"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TRANSCRIPTS.values(), ids=TRANSCRIPTS)
def test_turns_are_direct_quotes(read: Read, text: str, expected: Turns) -> None:
    """What stands behind a label is said by the one whom it means; unnamed questions are not."""
    found = [quote for quote in read(text).quotes if quote.parent_quote_id is None]
    assert [(quote.speaker_name, quote.said) for quote in found] == expected
    assert {quote.quote_type for quote in found} == {"direct"}


LISTS = {
    "prices": "Price: 10 dollars\nNote: Bring a cup.\nPrice: 12 dollars\nNote: You may pay later.",
    "a match": "Goals: Silva 12\nCards: Bruun 30\n\nGoals: Reed 40\nCards: Falk 41",
    "a recipe": "Serves: 4\nTime: 20 minutes\n\nStep 1: Chop it.\nStep 2: Boil it.\nStep 3: Eat.",
    "often asked": "Q: How do I reset it?\nA: Press the red button.\nQ: Does it float?\nA: No.",
    "definitions": "Cat: A small animal.\nDog: A larger animal.\nCow: A big animal.",
    "updates": "Update: The road is open.\nUpdate: The bridge is shut.\nUpdate: Trains run late.",
    "contacts": "Anna Reed: 555 0101\nPaul Stern: 555 0102\nAnna Reed: anna@example.org",
    "an article": "A dog was found on Monday.\n\nIt had eaten: two shoes, a hat.\n\nA cat was not.",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_lists_are_no_talk(text: str) -> None:
    """Labels before prices, scores, steps and numbers name no speakers."""
    assert turns(text) == ()


def test_reports_within_a_turn_are_held_by_it(read: Read) -> None:
    """What a speaker reports of others is a quote within the turn."""
    text = (
        "LUND: You were late.\n\nHOLM: I was. The driver said that the road was closed.\n\n"
        "LUND: It was open."
    )
    quotes = read(text).quotes
    inner = next(quote for quote in quotes if quote.speaker_text == "The driver")
    outer = next(quote for quote in quotes if quote.quote_id == inner.parent_quote_id)
    assert outer.said == "I was. The driver said that the road was closed."


def test_you_is_the_other_one(read: Read) -> None:
    """The I of a turn is its speaker, and its you the other of two."""
    text = "Ida Holm: I like you.\n\nJonas Lund: I thank you.\n\nIda Holm: Good."
    found = read(text)
    names = {cluster.cluster_id: cluster.name for cluster in found.clusters}
    meant = [(row.text, names[row.cluster_id]) for row in found.mentions
             if row.mention_type == "pronoun" and row.cluster_id]  # fmt: skip
    assert meant == [
        ("I", "Ida Holm"), ("you", "Jonas Lund"), ("I", "Jonas Lund"), ("you", "Ida Holm"),
    ]  # fmt: skip


def test_bold_labels_of_markdown_are_labels() -> None:
    """A label in bold letters reaches the text as a label."""
    written = "**Anna Reed:** Is it cold?\n\n**Omar Lind:** I am freezing.\n\n**Anna Reed:** Good."
    text = "\n\n".join(block.text for block in markdown_blocks(written))
    assert [text[slice(*turn.label)] for turn in turns(text)] == [
        "Anna Reed", "Omar Lind", "Anna Reed",
    ]  # fmt: skip


@given(st.text(alphabet="QA:.\n—()[] INab,?1", max_size=200))
def test_turns_lie_in_their_text(text: str) -> None:
    """Whatever the text, turns lie in it one behind the other, and none is empty."""
    found = turns(text)
    for turn in found:
        assert 0 <= turn.label[0] <= turn.label[1] <= turn.content[0] < turn.content[1] <= len(text)
        assert text[slice(*turn.content)] == text[slice(*turn.content)].strip()
    assert all(one.content[1] <= two.label[0] for one, two in pairwise(found))
