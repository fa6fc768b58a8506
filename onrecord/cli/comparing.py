"""The command that tells the versions of a document apart: diff."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from onrecord.changes import KINDS, Change, Quote, quote_changes, version_before
from onrecord.cli.failures import expected
from onrecord.cli.listing import AsCsv, AsJson, Entry, Form, Raw, err, form, out, show, show_blocks
from onrecord.cli.place import Data, warehouse
from onrecord.cli.words import marked, stretches
from onrecord.edits import Edit, edits
from onrecord.telling import NOBODY, counted, reported_by
from transforms.errors import UsageError
from warehouse import version_query
from warehouse.query import Warehouse

TOLD = ("speaker", "cue_text", "is_negated", "said", "start_char")
COLUMNS = (
    *("part", "change", "speaker_before", "speaker_after", "cue_before", "cue_after"),
    *("is_negated_before", "is_negated_after", "before", "after"),
    *("start_char_before", "start_char_after"),
)
STYLES = {
    "appeared": "green",
    "vanished": "red",
    "reworded": "yellow",
    "reattributed": "magenta",
}
Version = dict[str, Any]


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(diff)


def diff(
    document: Annotated[str, typer.Argument(help="Its path, the end of its path, or its id.")],
    older: Annotated[
        int | None,
        typer.Option("--from", metavar="VERSION", show_default="the one before"),
    ] = None,
    newer: Annotated[
        int | None, typer.Option("--to", metavar="VERSION", show_default="the last")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """Tell what changed from one version of a document to another: its quotes, then its text.

    Example: `onrecord diff budget-talks.txt --from 1`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        asked = warehouse(data)
        versions = version_query.history(asked, document)
        last = versions[0] if newer is None else _version(newer, versions)
        first = version_before(versions, last["version"]) if older is None else older
        if first is None:
            err.print(_alone(last, versions), soft_wrap=True)
            if how is not Form.table:
                show(COLUMNS, [], how)
            return
        _show(asked, _version(first, versions), last, how)


def _version(number: int, versions: list[Version]) -> Version:
    for one in versions:
        if one["version"] == number:
            return one
    known = ", ".join(str(one["version"]) for one in reversed(versions))
    raise UsageError(f"{versions[0]['source_path']} has no version {number}: choose from {known}.")


def _alone(one: Version, versions: list[Version]) -> str:
    path, seen = one["source_path"], f"{one['seen_at']:%Y-%m-%d at %H:%M} UTC"
    if len(versions) == 1:
        return f"{path} was first seen on {seen} and has not changed since: it has one version."
    return f"{path}: there is no version before {one['version']} to compare it with."


def _show(asked: Warehouse, old: Version, new: Version, how: Form) -> None:
    key, pair = old["document_id"], (old["version"], new["version"])
    said = (version_query.quotes(asked, key, version).dicts() for version in pair)
    texts = (version_query.text(asked, key, version) for version in pair)
    quotes, words = quote_changes(*said), edits(*texts)
    if how is not Form.table:
        changed = (edit for edit in words if edit.is_change)
        show(COLUMNS, [*map(_quote_row, quotes), *map(_text_row, changed)], how)
        return
    _print_head(old, new)
    _print_quotes(quotes)
    if not (old["is_removed"] or new["is_removed"]):
        _print_text(words)


def _print_head(old: Version, new: Version) -> None:
    title = new["title"] or old["title"] or new["source_path"]
    out.print(Text(title, style="bold"))
    out.print(Text(new["source_path"], style="dim"))
    for one, sign in ((old, "−"), (new, "+")):
        out.print(
            f"{sign} version {one['version']}  {one['seen_at']:%Y-%m-%d %H:%M} UTC  {_state(one)}"
        )
    makers = {one["fingerprint"] for one in (old, new) if not one["is_removed"]}
    if len(makers) > 1:
        note = (
            "The two were not analysed by the same release, model and settings, so that some "
            "quotes may differ though the words do not."
        )
        out.print(Text(note, style="yellow"))
    out.print()


def _state(one: Version) -> str:
    if one["is_removed"]:
        return "removed"
    if not one["is_analysed"]:
        return "not analysed: its quotes are unknown"
    return counted(one["quote_count"], "quote")


def _print_quotes(changes: list[Change]) -> None:
    counts = Counter(change.kind for change in changes)
    told = ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if counts[kind])
    out.print(Text.assemble(("Quotes: ", "bold"), told or "the same in both"))
    out.print()
    if changes:
        show_blocks(map(_entry, changes))


def _print_text(words: list[Edit]) -> None:
    number = sum(edit.is_change for edit in words)
    told = counted(number, "change") if number else "the same in both"
    out.print(Text.assemble(("Text: ", "bold"), told))
    for stretch in stretches(words):
        out.print()
        out.print(Padding(marked(stretch), 0))


def _entry(change: Change) -> Entry:
    one = change.after or change.before or {}
    old, new = (quote or one for quote in (change.before, change.after))
    speaker = _turned(_speaker(old), _speaker(new))
    cue = _turned(reported_by(old), reported_by(new))
    head = [(change.kind, STYLES[change.kind]), (speaker, "bold"), (cue, "cyan")]
    return Entry(head, "", marked(edits(old["said"], new["said"])))


def _turned(old: str, new: str) -> str:
    return new if old == new else f"{old or 'nothing'} → {new or 'nothing'}"


def _speaker(quote: Quote) -> str:
    return quote["speaker"] or NOBODY


def _quote_row(change: Change) -> tuple[Any, ...]:
    pair = (change.before, change.after)
    return ("quote", change.kind, *(quote and quote[name] for name in TOLD for quote in pair))


def _text_row(edit: Edit) -> tuple[Any, ...]:
    kind = "replaced" if edit.before and edit.after else "removed" if edit.before else "added"
    return ("text", kind, *[None] * 6, *edit)
