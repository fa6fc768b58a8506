"""Keep the floors: the lowest score of each metric that the project still accepts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.json")
MARGIN = 0.5
"""Points left below a score when its floor is set: another machine rounds a parse differently."""


class NoReasonError(ValueError):
    """A floor was asked to be lowered without a reason."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The floor of each metric, and every time one was lowered, with the reason."""

    floors: dict[str, float]
    lowered: list[dict[str, Any]]

    def missed(self, scores: Mapping[str, float]) -> dict[str, float]:
        """Give the floors of the metrics that score below them.

        >>> Floors({"a": 50.0, "b": 10.0}, []).missed({"a": 49.9, "c": 1.0})
        {'a': 50.0}
        """
        return {
            name: self.floors[name]
            for name, score in scores.items()
            if name in self.floors and score < self.floors[name]
        }

    def raised(self, scores: Mapping[str, float]) -> Floors:
        """Give floors that are nowhere lower, and just below the scores where that is higher.

        >>> Floors({"a": 50.0, "b": 70.0}, []).raised({"a": 60.04, "b": 69.0}).floors
        {'a': 59.5, 'b': 70.0}
        """
        higher = {name: max(_below(s), self.floors.get(name, 0.0)) for name, s in scores.items()}
        return Floors(dict(sorted((self.floors | higher).items())), self.lowered)

    def lower(self, scores: Mapping[str, float], reason: str) -> Floors:
        """Give floors that the scores do not miss, and put the reason beside each lowered one.

        >>> changed = Floors({"a": 50.0}, []).lower({"a": 40.0}, "the corpus was corrected")
        >>> changed.floors, changed.lowered[0]["from"]
        ({'a': 39.5}, 50.0)
        """
        if not reason.strip():
            raise NoReasonError(
                "A floor is lowered for a reason: --lower 'why the score may fall'."
            )
        missed = self.missed(scores)
        lower = {name: _below(scores[name]) for name in missed}
        notes = [
            {"metric": name, "from": missed[name], "to": lower[name], "reason": reason}
            for name in missed
        ]
        return Floors(self.floors | lower, self.lowered + notes)

    def write(self) -> None:
        """Write the floors beside this module."""
        text = json.dumps({"floors": self.floors, "lowered": self.lowered}, indent=1)
        FILE.write_text(text + "\n", encoding="utf-8")


def load() -> Floors:
    """Read the floors."""
    content = json.loads(FILE.read_text("utf-8"))
    return Floors(content["floors"], content["lowered"])


def _below(score: float) -> float:
    return max(0.0, math.floor(10 * (score - MARGIN)) / 10)
