"""Keep how quotes are found, for whoever asks why: what was weighed, and what each pass left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, TypeVar

from transforms.quotes.features import Features

Question = Literal["cue", "content", "source", "quote"]
"""What is decided: whether a word reports, what it reports, who says it, and whether it counts."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidates that were weighed together, with what was known of them and their chances."""

    candidates: Sequence[Any]
    """Of cues their tokens, of contents and sources an `Option`, of quotes what was found."""
    known: list[Features]
    chances: Sequence[float]


@dataclass(frozen=True, slots=True)
class Pass:
    """One of the passes after another, and all quotes as it left them."""

    name: str
    about: str
    left: list[Any]


class Trace:
    """Records what was weighed and what the passes made of it. Whoever asks nothing has none."""

    def __init__(self) -> None:
        self.weighed: defaultdict[Question, list[Weighed]] = defaultdict(list)
        self.passes: list[Pass] = []

    def weigh(
        self,
        question: Question,
        candidates: Sequence[Any],
        known: list[Features],
        chances: Sequence[float],
    ) -> None:
        """Note what is known of candidates, and how likely that makes each of them."""
        self.weighed[question].append(Weighed(candidates, known, chances))

    def saw(self, maker: Callable[..., Any], left: list[Made]) -> list[Made]:
        """Note what a pass leaves, and hand it on."""
        about = (import_module(maker.__module__).__doc__ or "").partition("\n")[0]
        self.passes.append(Pass(maker.__name__.removeprefix("with_"), about, list(left)))
        return left


def unseen(maker: Callable[..., Any], left: list[Made]) -> list[Made]:
    """Hand on what a pass leaves."""
    del maker
    return left
