"""Commands that show entities: list, show, log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.asking import quoted
from onrecord.cli.failures import expected
from onrecord.cli.listing import AsCsv, AsJson, Entry, Form, Raw, form, out, show, show_blocks
from onrecord.cli.place import Data, warehouse
from onrecord.telling import STATES, counted, signed, told
from warehouse import entity_query, overrides
from warehouse.entity_query import Wanted
from warehouse.override_lines import TYPES
from warehouse.query import Answer, Warehouse

Limit = Annotated[int, typer.Option(min=0, help="Most rows; 0 for all.")]
COLUMNS = ("name", "entity_type", "role", "mention_count", "document_count", "quotes")
SHOWN_ID = 8
"""Digits of an id that a person sees; any beginning that is the only one will do."""


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("list")(list_entities)
    app.command("show")(show_entity)
    app.command("log")(show_log)
    app.command("history", hidden=True)(show_log)


def list_entities(
    kinds: Annotated[
        list[str] | None,
        typer.Option("--type", help="PERSON, ORG, GPE …; may be given again.", show_default="any"),
    ] = None,
    search: Annotated[str | None, typer.Option(help="Part of a name or alias.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO code of a country, as DE.")] = None,
    curated: Annotated[
        bool, typer.Option("--curated", help="Only those that somebody has corrected.")
    ] = False,
    limit: Limit = 50,
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """List people, organisations and places, most mentioned first.

    Example: `onrecord entities list --type PERSON --search brandt`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        types = [typed(kind) for kind in kinds or ()]
        wanted = Wanted(types, search, country, curated)
        found = entity_query.entities(warehouse(data), wanted, limit or None)
        if how is Form.table:
            show(*_short(found), how)
        else:
            show(found.columns, found.rows, how)


def typed(text: str) -> str:
    """Read a type of entity, in either case. Raises BadParameter for what is none."""
    if text.upper() not in TYPES:
        raise typer.BadParameter(f"{text!r} is no type: choose one of {', '.join(TYPES)}.")
    return text.upper()


def _short(found: Answer) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Give what a person wants to see of each; an asterisk marks what somebody has corrected."""
    heads = ["name", "type", "role", "mentions", "documents", "quotes", "", "id"]
    rows = [
        (
            *(row[name] for name in COLUMNS),
            "*" if row["is_curated"] else "",
            row["entity_id"][:SHOWN_ID],
        )
        for row in found.dicts()
    ]
    return heads, rows


def show_entity(
    key: Annotated[str, typer.Argument(metavar="NAME|ID", help="Name, alias, or id.")],
    limit: Annotated[
        int, typer.Option(min=0, help="Most documents and quotes of each kind; 0 for all.")
    ] = 5,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Show an entity: names, role, where it is mentioned, what it says, and its corrections.

    Example: `onrecord entities show "Ana Kovač"`
    """
    with expected():
        source = warehouse(data)
        found = entity_query.entity(source, key)
        card = entity_query.card(source, found["entity_id"], None if as_json else limit or None)
        if as_json:
            lists = {name: getattr(card, name) for name in card._fields[1:]}
            record = card.entity | lists
            show(list(record), [list(record.values())], Form.json)
            return
        _print_card(card)


def _print_card(card: entity_query.Card) -> None:
    found = card.entity
    out.print(Text(found["name"], style="bold"), Text(found["entity_type"], style="dim"))
    for name, value in _facts(card):
        out.print(Padding(Text.assemble((f"{name:<12}", "bold"), value), (0, 0, 0, 2)))
    _print_part("Corrections", map(entry, card.corrections))
    _print_part("Mentioned in", map(_document, card.mentions))
    _print_part(f"Says ({found['quotes']:,} in all)", map(quoted, card.said))
    people = f"Its people say ({found['quotes_of_people']:,} in all)"
    _print_part(people, map(quoted, card.people_said))
    _print_part(f"Said about it ({found['quotes_about']:,} in all)", map(quoted, card.about))


def _facts(card: entity_query.Card) -> Iterator[tuple[str, str]]:
    found = card.entity
    roles = [", ".join(filter(None, [one["role"], one["affiliation"]])) for one in card.roles]
    first, last = found["first_seen_at"], found["last_seen_at"]
    facts = {
        "also": ", ".join(found["aliases"]),
        "roles": "; ".join(roles),
        "country": found["country_code"] or "",
        "wikidata": f"https://www.wikidata.org/wiki/{found['wikidata_id']}"
        if found["wikidata_id"]
        else "",
        "seen": f"{first:%Y-%m-%d} to {last:%Y-%m-%d}" if first and last else "undated",
        "mentions": f"{found['mention_count']:,} in {counted(found['document_count'], 'document')}",
        "id": found["entity_id"],
    }
    yield from ((name, value) for name, value in facts.items() if value)


def _print_part(heading: str, entries: Iterator[Entry]) -> None:
    held = list(entries)
    if held:
        out.print()
        out.print(Text(heading, style="underline"))
        show_blocks(held)


def _document(row: dict[str, Any]) -> Entry:
    times = f"{row['mentions']:,} times" if row["mentions"] > 1 else "once"
    day = f"{row['published_at']:%Y-%m-%d}" if row["published_at"] else ""
    head = ((row["title"] or row["source_path"], "bold"), (times, "cyan"))
    return Entry(head, f"{day}  {row['source_path']}".strip(), ", ".join(row["words"]))


def entry(row: dict[str, Any]) -> Entry:
    """Show a correction: what it does, what became of it, who made it and why."""
    style = "green" if row["state"] == "applied" else "red" if row["reason"] else "dim"
    head = ((told(row), "bold"), (STATES[row["state"]], style))
    text = "\n".join(filter(None, [row["why"], row["reason"]]))
    return Entry(head, f"{row['override_id']}  {signed(row)}".strip(), text)


def show_log(
    limit: Limit = 50,
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """List the corrections, newest first: who made them, why, and whether they are applied.

    Example: `onrecord entities log`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        from flows.settings import load

        found = _log(warehouse(data), load(data=data).overrides)
        rows = found.rows[::-1][: limit or None]
        if how is Form.table:
            entries = map(entry, Answer(found.columns, rows).dicts())
            show_blocks(entries, "Nobody has corrected anything.")
        else:
            show(found.columns, rows, how)


def _log(source: Warehouse, path: Any) -> Answer:
    """Give the corrections as they are published, then those that wait for a build."""
    found = entity_query.corrections(source)
    shown = {row["override_id"] for row in found.dicts()}
    waiting = [row for row in overrides.read(path).rows if row.override_id not in shown]
    rows = [tuple(getattr(row, name) for name in found.columns) for row in waiting]
    place = found.columns.index("state")
    rows = [
        row if row[place] == "malformed" else (*row[:place], "waiting", *row[place + 1 :])
        for row in rows
    ]
    return Answer(found.columns, [*found.rows, *rows])
