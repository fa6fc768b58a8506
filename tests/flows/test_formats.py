"""Files of every format become documents, and what stands beside them describes them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from flows.direct import ingest
from flows.discover import Found, roots, walk
from flows.settings import Settings, load
from tests.flows.conftest import FIRST, SECOND
from tests.flows.tables import rows
from tests.transforms.readers import papers


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Give a folder with files of several formats, one of them packed."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "bridge.pdf").write_bytes(papers.pdf(FIRST.split("\n\n")))
    (folder / "pilots.docx").write_bytes(papers.word())
    (folder / "rows.csv").write_text("id,body\n1,“Yes” said Tom Berg.\n2,\n")
    (folder / "lines.jsonl.gz").write_bytes(gzip.compress(b'{"id": "x", "text": "It is so."}\n'))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("in/side.txt", SECOND)
        archive.writestr("../out.txt", SECOND)
    (folder / "all.zip").write_bytes(buffer.getvalue())
    return folder


def test_files_of_every_format_are_documents(mixed: Path, settings: Settings) -> None:
    """What a file or a member says is a document with its quotes; what is refused says why."""
    run = ingest([str(mixed)], settings)
    assert (run.status, run.new, run.rejected) == ("published", 5, 2)
    found = rows(settings.warehouse, "select source_path, reader from documents order by 1")
    assert found == [
        ("all.zip!in/side.txt", "text"),
        ("bridge.pdf", "pdf"),
        ("lines.jsonl.gz!x", "jsonl"),
        ("pilots.docx", "docx"),
        ("rows.csv!1", "csv"),
    ]
    rejects = "select source_path, error_type from rejects order by 1"
    assert rows(settings.warehouse, rejects) == [
        ("all.zip!../out.txt", "unsafe_member"),
        ("rows.csv!2", "no_text"),
    ]
    pages = "select distinct first_page from chunks join documents using (document_id)"
    assert rows(settings.warehouse, f"{pages} where reader = 'pdf'") == [(1,)]
    again = ingest([str(mixed)], settings)
    assert (again.status, again.unchanged) == ("unchanged", 5)


def test_a_file_beside_a_document_describes_it(news: Path, settings: Settings) -> None:
    """What `name.meta.json` says wins; it is no document, and a change of it changes one."""
    meta = news / "bridge.txt.meta.json"
    meta.write_text(json.dumps({"title": "The bridge", "publisher": "Record"}))
    run = ingest([str(news)], settings)
    assert (run.new, run.rejected) == (2, 0)
    said = "select title, publisher from documents where source_path = 'bridge.txt'"
    assert rows(settings.warehouse, said) == [("The bridge", "Record")]
    meta.write_text(json.dumps({"title": "The Bridge", "publisher": "Record"}))
    run = ingest([str(news)], settings)
    assert (run.changed, run.unchanged) == (1, 1)
    assert rows(settings.warehouse, said) == [("The Bridge", "Record")]
    meta.unlink()
    assert ingest([str(news)], settings).changed == 1
    assert rows(settings.warehouse, said) == [("Bridge will open in May, mayor says", None)]


def test_what_describes_nothing_is_refused(tmp_path: Path) -> None:
    """A file that describes another which is not there is no document."""
    (tmp_path / "a.txt.meta.json").write_text("{}")
    (tmp_path / "b.txt").write_text("x")
    (tmp_path / "b.txt.meta.json").write_text("{}")
    (root,) = roots([str(tmp_path)])
    orphan, described = walk(root, ())
    assert not isinstance(orphan, Found)
    assert orphan.error_type == "describes_nothing"
    assert isinstance(described, Found)
    assert (described.path, described.size) == ("b.txt", 3)


def test_records_are_mapped_by_the_settings(tmp_path: Path) -> None:
    """A mapping tells which field of a record is its text."""
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps([{"story": "It is so, said Tom Berg."}]))
    chosen = load(data=tmp_path / "data", mapping={"text": "story"})
    ingest([str(folder)], chosen)
    assert rows(chosen.warehouse, "select text from documents") == [("It is so, said Tom Berg.",)]
