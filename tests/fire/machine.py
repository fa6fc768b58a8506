"""A model of a newsroom's year: whatever is done in whatever order, the tables are a fresh build's.

`python -m tests.fire.machine SEED STEPS` takes that many steps and prints what came of them.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.fire import children, collection, seen
from tests.fire.actions import known
from tests.fire.events import Strike
from tests.fire.seen import HISTORY, Seen, faults
from tests.fire.workspace import RUN, Workspace, write_given

LOOK_AGAIN = 5
"""Steps after which a second run has to find nothing to do."""
AT_A_TIME = 50
"""Steps before a newsroom begins anew."""
NAMES = ("bridge.txt", "pilots.txt", "ferry.txt", "de/hafen.txt", "old/toll.txt", "page.html",
         "feed.jsonl", "note.md")  # fmt: skip
SENTENCES = (
    "Mayor Ada Lund said that the new bridge would open in May.",
    'Ada Lund, the mayor of Ashgrove, told reporters: "We have waited long enough."',
    '"It is an insult," said Tom Berg, the chairman of the union.',
    "Mr. Berg denied that the pilots had been asked.",
    "Ines Falk, the minister of transport, admitted on Friday that she had doubts.",
    "She added that the toll would be dropped.",
    "Thomas Berg argued that the port could afford more.",
    "Karl Roth of the Harbour Authority promised a report.",
    "Der Hafen bleibt geschlossen, und niemand weiß, wann er wieder geöffnet wird. " * 3,
)
PEOPLE = ("Ada Lund", "Tom Berg", "Ines Falk", "Karl Roth", "Thomas Berg", "Harbour Authority")
CORRECTIONS = ("rename", "merge", "ignore", "retype", "undo")
SPARED = frozenset({"version", "attempts"})
LATEST = 2_500
"""The last event of a run at which it is struck; a large run has some more."""


class Wrong(AssertionError):
    """What the product shows is not what it has to show."""

    def __init__(self, kind: str, said: str) -> None:
        self.kind = kind
        super().__init__(f"{kind}: {said}")


class Newsroom(RuleBasedStateMachine):
    """Documents that come, change and go, people who correct, and a machine that is switched off.

    After every step one plain run is made. It shows what a fresh data folder shows, and of
    earlier versions what this model remembers.
    """

    root: ClassVar[Path]
    kills: ClassVar[int] = 0
    tally: ClassVar[Counter[str]] = Counter()
    _fresh: ClassVar[dict[bytes, Seen]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.space = Workspace(self.root)
        self.files: dict[str, str] = {}
        self.history: dict[str, list[str | None]] = {}
        self.environment: dict[str, str] = {}
        self.before: Any = None
        shutil.rmtree(self.space.place, ignore_errors=True)
        self.space.data.mkdir(parents=True)

    @initialize(texts=st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4))
    def begin(self, texts: list[str]) -> None:
        """Have two documents."""
        self.files = {"bridge.txt": _text("bridge.txt", texts), "pilots.txt": collection.PILOTS}

    @rule(
        name=st.sampled_from(NAMES),
        texts=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
    )
    def write(self, name: str, texts: list[str]) -> None:
        """Add a document, or write another text in its place, which mends a broken one."""
        self.files[name] = _text(name, texts)

    @rule(name=st.sampled_from(NAMES), sentence=st.sampled_from(SENTENCES))
    def edit(self, name: str, sentence: str) -> None:
        """Add a sentence to a document."""
        if name in self.files and not name.endswith((".jsonl", ".html")):
            self.files[name] += f"\n\n{sentence}"

    @rule(name=st.sampled_from(NAMES), to=st.sampled_from(NAMES))
    def rename(self, name: str, to: str) -> None:
        """Give a document another path."""
        if name in self.files and Path(name).suffix == Path(to).suffix:
            self.files[to] = self.files.pop(name)

    @rule(name=st.sampled_from(NAMES), number=st.integers(1, 3))
    def duplicate(self, name: str, number: int) -> None:
        """Copy a document."""
        if name in self.files:
            self.files[f"copies/{number}{Path(name).suffix}"] = self.files[name]

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(("", " \n", '{"text": "', "\0\1\2")))
    def spoil(self, name: str, text: str) -> None:
        """Break a document."""
        if name in self.files:
            self.files[name] = text

    @rule(name=st.sampled_from((*NAMES, "copies/1.txt", "copies/2.txt", "copies/3.html")))
    def remove(self, name: str) -> None:
        """Remove a document."""
        self.files.pop(name, None)

    @rule(tokens=st.sampled_from((24, 320)), exclude=st.booleans())
    def choose(self, tokens: int, exclude: bool) -> None:
        """Change settings: rows are made anew, or a document is none any more."""
        self.environment = {"ONRECORD_CHUNK_TOKENS": str(tokens)}
        if exclude:
            self.environment["ONRECORD_EXCLUDE"] = '["README.md", "ferry.*"]'

    @rule(names=st.sets(st.sampled_from(PEOPLE), max_size=2))
    def know(self, names: set[str]) -> None:
        """Change the names that are known beforehand."""
        self.environment.pop("ONRECORD_GAZETTEER", None)
        if names:
            path = self.space.root / "known.csv"
            lines = [f"{name},PERSON,known{name[0]},{name[0]}. {name[-4:]}" for name in names]
            path.write_text("\n".join(["name,type,id,aliases", *sorted(lines)]) + "\n")
            self.environment["ONRECORD_GAZETTEER"] = str(path)

    @rule(
        action=st.sampled_from(CORRECTIONS),
        one=st.sampled_from(PEOPLE),
        other=st.sampled_from(PEOPLE),
        now=st.booleans(),
    )
    def correct(self, action: str, one: str, other: str, now: bool) -> None:
        """Correct something, applied at once or by the next run."""
        values = {"rename": (one, f"{other} II"), "merge": (one, other), "ignore": (one,),
                  "retype": (one, "ORG"), "undo": ()}  # fmt: skip
        build = "--build" if now else "--no-build"
        self._done("entities", action, *values[action], "--by", "tester", build)

    @rule(at=st.floats(0, 1), how=st.sampled_from(("kill", "within", "after")),
          size=st.sampled_from((0, 4_096, 300_000)))  # fmt: skip
    def interrupt(self, at: float, how: str, size: int) -> None:
        """Begin a run and kill it."""
        collection.write(self.space.news, self.files)
        strike = Strike(int(LATEST**at), how, size)
        Newsroom.kills += self._run(*RUN, strike=strike).is_killed

    @rule()
    def retry(self) -> None:
        """Read again what could not be read."""
        self._done("retry")

    @precondition(lambda _: "compact" in known())
    @rule(at=st.floats(0, 1), is_killed=st.booleans())
    def compact(self, at: float, is_killed: bool) -> None:
        """Compact the lake, to its end or not."""
        self._cared("compact", at, is_killed)

    @precondition(lambda _: "rebuild" in known())
    @rule(at=st.floats(0, 1), is_killed=st.booleans())
    def rebuild(self, at: float, is_killed: bool) -> None:
        """Rebuild everything from the lake, to the end or not."""
        self._cared("rebuild", at, is_killed)

    @invariant()
    def shows_what_a_fresh_build_shows(self) -> None:
        """Run once, and compare."""
        if not self.files and not self.history:
            return
        collection.write(self.space.news, self.files)
        Newsroom.tally["steps"] += 1
        ending = self._run(*RUN)
        if ending.code != 0 or ending.is_crash:
            raise Wrong("crashed", f"the run ended with {ending.code}:\n{ending.gist}")
        now = children.asked(seen.look, self.space.data, SPARED)
        for kind, said in faults(now, self._expected(now).shown, self.before, HISTORY):
            raise Wrong(kind, said)
        self.before = now.state
        self._remember()
        self._compare_versions()
        if Newsroom.tally["steps"] % LOOK_AGAIN:
            return
        again = self._run(*RUN)
        if "Nothing to do" not in again.output:
            raise Wrong("stale", f"a second run found something to do:\n{again.gist}")

    def _run(self, *words: str, **how: object) -> children.Ending:
        return self.space.run(*words, environment=self.environment, **how)

    def _done(self, *words: str) -> None:
        ending = self._run(*words)
        if ending.is_crash:
            raise Wrong("crashed", f"{' '.join(words)} ended with {ending.code}:\n{ending.gist}")

    def _cared(self, word: str, at: float, is_killed: bool) -> None:
        if is_killed:
            strike = Strike(int(LATEST**at), "kill")
            Newsroom.kills += self._run(word, strike=strike).is_killed
        else:
            self._done(word)

    def _expected(self, given: Seen) -> Seen:
        """Give what a fresh data folder shows after one run over the same documents."""
        told = (sorted(self.files.items()), given.corrections, sorted(self.environment.items()))
        gazetteer = self.environment.get("ONRECORD_GAZETTEER")
        told += (Path(gazetteer).read_text() if gazetteer else "",)
        key = blake2b(repr(told).encode()).digest()
        if key not in self._fresh:
            kept = self.space.place / "kept"
            self.space.data.rename(kept)
            self.space.data.mkdir()
            write_given(self.space.data, given)
            ending = self._run(*RUN)
            if ending.code != 0:
                raise Wrong("crashed", f"a fresh run ended with {ending.code}:\n{ending.gist}")
            self._fresh[key] = children.asked(seen.look, self.space.data, SPARED)
            shutil.rmtree(self.space.data)
            kept.rename(self.space.data)
        return self._fresh[key]

    def _remember(self) -> None:
        """Note which version of each text this run has seen; None for none."""
        excluded = "ONRECORD_EXCLUDE" in self.environment
        for name in {*self.history, *self.files}:
            if not name.endswith(".txt"):
                continue
            text: str | None = self.files.get(name)
            if text is None or not _is_text(text) or (excluded and name.startswith("ferry.")):
                text = None
            versions = self.history.setdefault(name, [])
            if text != (versions[-1] if versions else None):
                versions.append(text)

    def _compare_versions(self) -> None:
        found: dict[str, list[bool]] = children.asked(_versions, self.space.data)
        wanted = {
            name: [text is None for text in versions]
            for name, versions in self.history.items()
            if versions
        }
        if found != wanted:
            raise Wrong("lost", f"versions, removed or not: {found}, and not {wanted}")


@cache
def _is_text(text: str) -> bool:
    """Whether a file is a text, not empty, binary, or a record that breaks off."""
    return bool(text.strip()) and "\0" not in text and not text.startswith('{"')


def _versions(data: Path) -> dict[str, list[bool]]:
    """List of each text which of its versions are removals."""
    from tests.flows.tables import rows

    query = """
        select source_path, list(is_removed order by version) from document_versions
        where source_path like '%.txt' group by all
    """
    return dict(rows(data / "onrecord.duckdb", query))


def _text(name: str, sentences: list[str]) -> str:
    """Write sentences in the format that a name stands for."""
    if name.endswith(".jsonl"):
        return collection.records(*sentences)
    if name.endswith(".html"):
        return f"<html><body><p>{'</p><p>'.join(sentences)}</p></body></html>"
    return "\n\n".join(sentences)


def taken(steps: int, number: int, root: Path) -> tuple[int, int, Wrong | None]:
    """Take steps; give their number, the kills among them, and what went wrong."""
    Newsroom.root, Newsroom.kills, Newsroom.tally = root, 0, Counter()
    chosen = settings(
        max_examples=max(1, steps // AT_A_TIME),
        stateful_step_count=min(steps, AT_A_TIME),
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    machine = seed(number)(Newsroom)
    try:
        run_state_machine_as_test(machine, settings=chosen)
    except Wrong as error:
        return Newsroom.tally["steps"], Newsroom.kills, error
    return Newsroom.tally["steps"], Newsroom.kills, None


def main() -> None:
    """Take the steps that the command line asks for; the last line tells of them as JSON."""
    number, steps = map(int, sys.argv[1:3])
    root = Path(mkdtemp(prefix="onrecord-model-"))
    try:
        made, kills, wrong = taken(steps, number, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    told = {"steps": made, "kills": kills, "kind": wrong and wrong.kind, "said": str(wrong or "")}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
