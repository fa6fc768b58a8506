"""Cut off a name what only stands beside it: in a heading, in a list of players, at an opening.

A name that takes in its neighbour once is shown for somebody everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from transforms.lexicons import labelled
from transforms.mentions.edges import SPREAD, Span
from transforms.mentions.parse import PROPER, Parse

Words = tuple[str, ...]
LEAST = 3
"""Words of the shortest name that may hold another's."""
CODE = 3
"""Most letters of the code of a position: QB, DL."""
GERUND = ("ing", 6)
"""How a word ends that is done to somebody, and how long it is at least: Defending Anna Reed."""
CLOSING = ".!?”\"’'…:;"
LONGEST_LINE = 150
"""Most characters of a line that is a heading or a caption."""


def without_neighbours(parse: Parse, spans: list[Span]) -> list[Span]:
    """Give the names without what stands before or behind them by chance, in order."""
    trimmed = [_opened(parse, span) for span in spans]
    whole = Counter(_words(parse, span) for span in trimmed if _may_be_whole(parse, span))
    running = {
        _words(parse, span)
        for span in trimmed
        if span[2] in SPREAD and span[1] - span[0] >= LEAST and not _is_in_heading(parse, span)
    }
    return [_shortened(parse, span, whole, running) for span in trimmed]


def _opened(parse: Parse, span: Span) -> Span:
    """Cut off what opens a sentence before a name, and the code of a player's position."""
    start, end, label = span
    if end - start < LEAST or label not in SPREAD:
        return span
    words, given = parse.words, labelled("given_names")
    for at in range(start, end - 2):
        is_code = words[at].isupper() and words[at].isalpha() and 1 < len(words[at]) <= CODE
        if is_code and label == "PERSON" and not words[end - 1].isupper():
            return at + 1, end, label
    first = parse.lower[start]
    opens = not start or parse.sentence[start - 1] != parse.sentence[start]
    if not opens or first in given or parse.lower[start + 1] not in given:
        return span
    is_done = first.endswith(GERUND[0]) and len(first) >= GERUND[1]
    is_trade = first in labelled("trade_nouns") or first in labelled("people_nouns")
    return (start + 1, end, "PERSON") if is_done or is_trade else span


def _shortened(parse: Parse, span: Span, whole: Counter[Words], running: set[Words]) -> Span:
    """Cut a name that stands in headings alone to the one in it that running text has."""
    start, end, label = span
    words = _words(parse, span)
    if end - start < LEAST or label not in SPREAD or words in running:
        return span
    if not _is_in_heading(parse, span):
        return span
    for width in range(end - start - 1, 1, -1):
        for first in range(start, end - width + 1):
            if whole[tuple(parse.words[first : first + width])]:
                return first, first + width, "PERSON"
    return span


def _may_be_whole(parse: Parse, span: Span) -> bool:
    """Tell whether a span is a person's name of several words in running text."""
    return span[2] == "PERSON" and span[1] - span[0] > 1 and not _is_in_heading(parse, span)


def _is_in_heading(parse: Parse, span: Span) -> bool:
    """Tell whether a name stands in a line that is no sentence."""
    start, end = parse.starts[span[0]], parse.ends[span[1] - 1]
    first = parse.text.rfind("\n", 0, start) + 1
    last = parse.text.find("\n", end)
    line = parse.text[first : last if last >= 0 else len(parse.text)].rstrip()
    return len(line) <= LONGEST_LINE and not line.endswith(tuple(CLOSING))


def _words(parse: Parse, span: Span) -> Words:
    return tuple(parse.words[span[0] : span[1]])


STATE = frozenset({"state", "county", "city", "district", "federal", "public", "prime", "general"})
"""What many an office has before it that says nothing of where it is."""


def with_offices(parse: Parse, spans: list[Span]) -> list[Span]:
    """Name an office in full: the Hays County Sheriff's Office; not "the Mayor's Office".

    Half of its name joins the offices of all counties, and that of a mayor those of all towns.
    """
    offices = list(_offices(parse))
    if not offices:
        return spans
    people = {at for start, end, label in spans if label == "PERSON" for at in range(start, end)}
    made = [
        (start, end, "ORG")
        for start, end in offices
        if _is_told(parse, start, end) and people.isdisjoint(range(start, end))
    ]
    taken = {at for start, end, _ in made for at in range(start, end)}
    heads = {end - 1 for _, end in offices}
    kept = (
        span
        for span in spans
        if taken.isdisjoint(range(span[0], span[1]))
        and not (span[1] - span[0] == 1 and span[0] in heads)
    )
    return sorted([*kept, *made])


def _offices(parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield the capitalised offices of somebody, from the first of the owner's proper nouns."""
    for at in [at for at, word in enumerate(parse.words) if word == "Office"]:
        start = at - 1
        if start < 1 or parse.tags[start] != "POS":
            continue
        while start and parse.tags[start - 1] in PROPER and parse.words[start - 1][0].isupper():
            start -= 1
        if start < at - 1:
            yield start, at + 1


def _is_told(parse: Parse, start: int, end: int) -> bool:
    """Tell whether the owner's words say more than the post: of which county, of which town."""
    posts = (labelled("people_nouns"), labelled("trade_nouns"), STATE)
    owner: Iterable[str] = (parse.lower[at] for at in range(start, end - 2))
    return any(not any(word in post for post in posts) for word in owner) and any(
        parse.lower[at] in labelled("people_nouns") or parse.lower[at] in STATE
        for at in range(start, end - 2)
    )
