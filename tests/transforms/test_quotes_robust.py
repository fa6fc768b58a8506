"""Quotes never raise and always lie in their text, however a text is mangled."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SEEDS
from tests.evaluation.corpora import CORPORA, gold_file
from tests.transforms.test_extract import document
from transforms import nlp
from transforms.extract import extract

MARKS = "“”\"‘’'«»„"
WORDS = (
    "He", "said", "that", "Q:", "A:", "MS. REED:", "— ", "I", "did", "not", "“", "”", '"', "‘", "’",
    "«", "»", "„", ",", ".", "?", ":", "according", "to", "on", "Tuesday", "Anna", "Reed", "\n",
    "\n\n", "[Laughter]", "(", ")",
)  # fmt: skip


def _mixed(text: str) -> str:
    """Turn each mark into another, in turn."""
    out, turn = [], 0
    for char in text:
        if char in MARKS:
            char, turn = MARKS[turn % len(MARKS)], turn + 1
        out.append(char)
    return "".join(out)


MANGLED: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "marks doubled": lambda text: "".join(c * 2 if c in MARKS else c for c in text),
    "marks dropped": lambda text: "".join(c for c in text if c not in MARKS),
    "marks mixed up": _mixed,
    "upper case": str.upper,
    "lower case": str.lower,
    "in one line": lambda text: " ".join(text.split()),
    "one word a line": lambda text: "\n".join(text.split()),
}


def spans(pipeline: nlp.Pipeline, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield every stretch of text that the rows of a text claim, with its words."""
    (doc,) = pipeline.parse([text])
    rows = extract(document(text), doc, [])
    ids = {quote.quote_id for quote in rows.quotes}
    assert len(ids) == len(rows.quotes)
    for quote in rows.quotes:
        assert quote.parent_quote_id is None or quote.parent_quote_id in ids
        yield quote.start_char, quote.end_char, quote.text
    for row in rows.quote_spans:
        assert row.quote_id in ids
        yield row.start_char, row.end_char, row.text
    for mention in rows.mentions:
        yield mention.start_char, mention.end_char, mention.text


@settings(max_examples=25)
@given(words=st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_heap_of_words_is_read(pipeline: nlp.Pipeline, words: list[str]) -> None:
    """Whatever the words and marks, each row is exactly where it says."""
    text = " ".join(words).strip()
    if text:
        assert all(text[start:end] == said for start, end, said in spans(pipeline, text))


@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
def test_mangled_articles_are_read(
    pipeline: nlp.Pipeline, articles: list[str], mangle: Callable[[str], str]
) -> None:
    """Marks doubled, dropped or mixed, one case, one line: each row is exactly where it says."""
    for article in articles:
        text = mangle(article)
        assert all(text[start:end] == said for start, end, said in spans(pipeline, text))


@pytest.fixture(scope="module", name="articles")
def articles_() -> list[str]:
    """Give half of the texts of the demo collection, the files as they are."""
    paths = sorted(path for path in SEEDS.rglob("*") if path.suffix in {".txt", ".md"})
    return [path.read_bytes().decode("utf-8", "replace") for path in paths[::2]]


@pytest.mark.prove
@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
@pytest.mark.parametrize("corpus", ["polnear/train", "polnear/dev", "gum/dev"])
def test_mangled_corpora_are_read(
    pipeline: nlp.Pipeline, corpus: str, mangle: Callable[[str], str]
) -> None:
    """The same holds for each text of the corpora."""
    path = gold_file(corpus)
    if path is None:
        pytest.skip(f"No text to mangle: {CORPORA}/{corpus}.jsonl.gz is not beside the project.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = mangle(json.loads(line)["text"])
            assert all(text[start:end] == said for start, end, said in spans(pipeline, text))
