"""Let disks, clocks and people get in the way, and see that one plain run mends everything."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.fire import children, commands
from tests.fire.actions import ACTIONS, Action, known
from tests.fire.damage import damaged
from tests.fire.events import FAULTS, Strike
from tests.fire.judge import judged, whole
from tests.fire.kills import counted, picked
from tests.fire.seen import Seen
from tests.fire.trial import Trial
from tests.fire.workspace import RENAME, RUN, Workspace

PART = "faults"
LIMITS = (0, 4_096, 100_000, 1_000_000, 4_000_000)
"""Bytes beyond which no file can grow."""
ROOM = (0, 4_096, 60_000, 500_000, 3_000_000, 12_000_000)
"""Bytes that are free on a disk."""
DISK = "96m"
SHIFTS = (timedelta(days=-1), timedelta(days=365), timedelta(hours=-2), timedelta(days=-4000))
ASKED = (("status",), ("quotes", "--limit", "3"), ("search", "offer"), ("sql", "select 1"))
AT_ONCE = (RUN, RENAME, *ASKED)
STRUCK = ("run", "correction", "publish", "retry", "add", "build", "compact", "rebuild")


def trial(number: int, seed: int, space: Workspace) -> Trial:
    """Disturb an action, run once, and compare with what nobody disturbed."""
    names = [*KINDS]
    made = Trial(PART, number, seed, names[number % len(names)])
    KINDS[made.what](made, Random(f"{seed}/{PART}/{number}"), space)
    return made


def _begun(dice: Random, space: Workspace, *names: str) -> tuple[Action, str, tuple[str, ...]]:
    """Pick an action and a state, and put that in place."""
    action = ACTIONS[dice.choice([one for one in names or STRUCK if one in known()])]
    start = dice.choice(action.starts)
    space.start(start)
    return action, start, action.words(space, dice)


def _ended(made: Trial, ending: children.Ending, step: str = "the action") -> None:
    """Note an end that is neither success nor a sentence for a person."""
    if ending.is_crash or (ending.code != 0 and not ending.output.strip()):
        made.crashed(step, ending)


def _struck(made: Trial, dice: Random, space: Workspace, how: Callable[[int], Strike]) -> None:
    """Strike an action with an error."""
    action, start, words = _begun(dice, space)
    labels, done = counted(space, start, action, words)
    at = _fallible(labels, dice)
    strike = how(at)
    before = space.start(start)
    action.words(space, dice)
    ending = space.run(*words, window=action.window, strike=strike)
    lasting = "always from" if strike.is_lasting else "at"
    made.detail = f"{words[0]} from {start}, {strike.how} {lasting} {at} ({labels[at - 1]})"
    made.is_struck = True
    _ended(made, ending)
    whole(made, space.look(), before, done)
    judged(made, space, start, before, done=words if action.is_optional else None)


def _fallible(labels: list[str], dice: Random) -> int:
    """Pick an event that can fail: what goes to a disk."""
    numbers = [number for number, one in enumerate(labels, 1) if not one.startswith("call")]
    return numbers[picked([labels[number - 1] for number in numbers], dice).at - 1]


def _failing(made: Trial, dice: Random, space: Workspace) -> None:
    """Fail a write, a rename or an fsync, once or from then on."""
    fault, is_lasting = dice.choice(FAULTS), dice.random() < 0.4
    _struck(made, dice, space, lambda at: Strike(at, fault, 0, is_lasting))


def _limited(made: Trial, dice: Random, space: Workspace) -> None:
    """Let no file grow any more, whoever writes it: Python, Arrow or DuckDB."""
    limit = dice.choice(LIMITS)
    _struck(made, dice, space, lambda at: Strike(at, "full", limit))


@cache
def _can_mount() -> bool:
    with TemporaryDirectory() as folder, suppress(OSError), _disk(Path(folder)):
        return True
    return False


@contextmanager
def _disk(place: Path) -> Iterator[None]:
    """Have a small file system in place. Raises OSError where that is not allowed."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        raise OSError("Mounting is not allowed here.")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _full(made: Trial, dice: Random, space: Workspace) -> None:
    """Leave the disk little room, or none."""
    if not _can_mount():
        made.detail = "mounting a small disk is not allowed here"
        return
    action, start, words = _begun(dice, space)
    _, done = counted(space, start, action, words)
    before = space.start(start)
    action.words(space, dice)
    kept = space.place / "kept"
    space.data.rename(kept)
    space.data.mkdir()
    with _disk(space.data):
        shutil.copytree(kept, space.data, dirs_exist_ok=True)
        room = dice.choice(ROOM)
        filler = space.data / "filler"
        filler.write_bytes(bytes(max(0, shutil.disk_usage(space.data).free - room)))
        ending = space.run(*words)
        filler.unlink()
        made.detail, made.is_struck = f"{words[0]} from {start} with {room} bytes free", True
        _ended(made, ending)
        now = space.look()
        shutil.rmtree(kept)
        shutil.copytree(space.data, kept)
    space.data.rmdir()
    kept.rename(space.data)
    whole(made, now, before, done)
    judged(made, space, start, before, done=words if action.is_optional else None)


