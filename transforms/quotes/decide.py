"""Decide with the estimated weights: which words are content, and who is the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp

from transforms.quotes import contents, cues, sources
from transforms.quotes.contents import Range, Unit
from transforms.quotes.linear import Weights, probability, score, scores
from transforms.quotes.tree import Tree


@dataclass(slots=True)
class Reading:
    """What a cue is taken to mean: ranges of tokens for content and source."""

    cue: int
    cue_probability: float
    content: list[Range] = field(default_factory=list)
    helpers: list[Range] = field(default_factory=list)
    """Words between cue and content that belong to the cue: `concerns about`."""
    paths: list[str] = field(default_factory=list)
    content_probability: float = 0.0
    source: int | None = None
    source_path: str = ""
    source_probability: float = 0.0

    @property
    def confidence(self) -> float:
        """Give the probability that somebody says this content with this cue."""
        return self.cue_probability * self.content_probability


def readings(tree: Tree, weights: Weights, limit: float) -> list[Reading]:
    """Read every cue whose probability exceeds the limit, in the order of the text."""
    found = []
    for cue in cues.candidates(tree, weights.gate):
        chance = probability(score(weights.cue, cues.features(tree, cue)))
        if chance >= limit:
            reading = Reading(cue, chance)
            choose_content(tree, weights, reading)
            if reading.content:
                choose_source(tree, weights, reading)
                found.append(reading)
    return found


def choose_content(tree: Tree, weights: Weights, reading: Reading) -> None:
    """Take the units that are likelier content than not; else the likeliest."""
    queue = list(contents.units(tree, reading.cue))
    siblings = frozenset(unit.path.split(":")[0] for unit in queue if not unit.level)
    best: tuple[float, Unit] | None = None
    while queue:
        unit = queue.pop(0)
        parts = contents.divided(tree, unit)
        whole, split = chances(
            weights, contents.features(tree, reading.cue, unit, siblings), bool(parts)
        )
        if split > whole and split > 1 - whole - split:
            queue.extend(parts)
            if not unit.level:
                reading.helpers.append((parts[0].begin, parts[0].end))
            continue
        if best is None or whole > best[0]:
            best = (whole, unit)
        if whole >= 0.5:
            reading.content.append((unit.begin, unit.end))
            reading.paths.append(unit.path)
            reading.content_probability = max(reading.content_probability, whole)
    if not reading.content and best:
        reading.content = [(best[1].begin, best[1].end)]
        reading.content_probability = best[0]
        reading.paths.append(best[1].path + "?")


def chances(weights: Weights, names: list[str], is_divisible: bool) -> tuple[float, float]:
    """Give the probabilities that a unit is content as a whole, and that a part of it is."""
    as_whole, in_part = scores(weights.unit, names)
    whole = exp(max(-30.0, min(30.0, as_whole)))
    part = exp(max(-30.0, min(30.0, in_part))) if is_divisible else 0.0
    return whole / (1 + whole + part), part / (1 + whole + part)


def choose_source(tree: Tree, weights: Weights, reading: Reading) -> None:
    """Take the likeliest source that does not lie in the content."""
    best = -1e9
    inside = reading.content
    for order, candidate in enumerate(sources.candidates(tree, reading.cue)):
        head = candidate.head
        if head is not None and any(begin <= head < end for begin, end in inside):
            continue
        value = score(weights.source, sources.features(tree, reading.cue, candidate, order))
        if value > best:
            best, reading.source, reading.source_path = value, head, candidate.path
    reading.source_probability = probability(best)
