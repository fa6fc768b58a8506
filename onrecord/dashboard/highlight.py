"""Turn a text and the spans in it into HTML that shows them, whatever the text says."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from onrecord.dashboard.wording import breakable

GAP = re.compile(r"\n\n+")


class Span(NamedTuple):
    """A piece of a text that is shown: half-open, in code points.

    `note` appears where a pointer rests. `anchor` names the place where the span begins, so that
    a link can lead there; `number` puts a reference to the note of that number behind its end.
    """

    start: int
    end: int
    kind: str
    note: str = ""
    anchor: str | None = None
    number: int | None = None


def highlighted(text: str, spans: Iterable[Span]) -> str:
    r"""Give the paragraphs of a text as HTML, with its spans marked.

    Spans may nest, overlap and cross paragraphs: the text is cut wherever one begins or ends,
    and each piece carries the kinds of all that cover it. Without its tags it is the text again.

    >>> highlighted("He said no.", [Span(3, 7, "cue"), Span(8, 10, "content")])
    '<p dir="auto">He <mark class="cue">said</mark> <mark class="content">no</mark>.</p>'
    """
    waiting = deque(sorted(_clipped(spans, len(text)), key=_outermost_first))
    numbered = defaultdict(list)
    for span in waiting:
        numbered[span.end].append(span)
    gaps = [match.span() for match in GAP.finditer(text)]
    openings, closings = _paragraphs(gaps, len(text))
    covering: list[Span] = []
    html: list[str] = []
    for start, stop in pairwise(sorted({0, len(text), *_edges(waiting), *openings, *closings})):
        covering = [span for span in covering if span.end > start]
        html += ['<p dir="auto">'] * (start in openings)
        while waiting and waiting[0].start == start:
            covering.append(waiting.popleft())
            html.append(_anchor(covering[-1]))
        html.append(_piece(text[start:stop], covering))
        html += map(_reference, numbered[stop])
        html += ["</p>"] * (stop in closings)
    return "".join(html)


def _clipped(spans: Iterable[Span], length: int) -> Iterator[Span]:
    for span in spans:
        start, end = max(0, span.start), min(span.end, length)
        if start < end:
            yield span._replace(start=start, end=end)


def _outermost_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _edges(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        yield span.start
        yield span.end


def _paragraphs(gaps: list[tuple[int, int]], length: int) -> tuple[set[int], set[int]]:
    """Give where paragraphs begin and where they end: what lies between the gaps, if anything."""
    begins = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), length]
    filled = [(begin, end) for begin, end in zip(begins, ends, strict=True) if begin < end]
    return {begin for begin, _ in filled}, {end for _, end in filled}


def _piece(words: str, covering: list[Span]) -> str:
    if not covering or not words.strip("\n"):
        return breakable(words)
    kinds = [kind for span in covering for kind in span.kind.split()]
    classes = list(dict.fromkeys(kinds))
    classes += ["nested"] * (kinds.count("content") > 1)
    notes = dict.fromkeys(span.note for span in reversed(covering) if span.note)
    title = f' title="{escape(chr(10).join(notes))}"' if notes else ""
    return f'<mark class="{escape(" ".join(classes))}"{title}>{breakable(words)}</mark>'


def _anchor(span: Span) -> str:
    return f'<span class="anchor" id="{escape(span.anchor)}"></span>' if span.anchor else ""


def _reference(span: Span) -> str:
    """Point to a note; the style sheet shows the number, which is no part of the text."""
    if span.number is None:
        return ""
    return (
        f'<a class="reference" href="#note-{span.number}" data-number="{span.number}" '
        f'aria-label="Quote {span.number}"></a>'
    )
