"""Write how a document came to be what it is: its versions, and what its last edit changed."""

from __future__ import annotations

from html import escape
from typing import Any

from onrecord.changes import Change
from onrecord.dashboard.wording import breakable, day, isolated, moment
from onrecord.edits import edits
from onrecord.telling import NOBODY, counted


def history(versions: list[dict[str, Any]], changes: list[Change] | None) -> str:
    """Write the versions, newest first, folded away behind what the last edit changed.

    `changes` are those of quotes since the version before; None where there is none.
    """
    if not versions:
        return ""
    rows = "".join(
        f"<li>Version {row['version']}: {escape(moment(row['seen_at']))}, "
        f"{'removed' if row['is_removed'] else counted(row['quote_count'] or 0, 'quote')}</li>"
        for row in versions
    )
    summary = f"Version {versions[0]['version']} of {len(versions)}"
    if changes is None:
        return f"<details><summary>{summary}</summary><ul>{rows}</ul></details>"
    number = counted(len(changes), "quote") if changes else "no quote"
    edited = f", edited on {escape(day(versions[0]['seen_at']))}: {number} changed"
    items = "".join(map(_changed, changes))
    return (
        f'<details class="edited"><summary>{summary}{edited}</summary>'
        f'<ul class="edits">{items}</ul><ul>{rows}</ul></details>'
    )


def _changed(change: Change) -> str:
    one = change.after or change.before or {}
    old, new = change.before or one, change.after or one
    names = _turned(*(quote["speaker"] or NOBODY for quote in (old, new)))
    cues = _turned(*(quote["cue_text"] or "" for quote in (old, new)))
    return (
        f'<li class="{change.kind}"><span class="label">{change.kind}</span> <b>{names}</b> '
        f'<span class="how">{cues}</span> <span dir="auto">{_words(old["said"], new["said"])}'
        "</span></li>"
    )


def _turned(old: str, new: str) -> str:
    return " → ".join(isolated(name) for name in dict.fromkeys((old, new)))


def _words(old: str, new: str) -> str:
    return "".join(_written(edit.before, edit.after) for edit in edits(old, new))


def _written(before: str, after: str) -> str:
    if before == after:
        return breakable(before)
    gone = f"<del>{breakable(before)}</del>" if before else ""
    return gone + (f"<ins>{breakable(after)}</ins>" if after else "")
