"""The stages of a run: discover, plan, extract, build, check, publish.

Plain functions over one `Ingestion`; `direct` calls them, `ingest` makes Prefect tasks of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flows import workers
from flows.batches import Batch, Done, Job, Origin
from flows.discover import Found, PathError, Refused, Root, roots, walk
from flows.fingerprint import Fingerprint, fingerprint
from flows.gazetteer import gazetteer
from flows.plan import Past, Plan, make_plan
from flows.progress import listener
from flows.rejects import reject
from flows.settings import Settings
from transforms.ids import stable_id
from transforms.tables import Check, Reject, Run, RunStatus
from warehouse import lake as lakes
from warehouse import overrides, publication
from warehouse.aside import disk_told, swept
from warehouse.build import Build
from warehouse.care import Damage
from warehouse.history import place, rejected, removed
from warehouse.known_names import Gazetteer
from warehouse.lake import Lake
from warehouse.publish import publish as publish_build
from warehouse.schema import to_arrow
from warehouse.stored import documents, placed


@dataclass(slots=True)
class Ingestion:
    """One run, from the paths it was given to the file it publishes."""

    settings: Settings
    roots: list[Root]
    build: Build
    lake: Lake
    origin: Origin
    run: Run
    gazetteer: Gazetteer
    is_current: bool
    """Whether the published file shows all that lake, names and corrections were as it began."""
    is_retry: bool = False
    """Whether files of which something was rejected are read again though they are as they were."""


Paths = list[tuple[Root, list[Found | Refused]]]


@contextmanager
def ingestion(paths: Sequence[str], settings: Settings, trigger: str) -> Iterator[Ingestion]:
    """Begin a run: own the build, bring it up to date with the lake, note that it is under way.

    Raises PathError before anything is read; BuildBusy if another run owns the build. However
    the block ends, the run's row says so.
    """
    chosen = roots(paths)
    made_by = fingerprint(settings)
    names = gazetteer(settings)
    started = datetime.now(UTC)
    with Build(settings.build) as build:
        lake = Lake(settings.lake)
        tell(build.heal(lake))
        build.load(lake)
        for root in chosen:
            if root.folder != settings.inbox.resolve():  # it may be moved with its data folder
                _same_folder(build, root)
        with disk_told(settings.inbox):
            swept(settings.inbox)
        run = begun(started, trigger, made_by, build.next_run())
        wanted = publication.wanted(build.con, overrides.read(settings.overrides), names)
        is_current = publication.is_shown(settings.warehouse, wanted)
        build.start_run(run, publication.run_shown(settings.warehouse))
        origin = Origin(run.run_id, run.fingerprint, build.next_generation(lake), started)
        state = Ingestion(settings, chosen, build, lake, origin, run, names, is_current)
        try:
            yield state
        except BaseException as error:
            state.run = replace(state.run, status=_ending(error))
            raise
        finally:
            _finish(state)


def tell(damage: list[Damage]) -> None:
    """Say what is damaged in the lake, and what becomes of it."""
    for one in damage:
        held = "its documents" if one.documents is None else f"its {one.documents:,} documents"
        listener().warn(
            f"The batch {one.name} of the lake was damaged: {'; '.join(one.faults)}. Its files lie "
            f"in lake/quarantine; {held} are read again from their sources."
        )


def _same_folder(build: Build, root: Root) -> None:
    """Refuse a second folder under the name of a first: its documents would replace the others."""
    known = place(build, root.collection)
    if known is None:
        return
    uri, file = known
    before = Path(unquote(urlsplit(uri).path).removesuffix(file))
    if before != root.folder and before.exists():
        raise PathError(
            f"The collection {root.collection!r} is {before} in this data folder. Give "
            f"{root.folder} a name of its own: onrecord run other={root.folder}"
        )


def begun(started: datetime, trigger: str, made_by: Fingerprint, number: int) -> Run:
    """Give the row of a run that begins; its number tells runs apart, whatever the clock says."""
    return Run(
        run_id=f"{started:%Y%m%dT%H%M%S}-{os.getpid()}-{number}",
        run_number=number,
        started_at=started,
        finished_at=None,
        status="running",
        trigger=trigger,
        seen=0,
        new=0,
        changed=0,
        unchanged=0,
        removed=0,
        rejected=0,
        words=0,
        seconds=None,
        fingerprint=made_by.value,
        settings=made_by.spelled_out,
    )


def _ending(error: BaseException) -> RunStatus:
    return "failed" if isinstance(error, Exception) else "interrupted"


def _finish(state: Ingestion) -> None:
    if state.run.finished_at is None:
        state.run = ended(state.run)
        state.build.finish_run(state.run)
    state.build.keep_runs(state.lake)


def ended(run: Run) -> Run:
    """Give the row of a run that ends now."""
    now = datetime.now(UTC)
    return replace(run, finished_at=now, seconds=(now - run.started_at).total_seconds())


def discover(state: Ingestion) -> Paths:
    """List the files of every collection, in the order of their paths."""
    listener().stage("Looking through the folders")
    return [(root, list(walk(root, state.settings.exclude))) for root in state.roots]


def plan(state: Ingestion, found: Paths) -> Plan:
    """Compare the files with what is known, and cut what is to be done into batches."""
    listener().stage("Comparing with what is known")
    names = {root.collection for root, _ in found}
    known = {name: _past(state, name) for name in names}
    made = make_plan(found, known, lambda: placed(state.lake), state.origin, state.settings)
    state.run = replace(state.run, seen=made.seen, unchanged=made.unchanged)
    return made


def _past(state: Ingestion, collection: str) -> Past:
    known, bad = state.build.known(collection), rejected(state.build, collection)
    return Past(known, bad, state.is_retry)


@contextmanager
def working(settings: Settings, plan: Plan) -> Iterator[None]:
    """Have processes at hand that analyse, as long as there is something to analyse."""
    if not plan.batches:
        yield
        return
    listener().stage("Loading the language model")
    with workers.present(settings) as at_hand, at_hand.reporting():
        listener().stage("Analysing")
        listener().total(plan.size)
        yield


def extract(batch: Batch, origin: Origin, settings: Settings) -> Done:
    """Analyse one batch and write it to the lake. The same batch writes the same files.

    It needs nothing but its arguments and the lake, so it can run on any machine that sees both.
    """
    lake = Lake(settings.lake)
    stored = tuple(documents(lake, [(one.stem, one.document_id) for one in batch.stored]))
    made = workers.at_hand(settings).extract(Job(batch, stored, origin, settings))
    lake.write(
        lakes.Batch(
            batch_id=batch.batch_id,
            generation=origin.generation,
            run_id=origin.run_id,
            fingerprint=origin.fingerprint,
            tables=made.tables,
            sources=made.sources,
            words=made.words,
            seen_at=origin.started_at,
        )
    )
    return Done(made.new, made.changed, made.unchanged, made.rejected, made.words)


def build(state: Ingestion, plan: Plan, done: Sequence[Done]) -> None:
    """Load what is new into the tables, resolve names and apply corrections, index for search."""
    listener().stage("Building the tables")
    _settle(state, plan)
    state.build.load(state.lake)
    state.build.resolve(overrides.read(state.settings.overrides), state.gazetteer)
    state.build.index()
    state.run = replace(
        state.run,
        new=sum(one.new for one in done),
        changed=sum(one.changed for one in done),
        unchanged=plan.unchanged + sum(one.unchanged for one in done),
        removed=removed(state.build, state.run.run_id),
        rejected=len(plan.refused) + sum(one.rejected for one in done),
        words=sum(one.words for one in done),
    )


def _settle(state: Ingestion, plan: Plan) -> None:
    """Write what needs no analysis as a batch of its own: what is gone, refused or touched."""
    if not (plan.settled or plan.gone or plan.refused):
        return
    rejects = [
        reject(one, state.origin, "discover", one.collection, one.path) for one in plan.refused
    ]
    names = [f"{one.collection}/{one.path}" for one in plan.refused]
    names += [f"{one.collection}/{one.path}" for one in plan.settled]
    names += [f"{one.collection}/{one.path}" for one in plan.gone]
    state.lake.write(
        lakes.Batch(
            batch_id=stable_id("settled", state.origin.generation, *names),
            generation=state.origin.generation,
            run_id=state.origin.run_id,
            fingerprint=state.origin.fingerprint,
            tables={"rejects": to_arrow(Reject, rejects)},
            sources=plan.settled,
            gone=plan.gone,
            seen_at=state.origin.started_at,
        )
    )


def check(state: Ingestion) -> list[Check]:
    """Try every claim about the tables."""
    listener().stage("Checking the tables")
    return state.build.check(state.run.run_id)


def publish(state: Ingestion, outcome: list[Check]) -> Run:
    """Swap the new warehouse in; say what the run did.

    Raises ChecksFailed, the last good file left in place, when a check found counterexamples.
    """
    listener().stage("Publishing")
    published = ended(replace(state.run, status="published"))
    publish_build(state.build, state.settings.warehouse, published, outcome)
    state.run = published
    return published


def leave(state: Ingestion) -> Run:
    """End a run that found everything as it was; nothing is published."""
    state.run = replace(state.run, status="unchanged")
    _finish(state)
    return state.run
