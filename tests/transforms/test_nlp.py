"""The parse: any text comes back unchanged, whatever its length and shape."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms import nlp

QUICK = settings(max_examples=25)


@QUICK
@given(text=st.text(alphabet="ab. ,\n“”\"'é\u200b", max_size=120))
def test_a_parse_keeps_its_text(pipeline: nlp.Pipeline, text: str) -> None:
    """Whatever the text, its parse spells it out unchanged."""
    assert [doc.text for doc in pipeline.parse([text])] == [text]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x" * 2_500, "(" * 2_500])
def test_odd_texts_are_parsed(pipeline: nlp.Pipeline, text: str) -> None:
    """Emptiness, blanks and endless words are texts like any other."""
    assert [doc.text for doc in pipeline.parse([text])] == [text]


def test_documents_come_back_in_order(pipeline: nlp.Pipeline) -> None:
    """Long and short texts come back one each, in the order in which they were given."""
    texts = ["One came.", "", "Two went away. " * 900, "Three stayed."]
    assert [doc.text for doc in pipeline.parse(texts)] == texts


def test_texts_of_many_words_are_parsed_in_small_groups(
    pipeline: nlp.Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many tokens there are, they come back in order, and few are in hand at once."""
    monkeypatch.setattr(nlp, "TOKENS_AT_ONCE", 50)
    texts = ["* a ** " * count for count in (1, 30, 2, 3, 30, 30, 1)]
    assert [doc.text for doc in pipeline.parse(texts)] == texts
    sizes = [len(group) for group in nlp._groups(map(pipeline.tokenise, texts))]
    assert sizes == [1, 1, 2, 1, 1, 1]


def test_a_blank_line_ends_a_sentence(pipeline: nlp.Pipeline) -> None:
    """No sentence goes on after a blank line, even where nothing ends it."""
    (doc,) = pipeline.parse(["A heading without a stop\n\nthe mayor spoke"])
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "A heading without a stop",
        "the mayor spoke",
    ]


def test_long_texts_keep_sentences_and_heads(pipeline: nlp.Pipeline) -> None:
    """A text parsed in pieces has the sentences of a text parsed at once."""
    paragraph = "The mayor said that the bridge was safe. Nobody believed her.\n\n"
    (doc,) = pipeline.parse([paragraph * 400])
    assert len(list(doc.sents)) == 800


def test_auxiliaries_have_their_lemma(pipeline: nlp.Pipeline) -> None:
    """Forms of be, have and do are known by their lemma though no attribute ruler runs."""
    (doc,) = pipeline.parse(["She had been asked and they were told."])
    found = {token.text: (token.pos_, token.lemma_) for token in doc}
    assert (found["had"], found["been"], found["were"]) == (
        ("AUX", "have"),
        ("AUX", "be"),
        ("AUX", "be"),
    )


def test_pieces_join_to_the_text() -> None:
    """Cutting loses nothing, keeps the limit and prefers the end of a paragraph."""
    text = "one two\n\nthree four\n\nfive"
    pieces = nlp.cut(text, 12)
    assert "".join(pieces) == text
    assert pieces == ["one two\n\n", "three four\n\n", "five"]


@given(st.text(alphabet="ab \n", max_size=80), st.integers(min_value=1, max_value=20))
def test_no_piece_is_longer_than_the_limit(text: str, limit: int) -> None:
    """Every piece keeps to the limit, and together they are the text."""
    pieces = nlp.cut(text, limit)
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= limit


def test_weights_are_known_by_their_hash(pipeline: nlp.Pipeline) -> None:
    """The same installed weights have the same hash in every process."""
    assert pipeline.weights_hash == nlp.load(pipeline.name).weights_hash
    assert len(pipeline.weights_hash) == 32


def test_words_alone_are_told_apart_without_a_parse():
    """A text of any length keeps its characters; nothing is found in it."""
    text = "Er sagte, es sei so.\n\n" * 2_000
    doc = nlp.Pipeline("blank", spacy.blank("xx")).tokenise(text)
    assert doc.text == text
    assert not doc.has_annotation("SENT_START")


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("They hoped that it rained.", "hope"),
        ("They hope that it rains.", "hope"),
        ("They discuss what it means.", "discuss"),
        ("They need to see it.", "need"),
        ("They stress that it is late.", "stress"),
        ("They hopped over the fence.", "hop"),
        ("They were singing that it was late.", "sing"),
    ],
)
def test_a_verb_keeps_its_own_lemma(pipeline: nlp.Pipeline, words: str, lemma: str) -> None:
    """A form that could be another verb's by its ending alone is its own."""
    (doc,) = pipeline.parse([words])
    assert lemma in {token.lemma_ for token in doc}
