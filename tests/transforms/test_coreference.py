"""Mentions of the same make a chain."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from transforms.coreference import Chain, resolve
from transforms.coreference.evidence import FEATURES, NOTHING
from transforms.coreference.gender import MEN, fits
from transforms.coreference.ranker import Known, weights
from transforms.mentions import Parse, Reference, find_mentions
from transforms.nlp import Pipeline
from transforms.tokens import Tokens


def read(pipeline: Pipeline, text: str) -> tuple[Parse, list[Chain]]:
    """Parse a text and give its chains."""
    parse = Parse(Tokens(next(iter(pipeline.parse([text])))))
    chains = resolve(parse, find_mentions(parse), bytearray(len(parse)))
    return parse, chains.all


def chain_of(pipeline: Pipeline, text: str, words: str) -> list[str]:
    """Give the words of the last chain that holds a mention."""
    _, chains = read(pipeline, text)
    texts = [[m.text for m in chain.members] for chain in chains]
    return [found for found in texts if words in found][-1]


@pytest.mark.parametrize(
    ("text", "mention", "same"),
    [
        ("Sergei Lavrov spoke. Lavrov left.", "Lavrov", "Sergei Lavrov"),
        ("Joe Bannerman spoke. Joseph Bannerman left.", "Joseph Bannerman", "Joe Bannerman"),
        (
            "The World Health Organization (WHO) met. The WHO left.",
            "WHO",
            "World Health Organization",
        ),
        ("The U.S. agreed. The United States signed.", "United States", "U.S."),
        ("Alder Bank Inc. grew. Alder Bank fell.", "Alder Bank", "Alder Bank Inc."),
        (
            "The Church of Scientology sued. Scientology lost.",
            "Scientology",
            "Church of Scientology",
        ),
    ],
)
def test_names_of_one_thing(pipeline: Pipeline, text: str, mention: str, same: str) -> None:
    """Surnames, nicknames, acronyms and legal forms join the name they stand for."""
    assert same in chain_of(pipeline, text, mention)


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Sergei Lavrov dismissed it. He argued that it was late.", "He", "Sergei Lavrov"),
        ("Vladimir Putin spoke. His administration called for talks.", "His", "Vladimir Putin"),
        ("Anna Reed met John Hall. She thanked him.", "She", "Anna Reed"),
        ("Anna Reed met John Hall. She thanked him.", "him", "John Hall"),
        ("John Hall met Peter Lund. Hall said that he was glad.", "he", "John Hall"),
        ("NATO met in Brussels. Its members agreed.", "Its", "NATO"),
        ("Officials met on Monday. They agreed to wait.", "They", "Officials"),
    ],
)
def test_a_pronoun_continues_a_chain(
    pipeline: Pipeline, text: str, pronoun: str, name: str
) -> None:
    """Gender, number, recency and the grammar of the sentence choose whom a pronoun means."""
    assert name in chain_of(pipeline, text, pronoun)


def test_an_object_is_not_its_subject(pipeline: Pipeline) -> None:
    """Whoever thanks him is somebody else."""
    text = "John Hall arrived. Peter Lund thanked him."
    assert "John Hall" in chain_of(pipeline, text, "him")


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Carol Bancroft arrived in Oslo on Friday. He said that he was glad.", "He",
         "Carol Bancroft"),
        ("Mario Lindqvist arrived in Oslo on Friday. She said that she was glad.", "She",
         "Mario Lindqvist"),
        ("Park Min-jun opened the school on Friday. She said that it was late.", "She",
         "Park Min-jun"),
    ],
)  # fmt: skip
def test_a_listed_gender_is_no_veto(pipeline: Pipeline, text: str, pronoun: str, name: str) -> None:
    """Nobody else is there, so that a list of given names is wrong."""
    assert name in chain_of(pipeline, text, pronoun)


def test_a_pronoun_tells_a_gender(pipeline: Pipeline) -> None:
    """Who was "he" is likelier a man than the list of names had it."""
    _, chains = read(pipeline, "Carol Bancroft arrived in Oslo. He was glad. He slept.")
    assert fits(chains[0].feminine, MEN) > 0.5


def test_who_is_unsure_stays_open(pipeline: Pipeline) -> None:
    """Of two who may be meant none is, and the likelier one is kept as a guess."""
    parse = Parse(Tokens(next(iter(pipeline.parse(["Tom Hall met Peter Lund. He left."])))))

    def undecided(
        mention: Reference, chains: Sequence[Chain], known: Sequence[Known]
    ) -> list[float]:
        return [0.45, 0.35, 0.2]

    chains = resolve(parse, find_mentions(parse), bytearray(len(parse)), judge=undecided)
    (guess,) = chains.open.values()
    assert guess.chain.name == "Peter Lund"
    assert guess.probability == 0.45


def test_features_are_documented_and_weighed() -> None:
    """Each feature has a sentence and a name of its own, and each weight belongs to a feature."""
    names = {feature.name for feature in FEATURES}
    assert len(names) == len(FEATURES)
    assert all(feature.about.endswith(".") for feature in FEATURES)
    known = {name.removesuffix(" by form") for name in weights().features}
    assert {name for name in known if not name.startswith(NOTHING)} <= names


@pytest.mark.parametrize(
    ("text", "nominal", "name"),
    [
        ("Foreign Minister Ida Holm spoke. The minister left.", "The minister", "Ida Holm"),
        ("Jonas Reed, chief economist at Alder Bank, spoke. The economist left.",
         "The economist", "Jonas Reed"),
        ("NATO met. The alliance agreed.", "The alliance", "NATO"),
        ("Norway agreed. The country signed.", "The country", "Norway"),
        ("Microsoft sued. The company won.", "The company", "Microsoft"),
    ],
)  # fmt: skip
def test_a_nominal_continues_a_chain(
    pipeline: Pipeline, text: str, nominal: str, name: str
) -> None:
    """A role means who has it, a noun for a body the body that goes by it."""
    assert name in chain_of(pipeline, text, nominal)


def test_what_a_person_is_called_means_who_is_spoken_of(pipeline: Pipeline) -> None:
    """An epithet such as `the billionaire` means the person in the reader's mind."""
    text = "John Hall sued Alder Bank on Monday. The billionaire called it a last resort."
    assert "John Hall" in chain_of(pipeline, text, "The billionaire")


