"""Kill the product at events that a seed picks, and see that one plain run mends everything."""

from __future__ import annotations

from random import Random

from tests.fire.actions import ACTIONS, Action, known
from tests.fire.events import Strike
from tests.fire.judge import judged, whole
from tests.fire.seen import Seen
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
    is_told = action.name == "worker" and ending.code == 1  # killed before it was ready
    if not ending.is_killed and (ending.is_crash or (ending.code != 0 and not is_told)):
        made.crashed("the action", ending)
    whole(made, space.look(), before, done)
    if second is not None:
        made.detail += f"; then a run, {second.how} at {second.at}"
        space.run(*RUN, strike=second)
    judged(made, space, start, before, done=words if action.is_optional else None)
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
