"""An explanation tells what decided: the same code, with everything that it weighed."""

from __future__ import annotations

from dataclasses import asdict
from math import exp

import pytest

from tests.transforms.test_extract import HEARING, NEWS, document
from transforms.explain import Decision, Explanation, explain
from transforms.explain.speaker import RESOLUTIONS
from transforms.extract import extract
from transforms.nlp import Pipeline
from transforms.tables import Quote

OPEN = """The letter named Anna Reed, Carla Moss, Ida Holm, Jane Falk and Nora Brandt.

She said that the ferry would leave at noon."""
PATTERN = """"We tried," said Ida Holm, the mayor. The harbour was full of ice.

"Nobody came to help us that night, and nobody will come tomorrow."
"""


def every(pipeline: Pipeline, text: str) -> list[tuple[Quote, Explanation]]:
    """Give each quote of a text, as it is extracted, and why it is."""
    one, doc = document(text), next(iter(pipeline.parse([text])))
    found = []
    for quote in extract(one, doc, []).quotes:
        why = explain(one, doc, quote.quote_id)
        assert why is not None
        found.append((quote, why))
    return found


def one(pipeline: Pipeline, text: str, words: str) -> Explanation:
    """Explain the quote that holds some words."""
    return next(why for quote, why in every(pipeline, text) if words in quote.text)


def decision(why: Explanation, decided: str) -> Decision:
    """Give what was decided of the words of a quote."""
    return next(found for found in why.way.decisions if found.decided == decided)


@pytest.mark.parametrize("text", [NEWS, HEARING, OPEN, PATTERN])
def test_asking_changes_nothing(pipeline: Pipeline, text: str) -> None:
    """A quote that is explained is the row that everybody gets."""
    assert all(why.quote == quote for quote, why in every(pipeline, text))


@pytest.mark.parametrize("text", [NEWS, OPEN])
def test_contributions_make_the_probability(pipeline: Pipeline, text: str) -> None:
    """What was weighed of a candidate adds up to its score, and the scores give the chances."""
    for _, why in every(pipeline, text):
        for found in why.way.decisions:
            for each in found.candidates:
                assert sum(reason.contribution for reason in each.reasons) == each.score
                if found.decided != "content":
                    assert 1 / (1 + exp(-each.score)) == pytest.approx(each.probability)
        meant = why.who.decision.candidates if why.who.decision else ()
        whole = sum(exp(each.score) for each in meant)
        assert all(exp(each.score) / whole == pytest.approx(each.probability) for each in meant)


def test_the_strongest_reason_stands_first(pipeline: Pipeline) -> None:
    """Reasons for and against are in the order of what they weigh, and each says what it is."""
    for found in one(pipeline, NEWS, "two harbours").way.decisions:
        for each in found.candidates:
            weights = [abs(reason.contribution) for reason in each.reasons]
            assert weights == sorted(weights, reverse=True)
            assert all(reason.about and reason.contribution for reason in each.reasons)


def test_a_quote_by_the_judge(pipeline: Pipeline) -> None:
    """What the learned judge found has its probability, its cue and the words that were no cue."""
    why = one(pipeline, NEWS, "closure would cost")
    assert (why.way.by, why.way.step.name) == ("judge", "judge")
    assert why.way.probability is not None
    assert why.way.threshold is not None
    assert why.way.probability >= why.way.threshold
    assert [d.decided for d in why.way.decisions] == ["quote", "cue", "content", "source"]
    chosen = {d.decided: d.candidates[0] for d in why.way.decisions}
    assert all(each.is_chosen for each in chosen.values())
    assert chosen["cue"].text == "told"
    assert chosen["source"].text.startswith("Jonas Reed")
    assert any(not each.text for each in decision(why, "source").candidates)


def test_a_quote_by_a_pattern(pipeline: Pipeline) -> None:
    """A quotation that stands alone is found by a pass that says what it does."""
    why = one(pipeline, PATTERN, "Nobody came")
    assert (why.way.by, why.way.step.name) == ("pattern", "floating")
    assert why.way.step.about.startswith("Give quotations without a cue to whoever spoke last")
    assert why.way.probability is None
    assert why.way.decisions == ()


def test_a_turn(pipeline: Pipeline) -> None:
    """The turn of a hearing is found by its label, which also tells who speaks."""
    why = one(pipeline, HEARING, "I believe")
    assert (why.way.by, why.way.step.name) == ("pattern", "turns")
    assert "label" in why.who.about
    assert why.who.name == "Anna Reed"


def test_a_name(pipeline: Pipeline) -> None:
    """Of a name there is nothing to be weighed: the chain that it joined is told."""
    who = one(pipeline, NEWS, "closure would cost").who
    assert (who.text, who.name, who.decision) == ("Jonas Reed", "Jonas Reed", None)
    assert [(called.name, called.count) for called in who.names] == [("Jonas Reed", 1)]


def test_a_pronoun_has_candidates(pipeline: Pipeline) -> None:
    """Everybody who may be meant is there, nobody among them, with what was weighed."""
    who = one(pipeline, NEWS, "minister was too careful").who
    assert who.text == "He"
    assert who.decision is not None
    assert not who.is_open
    first, *others = who.decision.candidates
    assert (first.text, first.is_chosen) == ("Jonas Reed", True)
    assert NEWS[first.start_char : first.end_char] == "Jonas Reed"
    assert "" in {each.text for each in others}
    assert sum(each.probability for each in who.decision.candidates) == pytest.approx(1)
    assert first.probability >= (who.decision.threshold or 1)
    named = {reason.feature: reason for reason in first.reasons}
    assert named["share"].contribution == named["share"].amount * named["share"].weight


def test_an_open_pronoun(pipeline: Pipeline) -> None:
    """Where nobody is likely enough none is chosen, and the likeliest is the row's candidate."""
    why = one(pipeline, OPEN, "ferry")
    assert why.who.is_open
    assert why.who.name is None
    assert why.who.decision is not None
    assert not any(each.is_chosen for each in why.who.decision.candidates)
    first = why.who.decision.candidates[0]
    assert first.probability < (why.who.decision.threshold or 0)
    assert why.quote.candidate_probability == round(first.probability, 3)


def test_the_passage_holds_the_quote(pipeline: Pipeline) -> None:
    """Content, cue and source stand in the sentences that are shown, where they are said to be."""
    for _, why in every(pipeline, NEWS):
        assert {span.part for span in why.spans} >= {"content"}
        for span in why.spans:
            start = span.start_char - why.passage_start_char
            assert why.passage[start : start + len(span.text)] == span.text


def test_an_unknown_quote(pipeline: Pipeline) -> None:
    """A quote that is not found has no explanation."""
    assert explain(document(NEWS), next(iter(pipeline.parse([NEWS]))), "0" * 20) is None


def test_an_explanation_is_values_alone(pipeline: Pipeline) -> None:
    """Two readings of a text explain its quotes alike, down to the last digit."""
    first, second = (every(pipeline, NEWS) for _ in range(2))
    assert [asdict(why) for _, why in first] == [asdict(why) for _, why in second]


def test_every_resolution_has_its_sentence(pipeline: Pipeline) -> None:
    """Whatever the speaker's resolution, what it means is told."""
    found = {why.who.resolution for text in (NEWS, OPEN) for _, why in every(pipeline, text)}
    assert found <= RESOLUTIONS.keys()
    assert len(RESOLUTIONS) == 8
