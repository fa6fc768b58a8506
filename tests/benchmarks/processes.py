"""Run a command and measure what it and all processes it starts have used."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

EVERY = 0.05
"""Seconds between two looks at the processes."""
TREE = 10
"""Looks after which the machine's processes are searched for new descendants."""
STEP = 1.01
"""Shared memory is told apart, which is dear, whenever the resident sum has grown this much."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run of a command has used."""

    wall: float
    cpu: float
    peak: int
    memory: str
    others: float
    """Cores that everything else on the machine kept busy meanwhile."""


class CommandError(RuntimeError):
    """The command that was to be measured ended with an error."""


def measure(command: list[str], log: Path) -> Usage:
    """Run a command to its end and return what its process tree used; output goes to `log`.

    CPU seconds are the larger of two counts: what the kernel adds up over processes that were
    waited for, and the last reading of every process seen, which knows orphans as well.
    """
    watch = Watch()
    with log.open("wb") as out:
        started, busy = time.perf_counter(), _busy()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        root = psutil.Process(child.pid)
        while not (ended := os.wait4(child.pid, os.WNOHANG))[0]:
            watch.look(root)
            time.sleep(EVERY)
        wall, busy = time.perf_counter() - started, _busy() - busy
    _, status, used = ended
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        tail = log.read_text("utf-8", "replace")[-2000:]
        raise CommandError(f"{' '.join(command)} ended with {child.returncode}:\n{tail}")
    cpu = max(used.ru_utime + used.ru_stime, sum(watch.cpu.values()))
    return Usage(wall, cpu, watch.peak, watch.memory, max(0.0, busy - cpu) / wall)


@dataclass(slots=True)
class Watch:
    """The highest memory and the CPU seconds of a process tree, seen from outside."""

    peak: int = 0
    memory: str = "PSS"
    cpu: dict[tuple[int, float], float] = field(default_factory=dict)
    _resident: int = 0
    _looks: int = 0
    _tree: list[psutil.Process] = field(default_factory=list)

    def look(self, root: psutil.Process) -> None:
        """Take one reading of a process and its descendants."""
        if self._looks % TREE == 0:
            with suppress(psutil.NoSuchProcess):
                self._tree = [root, *root.children(recursive=True)]
        self._looks += 1
        resident, alive = 0, []
        for process in self._tree:
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                resident += process.memory_info().rss
                self.cpu[process.pid, process.create_time()] = times.user + times.system
                alive.append(process)
        if resident > self._resident * STEP:
            self._resident = resident
            self.peak = max(self.peak, self._own(alive, resident))

    def _own(self, processes: list[psutil.Process], resident: int) -> int:
        """Add up memory, each shared page divided among those who share it, where readable."""
        if self.memory == "RSS":
            return resident
        total = 0
        for process in processes:
            try:
                total += process.memory_full_info().pss
            except psutil.NoSuchProcess:
                continue
            except (psutil.AccessDenied, AttributeError):
                self.memory = "RSS"
                return resident
        return total


def _busy() -> float:
    """Give the CPU seconds that the whole machine has worked since it started."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)
