"""Commands that score the warehouse against texts that people annotated."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.failures import expected
from onrecord.cli.holding import answers
from onrecord.cli.listing import AsCsv, AsJson, Form, Raw, form
from onrecord.cli.running import Pipeline, Processes, given_settings
from onrecord.cli.scores import show_scores

Corpus = Annotated[
    Path, typer.Option(help="Annotated texts: JSON lines, a record an article, gzipped or not.")
]
Genres = Annotated[str | None, typer.Option(help="Score only these genres, separated by commas.")]
Held = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        help="Published file, or data folder, that holds the texts already.",
        show_default="the texts are ingested into a temporary one",
    ),
]
Least = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure.")
]
Errors = Annotated[
    int | None,
    typer.Option(min=0, help="List so many that were missed, and so many false; 0 for all."),
]

evaluate = typer.Typer(
    help="Score quotes and names against texts that people annotated.", no_args_is_help=True
)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    evaluate.command()(quotes)
    evaluate.command()(entities)
    app.add_typer(evaluate, name="evaluate")


def quotes(
    corpus: Corpus,
    genres: Genres = None,
    held: Held = None,
    min_confidence: Least = 0.0,
    reliability: Annotated[
        bool, typer.Option("--reliability", help="Compare confidence with what is right.")
    ] = False,
    errors: Errors = None,
    pipeline: Pipeline = None,
    processes: Processes = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """Score who said what: contents, cues, sources and speakers, beside other systems.

    A record is `{"doc_id": …, "text": …, "attributions": [{"content": [[start, end]], …}]}`;
    docs/evaluation.md says more. JSON and CSV hold the scores, or the one list that is asked for.

    Example: `onrecord evaluate quotes --corpus annotated.jsonl --errors 5`
    """
    how = _form(as_json, as_csv, raw, reliability and errors is not None)
    with expected("Stopped. Nothing was kept."):
        from onrecord.evaluation import errors as wrong
        from onrecord.evaluation import quotes as scorer
        from onrecord.evaluation import report
        from onrecord.evaluation.corpus import read

        articles = read(corpus, "attributions", _listed(genres))
        given = given_settings(None, pipeline, processes)
        found = answers(articles, "quotes", held, given)
        judged = [scorer.judge(one, found.get(one.doc_id), min_confidence) for one in articles]
        made = report.report("quotes", corpus.name, judged, scorer.figures)
        bins = report.reliable(judged) if reliability else None
        listed = None if errors is None else wrong.quote_errors(judged, errors or None)
        show_scores(made, bins, listed, how)


def entities(
    corpus: Corpus,
    genres: Genres = None,
    held: Held = None,
    min_confidence: Least = 0.0,
    errors: Errors = None,
    pipeline: Pipeline = None,
    processes: Processes = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """Score names of persons, organisations and places, and which of them are one and the same.

    A record is `{"doc_id": …, "text": …, "mentions": [{"start": …, "end": …, "type": …}]}`;
    docs/evaluation.md says more. JSON and CSV hold the scores, or with --errors the errors.

    Example: `onrecord evaluate entities --corpus annotated.jsonl.gz --genres news,bio`
    """
    how = _form(as_json, as_csv, raw, False)
    with expected("Stopped. Nothing was kept."):
        from onrecord.evaluation import entities as scorer
        from onrecord.evaluation import errors as wrong
        from onrecord.evaluation import report
        from onrecord.evaluation.corpus import read

        articles = read(corpus, "mentions", _listed(genres))
        given = given_settings(None, pipeline, processes)
        found = answers(articles, "names", held, given)
        judged = [scorer.judge(one, found.get(one.doc_id), min_confidence) for one in articles]
        made = report.report("entities", corpus.name, judged, scorer.figures)
        listed = None if errors is None else wrong.name_errors(judged, errors or None)
        show_scores(made, None, listed, how)


def _form(as_json: bool, as_csv: bool, raw: bool, is_several: bool) -> Form:
    how = form(as_json, as_csv, raw)
    if how is not Form.table and is_several:
        raise typer.BadParameter(
            f"--{how.value} prints one list: choose --errors or --reliability, not both."
        )
    return how


def _listed(genres: str | None) -> list[str]:
    return [genre.strip() for genre in (genres or "").split(",") if genre.strip()]
