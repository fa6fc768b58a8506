"""A document and its parse become the rows of every table."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms import nlp
from transforms.extract import Extracted, extract
from transforms.nlp import Pipeline
from transforms.tables import Document

NEWS = """Minister warns of storm

Energy Minister Ida Holm said on Tuesday that Norway would close two harbours. "We will not wait. \
I have told the mayors," she said.

Jonas Reed, chief economist at Alder Bank, told Holm that the closure would cost millions. \
He argued that the minister was too careful. Officials declined to comment.
"""

HEARING = """JUSTICE HALL: I think that the rule is clear.

MS. REED: I believe that it is not.

John Hall and Anna Reed argued.
"""


def document(text: str, is_analysed: bool = True) -> Document:
    """Make a document of which only the text matters."""
    values = dict.fromkeys(field.name for field in fields(Document))
    values |= {"document_id": "d", "text": text, "page_starts": (), "aside_spans": ()}
    values |= {"is_analysed": is_analysed}
    values["published_at"] = datetime(2025, 7, 3, tzinfo=UTC)
    return Document(**values)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def news(pipeline: Pipeline) -> Extracted:
    """Extract one article."""
    return extract(document(NEWS), next(iter(pipeline.parse([NEWS]))), [(0, 23)])


def rows_lie_in(text: str, found: Extracted) -> None:
    """Compare the text of every row with that at its offsets."""
    for row in (*found.chunks, *found.mentions, *found.quotes, *found.quote_spans):
        assert text[row.start_char : row.end_char] == row.text
    for quote in found.quotes:
        if quote.speaker_start_char is not None:
            assert text[quote.speaker_start_char : quote.speaker_end_char] == quote.speaker_text
        if quote.cue_start_char is not None:
            assert text[quote.cue_start_char : quote.cue_end_char] == quote.cue_text


def test_rows_lie_where_their_words_are(news: Extracted) -> None:
    """The offsets of every row give its text."""
    rows_lie_in(NEWS, news)


def test_ids_are_unique_and_refer(news: Extracted) -> None:
    """No two rows share an id, and every id that is referred to has its row."""
    ids = [row.mention_id for row in news.mentions] + [row.quote_id for row in news.quotes]
    ids += [row.cluster_id for row in news.clusters] + [row.chunk_id for row in news.chunks]
    assert len(ids) == len(set(ids))
    known = set(ids)
    assert {row.cluster_id for row in news.mentions} - {None} <= known
    assert {row.speaker_cluster_id for row in news.quotes} - {None} <= known
    assert {row.mention_id for row in news.quote_entities} <= known


@pytest.mark.parametrize(
    ("source", "resolution", "name"),
    [
        ("Jonas Reed, chief economist at Alder Bank", "name", "Jonas Reed"),
        ("she", "pronoun", "Ida Holm"),
        ("He", "pronoun", "Jonas Reed"),
    ],
)
def test_a_speaker_is_found(news: Extracted, source: str, resolution: str, name: str) -> None:
    """A source gives the fullest name of its chain, and how it was found."""
    quote = next(quote for quote in news.quotes if quote.speaker_text == source)
    assert (quote.speaker_resolution, quote.speaker_name) == (resolution, name)


@pytest.mark.parametrize(
    ("text", "source", "owner"),
    [
        ("Anna Reed spoke. Her campaign said it was ready.", "Her campaign", "Anna Reed"),
        ("The Reed campaign said that it was ready. Anna Reed smiled.", "The Reed campaign",
         "Anna Reed"),
        ("A spokesman for Mayor Anna Reed said she was well.", "A spokesman for Mayor Anna Reed",
         "Anna Reed"),
        ("Alder Bank's lawyers said nothing was owed.", "Alder Bank's lawyers", "Alder Bank"),
        ("Anna Reed said that she was well.", "Anna Reed", None),
        ("Officials said that the dam was safe.", "Officials", None),
    ],
)  # fmt: skip
def test_whose_an_unnamed_speaker_is(
    pipeline: Pipeline, text: str, source: str, owner: str | None
) -> None:
    """A campaign, a spokesman or lawyers stay what they are, and are known to be somebody's."""
    found = extract(document(text), next(iter(pipeline.parse([text]))), [])
    quote = next(quote for quote in found.quotes if quote.speaker_text == source)
    assert quote.speaker_of == owner
    assert (quote.speaker_of_cluster_id is None) == (owner is None)
    assert (quote.speaker_name is None) != (source == "Anna Reed")


def test_i_is_the_speaker_of_the_quotation(news: Extracted) -> None:
    """The I and we of a quotation are whoever speaks it."""
    holm = next(cluster for cluster in news.clusters if cluster.name == "Ida Holm")
    first = [row.cluster_id for row in news.mentions if row.text in {"We", "I"}]
    assert first == [holm.cluster_id] * 2


