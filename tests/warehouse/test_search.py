"""The index finds words as they are in the tables now, in any DuckDB client."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.contents import column
from tests.warehouse.reports import Report, batch
from warehouse import search
from warehouse.build import Build
from warehouse.lake import Lake


def indexed(build: Build, lake: Lake, *reports: Report, generation: int = 1) -> int:
    """Write, load, resolve and index some reports; give the number of texts indexed."""
    lake.write(batch(reports, generation))
    build.load(lake)
    build.resolve()
    return build.index()


def found(build: Build, words: str) -> list[str]:
    """Search quotes for words."""
    result = build.con.execute("select text from search_quotes($words)", {"words": words})
    return [row[0] for row in result.fetchall()]


@pytest.mark.parametrize("words", ["FERRY", "ferry!", "a férry", "falk ferry", "sails; ferry"])
def test_case_accents_and_signs_do_not_matter(build: Build, lake: Lake, words: str) -> None:
    """A word is found however it is written."""
    indexed(build, lake, Report(words="the ferry sails"), Report("b.txt", words="the tide turns"))
    assert found(build, words)[0] == "the ferry sails"


def test_the_speaker_can_be_searched(build: Build, lake: Lake) -> None:
    """A quote is found by the name of who said it."""
    indexed(build, lake, Report(), Report("b.txt", "Uwe Holm", "no"))
    assert found(build, "holm") == ["no"]


def test_other_scripts_are_words_too(build: Build, lake: Lake) -> None:
    """Letters are what Unicode calls letters."""
    indexed(build, lake, Report(words="паром отходит в полдень"))
    assert found(build, "Паром") == ["паром отходит в полдень"]


def test_rare_words_count_more(build: Build, lake: Lake) -> None:
    """The quote with the rarer of two words comes first."""
    texts = ["the harbour", "the council", "the council", "the council"]
    indexed(build, lake, *(Report(f"{n}.txt", words=text) for n, text in enumerate(texts)))
    assert found(build, "harbour council")[0] == "the harbour"


def test_nothing_asked_finds_nothing(build: Build, lake: Lake) -> None:
    """A query without a word has no result and no error."""
    indexed(build, lake, Report())
    assert found(build, " – ") == []


def test_chunks_tell_where_they_stand(build: Build, lake: Lake) -> None:
    """A chunk comes with the title, path and offsets of its document."""
    report = Report()
    indexed(build, lake, report)
    rows = build.con.execute(
        "select title, source_path, start_char, end_char from search_chunks('accent')"
    ).fetchall()
    assert rows == [("Report by Ines Falk", "harbour.txt", 0, len(report.text))]


def test_only_what_changed_is_indexed(build: Build, lake: Lake) -> None:
    """A second run indexes the texts of the new document alone."""
    assert indexed(build, lake, Report("a.txt"), Report("b.txt")) == 4
    assert build.index() == 0
    assert indexed(build, lake, Report("c.txt", words="a third"), generation=2) == 2


def test_what_left_is_not_found(build: Build, lake: Lake) -> None:
    """After an edit the old words find nothing, the new ones do."""
    indexed(build, lake, Report(words="old anchor"))
    indexed(build, lake, Report(words="new rudder"), generation=2)
    assert found(build, "anchor") == []
    assert found(build, "rudder") == ["new rudder"]
    assert column(build, "select count(distinct number) from internal.quote_terms") == [1]


def test_a_speaker_who_is_named_later_is_found(build: Build, lake: Lake) -> None:
    """When a family name is resolved to a full name, the full name finds the quote."""
    indexed(build, lake, Report("a.txt", "Holm", "no"))
    indexed(build, lake, Report("b.txt", "Uwe Holm", "yes"), generation=2)
    assert sorted(found(build, "uwe")) == ["no", "yes"]


def test_slices_change_nothing(build: Build, lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexing in many small slices finds the same as in one."""
    monkeypatch.setattr(search, "SLICE", 2)
    indexed(build, lake, *(Report(f"{n}.txt", words=f"buoy {n}") for n in range(7)))
    assert len(found(build, "buoy")) == 7
    assert column(build, "select count(*) from internal.indexed_quotes") == [7]


def test_any_client_can_search(build: Build, lake: Lake, tmp_path: Path) -> None:
    """A client that knows nothing of this program searches the file with the macro alone."""
    indexed(build, lake, Report())
    build.checkpoint()
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(build.path.read_bytes())
    with duckdb.connect(str(copy), read_only=True) as con:
        assert con.execute("select text from search_quotes('ferry')").fetchall() == [
            (Report().words,)
        ]


def bm25(texts: dict[str, list[str]], asked: set[str]) -> dict[str, float]:
    """Rank texts by the formula, as Robertson and Zaragoza (2009) write it."""
    mean = sum(map(len, texts.values())) / len(texts)
    held = {word: sum(word in text for text in texts.values()) for word in asked}
    scores = {}
    for key, text in texts.items():
        counts = Counter(text)
        score = sum(
            math.log(1 + (len(texts) - held[word] + 0.5) / (held[word] + 0.5))
            * counts[word] * 2.2 / (counts[word] + 1.2 * (0.25 + 0.75 * len(text) / mean))
            for word in asked
        )  # fmt: skip
        if score:
            scores[key] = round(score, 4)
    return scores


WORDS = st.lists(st.sampled_from(["oar", "keel", "mast", "sail", "rope"]), min_size=1, max_size=6)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WORDS, min_size=1, max_size=6), asked=WORDS)
def test_scores_are_bm25(tmp_path_factory: pytest.TempPathFactory, texts, asked) -> None:
    """The macro's scores are those of the formula."""
    folder = tmp_path_factory.mktemp("bm25")
    reports = [Report(f"{n}.txt", words=" ".join(text)) for n, text in enumerate(texts)]
    with Build(folder / "build.duckdb") as build:
        indexed(build, Lake(folder / "lake"), *reports)
        rows = build.con.execute(
            "select source_path, score from search_quotes($asked)", {"asked": " ".join(asked)}
        ).fetchall()
    read = {r.path: re.findall(r"\w+", f"{r.speaker} {r.words}".lower()) for r in reports}
    assert dict(rows) == pytest.approx(bm25(read, set(asked)), abs=2e-4)
