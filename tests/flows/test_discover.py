"""What lies in a folder is found, in order, and nothing leads out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.discover import Found, PathError, Refused, roots, walk


def paths(folder: Path, exclude: tuple[str, ...] = ()) -> list[str]:
    """List what a walk yields, refused things in brackets."""
    (root,) = roots([str(folder)])
    return [
        one.path if isinstance(one, Found) else f"[{one.path}: {one.error_type}]"
        for one in walk(root, exclude)
    ]


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """However a file system lists them, files come sorted, folder by folder."""
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths(tmp_path) == ["a.txt", "b.txt", "sub/a.txt", "sub/c.txt"]


def test_excluded_names_are_left_out(tmp_path: Path) -> None:
    """A pattern excludes files and whole folders by name."""
    for name in ("README.md", "a.md", ".git/config", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths(tmp_path, ("README.md", ".*")) == ["a.md"]


def test_a_link_out_of_the_collection_is_refused(tmp_path: Path) -> None:
    """A document cannot make the program open a file elsewhere."""
    (tmp_path / "secret.txt").write_text("x")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert paths(inside) == ["[link.txt: link_out]"]


def test_links_in_circles_end(tmp_path: Path) -> None:
    """A folder that links to itself is walked once; a link to itself is refused."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert paths(tmp_path) == ["a.txt", "[self.txt: unreadable]"]


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """A pipe would make the reader wait for ever."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert paths(tmp_path) == ["[pipe.txt: not_a_file]"]


def test_a_name_that_is_no_utf8_is_shown_in_ascii(tmp_path: Path) -> None:
    """A file name of any bytes gives a path that can be stored."""
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    assert paths(tmp_path) == ["caf\\udce9.txt"]


def test_no_two_files_go_by_one_name(tmp_path: Path) -> None:
    """What would be called as another file, or as its member, is refused; the other is read."""
    for name in ("a.zip", "a.zip!b.txt", "a!b.txt", "caf\\udce9.txt", os.fsdecode(b"caf\xe9.txt")):
        (tmp_path / name).write_text("x")
    assert paths(tmp_path) == [
        "a!b.txt",
        "a.zip",
        "[a.zip!b.txt: name_taken]",
        "caf\\udce9.txt",
        "[caf\\udce9.txt: name_taken]",
    ]


def test_a_file_belongs_to_the_collection_of_its_folder(tmp_path: Path) -> None:
    """One file is ingested under the name that it has when its whole folder is."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text("x")
    (root,) = roots([str(tmp_path / "a.txt")])
    assert root.collection == tmp_path.name
    assert [one.path for one in walk(root, ()) if not isinstance(one, Refused)] == ["a.txt"]


def test_a_name_can_be_given(tmp_path: Path) -> None:
    """`name=folder` names the collection."""
    (root,) = roots([f"reports={tmp_path}"])
    assert (root.collection, root.folder) == ("reports", tmp_path)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    """The message names the path that is not there."""
    with pytest.raises(PathError, match=r"nothing at .*nowhere"):
        roots([str(tmp_path / "nowhere")])


def test_two_folders_do_not_share_a_name(tmp_path: Path) -> None:
    """Two folders of one name would overwrite each other's documents."""
    (tmp_path / "a/news").mkdir(parents=True)
    (tmp_path / "b/news").mkdir(parents=True)
    with pytest.raises(PathError, match="Two folders are called 'news'"):
        roots([str(tmp_path / "a/news"), str(tmp_path / "b/news")])