def test_he_who_goes_on_is_who_spoke_last(pipeline: Pipeline) -> None:
    """The subject of a next report is its speaker, not somebody spoken of."""
    text = "John Hall says that Peter Lund failed the town. He says that voters know it."
    found = extract(document(text), next(iter(pipeline.parse([text]))), [])
    assert [quote.speaker_name for quote in found.quotes] == ["John Hall"] * 2


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Good morning. My name is Anna Reed. I think that the rule is clear.", ["Anna Reed"]),
        ("Talk with John Hall\n\nQ: Why?\n\nA: I think that the law is old.", ["John Hall"] * 2),
        (HEARING, ["John Hall", "John Hall", "Anna Reed", "Anna Reed"]),
    ],
)
def test_i_in_a_transcript_has_the_floor(
    pipeline: Pipeline, text: str, speakers: list[str]
) -> None:
    """Introductions, labels and questions tell who speaks in a transcript, and who its I is."""
    found = extract(document(text), next(iter(pipeline.parse([text]))), [])
    assert [quote.speaker_name for quote in found.quotes] == speakers


def test_a_role_comes_with_the_speaker(news: Extracted) -> None:
    """The role that the article gives goes with each quote of the person."""
    reed = next(quote for quote in news.quotes if quote.speaker_text == "He")
    assert reed.speaker_role == "chief economist"


@pytest.mark.parametrize(
    ("text", "told", "precision"),
    [
        ("Ida Holm said on Tuesday that it would close.", (2025, 7, 1), "day"),
        ("Ida Holm said at a news conference on Monday that it would close.", (2025, 6, 30), "day"),
        ("“It will close,” Ida Holm said last month.", (2025, 6, 1), "month"),
        ("Ida Holm warned in March 2021 that it would close.", (2021, 3, 1), "month"),
        ("“It will close,” Ida Holm told reporters yesterday.", (2025, 7, 2), "day"),
        ("Ida Holm said that it would close on Tuesday.", None, None),
        ("Ida Holm said that it would close.", None, None),
        ("Ida Holm called for a cap on fees until 2024.", None, None),
        ("Ida Holm called for an answer by Tuesday.", None, None),
    ],
)
def test_when_it_was_said(
    pipeline: Pipeline, text: str, told: tuple[int, int, int] | None, precision: str | None
) -> None:
    """Seen from a Thursday, `Tuesday` is two days before; a time that is told of is another."""
    (quote,) = extract(document(text), next(iter(pipeline.parse([text]))), []).quotes
    assert quote.said_at == (datetime(*told, tzinfo=UTC) if told else None)
    assert quote.said_at_precision == precision


def test_who_is_told_is_the_addressee(news: Extracted) -> None:
    """The object of `told` is the addressee of the quote."""
    texts = {row.mention_id: row.text for row in news.mentions}
    told = {texts[row.mention_id] for row in news.quote_entities if row.role == "addressee"}
    assert "Holm" in told


def test_a_document_in_an_unknown_language_has_chunks_alone(pipeline: Pipeline) -> None:
    """What the pipeline does not speak is cut for search, and not analysed."""
    found = extract(document(NEWS, is_analysed=False), next(iter(pipeline.parse([NEWS]))), [])
    assert found.chunks
    assert [found.mentions, found.clusters, found.quotes] == [[], [], []]


def test_extracting_twice_gives_the_same(pipeline: Pipeline, news: Extracted) -> None:
    """The rows of a document are a function of the document."""
    again = extract(document(NEWS), next(iter(pipeline.parse([NEWS]))), [(0, 23)])
    assert again == news


PIPELINE: list[Pipeline] = []
WORDS = ["he", "I", "said", "Anna", "Reed", "NATO", "the", "minister", "that", "Mr.", "Jr.", "who"]
MARKS = ["“", "”", '"', "'s", ",", ".", "\n\n", ":", "(", ")", "((", "))", "-", "…"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS + MARKS), max_size=60).map(" ".join))
def test_any_text_is_extracted(text: str) -> None:
    """Whatever the text, its rows lie where their words are and their ids are unique."""
    if not PIPELINE:
        PIPELINE.append(nlp.load())
    found = extract(document(text), next(iter(PIPELINE[0].parse([text]))), [], 10)
    rows_lie_in(text, found)
    ids = [row.mention_id for row in found.mentions] + [row.quote_id for row in found.quotes]
    assert len(ids) == len(set(ids))


WORDS = ["representative", "Minister", "Ann", "Reed", "Bob", "Falk", "and", "Me", "I", "he", "said"]
WORDS += ["told", "that", "the", "ferry", "sails", "'s", ",", ".", '"', "\n\n"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_rows_have_ids_of_their_own(pipeline: Pipeline, words: list[str]) -> None:
    """However words are strung together, no two rows share an id and no cluster is empty."""
    text = " ".join(words)
    (doc,) = pipeline.parse([text])
    found = extract(document(text), doc, (), 320)
    mentions = [mention.mention_id for mention in found.mentions]
    clusters = [cluster.cluster_id for cluster in found.clusters]
    quotes = [quote.quote_id for quote in found.quotes]
    for ids in (mentions, clusters, quotes):
        assert len(ids) == len(set(ids))
    assert set(clusters) == {m.cluster_id for m in found.mentions} - {None}
