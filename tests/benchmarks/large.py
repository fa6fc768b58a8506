"""Measure the memory that large files need: a long PDF, and JSON Lines and a web archive of 100 MB.

`python -m tests.benchmarks.large [--megabytes 100] [--pages 200] [NAME ...]`

The PDF is English and analysed. The records are German: they are read, cut into chunks, compared
and indexed as all are, and spare the hours that their analysis would take; that goes batch by
batch, as it does for the PDF.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import duckdb

from onrecord.cli.listing import show_table
from tests.benchmarks.processes import Usage, measure
from tests.benchmarks.texts import write_texts
from tests.evaluation.corpora import command
from tests.transforms.readers import papers

ARTICLES = 150
WORDS_A_PAGE = 520
GERMAN = """
der die das ein eine und oder aber nicht auch nur noch schon immer wieder heute gestern morgen
Bericht Minister Hafen Brücke Stadt Rat Haushalt Sitzung Gewerkschaft Fähre Regierung Schule sagt
erklärte forderte nannte öffnet schließt kostet beginnt bleibt wird wurde hat hatte soll will kann
für gegen über unter nach vor mit ohne bei seit zwischen weil dass wenn obwohl während neue große
"""
WORDS = re.findall(r"\w+", GERMAN)
LENGTH = 450
"""Words of a record."""
FILLER = 30_000
"""Bytes of a page that are no article, as pages have them."""
COLUMNS = ("file", "MB", "documents", "rejects", "seconds", "CPU seconds", "peak MB")


def main() -> None:
    """Write each file, ingest it with one process of analysis, and print the peak of memory."""
    args = _arguments()
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in args.names or FILES:
            file = Path(scratch) / name / name
            file.parent.mkdir()
            FILES[name](file, args)
            rows.append(_measured(file, Path(scratch) / f"{name}-data"))
            file.unlink()
    show_table(f"Memory of the whole process tree ({rows[0][-1]})", COLUMNS, [r[:-1] for r in rows])


def _measured(file: Path, data: Path) -> tuple[str | float, ...]:
    size = file.stat().st_size
    os.environ["ONRECORD_PROCESSES"] = "1"
    parts = [str(command("onrecord")), "run", "--direct", str(file.parent), "--data", str(data)]
    used: Usage = measure(parts, data.with_suffix(".log"))
    with duckdb.connect(str(data / "onrecord.duckdb"), read_only=True) as db:
        counts = [
            db.execute(f"select count(*) from {t}").fetchall() for t in ("documents", "rejects")
        ]
    documents, rejects = (rows[0][0] for rows in counts)
    spent = round(used.wall), round(used.cpu), round(used.peak / 1e6)
    return (file.name, round(size / 1e6, 1), documents, rejects, *spent, used.memory)


def _pdf(file: Path, args: argparse.Namespace) -> None:
    """Set articles until the pages are full."""
    folder = file.parent.with_name("articles")
    write_texts(ARTICLES, folder)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    plain = [p.replace("&", "and").replace("<", "") for t in texts for p in t.split("\n") if p]
    words = iter(plain * 20)
    wanted, paragraphs = args.pages * WORDS_A_PAGE, []
    while wanted > 0:
        paragraphs.append(next(words))
        wanted -= paragraphs[-1].count(" ") + 1
    file.write_bytes(papers.pdf(paragraphs))


def _jsonl(file: Path, args: argparse.Namespace) -> None:
    dice, size = Random(1), 0
    with file.open("wb") as out:
        while size < args.megabytes * 10**6:
            text = "\n\n".join(_paragraphs(dice))
            size += out.write(json.dumps({"title": text[:60], "text": text}).encode() + b"\n")


def _warc(file: Path, args: argparse.Namespace) -> None:
    dice, size, number = Random(2), 0, 0
    with file.open("wb") as out:
        while size < args.megabytes * 10**6:
            number += 1
            size += out.write(_answer(f"https://zeitung.example/{number}", _page(dice)))


def _page(dice: Random) -> bytes:
    article = "".join(f"<p>{text}</p>" for text in _paragraphs(dice))
    script = f"<script>var a = {json.dumps(dice.choices(WORDS, k=FILLER // 12))};</script>"
    links = "".join(f"<li><a href='/{n}'>{dice.choice(WORDS)}</a></li>" for n in range(150))
    return (
        f"<!DOCTYPE html><html lang='de'><head><title>{dice.choice(WORDS)}</title>{script}</head>"
        f"<body><nav><ul>{links}</ul></nav><article>{article}</article></body></html>"
    ).encode()


def _answer(url: str, page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-03-14T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _paragraphs(dice: Random) -> Iterator[str]:
    for _ in range(5):
        words = dice.choices(WORDS, k=LENGTH // 5)
        yield " ".join(words).capitalize() + "."


FILES = {"long.pdf": _pdf, "records.jsonl": _jsonl, "pages.warc": _warc}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=100, help="size of the files of records")
    parser.add_argument("--pages", type=int, default=200, help="pages of the PDF")
    parser.add_argument("names", nargs="*", choices=[*FILES, []], help="only these files")
    return parser.parse_args()


if __name__ == "__main__":
    main()
