"""Keep the states from which trials start, and what an undisturbed run makes of each."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from tests.fire import children, collection, commands, seen
from tests.fire.commands import Command
from tests.fire.seen import Seen

RUN = ("run", "--direct")
RENAME = ("entities", "rename", "Tom Berg", "Thomas Berg", "--by", "tester")
LINK = ("entities", "link", "Ada Lund", "Q1", "--by", "tester", "--no-build")


class Broken(Exception):
    """The product failed where nothing was struck: nothing can be said of it under fire."""


@dataclass(slots=True)
class Workspace:
    """A folder in which one trial at a time takes place, always under the same paths."""

    root: Path
    expected: dict[bytes, Seen] = field(default_factory=dict)
    """What undisturbed runs show, by the state and the hand-made input that they start from."""
    counted: dict[tuple[str, ...], tuple[list[str], Seen]] = field(default_factory=dict)
    """The events of undisturbed actions, and what is seen after them."""

    @property
    def place(self) -> Path:
        """The folder of the trial."""
        return self.root / "trial"

    @property
    def news(self) -> Path:
        """The documents."""
        return self.place / "news"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.place / "data"

    def command(self, *words: str, **how: object) -> Command:
        """Name a command of this workspace."""
        return Command(words, self.data, **how)  # type: ignore[arg-type]

    def run(
        self, *words: str, environment: Mapping[str, str] | None = None, **how: object
    ) -> children.Ending:
        """Run a command, with further settings of the environment."""
        return commands.run(self.command(*words, **how), self.place, environment)

    def well(self, *words: str, **how: object) -> children.Ending:
        """Run a command that has to end well. Raises Broken."""
        ending = self.run(*words, **how)
        if ending.code != 0:
            raise Broken(f"onrecord {' '.join(words)} ended with {ending.code}: {ending.output}")
        return ending

    def look(self, without: frozenset[str] = frozenset()) -> Seen:
        """See what lies in the data folder now, less some columns."""
        found: Seen = children.asked(seen.look, self.data, without)
        return found

    def start(self, name: str) -> Seen:
        """Put a state in place, made when it is first wanted; give what it shows."""
        kept = self.root / name
        if not kept.exists():
            shutil.rmtree(self.place, ignore_errors=True)
            STARTS[name](self)
            self.data.mkdir(parents=True, exist_ok=True)
            shown = self.look()
            self.place.joinpath("shown").write_bytes(pickle.dumps(shown))
            collection.replace(self.root / f".{name}", self.place)
            (self.root / f".{name}").rename(kept)
        collection.replace(self.place, kept)
        shown = pickle.loads(self.place.joinpath("shown").read_bytes())  # noqa: S301
        if not isinstance(shown, Seen):
            raise TypeError(shown)
        return shown

    def undisturbed(
        self,
        start: str,
        given: Seen,
        *before: tuple[str, ...],
        without: frozenset[str] = frozenset(),
    ) -> Seen:
        """Give what shows a run that starts from a state with these corrections and added files.

        Commands of `before` are run first.
        """
        told = (start, given.corrections, _inbox(given), before, sorted(without))
        key = blake2b(repr(told).encode()).digest()
        if key not in self.expected:
            self.start(start)
            write_given(self.data, given)
            for words in before:
                self.well(*words)
            self.well(*RUN)
            self.expected[key] = self.look(without)
        return self.expected[key]


def write_given(data: Path, given: Seen) -> None:
    """Put corrections and added files into a data folder."""
    if given.corrections:
        (data / "overrides.csv").write_bytes(given.corrections)
    for name, content in given.inbox.items():
        (data / "inbox").mkdir(exist_ok=True)
        (data / "inbox" / name).write_bytes(content)


def _inbox(given: Seen) -> list[tuple[str, bytes]]:
    """List the added files; one that is being written is none."""
    return sorted((name, data) for name, data in given.inbox.items() if not name.startswith("."))


def _new(space: Workspace) -> None:
    """Documents, and no data yet."""
    collection.write(space.news, collection.THIRD)


def _settled(space: Workspace) -> None:
    """Make two runs and a correction; there is nothing to do."""
    collection.write(space.news, collection.FIRST)
    space.well(*RUN)
    space.well(*LINK)
    collection.write(space.news, collection.SECOND)
    space.well(*RUN)


def _changed(space: Workspace) -> None:
    """After that, the folder has changed."""
    space.start("settled")
    collection.write(space.news, collection.THIRD)


def _failed(space: Workspace) -> None:
    """Leave a document whose analysis failed; it would succeed now."""
    space.start("settled")
    collection.write(space.news, collection.SECOND | {"hard.txt": collection.HARD})
    space.well(*RUN, fails_on="HARD")


def _pieces(space: Workspace) -> None:
    """Make more small runs: the lake has much to put together, and batches that nobody needs."""
    space.start("settled")
    for number in range(2):
        edited = collection.FERRY + f"\n\nIt was day {number}, Anna Roth said."
        collection.write(space.news, collection.SECOND | {"ferry.md": edited})
        space.well(*RUN)


def _packed(space: Workspace) -> None:
    """Compact the lake, and add to it: what was packed waits to be deleted."""
    space.start("pieces")
    space.well("compact")
    collection.write(space.news, collection.SECOND)
    space.well(*RUN)


STARTS: Mapping[str, Callable[[Workspace], None]] = {
    "new": _new,
    "settled": _settled,
    "changed": _changed,
    "failed": _failed,
    "pieces": _pieces,
    "packed": _packed,
}
