"""Scores: what counts as right, and by how much."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation import entities, errors, quotes, reliability
from onrecord.evaluation.figures import Figure
from onrecord.evaluation.names import same_name
from onrecord.evaluation.peers import peers
from onrecord.evaluation.records import Answer, FoundName, FoundQuote
from onrecord.evaluation.words import Grid, pairs
from tests.onrecord.annotated import ATTRIBUTIONS, TEXT, article, found, perfect, span

PLACES = st.lists(st.frozensets(st.integers(0, 6), min_size=1), max_size=6)


def scores(figures: list[Figure]) -> dict[str, float]:
    """Give scores by metric."""
    return {figure.metric: figure.score for figure in figures}


def quoted(*answers: FoundQuote) -> quotes.Judged:
    """Judge the article by some quotes found in it."""
    return quotes.judge(article(), Answer(TEXT, answers))


def test_the_annotators_themselves_score_a_hundred() -> None:
    """An answer that is the annotation is right in every number."""
    one, other = article("one"), article("two")
    judged = [quotes.judge(one, perfect()), quotes.judge(other, perfect())]
    assert set(scores(quotes.figures(judged)).values()) == {100.0}
    named = [entities.judge(one, perfect()), entities.judge(other, perfect())]
    assert set(scores(entities.figures(named)).values()) == {100.0}


def test_an_article_that_is_missing_is_missed() -> None:
    """What is annotated where the warehouse has nothing counts against recall."""
    judged = [quotes.judge(article("one"), perfect()), quotes.judge(article("two"), None)]
    joint = next(one for one in quotes.figures(judged) if one.metric == "joint >= 0.5")
    assert (joint.precision, joint.recall) == (100.0, 50.0)


def test_what_is_less_sure_can_be_left_out() -> None:
    """Below the least confidence nothing is found."""
    assert quotes.judge(article(), perfect(), least=0.95).found == []
    assert entities.judge(article(), perfect(), least=0.95).found == []


def test_marks_and_white_space_cost_nothing() -> None:
    """A span is its words: a text in other white space and quotation marks scores the same."""
    text = TEXT.replace("“", '"').replace("”", '"').replace("\n\n", " \n")
    answers = tuple(
        replace(quote, content=(span(TEXT[slice(*quote.content[0])].strip("“”"), text),))
        for quote in perfect().quotes
    )
    judged = quotes.judge(article(), Answer(text, answers))
    assert scores(quotes.figures([judged]))["content exact"] == 100.0


def test_a_text_of_other_words_is_noticed() -> None:
    """Annotations whose words the warehouse's text lacks are counted as lost."""
    judged = quotes.judge(article(), Answer(TEXT[: TEXT.index("\n")]))
    assert judged.lost == 1


def test_joint_asks_for_the_source() -> None:
    """The right words from another mouth are content, and not joint."""
    wrong = replace(found(ATTRIBUTIONS[0], "indirect"), source=(span("Peter Oban"),))
    got = scores(quotes.figures([quoted(wrong)]))
    assert got["content >= 0.8"] == 50.0
    assert got["joint >= 0.5"] == 0.0


def test_one_quote_answers_for_one_annotation() -> None:
    """A quote over everything is paired once, with what it overlaps most."""
    whole = replace(found(ATTRIBUTIONS[0], "mixed"), content=((0, len(TEXT)),))
    assert len(quoted(whole).pairs) == 1


@given(ones=PLACES, others=PLACES)
def test_pairs_are_one_to_one(ones: list[frozenset[int]], others: list[frozenset[int]]) -> None:
    """However places overlap, none is paired twice, and none that could still be is left alone."""
    found = list(pairs(ones, others))
    left, right = {at for at, _, _ in found}, {to for _, to, _ in found}
    assert len(left) == len(right) == len(found)
    assert not any(
        ones[at] & others[to]
        for at in set(range(len(ones))) - left
        for to in set(range(len(others))) - right
    )


