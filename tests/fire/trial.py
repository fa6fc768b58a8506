"""What one trial was and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fire.children import Ending


@dataclass(slots=True)
class Trial:
    """A disturbance, and everything that was wrong afterwards."""

    part: str
    """Of the suite: kills, faults, damage."""
    number: int
    seed: int
    what: str = ""
    """The action, or the kind of fault: a line of the table."""
    detail: str = ""
    """Where it was struck, and how."""
    is_struck: bool = False
    faults: list[tuple[str, str]] = field(default_factory=list)
    """A kind, as `seen.KINDS` has them, and a sentence."""

    def crashed(self, step: str, ending: Ending) -> None:
        """Note that a step ended as none may."""
        self.faults.append(("crashed", f"{step} ended with {ending.code}:\n{ending.gist}"))

    @property
    def command(self) -> str:
        """The command that repeats just this trial."""
        return f"python -m tests.fire --seed {self.seed} --only {self.part}/{self.number}"

    def told(self) -> str:
        """Say what was wrong."""
        lines = [f"{self.part}/{self.number} {self.what}: {self.detail}"]
        lines += [f"  {kind}: {said}" for kind, said in self.faults]
        return "\n".join([*lines, f"  again: {self.command}"])
