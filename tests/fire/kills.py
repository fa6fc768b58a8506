"""Kill the product at events that a seed picks, and see that one plain run mends everything."""

from __future__ import annotations

from random import Random

from tests.fire import collection
from tests.fire.actions import ACTIONS, Action, known
from tests.fire.events import Strike
from tests.fire.seen import Seen, faults
from tests.fire.trial import Trial
from tests.fire.workspace import RUN, Workspace

PART = "kills"
ORDER = (
    "publish", "run", "correction", "build", "compact", "retry",
    "rebuild", "add", "publish", "run", "correction", "worker",
)  # fmt: skip
"""Half of all kills lie where most can go wrong: in publish, correction, compact and rebuild."""
HOWS = ("kill", "kill", "within", "within", "after")
SIZES = (0, 0, 1, 4_096, 12_288, 300_000)
"""Bytes of a file, beyond which DuckDB's next write is its last."""
WORKERS_EVENTS = 6_000
"""Events of a worker among which one is picked; the whole of it has some more."""
AGAIN = 0.2
"""Share of trials in which what comes next is killed as well."""


def trial(number: int, seed: int, space: Workspace) -> Trial:
    """Kill one action, run once, and compare with what nobody disturbed."""
    dice = Random(f"{seed}/{PART}/{number}")
    action = ACTIONS[_chosen(number)]
    start = dice.choice(action.starts)
    made = Trial(PART, number, seed, action.name)
    before = space.start(start)
    words = action.words(space, dice)
    labels, done = counted(space, start, action, words)
    strike = picked(labels, dice) if action.name != "worker" else _of_worker(dice)
    second = picked(labels, dice) if dice.random() < AGAIN else None
    space.start(start)
    action.words(space, dice)
    ending = space.run(
        *words,
        window=action.window,
        strike=strike,
        is_worker_struck=action.name == "worker",
    )
    where = f"in a worker at {strike.at}" if action.name == "worker" else labels[strike.at - 1]
    made.detail = f"{words[0]} from {start}, {strike.how} at {strike.at} ({where}) {strike.size}"
    made.is_struck = ending.is_killed or (space.place / "struck").exists()
    if not ending.is_killed and (ending.code != 0 or ending.is_crash):
        made.crashed("the action", ending)
    whole(made, space.look(), before, done)
    if second is not None:
        made.detail += f"; then a run, {second.how} at {second.at}"
        space.run(*RUN, strike=second)
    judged(made, space, action, start, words, before)
    return made


def _chosen(number: int) -> str:
    """Name the action of a trial; what the product does not have yet leaves its turn to others."""
    name = ORDER[number % len(ORDER)]
    return name if name in known() else {"compact": "publish", "rebuild": "correction"}[name]


def counted(
    space: Workspace, start: str, action: Action, words: tuple[str, ...]
) -> tuple[list[str], Seen]:
    """Give the events of an undisturbed action from a state, and what is seen when it is done."""
    key = (start, action.name, *words)
    if key not in space.counted:
        space.start(start)
        action.words(space, Random())
        ending = space.well(*words, window=action.window, is_counted=True)
        space.counted[key] = ending.value, space.look()
    return space.counted[key]


def picked(labels: list[str], dice: Random) -> Strike:
    """Pick an event: any of them, or any kind of event and then one of that kind."""
    if dice.random() < 0.5:
        at = dice.randrange(len(labels)) + 1
    else:
        label = dice.choice(sorted(set(labels)))
        at = dice.choice([n for n, one in enumerate(labels, 1) if one == label])
    return Strike(at, dice.choice(HOWS), dice.choice(SIZES))


def _of_worker(dice: Random) -> Strike:
    return Strike(int(WORKERS_EVENTS ** dice.random()), "kill")


def whole(made: Trial, now: Seen, *states: Seen) -> None:
    """Note a published file that is neither the one before nor the one after."""
    known_states = [one.state for one in states]
    for name, shown in now.files.items():
        if shown not in known_states:
            is_unread = isinstance(shown, str)
            made.faults.append(("torn", f"{name}: {shown if is_unread else 'a mixture'}"))
    if states[0].state is not None and now.state is None:
        made.faults.append(("lost", "the published file is gone"))
    texts = {name: text.encode() for name, text in collection.ADDED.items()}
    for name, data in now.inbox.items():
        if not name.startswith(".") and data != texts.get(name):
            made.faults.append(("torn", f"{name} in the inbox is not whole"))


def judged(
    made: Trial,
    space: Workspace,
    action: Action,
    start: str,
    words: tuple[str, ...],
    before: Seen,
) -> None:
    """Run once, and note what is not as in a run that nobody disturbed."""
    ending = space.run(*RUN)
    if ending.code != 0 or ending.is_crash:
        made.crashed("the plain run", ending)
        return
    after = space.look()
    wanted = [space.undisturbed(start, after)]
    if action.is_optional:
        wanted.append(space.undisturbed(start, after, words))
    found = [list(faults(after, one.state, before.state)) for one in wanted]
    made.faults += [] if [] in found else found[0]