@given(st.text(alphabet="aB é.,“\n$1", max_size=40), st.data())
def test_the_same_text_is_the_same_grid(text: str, data: st.DataObject) -> None:
    """A span touches the same words whether the text is aligned with itself or not."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spaced = text.replace(" ", "  ")
    longer = [at + text[:at].count(" ") for at in (start, end)]
    own = Grid(text).place([(start, end)])
    assert Grid(text, spaced).place([(longer[0], longer[1])]) == own


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("‘x’ [“We tried,”] she said", "direct"),
        ("[“We tried”], she said", "direct"),
        ("“[We tried]”, she said", "direct"),
        ("“[We tried],” she said", "direct"),
        ("said [they “tried” once]", "mixed"),
        ("said [they “tried”]", "mixed"),
        ("said [that they tried]", "indirect"),
        ("said [it's theirs]", "indirect"),
    ],
)
def test_marks_tell_the_type(text: str, kind: str) -> None:
    """The type of an annotation is told by the quotation marks around it and in it."""
    start, end = text.index("["), text.index("]") - 1
    assert quotes.quote_type(text.replace("[", "").replace("]", ""), ((start, end),)) == kind


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Smith", "Jane Smith", True),
        ("President Jane Smith", "jane smith", True),
        ("J. Smith", "Jane Smith", True),
        ("John Smith", "Jane Smith", False),
        ("Émile Zola", "Emile Zola", True),
        ("WHO", "World Health Organization", True),
        ("Ben Ames", "Benjamin Ames", True),
        ("John Smith Jr.", "John Smith", True),
        ("Smith", "Jones", False),
        ("", "Jones", False),
        (None, "Jones", False),
    ],
)
def test_names_match(one: str | None, other: str, is_same: bool) -> None:
    """Names of one person match in both directions; of two, they do not."""
    assert same_name(one, other) is same_name(other, one) is is_same


def test_names_are_compared_without_articles_and_possessives() -> None:
    """`the Leeds's` is Leeds, `US` is a place, and `us` is nobody."""
    text = "The US’s Leeds told us."
    gold = article(text=text, mentions=(replace(article().mentions[3], span=(4, 6)),))
    names = (FoundName((0, 8), "GPE", None, 1.0), FoundName((20, 22), "GPE", None, 1.0))
    judged = entities.judge(gold, Answer(text, (), names))
    assert [item.place for item in judged.found_items] == [frozenset({1})]
    assert scores(entities.figures([judged]))["PLACE strict"] == 100.0


def test_one_entity_for_two_people_costs_precision() -> None:
    """Joining what annotators keep apart is seen in the pairs."""
    text = "Ann Lee. Ann Lee. Al Roe."
    people = [((0, 7), "lee"), ((9, 16), "lee"), ((18, 24), "roe")]
    mention = article().mentions[0]
    gold = article(
        text=text,
        mentions=tuple(replace(mention, span=s, cluster=c, page=None) for s, c in people),
    )
    names = tuple(FoundName(place, "PERSON", "one", 1.0) for place, _ in people)
    figures = entities.figures([entities.judge(gold, Answer(text, (), names))])
    pairwise = next(one for one in figures if one.metric == "clustering pairwise")
    assert (round(pairwise.precision or 0), pairwise.recall) == (33, 100.0)


def test_reliability_compares_confidence_with_truth() -> None:
    """Each bin tells how many of its quotes are right; the error is the mean gap."""
    wrong = replace(found(ATTRIBUTIONS[1], "direct", 1.0), content=(span("on Monday"),))
    judged = [quoted(found(ATTRIBUTIONS[0], "indirect", 0.95), wrong)]
    bins = reliability.bins(judged)
    assert [one.quotes for one in bins] == [0] * 9 + [2]
    assert bins[9].right == 0.5
    assert reliability.calibration_error(bins) == pytest.approx(0.475)


def test_errors_tell_what_is_wrong() -> None:
    """Each error says whether nothing is there, or other words, or another source."""
    wrong = replace(found(ATTRIBUTIONS[0], "indirect"), source=(span("Peter Oban"),))
    short = replace(found(ATTRIBUTIONS[2], "indirect"), content=(span("Leeds"),))
    listed = errors.quote_errors([quoted(wrong, short)])
    assert [(one.error, one.reason, one.text) for one in listed] == [
        ("missed", "another source", "The mill will close in May"),
        ("missed", "not found", "“We tried everything,”"),
        ("missed", "other words", "that two hundred jobs would go from Leeds"),
        ("false", "another source", "The mill will close in May"),
        ("false", "other words", "Leeds"),
    ]


def test_errors_come_from_all_articles() -> None:
    """The first missed ones are of different articles."""
    judged = [quotes.judge(article(name), None) for name in "abc"]
    assert [one.doc_id for one in errors.quote_errors(judged, 4)] == ["a", "b", "c", "a"]
    named = [entities.judge(article(name), None) for name in "ab"]
    assert [one.doc_id for one in errors.name_errors(named, 3)] == ["a", "b", "a"]


def test_names_of_another_type_are_told() -> None:
    """The right words as another type are missed once and false once."""
    names = (FoundName(span("Leeds"), "PERSON", None, 0.9),)
    judged = entities.judge(article(mentions=article().mentions[3:4]), Answer(TEXT, (), names))
    listed = [(one.error, one.type, one.reason) for one in errors.name_errors([judged])]
    assert listed == [("missed", "PLACE", "another type"), ("false", "PERSON", "another type")]


@pytest.mark.parametrize("scored", ["quotes", "entities"])
def test_others_are_measured_by_scores_that_we_give(scored: str) -> None:
    """Every number of another system stands beside one of ours, once."""
    if scored == "quotes":
        ours = scores(quotes.figures([quotes.judge(article(), perfect())]))
        others = peers("quotes")
    else:
        judged = [entities.judge(article(name), perfect()) for name in "ab"]
        ours, others = scores(entities.figures(judged)), peers("entities")
    assert {one.metric for one in others} <= ours.keys()
    assert len({(one.system, one.metric) for one in others}) == len(others)
