"""Tell what reading costs beside analysing, format by format: the same articles in each.

`python -m tests.benchmarks.reading [--documents 100]`

CPU seconds of one process, taken by stage in a real run (tests.benchmarks.stages).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from onrecord.cli.listing import show_table
from tests.benchmarks.clock import PARSING, QUOTES
from tests.benchmarks.compare import measure_stages
from tests.benchmarks.texts import write_texts

DOCUMENTS = 100
READING = ("read", "normalise")
ANALYSING = (PARSING, QUOTES, "extract the rest")
LINKS, SCRIPTS = 120, 6
"""What stands around the article of a page, as news sites have it: some 30 kB."""
COLUMNS = ("format", "kB a document", "reading", "normalising", "analysing", "share in %")


def main() -> None:
    """Print the seconds and the share for each format."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "txt"
        origin = write_texts(args.documents, folder)
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
        for name, write in WRITERS.items():
            (Path(scratch) / name).mkdir()
            write(Path(scratch) / name, texts)
        rows = [_row(Path(scratch), name) for name in ("txt", *WRITERS)]
    show_table(f"CPU seconds: {origin}", COLUMNS, rows)


def _row(scratch: Path, name: str) -> tuple[str | float, ...]:
    folder = scratch / name
    seconds = measure_stages(folder, scratch / f"{name}-data")
    read, normal = (seconds[stage] for stage in READING)
    analysing = sum(seconds[stage] for stage in ANALYSING)
    files = list(folder.iterdir())
    size = sum(file.stat().st_size for file in files) / 1000
    count = len(list((scratch / "txt").iterdir()))
    return name, size / count, read, normal, analysing, 100 * (read + normal) / analysing


def _pages(folder: Path, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        (folder / f"{number:05}.html").write_text(_page(number, text), encoding="utf-8")


def _page(number: int, text: str) -> str:
    """Lay a text out as a news site does: menus, scripts, teasers and a footer around it."""
    title, *rest = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    told = {"@type": "NewsArticle", "headline": title, "datePublished": "2026-03-12T09:00:00Z"}
    data = json.dumps({"items": list(range(number, number + 700))})
    scripts = f"<script>window.data = {data};</script>" * SCRIPTS
    links = "".join(
        f'<li class="item"><a href="/section/{n}">Section {n}</a></li>' for n in range(LINKS)
    )
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/{n}">Another story of the day, number {n}</a></h3>'
        f'<p>Read more</p><img src="/{n}.jpg" alt="A picture"></div>'
        for n in range(LINKS // 6)
    )
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in rest)
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{escape(title)} | "
        f"The Record</title><link rel='canonical' href='https://record.example/{number}'>"
        f"<script type='application/ld+json'>{json.dumps(told).replace('</', '')}</script>{scripts}"
        f"</head><body><header><nav><ul>{links}</ul></nav></header><main><article>"
        f"<h1>{escape(title)}</h1><p class='byline'>By Ana Reed</p>{body}</article><aside>{teasers}"
        f"</aside></main><footer><ul>{links}</ul><p>© The Record</p></footer></body></html>"
    )


def _lines(folder: Path, texts: list[str]) -> None:
    lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")


WRITERS: dict[str, Callable[[Path, list[str]], None]] = {"html": _pages, "jsonl": _lines}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="how many articles")
    return parser.parse_args()


if __name__ == "__main__":
    main()
