"""Make the tables that tell of an evaluation. Scores are in percent, confidence from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from typing import TypeVar

from onrecord.evaluation import entities, quotes, reliability
from onrecord.evaluation.errors import Error
from onrecord.evaluation.figures import Figure
from onrecord.evaluation.peers import Peer, Scored, peers

Value = str | int | float | None
Judged = TypeVar("Judged", quotes.Judged, entities.Judged)

OURSELVES = "Onrecord"
COUNTED = {"quotes": "joint >= 0.5", "entities": "ANY strict"}
"""The figure that is taken over everything annotated and found."""
PLACES = 2
"""Digits after the point in what scripts get."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with what stands above and below it."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one evaluation came to."""

    scored: Scored
    corpus: str
    articles: int
    gold: int
    found: int
    missing: tuple[str, ...]
    """Articles that the warehouse lacks."""
    lost: int
    """Annotations of articles that it has, whose words are not in its text."""
    whole: list[Figure]
    by_genre: Mapping[str, list[Figure]]
    """Empty where the corpus tells of fewer than two genres."""


def report(
    scored: Scored,
    corpus: str,
    judged: Sequence[Judged],
    figures: Callable[[Sequence[Judged]], list[Figure]],
) -> Report:
    """Sum up the articles of a corpus."""
    genres = sorted({one.article.genre or "" for one in judged})
    return Report(
        scored=scored,
        corpus=corpus,
        articles=len(judged),
        gold=sum(len(one.gold) for one in judged),
        found=sum(len(one.found) for one in judged),
        missing=tuple(one.article.doc_id for one in judged if one.answer is None),
        lost=sum(one.lost for one in judged if one.answer),
        whole=figures(judged),
        by_genre={
            genre or "none": figures([one for one in judged if (one.article.genre or "") == genre])
            for genre in (genres if len(genres) > 1 else ())
        },
    )


def scores(made: Report) -> Sheet:
    """Give every number as a row: the whole corpus, each genre, then others."""
    columns = ("system", "measured_on", "genre", "metric")
    measures = tuple(field.name for field in fields(Figure))[1:]
    ours: dict[str | None, list[Figure]] = {None: made.whole}
    ours.update(made.by_genre)
    rows: list[tuple[Value, ...]] = [
        (OURSELVES, made.corpus, genre, *map(_rounded, astuple(figure)))
        for genre, figures in ours.items()
        for figure in figures
    ]
    empty = (None,) * (len(measures) - 1)
    rows += [
        (peer.system, peer.measured_on, None, peer.metric, peer.score, *empty)
        for peer in peers(made.scored)
    ]
    return Sheet("", (*columns, *measures), rows)


def beside(scored: Scored, corpus: str, ours: Mapping[str, float]) -> Sheet:
    """Set our scores, by metric, under those of others."""
    others = peers(scored)
    metrics = main_metrics(others)
    rows: dict[str, dict[str, float]] = {}
    for peer in others:
        rows.setdefault(peer.system, {})[peer.metric] = peer.score
    lines = [*rows.items(), (OURSELVES, ours)]
    measured_on = " and ".join(dict.fromkeys(peer.measured_on for peer in others))
    return Sheet(
        "F1 beside others",
        ("system", *metrics),
        [(system, *map(figures.get, metrics)) for system, figures in lines],
        f"{OURSELVES}: {corpus}. The others: {measured_on}; on other texts they would score "
        "otherwise.",
    )


def sheets(made: Report) -> list[Sheet]:
    """Give what a person reads: beside others, in full, and genre by genre."""
    ours = {figure.metric: figure.score for figure in made.whole}
    full = Sheet(
        f"Every score on {made.corpus}",
        tuple(field.name for field in fields(Figure)),
        [astuple(figure) for figure in made.whole],
        "score: F1 where precision and recall are given, else the share of gold that is right.",
    )
    return [beside(made.scored, made.corpus, ours), full, *_genres(made)]


def reliable(judged: Sequence[quotes.Judged]) -> Sheet:
    """Set the confidence of quotes beside the share of them that is right."""
    bins = reliability.bins(judged)
    every, error = reliability.whole(judged), reliability.calibration_error(bins)
    rows = [(one, one.gap) for one in bins] + [(every, error)]
    return Sheet(
        "Confidence and how often it is right (joint >= 0.5)",
        ("from", "to", "quotes", "confidence", "right", "gap"),
        [
            tuple(map(_rounded, (one.low, one.high, one.quotes, one.confidence, one.right, gap)))
            for one, gap in rows
        ],
        "Last row: all quotes, with the expected calibration error, the mean gap of the bins.",
    )


def errors(found: Sequence[Error], scored: Scored) -> Sheet:
    """Give each error as a row; a name has neither source nor cue."""
    columns = [field.name for field in fields(Error)]
    if scored == "entities":
        columns = [name for name in columns if name not in ("source", "cue")]
    rows = [tuple(_rounded(getattr(one, name)) for name in columns) for one in found]
    return Sheet("", tuple(columns), rows)


def main_metrics(others: Sequence[Peer]) -> list[str]:
    """List the metrics that others were measured by."""
    return list(dict.fromkeys(peer.metric for peer in others))


def _genres(made: Report) -> list[Sheet]:
    if not made.by_genre:
        return []
    metrics = main_metrics(peers(made.scored))
    rows: list[tuple[Value, ...]] = []
    for genre, figures in made.by_genre.items():
        ours = {figure.metric: figure for figure in figures}
        every = ours.get(COUNTED[made.scored])
        counts = (every.gold, every.found) if every else (0, 0)
        scores = [ours[metric].score if metric in ours else None for metric in metrics]
        rows.append((genre, *counts, *scores))
    return [Sheet("F1 by genre", ("genre", "gold", "found", *metrics), rows)]


def _rounded(value: Value) -> Value:
    return round(value, PLACES) if isinstance(value, float) else value
