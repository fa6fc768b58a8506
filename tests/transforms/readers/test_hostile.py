"""Reading what is damaged or made to harm."""

from __future__ import annotations

import gzip
import io
import signal
import socket
import zipfile

import pytest

from tests.hostile.mutants import mutants
from tests.hostile.quines import gzip_quine, zip_quine
from tests.hostile.samples import samples
from tests.transforms.readers import test_mail, test_tables
from transforms.readers import Draft, Unreadable, parts, read

MUTANTS, SEED = 2_100, 7
PATIENCE = 120
"""Seconds after which a file hangs, on the busiest of machines; most take a thousandth of one."""


@pytest.fixture
def alone(monkeypatch):
    """Let nothing reach for the network, and nothing hang."""

    def refuse(*_):
        raise AssertionError("A reader reached for the network.")

    def ring(*_):
        raise TimeoutError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    before = signal.signal(signal.SIGALRM, ring)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def test_damaged_files_are_drafts_or_say_what_is_wrong(alone):
    """Whatever was done to a file of any format, reading it ends, and says something."""
    for name, data in mutants(samples(), MUTANTS, SEED):
        signal.alarm(PATIENCE)
        list(parts(name, data, 200))
        items = list(read(name, data))
        assert items, name
        for item in items:
            assert isinstance(item, Draft) or (item.reason and item.remedy), name


@pytest.mark.parametrize("name", ["a.zip", "a.gz"])
def test_an_archive_that_holds_itself_ends(name):
    """It is opened as deep as archives may lie in archives, and no deeper."""
    data = zip_quine() if name == "a.zip" else gzip_quine()
    assert inner(data) == data
    assert [item.error_type for item in read(name, data)] == ["too_deep"]


def inner(data):
    """Give what an archive holds."""
    if data[:2] != b"PK":
        return gzip.decompress(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(archive.namelist()[0])


@pytest.mark.parametrize("mark", ["<!---->", "<!-- > -->\n", "<?a?>", "<!DOCTYPE a [ ] >", "<!a>"])
def test_marks_before_a_root_are_passed_once(alone, mark):
    """However many there are: each tried at another length would double the time."""
    signal.alarm(PATIENCE)
    (item,) = read("a.txt", mark.encode() * 500 + b"<p>Text.")
    assert isinstance(item, Draft)


def test_mutants_are_the_same_every_time():
    """A seed tells what is made, so what fails once can be looked at again."""
    given = {"a.txt": b"One. Two.", "b.json": b'{"text": "Three."}'}
    assert list(mutants(given, 40, 1)) == list(mutants(given, 40, 1))
    assert list(mutants(given, 40, 1)) != list(mutants(given, 40, 2))


@pytest.mark.parametrize("place", [4, -60, -20])
def test_a_damaged_table_is_told(place):
    """Pyarrow's OSErrors are about the bytes, like everybody else's ValueErrors."""
    data = bytearray(test_tables.FILES["a.parquet"])
    data[place : place + 12] = b"\xff" * 12
    items = list(read("a.parquet", bytes(data)))
    assert [item.error_type for item in items if isinstance(item, Unreadable)] == ["reader_failed"]


def test_an_html_body_of_end_tags_does_not_cost_the_mail():
    """A mail is read though its other body holds nothing."""
    (item,) = read("a.eml", test_mail.message(html="</div></div>").as_bytes())
    assert isinstance(item, Draft)
