"""Put into words what command line and dashboard both tell: speakers, cues, numbers, changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOBODY = "nobody named"
"""Stands for the speaker of a quote that names none."""
STATES = {
    "applied": "applied",
    "undone": "undone",
    "conflict": "cannot be applied",
    "malformed": "cannot be read",
    "waiting": "waits for the next build",
}


def who(quote: Mapping[str, Any]) -> str:
    """Name the speaker of a quote; of an unnamed one say whose it is, if the words do not.

    >>> who({"speaker": "his administration", "speaker_of": "Vladimir Putin"})
    'his administration (Vladimir Putin)'
    """
    speaker, of = quote["speaker"] or "", quote["speaker_of"]
    return f"{speaker} ({of})" if of and of not in speaker else speaker


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun.

    >>> counted(1, "quote"), counted(1200, "quote"), counted(2, "copy", "copies")
    ('1 quote', '1,200 quotes', '2 copies')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def reported_by(quote: Mapping[str, Any]) -> str:
    """Give the words that report a quote, and whether they deny it.

    >>> reported_by({"cue_text": "did not say", "is_negated": True})
    'not: did not say'
    """
    return ("not: " if quote["is_negated"] else "") + (quote["cue_text"] or "")


def told(row: Mapping[str, Any]) -> str:
    """Say what a correction does.

    >>> told({"action": "merge", "name": "Falk", "target_name": "Ines Falk", "value": None})
    'Falk merged into Ines Falk'
    """
    name = row["name"] or row.get("entity_id") or "?"
    target = row["target_name"] or row.get("target_id") or "?"
    value = row["value"] or "?"
    sentences = {
        "merge": f"{name} merged into {target}",
        "split": f"{_part(value)} split off {name}{_as(row['target_name'])}",
        "rename": f"{name} renamed {value}",
        "retype": f"{name} retyped {value}",
        "ignore": f"{name} ignored: it is no entity",
        "link": f"{name} linked to {value}" if value != "none" else f"{name} linked to nothing",
        "undo": f"{value} undone",
    }
    return sentences.get(row["action"], row["action"] or "?")


def signed(row: Mapping[str, Any]) -> str:
    """Say who made a correction, and when."""
    day = f"{row['made_at']:%Y-%m-%d %H:%M}" if row["made_at"] else ""
    return "  ".join(filter(None, [row["made_by"], day]))


def _part(value: str) -> str:
    kind, _, which = value.partition(":")
    return f"the name {which}" if kind == "name" else f"{kind} {which}"


def _as(name: str | None) -> str:
    return f" as {name}" if name else ""
