"""Mentions are names with clean edges and one type, titles, pronouns and nominals."""

from __future__ import annotations

import pytest

from transforms.mentions import Parse, find_mentions
from transforms.nlp import Pipeline
from transforms.tokens import Tokens


def found(pipeline: Pipeline, text: str, kind: str) -> list[tuple[str, str]]:
    """Give the words and the label of the mentions of a kind."""
    parse = Parse(Tokens(next(iter(pipeline.parse([text])))))
    return [(m.text, m.label) for m in find_mentions(parse) if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Foreign Minister Sergei Lavrov's remarks angered Kyiv.", ("Sergei Lavrov", "PERSON")),
        ("Mr. Jonas Reed spoke to the Reuters agency.", ("Jonas Reed", "PERSON")),
        ("They met in the United States.", ("United States", "GPE")),
        ("NATO met in Brussels on Tuesday.", ("NATO", "ORG")),
        ("She studied at the University of Leeds for a year.", ("University of Leeds", "ORG")),
        (
            "He attended the University of Wisconsin, Madison, for a year.",
            ("University of Wisconsin, Madison", "ORG"),
        ),
        (
            "She went to the State University of New York at Albany.",
            ("State University of New York at Albany", "ORG"),
        ),
        ("Wilma “Billie” Straker sailed at dawn.", ("Wilma “Billie” Straker", "PERSON")),
        ("Briton Dora Hale won in Rome.", ("Dora Hale", "PERSON")),
        ("Anneke de Vries of Delft University led it.", ("Anneke de Vries", "PERSON")),
        ("He wrote to a young Scot named Duncan Rae.", ("Scot", "NORP")),
        ("Regulator NVSA said it had received nine complaints.", ("NVSA", "ORG")),
    ],
)
def test_a_name_has_clean_edges(pipeline: Pipeline, text: str, name: tuple[str, str]) -> None:
    """Articles, titles and a possessive s are no part of a name."""
    assert name in found(pipeline, text, "name")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The charity Open Hands accused the ministry of delay.", "Open Hands"),
        ("The union, Kabinklubben, said it had not been asked.", "Kabinklubben"),
        ("Carmaker Dorado recalled 80,000 vans.", "Dorado"),
        ("Airline Nordwing will drop its Oslo route.", "Nordwing"),
    ],
)
def test_a_noun_tells_of_a_body(pipeline: Pipeline, text: str, name: str) -> None:
    """What a charity, a union or a carmaker is called is an organisation, however unusual."""
    assert found(pipeline, text, "name")[0] == (name, "ORG")


@pytest.mark.parametrize(
    "text",
    ["The company Ruth Abel founded has grown.", "The charity president Ruth Abel spoke."],
)
def test_a_person_beside_a_noun_of_bodies_stays_one(pipeline: Pipeline, text: str) -> None:
    """A noun that does not name somebody makes nobody an organisation."""
    assert found(pipeline, text, "name") == [("Ruth Abel", "PERSON")]


def test_an_office_in_small_letters_is_no_name(pipeline: Pipeline) -> None:
    """What the model takes for an organisation may be a common noun."""
    assert found(pipeline, "It was halted, the health ministry said.", "name") == []


def test_a_surname_is_a_person_throughout(pipeline: Pipeline) -> None:
    """A word that ends a full name in the document is a person wherever it stands alone."""
    text = "Sergei Lavrov spoke. Lavrov left. LAVROV SPEAKS AGAIN. The talks with Lavrov failed."
    labels = {label for name, label in found(pipeline, text, "name") if "avrov" in name}
    assert labels == {"PERSON"}


def test_a_name_the_model_missed_is_found_again(pipeline: Pipeline) -> None:
    """Every place that writes a known name is a mention of it."""
    text = "Marta Kowal founded Zentrix. " + "Then Zentrix grew, and Kowal sold. " * 3
    names = [name for name, _ in found(pipeline, text, "name")]
    assert names.count("Kowal") == 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Foreign Minister Sergei Lavrov spoke.", "Foreign Minister"),
        ("NATO Secretary General Jens Stoltenberg spoke.", "Secretary General"),
        ("The Russian President Vladimir Putin spoke.", "President"),
    ],
)
def test_a_title_stands_before_a_name(pipeline: Pipeline, text: str, title: str) -> None:
    """The office before a name is a mention of its own, without country or body."""
    assert title in [name for name, _ in found(pipeline, text, "title")]


def test_nominals_reach_from_determiner_to_head(pipeline: Pipeline) -> None:
    """A nominal is its noun with what stands before it."""
    text = "The former finance minister of Norway thanked senior officials and her company."
    names = [name for name, _ in found(pipeline, text, "nominal")]
    assert names == ["The former finance minister", "senior officials", "her company"]


def test_teams_are_organisations_in_a_match_report(pipeline: Pipeline) -> None:
    """In a report on a match a country's name stands for its team, unless it is the scene."""
    text = (
        "Norway beat Poland after a late penalty. The referee gave a corner, and the goalkeeper "
        "saved the header. Norway scored a second goal from a free kick by the striker. "
        "Poland had a goal ruled offside, and the substitute missed a penalty. "
        "The match was played in Denmark before the tournament."
    )
    labels = dict(found(pipeline, text, "name"))
    assert (labels["Poland"], labels["Denmark"]) == ("ORG", "GPE")


@pytest.mark.parametrize(
    "text",
    ["", "\n", "...", "”“\"'", "a\nb\nc\n", "ALL IN CAPITALS SAID JOHN SMITH", "no capitals at all",
     "'s 's 's", "Mr. Mrs. Dr.", "and , and , and", "The the the", "\u200b\ufeff", "Jr. Jr. Jr."],
)  # fmt: skip
def test_any_text_has_mentions_or_none(pipeline: Pipeline, text: str) -> None:
    """No text is too odd to be read."""
    parse = Parse(Tokens(next(iter(pipeline.parse([text])))))
    assert all(m.start < m.end <= len(parse) for m in find_mentions(parse))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“No” Obama said.", ["Obama"]),
        ("Ann Lee said “no” to Tom Reed.", ["Ann Lee", "Tom Reed"]),
        (
            "She left the University of Texas, and Austin with it.",
            ["University of Texas", "Austin"],
        ),
    ],
)
def test_names_that_only_stand_near_stay_two(
    pipeline: Pipeline, text: str, names: list[str]
) -> None:
    """Marks with more around them, or a comma with more than a town behind it, join nothing."""
    assert [name for name, _ in found(pipeline, text, "name")] == names


def test_a_dash_between_blanks_ends_a_nominal(pipeline: Pipeline) -> None:
    """Only a hyphen inside of a word belongs to what stands behind it."""
    (nominal, _), *_ = found(pipeline, "Talks - the minister said - went on.", "nominal")
    assert nominal == "the minister"
