"""Order, batching and process count never change an id, a cluster or a quote."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from flows.direct import ingest
from flows.settings import load
from onrecord.evaluation.corpus import file_stem, read
from onrecord.evaluation.records import Article
from tests.evaluation.corpora import absent, gold_file
from tests.flows.tables import contents

ARTICLES = 300
PARTS = 3
TRAIN = "polnear/train"


@pytest.mark.prove
def test_articles_in_any_order_give_the_same_tables(tmp_path: Path) -> None:
    """300 articles at once, or shuffled, in three runs, small batches and one process."""
    gold = gold_file(TRAIN)
    if gold is None:
        pytest.skip(absent(TRAIN))
    articles = read(gold, "attributions")[:ARTICLES]
    at_once = load(data=tmp_path / "at_once", processes=2)
    ingest([str(written(articles, tmp_path / "one" / "news"))], at_once)
    shuffled = random.Random(300).sample(articles, len(articles))
    in_parts = load(data=tmp_path / "in_parts", processes=1, batch_bytes=20_000)
    for part in range(PARTS):
        folder = written(shuffled[part::PARTS], tmp_path / "other" / "news")
        ingest([str(folder)], in_parts)
    expected, found = contents(at_once.warehouse), contents(in_parts.warehouse)
    assert {table: len(rows) for table, rows in found.items()} == {
        table: len(rows) for table, rows in expected.items()
    }
    assert [table for table in expected if expected[table] != found[table]] == []


def written(articles: Sequence[Article], folder: Path) -> Path:
    """Write articles into a folder beside what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles:
        (folder / f"{file_stem(article.doc_id)}.txt").write_bytes(article.text.encode())
    return folder