def _clocks(made: Trial, dice: Random, space: Workspace) -> None:
    """Set the clock wrong during an action, which may be killed, or during the run after it."""
    action, start, words = _begun(dice, space, "run", "correction", "publish", "retry", "build")
    labels, done = counted(space, start, action, words)
    strike = Strike(picked(labels, dice).at, "kill") if dice.random() < 0.7 else None
    before = space.start(start)
    first, second = (dice.choice((timedelta(), *SHIFTS)) for _ in range(2))
    ending = space.run(*words, window=action.window, strike=strike, shift=first)
    where = f"killed at {strike.at} ({labels[strike.at - 1]})" if strike else "to its end"
    made.detail = f"{words[0]} from {start}, clock {first}, {where}; then a run, clock {second}"
    made.is_struck = True
    if not ending.is_killed:
        _ended(made, ending)
    whole(made, space.look(), before, done)
    optional = words if action.is_optional else None
    judged(made, space, start, before, done=optional, shift=second)


def _at_once(made: Trial, dice: Random, space: Workspace) -> None:
    """Do something else in the middle of an action."""
    action, start, words = _begun(dice, space)
    labels, _ = counted(space, start, action, words)
    at, other = picked(labels, dice).at, dice.choice(AT_ONCE)
    before = space.start(start)
    action.words(space, dice)
    made.detail = f"{words[0]} from {start}, at {at} ({labels[at - 1]}) {' '.join(other)}"
    made.is_struck = True
    command = space.command(*words, window=action.window, strike=Strike(at, "pause"))
    first = commands.begun(command, space.place)
    if first.pipe is None:
        raise RuntimeError("A command that pauses has a pipe.")
    first.pipe.poll(children.PATIENCE)
    second = space.run(*other)
    first.pipe.send("go on")
    _ended(made, second, " ".join(other))
    if other in ASKED and before.state is not None and second.code != 0:
        made.crashed(" ".join(other), second)
    ending = first.ending()
    _ended(made, ending)
    if second.code == 0 and ending.code not in (0, 3):
        made.crashed("the action", ending)
    _unread(made, space.look())
    judged(made, space, start, before, done=words if action.is_optional else None)


def _unread(made: Trial, now: Seen) -> None:
    """Note a published file that cannot be read."""
    for name, shown in now.files.items():
        if isinstance(shown, str):
            made.faults.append(("torn", f"{name}: {shown}"))


def _hold(path: str, statement: str, is_closed: bool, told: Connection) -> None:
    """Open a file as everybody does, do something to it, and keep it open until told."""
    import duckdb

    con = duckdb.connect(path)
    con.execute(statement)
    told.send("open")
    told.recv()
    if is_closed:
        con.close()


def _held(made: Trial, dice: Random, space: Workspace) -> None:
    """Have the published file open to write, by one who may do so and may be killed."""
    start = dice.choice(("settled", "changed"))
    before = space.start(start)
    statement = dice.choice(("select count(*) from documents", "create table mine as select 1 a"))
    words = dice.choice((RUN, RENAME))
    is_closed, is_held = dice.random() < 0.5, dice.random() < 0.5
    made.detail = (
        f"{words[0]} from {start} while somebody has done {statement!r}, "
        f"{'still open' if is_held else 'closed' if is_closed else 'killed'}"
    )
    made.is_struck = True
    given = (str(space.data / "onrecord.duckdb"), statement, is_closed)
    holder = children.Child(_hold, *given, is_told=True)
    if holder.pipe is None:
        raise RuntimeError("A holder has a pipe.")
    holder.pipe.poll(children.PATIENCE)
    if not is_held:
        holder.pipe.send("end")
        holder.ending()
    for asked in (dice.choice(ASKED), words, dice.choice(ASKED)):
        ending = space.run(*asked)
        if ending.code != 0 or ending.is_crash:
            made.crashed(" ".join(asked), ending)
    if is_held:
        holder.pipe.send("end")
        holder.ending()
    judged(made, space, start, before)


def _damaged(made: Trial, dice: Random, space: Workspace) -> None:
    """Damage a file of the data folder, or take it away."""
    start = dice.choice(("settled", "changed", "pieces"))
    before = space.start(start)
    made.detail, is_history = damaged(space.data, dice)
    made.detail = f"run from {start} with {made.detail}"
    made.is_struck = True
    for words in (dice.choice(ASKED), RUN):
        _ended(made, space.run(*words), " ".join(words))
    without = frozenset({"version"}) if is_history else frozenset[str]()
    judged(made, space, start, before, without=without)


KINDS: Mapping[str, Callable[[Trial, Random, Workspace], None]] = {
    "writes and fsyncs that fail": _failing,
    "files that cannot grow": _limited,
    "full disks": _full,
    "wrong clocks": _clocks,
    "two at once": _at_once,
    "a client that writes": _held,
    "damaged files": _damaged,
}
