"""The marked texts are well formed, say who everybody is, and are as many as promised."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.evaluation.marked_texts import FOLDER, Marked, MarkupError, marked_texts, read

HEAD = "genre: news\nlee = person: Ann Lee\n\n"
TEXTS = [pytest.param(marked, id=marked.name) for marked in marked_texts()]


@pytest.mark.parametrize("marked", TEXTS)
def test_spans_are_words(marked: Marked) -> None:
    """No span is empty, begins or ends with white space, or holds a part of a word at its edge."""
    for span in marked.spans:
        written = marked.text[span.start : span.end]
        around = marked.text[max(0, span.start - 1) : span.end + 1]
        assert written
        assert written == written.strip()
        assert not re.match(r"\w\w", around[:2]) or span.start == 0
        assert not re.match(r"\w\w", around[-2:]) or span.end == len(marked.text)


@pytest.mark.parametrize("marked", TEXTS)
def test_parts_of_an_attribution_lie_apart(marked: Marked) -> None:
    """No word is both what somebody says and who says it, or how."""
    for attribution in marked.record()["attributions"]:
        spans = sorted(attribution["content"] + attribution["cue"] + attribution["source"])
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("marked", TEXTS)
def test_names_are_marked_wherever_they_stand(marked: Marked) -> None:
    """A name that the head gives is a mention, and the first one is the longest."""
    mentions = marked.record()["mentions"]
    for entity in marked.entities.values():
        own = [one for one in mentions if one["cluster"] == entity.key]
        cores = {marked.text[one["core_start"] : one["core_end"]] for one in own}
        assert own, f"{entity.key} is nowhere in {marked.name}"
        assert not entity.names or entity.names[0] in cores
        assert all(len(name) <= len(entity.names[0]) for name in entity.names)
        for found in re.finditer(entity.pattern, marked.text):
            assert any(
                one["start"] <= found.start()
                and found.end() <= one["end"]
                and marked.entities[one["cluster"]].named_in(found[0])
                for one in mentions
            ), f"{found[0]} is not marked at {found.start()} of {marked.name}"


@pytest.mark.parametrize("marked", TEXTS)
def test_texts_have_the_length_of_short_news(marked: Marked) -> None:
    """A text has 150 to 450 words."""
    assert 150 <= len(marked.text.split()) <= 450


def test_there_are_as_many_as_the_page_says() -> None:
    """The README counts the texts and the attributions by how their speaker is written."""
    records = [marked.record() for marked in marked_texts()]
    forms = Counter(
        one["source_form"] if one["source_name"] else "named nowhere"
        for record in records
        for one in record["attributions"]
    )
    page = (FOLDER / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (pronoun|nominal|name|named nowhere)\b.* \| (\d+) \|$", page, re.M)
    assert {form: int(count) for form, count in rows} == forms
    assert f"\n{len(records)} news texts" in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("lee = person: Ann Lee\n\nNo.", "write its genre", id="no genre"),
        pytest.param("genre: news\nlee: Ann Lee\n\nNo.", "in its head", id="unknown line"),
        pytest.param(HEAD + "{@roe She} left.", "who 'roe' is", id="unknown person"),
        pytest.param(HEAD + "{lee She} left.", "no tag at '{lee She}", id="no tag"),
        pytest.param(HEAD + "{@lee She left.", "does not end '{@lee", id="never ended"),
        pytest.param(HEAD + "She} left.", "has not begun, after 'She'", id="never begun"),
        pytest.param(HEAD + "{1 No,} {1= said} Lee.", "attribution 1", id="no source"),
        pytest.param(HEAD + "{1@lee Lee} {1= said} no.", "attribution 1", id="no content"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, message: str) -> None:
    """A mistake in the markup is a sentence that names the text and the place."""
    with pytest.raises(MarkupError, match=re.escape(message)):
        read("a", text).record()
