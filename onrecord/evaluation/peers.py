"""Tell how others scored, as their authors published it or as it was measured with these scores."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Scored = Literal["quotes", "entities"]
FILE = Path(__file__).with_name("peers.csv")


@dataclass(frozen=True, slots=True)
class Peer:
    """One number of another system, or of another person."""

    system: str
    measured_on: str
    metric: str
    score: float


def peers(scored: Scored) -> list[Peer]:
    """List the numbers of others, system by system."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        return [
            Peer(row["system"], row["measured_on"], row["metric"], float(row["score"]))
            for row in csv.DictReader(rows)
            if row["scored"] == scored
        ]
