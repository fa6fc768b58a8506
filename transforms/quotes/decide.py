"""Decide with the estimated weights: which words are content, and who is the source."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy

from transforms.quotes import contents, cues, sources, unit_features
from transforms.quotes.contents import Range, Units
from transforms.quotes.divide import Division
from transforms.quotes.features import NUMBERS
from transforms.quotes.linear import (
    FARTHEST,
    SCALE,
    Scores,
    Weights,
    log_odds,
    parted,
    probabilities,
    probability,
)
from transforms.quotes.sources import Option
from transforms.quotes.tree import Tree
from transforms.quotes.unit_features import Siblings
from transforms.tokens import Flags


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
    found = cues.candidates(tree, weights.table)
    if not len(found):
        return []
    known = list(cues.features(tree, found))
    sums = weights.sums(known, len(found))
    if weights.trace:
        weights.trace.weigh("cue", found.tolist(), known, probabilities(sums))
    likely = sums >= SCALE * log_odds(limit)
    chosen = [
        Reading(cue, probability(value / SCALE))
        for cue, value in zip(found[likely].tolist(), sums[likely].tolist(), strict=True)
    ]
    choose_contents(tree, weights, chosen)
    chosen = [reading for reading in chosen if reading.content]
    choose_sources(tree, weights, chosen)
    return chosen


def choose_contents(tree: Tree, weights: Weights, found: list[Reading]) -> None:
    """Take the units that are likelier content than not; else the likeliest.

    The units of all cues are judged at once, then the parts of those to be divided.
    """
    cue = numpy.array([reading.cue for reading in found], dtype="int64")
    met = contents.units(tree, cue)
    siblings = Siblings(tree, met, len(cue))
    best: dict[int, tuple[float, Range, str]] = {}
    while len(met):
        division = Division(tree, met)
        known = list(unit_features.features(tree, cue, met, division, siblings))
        whole, part = parted(weights.sums(known, len(met)))
        is_divided = division.is_possible & (part > whole) & (part > 0)
        wholly = chances(whole, part, division.is_possible)
        if weights.trace:
            weights.trace.weigh("content", met.places(cue), known, wholly.tolist())
        _take(found, met, numpy.flatnonzero(~is_divided & (wholly >= 0.5)).tolist(), wholly)
        _note(met, numpy.flatnonzero(~is_divided & ~_is_pronoun(tree, met)).tolist(), wholly, best)
        for unit in numpy.flatnonzero(is_divided & (met.level == 0)).tolist():
            helper = int(met.begin[unit]), int(met.head[unit]) + 1
            found[met.row[unit]].helpers.append(helper)
        met = division.parts(is_divided)
    for row, (chance, span, path) in best.items():
        if not found[row].content:
            found[row].content.append(span)
            found[row].content_probability = chance
            found[row].paths.append(f"{path}?")


def _is_pronoun(tree: Tree, met: Units) -> Flags:
    """Flag units that are a pronoun and nothing else: `as she put it` tells of what follows."""
    alone = met.end - met.begin == 1
    found: Flags = alone & (tree.columns["pos"][met.head] == NUMBERS["PRON"])
    return found


def _take(found: list[Reading], met: Units, places: list[int], chance: Scores) -> None:
    """Take units for content."""
    for unit in places:
        reading = found[met.row[unit]]
        reading.content.append((int(met.begin[unit]), int(met.end[unit])))
        reading.paths.append(met.paths[unit])
        reading.content_probability = max(reading.content_probability, float(chance[unit]))


def _note(
    met: Units, places: list[int], chance: Scores, best: dict[int, tuple[float, Range, str]]
) -> None:
    """Remember the likeliest unit of each cue."""
    rows, likely = met.row.tolist(), chance.tolist()
    for unit in places:
        value, row = likely[unit], rows[unit]
        if row not in best or value > best[row][0]:
            best[row] = (value, (int(met.begin[unit]), int(met.end[unit])), met.paths[unit])


def chances(whole: Scores, part: Scores, may_fall: Flags) -> Scores:
    """Give the probabilities that units are content as a whole, rather than in part or not."""
    as_whole = numpy.exp(numpy.clip(whole, -FARTHEST, FARTHEST))
    in_part = numpy.exp(numpy.clip(part, -FARTHEST, FARTHEST)) * may_fall
    found: Scores = as_whole / (1 + as_whole + in_part)
    return found


def choose_sources(tree: Tree, weights: Weights, found: list[Reading]) -> None:
    """Take for each reading the likeliest source that does not lie in the content."""
    options = [
        Option(reading.cue, order, candidate)
        for reading in found
        for order, candidate in enumerate(sources.candidates(tree, reading.cue))
        if not _holds(reading.content, candidate.head)
    ]
    if not options:
        return
    best: dict[int, tuple[float, Option]] = {}
    known = list(sources.features(tree, options))
    sums = weights.sums(known, len(options))
    if weights.trace:
        weights.trace.weigh("source", options, known, probabilities(sums))
    for value, one in zip(sums.tolist(), options, strict=True):
        if one.cue not in best or value > best[one.cue][0]:
            best[one.cue] = (value, one)
    for reading in found:
        value, one = best[reading.cue]
        reading.source, reading.source_path = one.candidate
        reading.source_probability = probability(value / SCALE)


def _holds(content: list[Range], head: int | None) -> bool:
    return head is not None and any(begin <= head < end for begin, end in content)
