"""Reading JSON Lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.readers import Block, Draft, Rules, Unreadable, parts, read

LIMIT = Rules(10_000)

RECORDS = st.fixed_dictionaries(
    {"text": st.text(max_size=20)},
    optional={"id": st.sampled_from(["a", "b", "a~2", 1, 2, "3", None, True, "\ud800"])},
)
LINES = st.one_of(
    RECORDS.map(lambda record: json.dumps(record).encode()),
    st.sampled_from([b"", b" ", b"\r", b"{", b"[]", b'{"text": NaN}', b"\xff", b'{"id": 1}']),
    st.integers(1, 90).map(lambda size: b" " * size),
)


def items(data, name="a.jsonl"):
    """Read a file whole."""
    return list(read(name, data, LIMIT))


def only(record):
    """Read one record."""
    (item,) = items(json.dumps(record).encode())
    return item


@given(st.lists(LINES, max_size=12), st.integers(1, 200), st.booleans())
def test_parts_read_as_the_whole(lines, size, has_end):
    """A file cut at line ends into parts of any size gives the documents of the whole file."""
    data = b'{"text": "first"}\n' + b"\n".join(lines) + b"\n" * has_end
    cut = list(parts("a.jsonl", data, size, LIMIT))
    assert b"".join(data[part.start : part.end] for part in cut) == data
    pieces = [
        item for part in cut for item in read("a.jsonl", data[part.start : part.end], LIMIT, part)
    ]
    assert pieces == items(data)


@given(st.lists(LINES, max_size=12))
def test_members_differ(lines):
    """No two records of a file have the same name, broken ones included."""
    members = [item.member for item in items(b'{"text": "first"}\n' + b"\n".join(lines))]
    assert len(set(members)) == len(members)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_any_value_in_any_field(value):
    """Whatever a field holds, the record is read or refused."""
    for field in ("id", "text", "title", "authors", "publisher", "url", "date", "language"):
        assert items(json.dumps({"text": "x", field: value}).encode())


@pytest.mark.parametrize(
    ("lines", "members"),
    [
        (['{"id": "x", "text": "a"}', '{"id": 7, "text": "a"}'], ["!x", "!7"]),
        (['{"text": "a"}', "", '{"text": "a"}'], ["!1", "!3"]),
        (['{"id": "x", "text": "a"}', '{"id": "x", "text": "b"}'], ["!x", "!x~2"]),
        (['{"id": "2", "text": "a"}', '{"text": "b"}'], ["!2", "!2~2"]),
        (['{"id": "", "text": "a"}', '{"id": true, "text": "b"}'], ["!1", "!2"]),
        (['{"id": "x\\ny", "text": "a"}'], ["!x y"]),
    ],
)
def test_records_are_known_by_id_or_line(lines, members):
    """A record is named by its id, else by its line; a name that is taken gets a number."""
    assert [item.member for item in items("\n".join(lines).encode())] == members


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        (
            '{"text": "a"',
            "bad_record",
            "Line 2 is no JSON: Expecting ',' delimiter at character 13",
        ),
        ("[1]", "bad_record", "Line 2 is a JSON list, not an object"),
        ('{"text": ' + "[" * 100_000, "bad_record", "nested too deeply"),
        ('{"text": "a", "id": ' + "9" * 5_000 + "}", "bad_record", "no JSON that can be read"),
        ('{"title": "a", "n": 1}', "no_text", "its fields are title, n"),
        ('{"text": "  "}', "no_text", "Line 2 has no text"),
        ('{"text": "' + "x" * 200_000 + '"}', "too_large", "the limit is 150,000"),
    ],
)
def test_a_broken_line_is_refused_alone(line, error, said):
    """A line that cannot be read is refused with its reason; its neighbours are read."""
    data = f'{{"text": "one"}}\n{line}\n{{"text": "three"}}\n'.encode()
    first, broken, last = read("a.jsonl", data, Rules(150_000))
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert isinstance(broken, Unreadable)
    assert (broken.member, broken.error_type) == ("!2", error)
    assert said in broken.reason


def test_nan_says_nothing():
    """NaN is no JSON, but programs write it: the field is read as empty."""
    (item,) = items(b'{"text": "a", "title": NaN, "date": Infinity}')
    assert (item.title, item.published) == (None, None)


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"headline": "H"}, "title", "H"),
        ({"Title": " H "}, "title", "H"),
        ({"byline": "By Ann Smith"}, "authors", ("Ann Smith",)),
        ({"authors": ["Ann", {"name": "Bo"}]}, "authors", ("Ann", "Bo")),
        ({"author": "Ann; Bo"}, "authors", ("Ann", "Bo")),
        ({"source": {"name": "Courier"}}, "publisher", "Courier"),
        ({"link": "http://a.example/"}, "url", "http://a.example/"),
        ({"lang": "de"}, "language", "de"),
        ({"published_at": "2026-03-12"}, "published", "2026-03-12"),
        ({"datePublished": "2026-03-12"}, "published", "2026-03-12"),
        ({"date": 1773302400}, "published", "1773302400"),
        ({"updated": "2026-03-13"}, "modified", "2026-03-13"),
        ({"date": "2026-03-12"}, "published_source", "meta"),
    ],
)
def test_usual_names_of_fields(record, field, value):
    """Fields are found by the names that people give them."""
    assert getattr(only({"text": "x"} | record), field) == value


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One, she said.\n\nTwo.", ["One, she said.", "Two."]),
        (["One.", "Two."], ["One.", "Two."]),
        ("<p>One &amp; <b>two</b>, x</p><p>Three</p>", ["One & two, x", "Three"]),
        ("5 < 6 and <b> is a tag.", ["5 < 6 and <b> is a tag."]),
    ],
)
def test_text_of_a_record(text, blocks):
    """A record's text is plain text, a list of paragraphs or HTML."""
    assert [block.text for block in only({"text": text}).blocks] == blocks


def test_the_title_of_a_record_opens_its_text():
    """A title stands in the text once, as its first heading."""
    for text, heading in (
        ("She said so.", "Mayor resigns"),
        ("MAYOR RESIGNS\n\nShe said so.", "MAYOR RESIGNS"),
    ):
        found = only({"title": "Mayor resigns", "text": text}).blocks
        assert found == (Block(heading, "heading"), Block("She said so."))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
def test_encodings_of_records(encoding):
    """Records are read in the encodings that text is read in."""
    first, second = items('{"text": "“Café”"}\n{"text": "b"}\n'.encode(encoding))
    assert (first.blocks[0].text, second.member) == ("“Café”", "!2")


@pytest.mark.parametrize(
    ("name", "count", "reader"),
    [
        ("a.jsonl", 1, "jsonl"),
        ("a.jsonl", 3, "jsonl"),
        ("a.txt", 3, "jsonl"),
        ("a.json", 3, "jsonl"),
        ("a.json", 1, "json"),
    ],
)
def test_a_first_record_may_be_long(name, count, reader):
    """The articles of newspapers are longer than what is looked at to tell a format."""
    line = json.dumps({"text": "word " * 4_000}).encode()
    found = list(read(name, b"\n".join([line] * count)))
    assert [item.reader for item in found] == [reader] * count


def test_json_over_several_lines_is_not_json_lines():
    """A record set out over lines is not taken for many broken ones."""
    (item,) = items(b'{\n "text": "a"\n}\n', "a.txt")
    assert item.reader == "json"
