"""A corpus is read as documented, and what is wrong with one is told with its line."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.corpus import CorpusError, Kind, file_stem, read
from onrecord.evaluation.records import cut

PAGE = Path(__file__).parents[2] / "docs" / "evaluation.md"
GOOD = {"doc_id": "a", "text": "Go, he said.", "attributions": [], "mentions": []}


def written(folder: Path, *lines: str | dict[str, Any]) -> Path:
    """Write a corpus."""
    path = folder / "corpus.jsonl"
    text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def test_the_documented_record_is_read(tmp_path: Path) -> None:
    """The example of docs/evaluation.md is a corpus, and its offsets are where its words are."""
    found = re.search(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    path = written(tmp_path, json.loads(found[1]))
    [article] = read(path, "attributions")
    [quote] = article.attributions
    spans = (quote.content, quote.cue, quote.source)
    assert [cut(article.text, one) for one in spans] == ["The mill will close", "said", "Ann Lee"]
    [[mention]] = [one.mentions for one in read(path, "mentions")]
    assert cut(article.text, (mention.span,)) == "Ann Lee"


def test_a_compressed_corpus_is_read_whatever_its_name(tmp_path: Path) -> None:
    """Gzip is known by its first bytes."""
    path = tmp_path / "corpus"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode()))
    assert [one.doc_id for one in read(path, "attributions")] == ["a"]


def test_genres_choose(tmp_path: Path) -> None:
    """Only articles of the genres asked for are read."""
    path = written(tmp_path, GOOD | {"genre": "news"}, "", GOOD | {"doc_id": "b", "genre": "bio"})
    assert [one.doc_id for one in read(path, "mentions", ["bio"])] == ["b"]


SPAN = "attributions", [{"content": [[3, 13]]}]


@pytest.mark.parametrize(
    ("line", "kind", "sentence"),
    [
        ("[1", "attributions", "no JSON (Expecting ',' delimiter at character 3)"),
        ("[1]", "attributions", "no record. Each line holds one object"),
        ({"doc_id": "b"}, "attributions", '"text" is missing. Every record needs "text"'),
        (GOOD | {"text": ""}, "attributions", "\"text\" is ''"),
        (GOOD | {"text": "\ud800"}, "attributions", "half of a surrogate pair at character 0"),
        (GOOD | {"doc_id": 7}, "attributions", '"doc_id" is 7'),
        (GOOD, "attributions", "the doc_id 'a' was there before. Make it unique"),
        (GOOD | {"genre": 7}, "attributions", '"genre" of the record is 7'),
        ({"doc_id": "b", "text": "x"}, "attributions", '"attributions" is missing. Write'),
        (GOOD | {"mentions": {}}, "mentions", '"mentions" is no list of objects'),
        (GOOD | dict([SPAN]), "attributions", "[3, 13], which is no piece of the text: it has 12"),
        (
            GOOD | {"attributions": [{}, {"cue": [[5, 5]]}]},
            "attributions",
            "cue of attribution 2 is [5, 5], which is no piece",
        ),
        (
            GOOD | {"attributions": [{"cue": [3, 5]}]},
            "attributions",
            "cue of attribution 1 is 3. Give [start, end]",
        ),
        (GOOD | {"attributions": [{"cue": "said"}]}, "attributions", "Give a list of [start, end]"),
        (GOOD | {"mentions": [{"start": True, "end": 2}]}, "mentions", "mention 1 is (True, 2)"),
        (GOOD | {"mentions": [{"start": 4}]}, "mentions", "mention 1 is (4, None)"),
        (
            GOOD | {"mentions": [{"start": 4, "end": 6, "core_start": -1}]},
            "mentions",
            "core of mention 1 is [-1, 6], which is no piece",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) > 12 else "",
)
def test_flaws_are_told_with_their_line(
    line: str | dict[str, Any], kind: Kind, sentence: str, tmp_path: Path
) -> None:
    """A record that cannot be used is named by file and line, with what is wrong."""
    path = written(tmp_path, GOOD, "", line)
    with pytest.raises(CorpusError) as caught:
        read(path, kind)
    assert f"{path}, line 3: " in str(caught.value)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "holds no record"),
        (b"\x1f\x8b\x08", "cannot be decompressed"),
        (b'{"doc_id": "\xff"}', "line 1: no UTF-8"),
        (b"[" * 100_000, "line 1: "),
    ],
    ids=["empty", "torn", "latin", "deep"],
)
def test_files_that_are_no_corpus_are_told(data: bytes, sentence: str, tmp_path: Path) -> None:
    """A file that cannot be read at all gets a sentence."""
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(data)
    with pytest.raises(CorpusError, match=re.escape(sentence)):
        read(path, "attributions")


def test_a_genre_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Whoever asks for a genre that no record has learns which there are."""
    with pytest.raises(CorpusError, match="'sport': its records name no genre"):
        read(written(tmp_path, GOOD), "mentions", ["sport"])
    with pytest.raises(CorpusError, match="'sport': it has bio"):
        read(written(tmp_path, GOOD | {"genre": "bio"}), "mentions", ["sport"])


@given(one=st.text(min_size=1), other=st.text(min_size=1))
def test_every_doc_id_is_a_file_name_of_its_own(one: str, other: str) -> None:
    """Whatever a doc_id holds, its file name is short, has no separator, and is not another's."""
    name = file_stem(one)
    assert "/" not in name
    assert not name.startswith(".")
    assert 0 < len(name) < 200
    assert (name == file_stem(other)) is (one == other)
