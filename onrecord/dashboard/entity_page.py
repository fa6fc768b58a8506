"""The card of an entity: who it is and how we know, what it says, what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from onrecord.dashboard import asking, entities_page
from onrecord.dashboard.behaviour import move
from onrecord.dashboard.filters import address
from onrecord.dashboard.quote_list import article_address, listed
from onrecord.dashboard.wording import day, isolated, moment
from onrecord.telling import STATES, counted, told
from warehouse import entity_query
from warehouse.entity_query import Card, UnknownEntity
from warehouse.quote_query import Filters

BACK = (
    f'<p class="onrecord back"><a target="_self" href="{entities_page.ADDRESS}">'
    "All people and organisations</a></p>"
)
MOST = 30  # quotes of each kind, and documents, that the card shows


def show(path: Path) -> None:
    """Show the entity that the address names."""
    st.html(BACK)
    source = asking.warehouse(path)
    key = st.query_params.get("entity", "")
    try:
        card = asking.at_once(
            path,
            lambda: entity_query.card(source, entity_query.entity(source, key)["entity_id"], MOST),
        )
    except UnknownEntity:
        st.html(
            '<div class="onrecord state"><h2>No such name</h2><p>Nothing, or more than one thing, '
            f"is known as {isolated(key)} now. A correction or another document may have joined "
            "it to something else.</p></div>"
        )
        return
    st.set_page_config(page_title=f"{card.entity['name']} · Onrecord")
    st.html(written(card))
    move("")


def written(card: Card) -> str:
    """Write the card."""
    found = card.entity
    name = found["name"]
    says = _quotes(card.said, found["quotes"], "by", name, Filters(speaker=name))
    people = _quotes(card.people_said, found["quotes_of_people"], "by people of", name)
    about = _quotes(card.about, found["quotes_about"], "about", name, Filters(about=name))
    return (
        f'<div class="onrecord card"><main>{_header(found)}{_corrections(card.corrections)}'
        f"{says}{people}{about}</main><aside>{_roles(card.roles)}{_documents(card)}</aside></div>"
    )


def _header(found: dict[str, Any]) -> str:
    facts = [entities_page.kind(found["entity_type"]), found["country_code"] or ""]
    mentions = counted(found["mention_count"], "mention")
    documents = counted(found["document_count"], "document")
    facts += [_span(found), f"{mentions} in {documents}"]
    mark = ' <span class="corrected">corrected</span>' if found["is_curated"] else ""
    also = ", ".join(map(isolated, found["aliases"]))
    known = f'<p class="also">Also called {also}</p>' if also else ""
    shown = " · ".join(escape(fact) for fact in facts if fact)
    return (
        f"<header><h1>{isolated(found['name'])}{mark}</h1>"
        f'<p class="source">{shown}{_link(found["wikidata_id"])}</p>{known}</header>'
    )


def _span(found: dict[str, Any]) -> str:
    first, last = found["first_seen_at"], found["last_seen_at"]
    if not first:
        return ""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _link(item: str | None) -> str:
    if not item:
        return ""
    address = f"https://www.wikidata.org/wiki/{escape(item)}"
    return f' · <a target="_blank" rel="noreferrer" href="{address}">Wikidata {escape(item)}</a>'


def _corrections(rows: Iterable[dict[str, Any]]) -> str:
    items = "".join(_correction(row) for row in rows)
    return (
        f'<section class="changes"><h2>Corrections</h2><ul>{items}</ul></section>' if items else ""
    )


def _correction(row: dict[str, Any]) -> str:
    by = isolated(row["made_by"])
    at = escape(moment(row["made_at"])) if row["made_at"] else ""
    signed = ", ".join(filter(None, [by, at]))
    why = f"<q>{isolated(row['why'])}</q>" if row["why"] else ""
    state = "" if row["state"] == "applied" else f" ({STATES[row['state']]})"
    details = " · ".join(filter(None, [signed, why]))
    return f"<li><b>{isolated(told(row))}</b>{state} <span>{details}</span></li>"


def _quotes(
    quotes: list[dict[str, Any]], total: int, by: str, name: str, wanted: Filters | None = None
) -> str:
    if not quotes:
        return ""
    place = escape(address(wanted)) if wanted else ""
    link = f'<small><a target="_self" href="{place}">filter them</a></small>' if wanted else ""
    which = f"the newest {len(quotes):,}" if total > len(quotes) else ""
    return (
        f"<section><h2>{counted(total, 'quote')} {by} {isolated(name)} {link}</h2>"
        f"{listed(quotes, which)}</section>"
    )


def _roles(roles: Iterable[dict[str, Any]]) -> str:
    items = "".join(_role(row) for row in roles)
    return f"<section><h2>Roles</h2><ul>{items}</ul></section>" if items else ""


def _role(row: dict[str, Any]) -> str:
    role = isolated(", ".join(filter(None, [row["role"], row["affiliation"]])))
    place = f'<a target="_self" href="{escape(article_address(row["document_id"]))}">'
    title = isolated(row["title"] or row["source_path"])
    more = f" and {row['documents'] - 1:,} more" if row["documents"] > 1 else ""
    return f"<li><b>{role}</b> <span>in {place}{title}</a>{more}</span></li>"


def _documents(card: Card) -> str:
    items = "".join(_items(card.mentions))
    left = card.entity["document_count"] - len(card.mentions)
    more = f"<li><span>and {counted(left, 'document')} more</span></li>" if left > 0 else ""
    return f"<section><h2>Mentioned in</h2><ul>{items}{more}</ul></section>"


def _items(mentions: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in mentions:
        address = escape(article_address(row["document_id"]))
        title = isolated(row["title"] or row["source_path"])
        words = ", ".join(map(isolated, row["words"][:4]))
        facts = [escape(day(row["published_at"])), f"{row['mentions']:,} ×", words]
        yield (
            f'<li><a target="_self" href="{address}">{title}</a> '
            f"<span>{' · '.join(facts)}</span></li>"
        )
