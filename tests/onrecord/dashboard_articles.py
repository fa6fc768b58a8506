"""Hold the articles that the dashboard is tested with: one plain, one hostile, one long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.onrecord.dashboard_archive import Article, Said

BUDGET = Article(
    path="politics/budget.txt",
    title="Budget talks break up",
    url="https://courier.example/budget",
    text=(
        "Budget talks break up\n\n"
        "Finance Minister Ana Kovač left at dawn. “We have not walked out,” Ana Kovač told "
        "reporters waiting in the rain 🌧. “We sit down again on Monday.”\n\n"
        "Peter Zalar denied that he had threatened to resign.\n\n"
        "“Ana Kovač said to us, ‘You will have the money by Christmas,’” recalled Tone Breznik, "
        "a mayor. He believes that\nPeter Zalar will give in."
    ),
    said=(
        Said(
            ("“We have not walked out,”", "“We sit down again on Monday.”"), "Ana Kovač",
            cue="told", role="finance minister",
        ),
        Said(
            ("that he had threatened to resign",), "Peter Zalar", cue="denied",
            quote_type="indirect", is_negated=True,
        ),
        Said(
            ("“Ana Kovač said to us, ‘You will have the money by Christmas,’”",), "Tone Breznik",
            cue="recalled", about="Ana Kovač", role="mayor",
        ),
        Said(("‘You will have the money by Christmas,’",), "Ana Kovač", cue="said to", parent=2),
        Said(
            ("that\nPeter Zalar will give in",), "Tone Breznik", cue="believes",
            about="Peter Zalar", quote_type="indirect", kind="thought",
        ),
    ),
)  # fmt: skip

EVIL = "<script>window.harmed=1</script><img src=x onerror=window.harmed=1>"
HOSTILE = Article(
    path="wire/hostile.txt",
    title=f"{EVIL} **bold** $\\frac{{1}}{{2}}$ :red[x] [a](javascript:window.harmed=1)",
    publisher="<b>Wire</b> & “Co”",
    url="javascript:window.harmed=1",
    published_at=datetime(2026, 1, 5, tzinfo=UTC),
    text=(
        f"Eve <i>Adams</i> said $x^2$ and {EVIL} & more, at =1+1 o’clock.\n\n"
        f"{'Donaudampfschiff' * 30} was the word of the day, &lt;b&gt; _it_ `was` # said.\n\n"
        "قال שלום دان ليفي ‏ وداعا said the visitor, יום טוב."
    ),
    said=(
        Said((f"$x^2$ and {EVIL} & more",), "Eve <i>Adams</i>", quote_type="indirect"),
        Said(("=1+1",), "Eve <i>Adams</i>", quote_type="indirect"),
        Said(("وداعا",), "دان ليفي", cue="قال"),
    ),
)

BULK_QUOTES = 120
BULK = Article(
    path="local/council.txt",
    title="The council sat all night",
    publisher="Valley Post",
    published_at=datetime(2026, 2, 1, tzinfo=UTC),
    text="\n\n".join(
        f"Speaker Number{number:03} said: “Item {number:03} is settled.”"
        for number in range(BULK_QUOTES)
    ),
    said=tuple(
        Said((f"“Item {number:03} is settled.”",), f"Number{number:03}")
        for number in range(BULK_QUOTES)
    ),
)
SYNDICATED = replace(
    BUDGET,
    path="wire/budget.txt",
    publisher="Evening Wire",
    published_at=datetime(2026, 3, 13, tzinfo=UTC),
    text=f"{BUDGET.text}\n\nThis report first stood in another paper.",
)
"""The same story a day later, with a foot line."""
ARTICLES = (BUDGET, HOSTILE, BULK, SYNDICATED)
