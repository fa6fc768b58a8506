"""Find the corpora and the scorers, which lie beside the project and not in it."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path("../shared/corpora")
SCORERS = Path("../shared/score")
SEEDS = ROOT / "seeds"


def gold_file(name: str) -> Path | None:
    """Find the gold records of `polnear/dev` and its like, or None where they are absent."""
    path = ROOT / CORPORA / f"{name}.jsonl.gz"
    return path if path.is_file() else None


def scorer(name: str) -> Path | None:
    """Find one of the scorers' scripts, or None where they are absent."""
    path = ROOT / SCORERS / f"{name}.py"
    return path if path.is_file() else None


def absent(name: str) -> str:
    """Say what is not there, in one line."""
    return f"{name} is not measured: it needs {CORPORA}/{name}.jsonl.gz beside the checkout."


def command(name: str) -> Path:
    """Find a console script of the environment that runs this.

    Raises FileNotFoundError when the project is not installed in it.
    """
    path = Path(sys.executable).with_name(name)
    if not path.is_file():
        raise FileNotFoundError(
            f"There is no {path.name} beside {sys.executable}: run `make setup`."
        )
    return path
