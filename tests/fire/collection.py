"""A small collection in three states, with something of each kind that a run has to deal with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

BRIDGE = """Bridge will open in May, mayor says

Mayor Ada Lund said on Tuesday that the new bridge would open in May. She added that the toll \
would be dropped.

"We have waited long enough," Lund told reporters."""
PILOTS = """Harbour pilots reject the offer

The pilots' union rejected the offer. "It is an insult," said Tom Berg, its chairman. He argued \
that the port could afford more."""
FERRY = """# Ferry will be replaced

"The ferry is forty years old," Ines Falk, the minister of transport, said on Friday. Tom Berg \
denied that the pilots had been asked."""
PAGE = """<html><head><title>Council votes on the toll</title></head><body><p>The council voted \
against the toll. Mayor Ada Lund said she was relieved.</p><p>"Nobody will miss it," Karl Roth \
told the council in Ashgrove.</p></body></html>"""
GERMAN = "Der Hafen bleibt geschlossen, und niemand weiß, wann er wieder geöffnet wird. " * 4
LATE = """Ministry doubts the date

Ines Falk said that the date was in doubt. "May is too early," she told the Ashgrove Herald."""


def records(*texts: str) -> str:
    """Give records, one a line."""
    lines = ({"id": str(number), "text": text} for number, text in enumerate(texts))
    return "\n".join(map(json.dumps, lines)) + "\n"


FIRST: Mapping[str, str] = {
    "bridge.txt": BRIDGE,
    "pilots.txt": PILOTS,
    "de/hafen.txt": GERMAN,
    "broken.json": '{"text": "Never ended',
}
SECOND: Mapping[str, str] = FIRST | {
    "copies/pilots.txt": PILOTS,
    "ferry.md": FERRY,
    "feed.jsonl": records(
        "Anna Roth said that the feed was new.",
        "Karl Roth denied it.",
        "Tom Berg told the union that he would resign.",
    ),
}
THIRD: Mapping[str, str] = {
    "port/bridge.txt": BRIDGE,
    "pilots.txt": PILOTS.replace("could afford more", "had promised more"),
    "de/hafen.txt": GERMAN,
    "broken.json": json.dumps({"text": "Ada Lund said that it was mended."}),
    "copies/pilots.txt": PILOTS,
    "feed.jsonl": records(
        "Anna Roth said that the feed was new.", "Karl Roth admitted it.", "Nobody spoke."
    )
    + "{broken",
    "page.html": PAGE,
    "late.txt": LATE,
}
ADDED: Mapping[str, str] = {"letter.txt": LATE.replace("date", "price"), "page.htm": PAGE}
"""Files that are handed over."""
HARD = "Ada Lund said that the analysis of this was HARD."
"""A document of which the analysis fails once."""


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder hold these files and no others; what is as it was keeps its time."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def replace(target: Path, source: Path) -> None:
    """Make one folder an exact copy of another."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
