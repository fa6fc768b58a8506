"""What sort of source speaks, whether it is kept unnamed, and what it does with what it says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.transforms.test_extract import document
from transforms.extract import extract
from transforms.nlp import Pipeline
from transforms.tables import Quote


def quotes(pipeline: Pipeline, text: str) -> list[Quote]:
    """Read one text."""
    return extract(document(text), next(iter(pipeline.parse([text]))), []).quotes


@pytest.mark.parametrize(
    "text",
    [
        "Officials who asked not to be named said the fund was empty.",
        "A source close to the talks said a deal was near.",
        "People familiar with the matter said the firm would be sold.",
        "Sources said the firm would be sold.",
        "One resident, who gave only her first name, said the water was brown.",
        "A senior official said on condition of anonymity that the talks had failed.",
        "The talks have failed, according to two people briefed on them.",
        "“It is chaos,” said a government insider.",
        "“It is chaos,” said one employee. She asked that her name be withheld.",
        "“It is chaos,” an employee said. He spoke on condition of anonymity.",
        "Officials said the fund was empty. They declined to be identified.",
        "A diplomat, speaking anonymously, said the talks had failed.",
        "An aide who was not authorized to discuss the matter publicly said the bill was dead.",
        "Someone who works there said that the roof was old.",
        "The fund is empty, three people with direct knowledge of it told the Harbour Post.",
        "A Western diplomat said that it was late. The diplomat said it would be long.",
        "An unnamed minister told the paper that the bill was dead.",
        "“We are tired,” said a nurse who did not want to give her name.",
        "“We are tired,” said another, asking to remain anonymous.",
        "The whistleblower said files had been burned.",
        "A minister said privately that the plan was dead.",
        "Several employees said they had been told to lie.",
        "The boy’s mother, who cannot be named for legal reasons, said she was tired.",
        "A man who declined to be quoted by name said the police had lied.",
    ],
)
def test_a_source_is_kept_unnamed(pipeline: Pipeline, text: str) -> None:
    """By a wish, by what it is called, by how near it is to the matter, or as anybody."""
    found = quotes(pipeline, text)
    assert found
    assert all(quote.is_anonymous for quote in found)


@pytest.mark.parametrize(
    "text",
    [
        "Police said two men had been arrested.",
        "Officials said the dam was safe.",
        "The company said demand had fallen.",
        "A spokesman for the ministry said it would wait.",
        "A judge ruled that the law was void.",
        "A lawyer for the family said they would appeal.",
        "Critics say the plan is dear.",
        "He said it was late.",
        "Ida Berg, who asked not to be disturbed, said it was late.",
        "A nurse, Ida Berg, said it was late.",
        "Maria, a cleaner who gave only her first name, said the pay was low.",
        "The ministry declined to name the firm. Officials said it had been warned.",
        "“I asked not to be named,” the mayor said. Residents said the water was brown.",
        "The mayor said it was late.",
    ],
)
def test_what_is_public_is_not_anonymous(pipeline: Pipeline, text: str) -> None:
    """Bodies, groups, offices, failed pronouns and whoever has a name."""
    found = quotes(pipeline, text)
    assert found
    assert not any(quote.is_anonymous for quote in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ida Berg said it was late.", "person"),
        ("The nurse said it was late.", "person"),
        ("Norvik Foods said it was late.", "institution"),
        ("The company said demand had fallen.", "institution"),
        ("Russia said it was late.", "institution"),
        ("Residents said the water was brown.", "group"),
        ("Ministers from France and Spain said the talks had failed.", "group"),
        ("Western intelligence agencies believe that the plan is dead.", "institution"),
        ("They said it was late.", "group"),
        ("The study found that bees sleep.", "document"),
        ("A report by the Lake Trust found that the wells were dry.", "document"),
        ("The bill says that no plant may release waste.", "document"),
        ("Half of voters have not decided, a poll showed.", "document"),
        ("Staff were told that the plant would shut.", "unknown"),
    ],
)
def test_sources_are_of_kinds(pipeline: Pipeline, text: str, kind: str) -> None:
    """Persons, groups, institutions and documents speak."""
    assert [quote.source_kind for quote in quotes(pipeline, text)] == [kind]


@pytest.mark.parametrize(
    ("text", "stance", "is_statement"),
    [
        ("Ida Berg said that it was late.", "says", True),
        ("Ida Berg denied that she had lied.", "denies", True),
        ("Ida Berg asked whether it was late.", "asks", True),
        ("Ida Berg called for a ban on cars.", "demands", False),
        ("Ida Berg promised to resign.", "promises", True),
        ("Ida Berg accused the council of lying.", "accuses", False),
        ("Ida Berg warned that the dam would fail.", "warns", True),
        ("Ida Berg praised the firefighters.", "praises", False),
        ("Ida Berg condemned the attack.", "criticises", False),
        ("Ida Berg doubts that the dam will hold.", "doubts", True),
        ("Ida Berg admitted that she had lied.", "admits", True),
        ("Ida Berg announced a tax.", "says", False),
        ("Ida Berg believes that the dam will hold.", "thinks", True),
        ("Ida Berg ruled out a ban.", "denies", False),
        ("Ida Berg predicted that rents would rise.", "predicts", True),
        ("“A disgrace,” Ida Berg said.", "says", True),
    ],
)
def test_cues_have_a_stance(pipeline: Pipeline, text: str, stance: str, is_statement: bool) -> None:
    """The table of cues tells it; a bare thing is no statement."""
    (quote,) = quotes(pipeline, text)
    assert (quote.stance, quote.is_statement) == (stance, is_statement)


def test_a_quote_has_one_time(pipeline: Pipeline) -> None:
    """When it was said, if the text tells, else when it was published."""
    told, open_ = quotes(pipeline, "Ida Berg said in May that it was late. She said it was over.")
    assert told.at == told.said_at
    assert (open_.at, open_.said_at) == (datetime(2025, 7, 3, tzinfo=UTC), None)
