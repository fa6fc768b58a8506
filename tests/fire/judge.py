"""Judge what a disturbance left: at once, and after one plain run."""

from __future__ import annotations

from tests.fire import collection
from tests.fire.seen import HISTORY, Seen, faults
from tests.fire.trial import Trial
from tests.fire.workspace import RUN, Workspace


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
    start: str,
    before: Seen,
    *,
    done: tuple[str, ...] | None = None,
    without: frozenset[str] = frozenset(),
    **how: object,
) -> None:
    """Run once, and note what is not as in a run that nobody disturbed.

    `done` is a command of which nothing tells whether it counts as carried out. `without` are
    columns that are not compared; history is not either, then.
    """
    ending = space.run(*RUN, **how)
    if ending.code != 0 or ending.is_crash:
        made.crashed("the plain run", ending)
        return
    after = space.look(without)
    wanted = [space.undisturbed(start, after, without=without)]
    if done is not None:
        wanted.append(space.undisturbed(start, after, done, without=without))
    spared = HISTORY if without else frozenset[str]()
    found = [list(faults(after, one.shown, before.state, spared)) for one in wanted]
    made.faults += [] if [] in found else [fault for one in found for fault in one]
