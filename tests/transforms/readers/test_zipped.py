"""Reading ZIP archives."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest

from transforms.readers import Draft, Rules, Unreadable, parts, read


def archive(files, method=zipfile.ZIP_DEFLATED):
    """Pack files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def named(items):
    """Give what became of each member."""
    return {
        item.member: item.reader if isinstance(item, Draft) else item.error_type for item in items
    }


def test_members_are_documents_named_after_the_member():
    """Each member is a document of its own, in any format, in any folder."""
    data = archive(
        {
            "a.txt": "One.",
            "deep/er/b.html": "<html><p>Two.</p></html>",
            "c.jsonl": '{"id": "x", "text": "Three."}\n{"text": "Four."}\n',
        }
    )
    assert named(read("all.zip", data)) == {
        "!a.txt": "text",
        "!deep/er/b.html": "html",
        "!c.jsonl!x": "jsonl",
        "!c.jsonl!2": "jsonl",
    }


def test_an_archive_is_told_from_its_content():
    """A wrong suffix hides no archive."""
    assert named(read("all.txt", archive({"a": "One."}))) == {"!a": "text"}


def test_archives_in_archives_are_read_to_a_depth():
    """Deeper than the limit, a reject names the depth and the setting."""
    data = archive({"a.txt": "One."})
    for level in range(3):
        data = archive({f"{level}.zip": data})
    (item,) = read("deep.zip", data, Rules(max_depth=4))
    assert item.member == "!2.zip!1.zip!0.zip!a.txt"
    (item,) = read("deep.zip", data, Rules(max_depth=3))
    assert (item.member, item.error_type) == ("!2.zip!1.zip!0.zip", "too_deep")
    assert "3 containers; the limit is 3" in item.reason
    assert "max_depth" in item.remedy


@pytest.mark.parametrize(
    ("rules", "error", "said", "setting"),
    [
        (Rules(max_members=2), "too_many_members", "more than 2 members", "max_members"),
        (
            Rules(max_expanded_bytes=9_000),
            "too_many_bytes",
            "more than 9,000 bytes",
            "max_expanded_bytes",
        ),
    ],
)
def test_what_is_over_a_limit_names_it(rules, error, said, setting):
    """What lies before the limit is read; the reject names the limit and the setting."""
    data = archive({f"{number}.txt": "word " * 800 for number in range(4)})
    *read_before, last = read("a.zip", data, rules)
    assert [item.member for item in read_before] == ["!0.txt", "!1.txt"]
    assert isinstance(last, Unreadable)
    assert (last.member, last.error_type) == (None, error)
    assert said in last.reason
    assert setting in last.remedy


def test_bombs_are_not_unpacked():
    """A member that is packed a thousand times tighter than it is long costs only itself."""
    data = archive({"bomb.txt": bytes(50_000_000), "a.txt": "One."})
    bomb, other = read("a.zip", data)
    assert (bomb.member, bomb.error_type) == ("!bomb.txt", "bad_ratio")
    assert "max_ratio" in bomb.remedy
    assert other.member == "!a.txt"


def test_bombs_in_bombs_share_the_limit():
    """What the containers in a container unpack to counts for the outermost."""
    inner = archive({"x.txt": "word " * 10_000})
    data = archive({f"{number}.zip": inner for number in range(50)}, zipfile.ZIP_STORED)
    items = list(read("a.zip", data, Rules(max_expanded_bytes=200_000)))
    assert sum(isinstance(item, Draft) for item in items) == 3
    assert items[-1].error_type == "too_many_bytes"


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/passwd", "C:\\x.txt", "..\\x"])
def test_names_that_lead_out_are_refused(name):
    """A member named to lie elsewhere is refused by its name."""
    (item,) = read("a.zip", archive({name: "One."}))
    assert isinstance(item, Unreadable)
    assert item.error_type == "unsafe_member"


def test_links_are_refused():
    """A link in an archive is not followed."""
    link = zipfile.ZipInfo("passwords.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (item,) = read("a.zip", archive({link: "/etc/passwd"}))
    assert isinstance(item, Unreadable)
    assert "a link" in item.reason


def test_members_that_no_document_is_called_are_left_out():
    """The names that are excluded in folders are excluded in archives."""
    data = archive({"__MACOSX/._a.txt": "x", ".git/b": "x", "a.txt": "One."})
    assert named(read("a.zip", data, Rules(exclude=(".*", "__MACOSX")))) == {"!a.txt": "text"}


def test_members_of_one_name_are_told_apart():
    """A name that is taken gets a number."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("a.txt", "One.")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.txt", "Two.")
    assert list(named(read("a.zip", buffer.getvalue()))) == ["!a.txt", "!a.txt~2"]


def test_a_damaged_member_costs_only_itself():
    """A member whose sum is wrong is a reject; the others are read."""
    data = bytearray(archive({"a.txt": "One.", "b.txt": "Two."}, zipfile.ZIP_STORED))
    data[data.index(b"One.")] = 0x41
    items = list(read("a.zip", bytes(data)))
    assert [item.member for item in items] == ["!a.txt", "!b.txt"]
    assert isinstance(items[0], Unreadable)
    assert isinstance(items[1], Draft)


@pytest.mark.parametrize("size", [1, 5_000, 30_000])
def test_parts_read_as_the_whole(size):
    """An archive cut between members gives the documents of the whole."""
    data = archive({f"{n}.txt": f"{n} " * 900 for n in range(12)} | {"../x": "y"})
    cut = list(parts("a.zip", data, size))
    assert len(cut) > (size < 30_000)
    pieces = [i for part in cut for i in read("a.zip", data[part.start : part.end], part=part)]
    assert pieces == list(read("a.zip", data))


def test_archives_of_archives_are_one_part():
    """Containers in a container share its limits, so they are read together."""
    data = archive({"a.zip": archive({"a.txt": "word " * 500}), "b.txt": "word " * 500})
    assert len(list(parts("a.zip", data, 100))) == 1
