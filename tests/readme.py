"""Run the commands that README.md shows, and keep their output true.

`python -m tests.readme` writes the output of every `$ onrecord …` into the page.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>onrecord [^\n]+)\n(?P<output>.*?)```", re.DOTALL)


def output(command: str, data: Path) -> str:
    """Run a command on a warehouse as a person with a terminal of 100 columns would."""
    words = [sys.executable, "-m", *shlex.split(command), "--data", str(data)]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join(lines).rstrip() + "\n"


def written(page: str, data: Path) -> str:
    """Give the page with the output of every command as it is now."""
    return BLOCK.sub(
        lambda found: f"```console\n$ {found['command']}\n{output(found['command'], data)}```",
        page,
    )


def main() -> None:
    """Ingest the seeds and write the page."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place)
        ingest = [sys.executable, "-m", "onrecord", "run", "--direct", "seeds", "--data", place]
        subprocess.run(ingest, cwd=ROOT, check=True)
        README.write_text(written(README.read_text(encoding="utf-8"), data), encoding="utf-8")


if __name__ == "__main__":
    main()
