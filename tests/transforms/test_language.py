"""Telling languages."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import language
from transforms.language import detect

GERMAN = "Der Minister sagte am Dienstag,\ndass die Brücke erst im Herbst wieder öffnet."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Tuesday that\nthe bridge would open again in autumn.", "en"),
        (GERMAN, "de"),
        ("Le ministre a déclaré mardi que le pont rouvrirait en automne.", "fr"),
        ("THE MINISTER SAID ON TUESDAY THAT THE BRIDGE WOULD OPEN AGAIN.", "en"),
        ("Η γέφυρα θα ανοίξει ξανά το φθινόπωρο, είπε ο υπουργός.", "el"),
    ],
)
def test_languages(text, code):
    """A sentence or two is enough to tell a language, line breaks and capitals or not."""
    found, confidence = detect(text)
    assert found == code
    assert confidence is not None
    assert confidence > 0.5


@pytest.mark.parametrize("text", ["", " \n\t", "12 – 34 %", "…"])
def test_no_letters_no_language(text):
    """A text without letters has no language and no probability."""
    assert detect(text) == (None, None)


@given(st.text(st.characters()))
def test_any_text_has_an_answer(text):
    """Any text has a language with a probability, or neither."""
    code, confidence = detect(text)
    assert (code is None) == (confidence is None)
    assert confidence is None or 0 <= confidence <= 1


def test_nothing_is_downloaded(monkeypatch, tmp_path):
    """Detection opens no connection and makes no folder."""
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    language._detector.cache_clear()
    assert detect(GERMAN)[0] == "de"
    assert not list(Path(tmp_path).iterdir())
