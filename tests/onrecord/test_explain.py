"""`onrecord explain` tells from the data folder alone why a quote stands as it does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner, Result

from flows.direct import ingest
from flows.settings import load
from onrecord.cli import app
from transforms.quotes.linear import weights
from warehouse.query import Warehouse

LETTER = """Ida Holm, the mayor, said that the bridge would close. "We have to wait," she said.

Jonas Reed met Lars Falk at the harbour. Officials gave an assurance that the ice would hold.

The letter named Anna Reed, Carla Moss, Nora Holm, Jane Falk and Nora Brandt.

She said that the ferry would leave at noon.
"""


@pytest.fixture(scope="module")
def data(shared_workers: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with one letter."""
    folder = tmp_path_factory.mktemp("explained")
    (folder / "letters").mkdir()
    (folder / "letters" / "letter.txt").write_text(LETTER, encoding="utf-8")
    ingest([str(folder / "letters")], load(data=folder / "data"))
    return folder / "data"


def asked(data: Path, *words: str) -> Result:
    """Run the command in a terminal of 80 columns."""
    given = ["explain", *words, "--data", str(data)]
    return CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke(app, given)


def quote_id(data: Path, words: str) -> str:
    """Find a quote by words that it holds."""
    found = Warehouse(load(data=data).warehouse).quotes(text=words).dicts()
    return str(found[0]["quote_id"])


@pytest.fixture(scope="module")
def shown(data: Path) -> Result:
    """Explain a quote to a person."""
    return asked(data, quote_id(data, "We have to wait"))


def test_a_person_sees_words_and_speaker(shown: Result) -> None:
    """Who, what and where come first; then how the words were found, and who said them."""
    assert shown.exit_code == 0
    for told in ("Ida Holm  said", "letter.txt", "By the learned judge", "Is it a quote?",
                 "Does “said” report something?", "It means Ida Holm with"):  # fmt: skip
        assert told in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_features_can_be_all(data: Path, shown: Result) -> None:
    """`--features 0` shows whatever weighs anything, a number that many."""
    every = asked(data, quote_id(data, "We have to wait"), "--features", "0").stdout
    assert " more" in shown.stdout
    assert " more  " not in every
    assert len(every.splitlines()) > 2 * len(shown.stdout.splitlines())


def test_json_holds_everything(data: Path) -> None:
    """Some digits of an id suffice; what is written as JSON holds quote, way and speaker."""
    whole = quote_id(data, "We have to wait")
    found = json.loads(asked(data, whole[:10].upper(), "--json").stdout)
    assert found["quote"]["quote_id"] == whole
    assert found["speaker"] == found["who"]["name"] == "Ida Holm"
    assert found["source_path"] == "letter.txt"
    assert found["way"]["by"] == "judge"
    assert not found["is_outdated"]
    meant = found["who"]["decision"]["candidates"]
    assert sum(one["probability"] for one in meant) == pytest.approx(1)
    start, end = found["passage_start_char"], found["passage_end_char"]
    assert LETTER[start:end] == found["passage"]


def test_open_speakers_and_other_settings(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it stays open who is meant, the likeliest is told; so are settings of another run."""
    monkeypatch.setenv("ONRECORD_CHUNK_TOKENS", "100")
    done = asked(data, quote_id(data, "ferry would leave"))
    assert "That stays open: the likeliest, " in done.stdout
    assert "nobody" in done.stdout
    assert "have changed since this document was analysed" in done.stderr


def test_an_unknown_id(data: Path) -> None:
    """An id that no quote has is a mistake of usage; where ids stand is said."""
    done = asked(data, "nothing")
    assert done.exit_code == 2
    assert "No quote has the id 'nothing': `onrecord show` gives the ids" in done.stderr


def test_an_id_of_several(data: Path) -> None:
    """A beginning that several ids have is no quote: they are named."""
    done = asked(data, "")
    assert done.exit_code == 2
    assert "may be any of" in done.stderr


def test_a_quote_that_is_found_no_more(data: Path) -> None:
    """Where today's analysis does not find a quote of the tables, the way out is said."""
    whole = quote_id(data, "ferry would leave")
    deaf = replace(weights(), thresholds=dict.fromkeys(weights().thresholds, 0.999))
    with (
        patch("transforms.quotes.linear.weights", lambda: deaf),
        patch("transforms.quotes.find.certain", lambda *_: iter(())),
    ):
        done = asked(data, whole)
    assert done.exit_code == 1
    assert "does not find the quote" in done.stderr
    assert "`onrecord run`" in done.stderr


def test_show_gives_the_ids(data: Path) -> None:
    """`onrecord show` prints beside each quote of a document what `explain` asks for."""
    given = ["show", "letter.txt", "--data", str(data)]
    shown = CliRunner(env={"COLUMNS": "100"}).invoke(app, given).stdout
    assert f"quote {quote_id(data, 'ferry would leave')[:10]}" in shown
