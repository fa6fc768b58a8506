"""A name takes in nothing that only stands beside it, and an office keeps whose it is."""

from __future__ import annotations

import pytest

from tests.transforms.test_extract import document
from transforms.nlp import Pipeline
from transforms.reading import Reading
from transforms.tokens import Tokens


def named(pipeline: Pipeline, text: str) -> dict[str, str]:
    """Map the names of what a text speaks of to their types."""
    text = text.replace(" ¶ ", "\n\n")
    reading = Reading(document(text), Tokens(next(iter(pipeline.parse([text])))))
    return {chain.name: chain.label for _, chain in reading.chains() if chain.name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Profile: Nils Berg Timeline of saga ¶ Nils Berg said he would appeal. Berg was ill.",
         "Nils Berg"),
        ("Pictures: Clara Voss Interview ¶ Clara Voss said it was late. Voss was tired.",
         "Clara Voss"),
        ("Anna Reed Biography ¶ Anna Reed said it was late. Reed was tired.", "Anna Reed"),
        ("By Nils Berg Staff Writer ¶ Nils Berg said it was late.", "Nils Berg"),
        ("Mishandling Nils Berg’s case drew complaints. Berg said he did not mind.", "Nils Berg"),
        ("Defending Ida Holm’s record was hard. Holm said she was glad.", "Ida Holm"),
        ("Striker Sofia Ricci said so too.", "Sofia Ricci"),
        ("Linebacker Omar Haddad said it was late.", "Omar Haddad"),
        ("Nora London left the camp in May. London said she had been locked in.", "Nora London"),
        ("Jack Washington opened the shop. Washington said it was late.", "Jack Washington"),
        ("A row between Tayla Quick, her old record label and two others ended. Quick left.",
         "Tayla Quick"),
        ("Lucía Benegas Roa came. Lucía Benegas said it was late.", "Lucía Benegas Roa"),
        ("Andrew Browning Reed said it was late.", "Andrew Browning Reed"),
    ],
)  # fmt: skip
def test_a_person_has_the_own_name_alone(pipeline: Pipeline, text: str, name: str) -> None:
    """Headings, gerunds, trades and lists leave a person's name as it is."""
    people = {found for found, label in named(pipeline, text).items() if label == "PERSON"}
    assert people == {name}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Lund County Sheriff’s Office met the Alder County Sheriff's Office.",
         {"Lund County Sheriff’s Office", "Alder County Sheriff's Office"}),
        ("The Dunmore Coroner’s Office announced that it has closed the case.",
         {"Dunmore Coroner’s Office"}),
        ("The Governor’s Office said it would wait.", set()),
        ("The Attorney General’s Office said the firm had lied.", set()),
    ],
)  # fmt: skip
def test_an_office_is_named_with_its_county(pipeline: Pipeline, text: str, names: set[str]) -> None:
    """Half of its name would join those of all counties; one without a place has no name."""
    assert named(pipeline, text).keys() == names


def test_a_city_stays_one_beside_a_namesake(pipeline: Pipeline) -> None:
    """Where something happens is the city, who says something its namesake."""
    text = "Senator Jack Washington flew to Washington. Washington said the bill was dead."
    assert named(pipeline, text) == {"Jack Washington": "PERSON", "Washington": "GPE"}
