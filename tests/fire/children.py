"""Call functions in children of a process that has everything loaded: each costs some milliseconds.

The children are forked by Python's fork server, which holds no open database and dies with us.
What a child prints is kept, and so is the way it ended.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fcntl import F_SETPIPE_SZ, fcntl
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

PATIENCE = 300.0
"""Seconds after which a child hangs."""
FIXED = {
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""What makes two children do the same in the same order."""
HANGS = "hangs"
LONGEST_OUTPUT = 1_000_000
"""Bytes that a child can print without anybody reading along."""
RAISED = 70
OURS = ("/flows/", "/warehouse/", "/onrecord/", "/transforms/", "Error: ")
TRACE = "Traceback (most recent call last)"
RAW = re.compile(rf"{re.escape(TRACE)}|^(\w+ )*\w+ ?(Error|Exception): ", re.MULTILINE)
"""What no person is meant to see: a trace of ours, or what a library says."""

_context = get_context("forkserver")
_starting = Lock()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended."""

    code: int | str
    """Its exit code, the negative number of the signal that killed it, or `HANGS`."""
    output: str
    value: Any = None
    """What the function gave."""

    @property
    def is_killed(self) -> bool:
        """Whether a signal ended it."""
        return isinstance(self.code, int) and self.code < 0

    @property
    def gist(self) -> str:
        """The end of the output; of a trace, the lines that are ours."""
        lines = self.output.strip().splitlines()
        if TRACE in self.output:
            kept = [line for line in lines[:-1] if any(room in line for room in OURS)]
            return "\n".join(f"    {line.strip()[-160:]}" for line in (*kept[-8:], lines[-1]))
        return "\n".join(f"    {line[:400]}" for line in lines[-2:])

    @property
    def is_crash(self) -> bool:
        """Whether it left in a way, or with words, that no person is meant to see."""
        return self.code not in (0, 1, 2, 3) or bool(RAW.search(self.output))


class Child:
    """A function at work in a process of its own; `pipe` leads to its last argument."""

    def __init__(
        self,
        function: Callable[..., Any],
        *given: Any,
        environment: Mapping[str, str] | None = None,
        is_told: bool = False,
    ) -> None:
        self._output, output = _context.Pipe(duplex=False)
        fcntl(output.fileno(), F_SETPIPE_SZ, LONGEST_OUTPUT)
        self._result, result = _context.Pipe(duplex=False)
        self.pipe: Connection | None = None
        theirs: Connection | None = None
        if is_told:
            self.pipe, theirs = _context.Pipe()
            given = (*given, theirs)
        work = (output, result, dict(environment or {}), function, *given)
        self._process = _context.Process(target=_begin, args=work)
        with _starting:
            _prepare_server()
            self._process.start()
        for one in (output, result, theirs):
            if one:
                one.close()

    def ending(self, seconds: float = PATIENCE) -> Ending:
        """Wait until it has ended. One that takes too long is killed, and hangs."""
        value = None
        with suppress(EOFError):  # nobody sends when killed
            if self._result.poll(seconds):
                value = self._result.recv()
        self._process.join(seconds)
        code: int | str | None = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join()
            code = HANGS
        output = _drained(self._output.fileno()).decode("utf-8", "replace")
        for one in (self._output, self._result, self._process, self.pipe):
            if one is not None:
                one.close()
        if isinstance(value, _Left):
            code, value = value
        return Ending(code, output, value)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()


class _Left(tuple[int, Any]):
    """An exit code, and what was given with it."""


def leaving(code: int, value: Any) -> Any:
    """Let a function in a child give a value and the exit code that it would leave with."""
    return _Left((code, value))


def call(
    function: Callable[..., Any], *given: Any, environment: Mapping[str, str] | None = None
) -> Ending:
    """Call a function in a child and wait for its end."""
    return Child(function, *given, environment=environment).ending()


def asked(function: Callable[..., Any], *given: Any) -> Any:
    """Give what a function gives in a child. Raises RuntimeError with its output if it failed."""
    ending = call(function, *given)
    if ending.code != 0:
        raise RuntimeError(f"{function.__name__} ended with {ending.code}:\n{ending.output}")
    return ending.value


def _prepare_server() -> None:
    """Start the fork server, if it does not run, in an environment that is always the same."""
    before = {name: os.environ.get(name) for name in FIXED}
    os.environ.update(FIXED)
    try:
        _context.set_forkserver_preload(["tests.fire.warm"])
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _drained(handle: int) -> bytes:
    """Give what is in a pipe; a grandchild may hold its other end open."""
    os.set_blocking(handle, False)
    pieces = []
    with suppress(BlockingIOError):
        while piece := os.read(handle, LONGEST_OUTPUT):
            pieces.append(piece)
    return b"".join(pieces)


def _begin(
    output: Connection,
    result: Connection,
    environment: dict[str, str],
    function: Callable[..., Any],
    *given: Any,
) -> None:
    """Send what the function gives, and end at once: nothing is tidied up that has no bearing."""
    for stream in (1, 2):
        os.dup2(output.fileno(), stream)
    sys.stdout = sys.stderr = os.fdopen(os.dup(1), "w", buffering=1)
    os.environ.update(environment)
    code = 0
    try:
        result.send(function(*given))
    except BaseException:
        traceback.print_exc()
        code = RAISED
    sys.stdout.flush()
    os._exit(code)
