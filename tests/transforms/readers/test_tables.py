"""Reading records from CSV, JSON and Parquet."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.readers import Draft, Rules, Unreadable, parts, read

RECORDS = [
    {"id": "x", "headline": "First", "body": "“Yes,” she said.", "published": "2026-03-12"},
    {"id": "y", "headline": "Second", "body": "No\nand no, they said.", "published": "2026-03-13"},
]
CSV = (
    (
        "id,headline,body,published\n"
        "x,First,“Yes,” she said.,2026-03-12\n"
        'y,Second,"No\nand no, they said.",2026-03-13\n'
    )
    .replace("“Yes,”", '"“Yes,”')
    .replace("said.,", 'said.",', 1)
)


def parquet(records, **options):
    """Write a Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records), buffer, **options)
    return buffer.getvalue()


FILES = {
    "a.csv": CSV.encode(),
    "a.tsv": b"id\theadline\tbody\tpublished\n"
    + b"".join(
        "\t".join([r["id"], r["headline"], json.dumps(r["body"], ensure_ascii=False)]).encode()
        + f"\t{r['published']}\n".encode()
        for r in RECORDS
    ).replace(b"\\n", b"\n"),
    "a.json": json.dumps(RECORDS, indent=2).encode(),
    "a.parquet": parquet(RECORDS),
    "b.json": json.dumps({"status": "ok", "results": RECORDS}).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_each_record_is_a_document(name):
    """Whatever the format, a record is a document with the metadata of its fields."""
    first, second = read(name, FILES[name])
    assert (first.member, second.member) == ("!x", "!y")
    assert (first.title, second.title) == ("First", "Second")
    assert first.published == "2026-03-12"
    assert first.blocks[-1].text == "“Yes,” she said."
    assert [block.text for block in second.blocks[-2:]] == ["No", "and no, they said."]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.parquet"])
def test_content_chooses_before_suffix(name):
    """Records are known as such under any name."""
    assert [item.member for item in read("a.txt", FILES[name])] == ["!x", "!y"]


@pytest.mark.parametrize("name", FILES)
def test_fields_are_mapped_by_the_settings(name):
    """A mapping decides which field is what."""
    rules = Rules(mapping={"text": "headline", "title": "id", "id": "published"})
    first, _ = read(name, FILES[name], rules)
    assert (first.member, first.title) == ("!2026-03-12", "x")
    assert first.blocks[-1].text == "First"


def test_a_mapping_reaches_into_objects():
    """A field inside another is named with a dot."""
    data = json.dumps([{"fields": {"story": "It is so, he said."}}]).encode()
    (item,) = read("a.json", data, Rules(mapping={"text": "fields.story"}))
    assert item.blocks[0].text == "It is so, he said."


def test_one_object_is_one_document():
    """A JSON file of one object is a document by itself, not a record of one."""
    (item,) = read("a.json", b'{"title": "A", "content": "It is so, he said."}')
    assert (item.member, item.title) == (None, "A")


def test_broken_json_says_where():
    """JSON that is broken is refused with the place."""
    (item,) = read("a.json", b'[{"text": "x"},\n {"text": }]')
    assert isinstance(item, Unreadable)
    assert (item.error_type, "line 2" in item.reason) == ("bad_json", True)


@pytest.mark.parametrize(
    ("row", "error"),
    [(b"a,b,c,d,e", "bad_record"), (b",,,", "no_text"), (b"only-id", "no_text")],
)
def test_a_bad_row_costs_only_itself(row, error):
    """A row that is no record is a reject; the rows around it are read."""
    first, *_, last = rows = list(read("a.csv", CSV.encode() + row + b"\nz,T,Body,\n"))
    assert (first.member, last.member) == ("!x", "!z")
    assert rows[2].error_type == error


def test_tables_in_other_encodings():
    """A table of another encoding is read as text is."""
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        first, _ = read("a.csv", CSV.encode(encoding))
        assert first.blocks[-1].text == "“Yes,” she said."


def test_typed_columns_of_parquet():
    """Dates and numbers of Parquet are read as what they are."""
    when = datetime(2026, 3, 12, 10, 15, tzinfo=UTC)
    (item,) = read("a", parquet([{"id": 7, "text": "x", "date": when, "picture": b"\xff"}]))
    assert (item.member, item.published) == ("!7", "2026-03-12T10:15:00+00:00")


CELLS = st.text(alphabet='a,"\n; é', max_size=12)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("xyz"), CELLS), max_size=8), st.integers(1, 60))
def test_parts_read_as_the_whole(cells, size):
    """A file of records cut into parts of any size gives the documents of the whole."""
    records = [{"id": "w", "text": "first"}] + [{"id": i, "text": text} for i, text in cells]
    quoted = [f'{r["id"]},"{r["text"].replace(chr(34), 2 * chr(34))}"\n' for r in records]
    for name, data in {
        "a.csv": ("id,text\n" + "".join(quoted)).encode(),
        "a.json": json.dumps(records, indent=1).encode(),
        "a.parquet": parquet(records, row_group_size=3),
    }.items():
        cut = list(parts(name, data, size))
        pieces = [i for part in cut for i in read(name, data[part.start : part.end], part=part)]
        assert [item.member for item in pieces] == [item.member for item in read(name, data)]
        assert pieces == list(read(name, data))


@given(st.text(alphabet='ab,"\n;\t é', max_size=80))
def test_any_table_is_read(text):
    """Whatever stands under the names of columns, something is said about it."""
    items = list(read("a.csv", b"id,text\n" + text.encode()))
    assert all(isinstance(item, Draft | Unreadable) for item in items)
