"""Count what came of all trials, and write it as a table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fire.seen import KINDS
from tests.fire.trial import Trial

BEGIN, END = "<!-- fire: written by python -m tests.fire --write -->", "<!-- /fire -->"


@dataclass(slots=True)
class Result:
    """What came of everything that was tried with one seed."""

    seed: int
    tried: Counter[str] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, made: Trial) -> None:
        """Count a trial."""
        line = f"{made.part}: {made.what}"
        self.count(line, int(made.is_struck), {kind for kind, _ in made.faults})

    def count(self, line: str, tried: int, wrong: set[str]) -> None:
        """Count trials of a line and what was wrong with them."""
        self.tried[line] += tried
        for kind in wrong:
            self.wrong[line, kind] += 1

    @property
    def is_bad(self) -> bool:
        """Whether anything was wrong."""
        return bool(self.wrong)

    def table(self) -> str:
        """Give the table in Markdown, a sum under each part."""
        lines = [_row("what", "tried", *KINDS), _row("---", *["---:"] * (len(KINDS) + 1))]
        for part in dict.fromkeys(line.partition(":")[0] for line in self.tried):
            own = [line for line in self.tried if line.partition(":")[0] == part]
            for line in own:
                wrong = (self.wrong[line, kind] for kind in KINDS)
                lines.append(_row(line, f"{self.tried[line]:,}", *map(str, wrong)))
            sums = (str(sum(self.wrong[line, kind] for line in own)) for kind in KINDS)
            tried = sum(self.tried[line] for line in own)
            lines.append(_row(f"**all {part}**", f"**{tried:,}**", *(f"**{n}**" for n in sums)))
        return "\n".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def put_into(page: Path, result: Result) -> None:
    """Put the table between its marks."""
    text = page.read_text(encoding="utf-8")
    table = f"{BEGIN}\n{result.table()}\n{END}"
    pattern = f"{re.escape(BEGIN)}.*?{re.escape(END)}"
    page.write_text(re.sub(pattern, lambda _: table, text, flags=re.DOTALL), encoding="utf-8")
