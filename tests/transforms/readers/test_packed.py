"""Reading TAR archives and what gzip, bzip2 and xz pack."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile

import pytest

from transforms.readers import Draft, Rules, Unreadable, parts, read

PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def archive(files, *others):
    """Put files and members of other kinds into an archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as packed:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
        for info in others:
            packed.addfile(info)
    return buffer.getvalue()


def other(name, kind):
    """Make a member that is no file."""
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = "/etc/passwd"
    return info


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_document_keeps_its_name(suffix):
    """What is packed alone is the document itself; its format is told from what it holds."""
    (item,) = read(f"a.html.{suffix}", PACKERS[suffix](b"<html><p>One.</p></html>"))
    assert isinstance(item, Draft)
    assert (item.member, item.blocks[0].text) == (None, "One.")


@pytest.mark.parametrize("suffix", PACKERS)
def test_packed_archives(suffix):
    """The members of a packed archive are documents, as those of a plain one."""
    data = archive({"a.txt": b"One.", "b/c.md": b"# Two"})
    plain = [item.member for item in read("a.tar", data)]
    assert plain == ["!a.txt", "!b/c.md"]
    assert [item.member for item in read(f"a.tar.{suffix}", PACKERS[suffix](data))] == plain


def test_only_files_are_read_from_archives():
    """Links and devices are refused by name, folders hold nothing to read."""
    data = archive(
        {"a.txt": b"One."},
        other("link.txt", tarfile.SYMTYPE),
        other("hard.txt", tarfile.LNKTYPE),
        other("device", tarfile.CHRTYPE),
        other("folder", tarfile.DIRTYPE),
    )
    kept, *refused = read("a.tar", data)
    assert kept.member == "!a.txt"
    assert [item.member for item in refused] == ["!link.txt", "!hard.txt", "!device"]
    assert {item.error_type for item in refused} == {"unsafe_member"}


@pytest.mark.parametrize("suffix", PACKERS)
def test_bombs_are_not_unpacked(suffix):
    """What unpacks to thousands of times its size is refused, with the setting."""
    (item,) = read("a.txt", PACKERS[suffix](bytes(30_000_000)))
    assert isinstance(item, Unreadable)
    assert item.error_type == "bad_ratio"
    assert "max_ratio" in item.remedy


def test_packing_is_limited_in_size():
    """What unpacks to more than all may is refused, with the setting."""
    (item,) = read("a.gz", gzip.compress(b"word " * 1_000), Rules(max_expanded_bytes=1_000))
    assert (item.error_type, "max_expanded_bytes" in item.remedy) == ("too_many_bytes", True)


@pytest.mark.parametrize("suffix", PACKERS)
def test_damaged_packing_is_told(suffix):
    """What ends too early is a reject that says so."""
    (item,) = read(f"a.{suffix}", PACKERS[suffix](b"One. " * 100)[:-12])
    assert isinstance(item, Unreadable)
    assert "damaged" in item.reason


LINES = b"\n".join(json.dumps({"id": n % 40, "text": f"{n} " * 90}).encode() for n in range(60))
MEMBERS = archive({f"{n}.txt": b"%d " % n * 400 for n in range(30)}, other("a", tarfile.SYMTYPE))
LARGE = {
    "a.tar": MEMBERS,
    **{f"a.tar.{suffix}": pack(MEMBERS) for suffix, pack in PACKERS.items()},
    **{f"a.jsonl.{suffix}": pack(LINES) for suffix, pack in PACKERS.items()},
}


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("size", [100, 2_000, 6_000, 10**6])
def test_parts_read_as_the_whole(name, size):
    """What is packed is cut as it is unpacked; its parts give the documents of the whole."""
    data = LARGE[name]
    cut = list(parts(name, data, size))
    assert (len(cut) > 1) == (size < 10**6)
    pieces = [i for part in cut for i in read(name, data[part.start : part.end], part=part)]
    assert pieces == list(read(name, data))


def test_archives_of_archives_are_one_part():
    """Containers in a container share its limits, so they are read together."""
    inside = archive({"a.tar": MEMBERS, "b.txt": b"word " * 500})
    assert len(list(parts("a.tar", inside, 100))) == 1
    assert len(list(parts("a.tar.gz", gzip.compress(inside), 100))) == 1
    assert len(list(parts("a.gz", gzip.compress(gzip.compress(LINES)), 100))) == 1


def test_an_archive_may_be_larger_than_a_document():
    """The limit of a document holds for each member."""
    data = archive({"a.txt": b"One.", "b.txt": b"word " * 500})
    for packed in (data, gzip.compress(data)):
        one, two = read("a", packed, Rules(max_document_bytes=1_000))
        assert (one.member, two.error_type) == ("!a.txt", "too_large")
