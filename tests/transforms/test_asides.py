"""What a mail repeats of others, and how it is signed, are no statements of that mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.readers.test_mail import SIGNATURE, message
from transforms.documents import document, heading_spans
from transforms.extract import Extracted, extract
from transforms.nlp import Pipeline
from transforms.quotes import Attribution
from transforms.quotes.find import with_parents
from transforms.readers import Draft, read
from transforms.reading import own
from transforms.tables import Document

OWN = "The mayor, Ada Lund, said the bridge would open in May."
THEIRS = (
    'Minister Ida Holm said that the harbour would close. "We will not wait," she told reporters.'
)
ANNOUNCED = "On Mon, 9 Mar 2026 at 10:15, Jonas Reed <jonas@record.example> wrote:"
OUTLOOK = "-----Original Message-----\nFrom: Jonas Reed\nSent: Monday\nSubject: Harbour\n\n"
GMAIL = (
    f"<html><body><p>{OWN}</p><div class='gmail_quote'><div>{ANNOUNCED.partition('<')[0]} wrote:"
    f"</div><blockquote>{THEIRS}</blockquote></div></body></html>"
)

SAID = Attribution(
    content=(), cue=(), source=(), quote_type="direct", attribution_kind="speech",
    is_negated=False, parent=None, cue_lemma=None, is_carried=False,
    carried_from=None, said_at_text=None, confidence=0.9,
)  # fmt: skip


def quoted(text: str) -> str:
    """Quote a text as a plain mail does."""
    return "".join(f"> {line}\n" for line in text.splitlines())


CHAIN = f"{OWN}\n\n{ANNOUNCED}\n\n{quoted(THEIRS + chr(10) + chr(10) + quoted(THEIRS))}"
REPLIES = {
    "marks": f"{OWN}\n\n{quoted(THEIRS)}",
    "a chain": CHAIN,
    "above": f"{ANNOUNCED}\n\n{quoted(THEIRS)}\n{OWN}",
    "between": f"{ANNOUNCED}\n\n{quoted(THEIRS)}\n{OWN}\n\n{quoted(THEIRS)}",
    "Outlook": f"{OWN}\n\n{OUTLOOK}{THEIRS}",
    "forwarded": f"{OWN}\n\nBegin forwarded message:\n\nFrom: Jonas Reed\n\n{THEIRS}",
    "signature": f"{OWN}\n\n{SIGNATURE}\nJonas Reed\nThe Record says: we tell it as it is.",
}


def made(data: bytes) -> Document:
    """Read a mail."""
    (draft,) = read("a.eml", data)
    assert isinstance(draft, Draft)
    now = datetime(2026, 3, 10, tzinfo=UTC)
    one = document(
        draft, collection="c", source_file="a.eml", source_uri="file:///a.eml", ingested_at=now,
        run_id="r", fingerprint="f", version=1, languages=("en",),
    )  # fmt: skip
    assert isinstance(one, Document)
    return one


def extracted(pipeline: Pipeline, one: Document) -> Extracted:
    """Give the rows of a document."""
    return extract(one, next(iter(pipeline.parse([one.text]))), heading_spans(one))


def said(found: Extracted) -> list[tuple[str | None, str | None]]:
    """Say who says what."""
    return [(one.speaker_name, one.said) for one in found.quotes]


@pytest.mark.parametrize("body", REPLIES.values(), ids=REPLIES)
def test_only_the_own_words_of_a_mail_are_its_statements(pipeline: Pipeline, body: str) -> None:
    """Whichever way a mail repeats another, it says what its sender wrote, and no more."""
    found = extracted(pipeline, made(message(body).as_bytes()))
    assert said(found) == [("Ada Lund", "the bridge would open in May")]
    assert {(one.quote_id) for one in found.quote_spans} == {found.quotes[0].quote_id}
    assert {(one.quote_id) for one in found.quote_entities} <= {found.quotes[0].quote_id}


def test_a_reply_in_html_is_repeated_as_well(pipeline: Pipeline) -> None:
    """What a mail programme marks as quoted is somebody else's earlier text."""
    found = extracted(pipeline, made(message(None, GMAIL).as_bytes()))
    assert said(found) == [("Ada Lund", "the bridge would open in May")]


def test_what_is_repeated_can_still_be_found(pipeline: Pipeline) -> None:
    """Its names are mentions and its words are in the chunks, so a search finds the mail."""
    found = extracted(pipeline, made(message(CHAIN).as_bytes()))
    assert "Ida Holm" in {one.text for one in found.mentions}
    assert any("We will not wait" in one.text for one in found.chunks)


def test_the_same_words_are_statements_where_they_are_first_said(pipeline: Pipeline) -> None:
    """The mail that another one repeats is a document of its own."""
    found = extracted(pipeline, made(message(THEIRS).as_bytes()))
    assert [name for name, _ in said(found)] == ["Ida Holm", "Ida Holm"]


def test_nobody_goes_on_speaking_from_what_is_repeated(pipeline: Pipeline) -> None:
    """A quotation of the mail's own that names no speaker is not given to one quoted above it."""
    body = f'{ANNOUNCED}\n\n{quoted(THEIRS)}\n"They will regret it. The port is all we have."\n'
    found = extracted(pipeline, made(message(body).as_bytes()))
    assert [name for name, _ in said(found)] in ([], [None])


@given(st.lists(st.integers(0, 60), max_size=4), st.data())
def test_what_is_left_names_its_parents(places: list[int], data: st.DataObject) -> None:
    """Wherever asides lie, what is left lies outside of them, and each parent encloses its own."""
    spans = st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda one: (one[0], sum(one)))
    contents = data.draw(st.lists(spans, max_size=8))
    asides = sorted(set(places))[: len(set(places)) // 2 * 2]
    found = with_parents([replace(SAID, content=(span,), cue=()) for span in contents])
    left = own(found, asides)
    pairs = zip(asides[::2], asides[1::2], strict=True)
    inside = {place for start, end in pairs for place in range(start, end)}
    assert [one.content for one in left] == [
        one.content for one in found if not inside & set(range(*one.content[0]))
    ]
    for one in left:
        if one.parent is not None:
            (outer,), (inner,) = left[one.parent].content, one.content
            assert outer[0] <= inner[0]
            assert inner[1] <= outer[1]