def test_a_surname_of_two_goes_by_its_title(pipeline: Pipeline) -> None:
    """Mrs. tells which of two people of one name is meant."""
    text = "John Hall and his wife Anna Hall voted. Then Mrs. Hall left."
    assert "Anna Hall" in chain_of(pipeline, text, "Hall")


def test_another_minister_is_not_the_minister(pipeline: Pipeline) -> None:
    """A role with other words before it belongs to somebody else."""
    text = "Foreign Minister Ida Holm spoke. The finance minister left."
    assert "Ida Holm" not in chain_of(pipeline, text, "The finance minister")


def test_nobody_is_his_own_lawyer(pipeline: Pipeline) -> None:
    """Who owns a nominal is known when it is read, and is not meant by it."""
    text = "Anna Reed, a lawyer from Leeds, sued the bank on Monday. Her lawyer said it had lied."
    assert "Anna Reed" not in chain_of(pipeline, text, "Her lawyer")


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ("Foreign Minister Sergei Lavrov spoke.", "foreign minister", None),
        ("Jens Stoltenberg, NATO's secretary general, spoke.", "secretary general", "NATO"),
        ("Jonas Reed, chief economist at Alder Bank, spoke.", "chief economist", "Alder Bank"),
        ("NATO Secretary General Jens Stoltenberg spoke.", "secretary general", "NATO"),
    ],
)
def test_a_person_has_a_role(
    pipeline: Pipeline, text: str, role: str, affiliation: str | None
) -> None:
    """Appositions and titles tell who somebody is, and of what body."""
    _, chains = read(pipeline, text)
    person = next(chain for chain in chains if chain.is_person and chain.names)
    assert (person.role, person.affiliation) == (role, affiliation)


def test_an_unnamed_body_has_a_possessor(pipeline: Pipeline) -> None:
    """The administration of "his administration" is that of whom `his` means."""
    _, chains = read(pipeline, "Vladimir Putin spoke. His administration called for talks.")
    body = next(chain for chain in chains if "administration" in chain.roles)
    assert body.affiliation == "Vladimir Putin"


def test_reading_twice_gives_the_same(pipeline: Pipeline) -> None:
    """The chains of a text are a function of the text."""
    text = "Anna Reed met John Hall. She thanked him. The minister and her staff left. They sang."
    spans = [
        [[(m.start, m.end, m.kind) for m in chain.members] for chain in read(pipeline, text)[1]]
        for _ in range(2)
    ]
    assert spans[0] == spans[1]
