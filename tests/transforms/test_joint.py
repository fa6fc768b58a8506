"""Whoever says a thing with others is one of its speakers, and nobody who only stands near."""

from __future__ import annotations

import pytest

from tests.transforms.test_extract import document
from transforms.extract import Extracted, extract
from transforms.nlp import Pipeline


def extracted(pipeline: Pipeline, text: str) -> Extracted:
    """Read one text."""
    return extract(document(text), next(iter(pipeline.parse([text]))), [])


def speakers(found: Extracted, place: int = 0) -> list[str | None]:
    """Name the speakers of a quote, the first before the others."""
    names = {cluster.cluster_id: cluster.name for cluster in found.clusters}
    rows = [r for r in found.quote_speakers if r.quote_id == found.quotes[place].quote_id]
    return [names[row.cluster_id] for row in sorted(rows, key=lambda row: not row.is_first)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Anna Reed and Peter Holt said the mine would close.", "Reed Holt"),
        ("Anna Reed, Peter Holt and Miriam Osei said that the mine was empty.", "Reed Holt Osei"),
        ("“The mine will close,” said Anna Reed and Peter Holt.", "Reed Holt"),
        ("“It will close,” Anna Reed, the mayor, and Peter Holt, her deputy, said.", "Reed Holt"),
        ("Anna Reed, joined by Peter Holt, said the mine would close.", "Reed Holt"),
        ("“The mine will close,” said Anna Reed, joined by Peter Holt.", "Reed Holt"),
        ("Anna Reed, along with Peter Holt and Miriam Osei, said it was late.", "Reed Holt Osei"),
        ("Anna Reed along with her lawyer Peter Holt argued that it was late.", "Reed Holt"),
        ("“The mine will close,” Anna Reed said together with Peter Holt.", "Reed Holt"),
        ("The mine will close, according to Anna Reed and Peter Holt.", "Reed Holt"),
        ("Anna Reed and her husband, Peter Holt, say the mine will close.", "Reed Holt"),
        ("Reps. Anna Reed (D-Ohio) and Peter Holt (R-Utah) wrote that it was late.", "Reed Holt"),
        ("Anna Reed of Lund University and Peter Holt of Oxford write that bees sleep.",
         "Reed Holt"),
        ("Both Anna Reed and Peter Holt insist that nobody knew.", "Reed Holt"),
        ("Russia and China said they would veto the text.", "Russia China"),
        ("Anna Reed and two colleagues said the mine would close.", "Reed -"),
        ("Several lawmakers, including Anna Reed and Peter Holt, said it was late.", "- Reed Holt"),
        ("Anna Reed wrote, with Peter Holt and Miriam Osei, that it was late.", "Reed Holt Osei"),
        ("The mayors of Lyon and Turin, Anna Reed and Peter Holt, said it was late.",
         "- Reed Holt"),
        ("Both teams' coaches, Anna Reed and Peter Holt, said it was late.", "- Reed Holt"),
        ("Anna Reed said, with a smile and a wink, that it was late.", "Reed"),
        ("Anna Reed said, with Peter Holt beside her, that it was late.", "Reed"),
        ("The Department of Health and Human Services said the mine was safe.", "Services"),
        ("Reed and Holt Ltd said the mine would close.", "Ltd"),
        ("Anna Reed or Peter Holt said the mine would close.", "Reed"),
        ("“It will close,” said Anna Reed, and Peter Holt agreed that it was late.", "Reed"),
        ("The minister for Energy and Transport, Anna Reed, said it was late.", "Reed"),
        ("Anna Reed, the founder and chairman of Alder Bank, said it was late.", "Reed"),
        ("Anna Reed, like Peter Holt, said the mine would close.", "Reed"),
    ],
)  # fmt: skip
def test_all_who_say_it_are_speakers(pipeline: Pipeline, text: str, wanted: str) -> None:
    """Names joined by "and", or that join in; not what belongs to one name, nor a third party."""
    found = speakers(extracted(pipeline, text))
    assert [(name or "-").split()[-1] for name in found] == wanted.split()


def test_what_goes_on_is_said_by_the_same(pipeline: Pipeline) -> None:
    """A quotation that follows has the speakers of the one before."""
    text = "“It was late,” Anna Reed and Peter Holt said.\n\n“We were tired. We went home.”"
    found = extracted(pipeline, text)
    for place in range(len(found.quotes)):
        assert speakers(found, place) == ["Anna Reed", "Peter Holt"]
    assert {row.role for row in found.quote_speakers} == {"joint"}


def test_who_speaks_alone_is_no_joint_speaker(pipeline: Pipeline) -> None:
    """One speaker has one row, with the mention that is the source."""
    found = extracted(pipeline, "Officials said it was late. Anna Reed said the mine would close.")
    rows = {row.quote_id: row for row in found.quote_speakers}
    reed = rows[found.quotes[1].quote_id]
    assert (reed.role, reed.is_first) == ("speaker", True)
    assert reed.mention_id in {row.mention_id for row in found.mentions if row.text == "Anna Reed"}


def test_speakers_are_not_spoken_of_by_themselves(pipeline: Pipeline) -> None:
    """I and we, and the own name, are the speaker's self; others are whom it is about."""
    text = (
        "Anna Reed met Peter Holt. “I told Holt that we are late. Reed keeps her word,” she said."
    )
    found = extracted(pipeline, text)
    texts = {row.mention_id: row.text for row in found.mentions}
    roles = {texts[row.mention_id]: row.role for row in found.quote_entities}
    assert roles == {"I": "self", "we": "self", "Reed": "self", "her": "self", "Holt": "about"}
