"""Write what became of words: coloured in a terminal, with signs where there are no colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from onrecord.cli.listing import out
from onrecord.edits import Edit

CONTEXT = 8
"""Unchanged words that are shown on each side of a change."""
GONE, COME = "red strike", "green"


def stretches(words: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Yield the changes with some words around them, those near one another together."""
    stretch: list[Edit] = []
    for number, edit in enumerate(words, 1):
        if edit.is_change or (stretch and number < len(words) and _is_short(edit.before)):
            stretch.append(edit)
        else:
            if stretch:
                yield [*stretch, _equal(_head(edit.before, stretch[-1]))]
            stretch = [_equal(_tail(edit.before))]
    if any(edit.is_change for edit in stretch):
        yield stretch


def marked(words: Sequence[Edit]) -> Text:
    """Write edits as one text, with what is gone before what has come."""
    found = Text()
    for edit in words:
        if edit.is_change:
            _append(found, edit)
        else:
            found.append(edit.before)
    found.rstrip()
    return found


def _append(text: Text, edit: Edit) -> None:
    """Write a change; the white space around it is that of the words that stay."""
    old, new, kept = edit.before.strip(), edit.after.strip(), edit.after or edit.before
    if old == new:  # only white space has changed: a paragraph began there, or ended
        old, new = ("", f"{new}¶") if "\n" in edit.after else (f"{old}¶", new)
    text.append(kept[: len(kept) - len(kept.lstrip())] if kept.strip() else "")
    if out.is_terminal and not out.no_color:
        text.append(old, GONE).append(" " if old and new else "").append(new, COME)
    else:
        text.append(f"[-{old}-]" if old else "").append(f"{{+{new}+}}" if new else "")
    text.append(kept[len(kept.rstrip()) :])


def _is_short(text: str) -> bool:
    return "\n" not in text and len(text.split()) <= 2 * CONTEXT


def _head(text: str, change: Edit) -> str:
    """Give the words after a change, up to the end of the paragraph."""
    if (change.after or change.before).endswith("\n"):
        return ""
    line = text.partition("\n")[0]
    words = line.split(" ")
    return line if len(words) <= CONTEXT else " ".join([*words[:CONTEXT], "…"])


def _tail(text: str) -> str:
    """Give the words before a change, from the beginning of the paragraph."""
    line = text.rpartition("\n")[2]
    words = line.rstrip(" ").split(" ")
    return line if len(words) <= CONTEXT else " ".join(["…", *words[-CONTEXT:], ""])


def _equal(text: str) -> Edit:
    return Edit(text, text, 0, 0)
