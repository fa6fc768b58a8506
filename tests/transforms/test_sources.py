"""Who only hears a thing, a medium, and the owner of an office are none of its speakers."""

from __future__ import annotations

import pytest

from tests.transforms.test_extract import document
from transforms.nlp import Pipeline
from transforms.quotes.datelines import DATELINE
from transforms.reading import Reading
from transforms.tokens import Tokens


def spoken(pipeline: Pipeline, text: str) -> list[str | None]:
    """Give who says each quote of a text: the name, else the source as written."""
    text = text.replace(" ¶ ", "\n\n")
    reading = Reading(document(text), Tokens(next(iter(pipeline.parse([text])))))
    return [
        speaker.name or (text[slice(*found.source[0])] if found.source else None)
        for found, speaker in zip(reading.attributions, reading.speakers, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Staff were told that the plant would shut in June.", [None]),
        ("Parents were warned that the bridge was unsafe.", [None]),
        ("Parents were warned by the council that the bridge was unsafe.", ["the council"]),
        ("Passengers were informed that the ferry would not sail.", [None]),
        ("The inquiry was told by surgeon Ida Berg that nobody had washed.", ["Ida Berg"]),
        ("Councillors were assured by engineers that the dam would hold.", ["engineers"]),
        ("“You will have to leave,” residents were told.", [None]),
        ("She was told by doctors that she would never walk again.", ["doctors"]),
        ("Ida Berg was told she would lose her job.", [None]),
        ("The union has been promised that wages will rise.", [None]),
        ("The jury heard that Nils Berg had lied for years.", [None]),
        ("Pupils were told that the pool would close.", [None]),
    ],
)
def test_hearers_do_not_speak(pipeline: Pipeline, text: str, wanted: list[str | None]) -> None:
    """Where somebody is told a thing, it is said by whom "by" names, or by nobody known."""
    assert spoken(pipeline, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Nils Berg was late. He told Radio Six’s Tonight programme: “We saw the smoke first.”",
        "Nils Berg was late. He told BBC Radio Leeds: “We saw the smoke first.”",
        "Nils Berg told Channel Five’s Evening Report that the data was old.",
        "“We look at the data,” Nils Berg told the Harbour Post’s Clara Voss.",
    ],
)
def test_a_medium_that_is_told_hears(pipeline: Pipeline, text: str) -> None:
    """The programme to which somebody says it is no speaker."""
    assert spoken(pipeline, text) == ["Nils Berg"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It cost $3 million, according to the Prairie Falls Morning Leader.",
         "Prairie Falls Morning Leader"),
        ("The firm paid no tax, the Lake County Examiner reported. Examiner Paul Rich resigned.",
         "Lake County Examiner"),
        ("Advocate Jane Rowe won. The trial ended on Monday, the Morning Advocate reported.",
         "Morning Advocate"),
        ("Mayor Tom Price left. He had lied, the Springfield State Journal Observer reported.",
         "Springfield State Journal Observer"),
    ],
)  # fmt: skip
def test_a_newspaper_is_no_office(pipeline: Pipeline, text: str, wanted: str) -> None:
    """A paper that is called what somebody may be speaks under its own name."""
    assert spoken(pipeline, text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("President Ida Holm and Vice President Mark Vale met. The President said it was late.",
         "Ida Holm"),
        ("Mayor Jon Harwood and Deputy Mayor Mark Vale met. The mayor said it was late.",
         "Jon Harwood"),
        ("Mayor Jon Harwood and Deputy Mayor Mark Vale met. The deputy mayor said it was late.",
         "Mark Vale"),
        ("Editor Ann Lee and deputy editor Mark Vale met. The editor said it was late.",
         "Ann Lee"),
        ("Governor Ann Lee and Lieutenant Governor Mark Vale met. The governor said it was late.",
         "Ann Lee"),
        ("Deputy Mayor Mark Vale arrived. The mayor said it was late.", "Mark Vale"),
    ],
)  # fmt: skip
def test_an_office_is_not_its_deputys(pipeline: Pipeline, text: str, wanted: str) -> None:
    """An office means its holder; where none is named, a deputy may be meant."""
    assert spoken(pipeline, text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Fisheries' head of research for the north, Ida Berg, says stocks are low.",
        "The Department of Rivers' flood manager for the Alder area, Ida Berg, says it is late.",
        "Alder Bank's chief economist for Asia, Ida Berg, said growth would slow.",
        "The town's director of parks, Ida Berg, said trees would be cut.",
    ],
)
def test_who_owns_an_office_does_not_speak(pipeline: Pipeline, text: str) -> None:
    """Whoever is named behind the office does."""
    assert spoken(pipeline, text) == ["Ida Berg"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CEDAR BAY, April 7, 2026 — Cedar Bay Ferries today announced that it would add boats.",
         "Cedar Bay Ferries"),
        ("OSLO, Norway, May 2, 2026 /PRNewswire/ -- Norvik Foods said today that it would close.",
         "Norvik Foods"),
        ("SAN MATEO, Calif., Feb. 9, 2026 (GLOBE NEWSWIRE) -- Lumen Labs said sales had risen.",
         "Lumen Labs"),
        ("Geneva, 5 June 2026 – Norvik Foods said that cases had doubled.", "Norvik Foods"),
        ("MUMBAI | Tesmer India said it would recall 3,000 cars.", "Tesmer India"),
    ],
)  # fmt: skip
def test_a_dateline_does_not_speak(pipeline: Pipeline, text: str, wanted: str) -> None:
    """A release names its place and its day before its speaker."""
    assert spoken(pipeline, text) == [wanted]


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("LONDON (Reuters) - The bank", "The bank"),
        ("St. Paul, Minn. (AP) — The bank", "The bank"),
        ("LEEDS, England--(BUSINESS WIRE)--The bank", "The bank"),
        ("NEW YORK, N.Y., March 3 – The bank", "The bank"),
        ("HARROGATE, 4 March 2026 – The bank", "The bank"),
    ],
)
def test_datelines_of_many_forms_are_read(line: str, end: str) -> None:
    """Place, day and agency stand before a dash in any of their forms."""
    found = DATELINE.match(line)
    assert found
    assert line[found.end() :] == end
