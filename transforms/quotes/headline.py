"""Read headlines, which the parser takes amiss: `Minister: We will not yield`, `Chief Warns of …`.

Their words have large letters, lack articles and verbs, and a colon may do what `says` does. Only
plain forms are read; a colon behind what is no speaker reports nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from transforms.lexicons import lexicon, taking
from transforms.quotes import describe
from transforms.quotes.attribution import Attribution, Span
from transforms.quotes.contents import NOT_WORDS, Range
from transforms.quotes.denial import is_denying
from transforms.quotes.headings import (
    DASHES,
    behind_announcement,
    headings,
    is_section,
    words_of,
)
from transforms.quotes.tree import Tree

CONFIDENCE = 0.6
MOST_LABEL_WORDS = 8
MOST_SUBJECT_WORDS = 12
FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
TOLD = FINITE | {"VBN"}
"""What a clause has in headlines, where `Two held` stands for `two are held`."""
TOPIC = frozenset({"on", "to", "tells"})
"""Words that part a speaker from a topic or a hearer: `Lee on the strike: “Nobody gains”`."""
ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Report:
    """Ranges of tokens in a headline: who says what, by which words."""

    source: Range
    cue: Range
    content: Range
    lemma: str


def with_headlines(tree: Tree, found: list[Attribution]) -> list[Attribution]:
    """Add what headlines report, in place of what was read there across their parts."""
    for start, end in headings(tree.text):
        begin, stop = words_of(tree, start, end)
        if begin >= stop:
            continue
        if tree.text[start:end].lower().startswith(tuple(lexicon("link"))):
            found = [one for one in found if not (one.cue and start <= one.cue[0][0] < end)]
            continue
        found = [one for one in found if not _is_void(tree, one, begin, stop, found)]
        report = (
            _labelled(tree, begin, stop, found)
            or _told(tree, begin, stop)
            or _signed(tree, begin, stop, found)
        )
        one = _attribution(tree, report) if report else None
        if one and not any(_is_known(other, one) for other in found):
            found = [*(other for other in found if not _rivals(other, one)), one]
    return found


def _is_void(tree: Tree, one: Attribution, begin: int, stop: int, found: list[Attribution]) -> bool:
    """Whether a colon in a heading was read as `says` behind what is no speaker."""
    if not one.cue or not tree.starts[begin] <= one.cue[0][0] < tree.ends[stop - 1]:
        return False
    colon, _ = tree.tokens(*one.cue[0])
    if tree.lowers[colon] != ":":
        return False
    return is_section(tree, begin, colon) or not (
        _says(tree, colon + 1, stop) or _speaks(tree, begin, colon, found)
    )


def _colon(tree: Tree, begin: int, stop: int) -> int | None:
    """Find the colon that parts a label from what follows, behind a word like `Exclusive:`."""
    colons = (
        i
        for i in range(begin + 1, stop - 1)
        if tree.lowers[i] == ":" and tree.in_quote[i] < 0 and tree.ends[i] < tree.starts[i + 1]
    )
    for colon in colons:
        if not is_section(tree, begin, colon):
            return colon
        begin = colon + 1
    return None


def _labelled(tree: Tree, begin: int, stop: int, found: list[Attribution]) -> Report | None:
    """Read `Minister: We will not yield`, and `Lee on the strike: “Nobody gains”`."""
    colon = _colon(tree, begin, stop)
    if colon is None:
        return None
    first = max([begin, *(i + 1 for i in range(begin, colon) if tree.lowers[i] == ":")])
    first = behind_announcement(tree, first, colon)
    parts = [i for i in range(first + 1, colon) if tree.lowers[i] in TOPIC]
    last = parts[0] if parts else colon
    if last <= first or last - first > MOST_LABEL_WORDS or not _says(tree, colon + 1, stop):
        return None
    if not _speaks(tree, first, last, found):
        return None
    return Report((first, last), (colon, colon + 1), (colon + 1, stop), ":")


def _says(tree: Tree, begin: int, stop: int) -> bool:
    """Whether words are a clause or stand in quotation marks."""
    some = range(begin, stop)
    return any(tree.tags[i] in TOLD or tree.in_quote[i] >= 0 for i in some)


def _speaks(tree: Tree, first: int, last: int, found: list[Attribution]) -> bool:
    """Whether a label names somebody: a person, an office, or who is quoted below."""
    words = [i for i in range(first, last) if tree.pos[i] not in NOT_WORDS]
    if not words or any(tree.tags[i] in FINITE for i in words):
        return False
    head = words[-1]
    if tree.entities[head] == "PERSON" or _is_office(tree, head):
        return True
    name = tree.text[tree.starts[head] : tree.ends[head]]
    below = tree.ends[last]
    told = (tree.text[start:end] for one in found for start, end in one.source if start > below)
    return name[0].isupper() and any(name in source.split() for source in told)


def _is_office(tree: Tree, index: int) -> bool:
    names = lexicon("office") | lexicon("unnamed") | lexicon("informant")
    return not names.isdisjoint((tree.lowers[index], tree.lemmas[index].lower()))


def _told(tree: Tree, begin: int, stop: int) -> Report | None:
    """Read `Military Chief Warns of Expansion`: a subject, a verb of headlines, what it takes."""
    begin = behind_announcement(tree, begin, stop)
    for cue in range(begin + 1, min(stop - 1, begin + MOST_SUBJECT_WORDS)):
        word = tree.lowers[cue]
        if word in (":", ",") or tree.in_quote[cue] >= 0:
            return None
        lemma, takes = forms().get(word, ("", frozenset()))
        after = tree.lowers[cue + 1]
        is_led = after in takes
        if is_led or (ANYTHING in takes and _is_clause(tree, cue + 1, stop)):
            content = cue + 2 if is_led and after not in ("that", "to") else cue + 1
            if content < stop and _is_subject(tree, begin, cue):
                return Report((begin, cue), (cue, content), (content, stop), lemma)
        if tree.tags[cue] in FINITE and tree.pos[cue] in ("VERB", "AUX"):
            return None
    return None


def _signed(tree: Tree, begin: int, stop: int, found: list[Attribution]) -> Report | None:
    """Read `“No deal” before spring – minister`, where a dash does what `says` does."""
    dashes = [i for i in range(begin, stop) if tree.lowers[i] in DASHES and tree.in_quote[i] < 0]
    last = dashes[-1] if dashes else begin
    is_led = last > begin and any(tree.in_quote[i] >= 0 for i in range(begin, last))
    if not is_led or stop - last > MOST_LABEL_WORDS or not _speaks(tree, last + 1, stop, found):
        return None
    return Report(
        (last + 1, stop), (last, last + 1), (behind_announcement(tree, begin, last), last), ":"
    )


def _is_clause(tree: Tree, begin: int, stop: int) -> bool:
    return any(tree.tags[i] in FINITE for i in range(begin + 1, stop))


def _is_subject(tree: Tree, begin: int, end: int) -> bool:
    """Whether words are somebody: they end in a noun or a name, and begin with no preposition."""
    if tree.text[tree.starts[begin] : tree.ends[end - 1]].isupper():
        return True
    return tree.pos[end - 1] in ("NOUN", "PROPN") and tree.pos[begin] not in ("ADP", "SCONJ", "ADV")


@cache
def forms() -> dict[str, tuple[str, frozenset[str]]]:
    """Map the present tense of the verbs of headlines to the verb and what it takes.

    >>> sorted(forms()["denies"][1])
    ['*', 'that']
    """
    out = {}
    for lemma, takes in taking("headline").items():
        out[lemma] = out[_third(lemma)] = (lemma, takes)
    return out


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if re.search("[^aeiou]y$", lemma) else f"{lemma}s"


def _attribution(tree: Tree, report: Report) -> Attribution:
    def span(part: Range) -> Span:
        return tree.starts[part[0]], tree.ends[part[1] - 1]

    return Attribution(
        content=(span(report.content),),
        cue=(span(report.cue),),
        source=(span(report.source),),
        quote_type=describe.quote_type(tree, [report.content], report.cue[0]),
        attribution_kind="thought" if report.lemma in lexicon("thinks") else "speech",
        is_negated=is_denying(report.lemma),
        parent=None,
        cue_lemma=report.lemma,
        is_carried=False,
        carried_from=None,
        said_at_text=None,
        confidence=CONFIDENCE,
    )


def _rivals(other: Attribution, one: Attribution) -> bool:
    """Whether a reading takes the source or the cue of a headline for something else."""
    taken = one.source + one.cue
    crosses = any(a < d and c < b for a, b in taken for c, d in other.content + other.source)
    return crosses and (other.source, other.content) != (one.source, one.content)


def _is_known(other: Attribution, one: Attribution) -> bool:
    """Whether the verb of a headline reports already, or the same is said by the same."""
    (start, end), is_verb = one.cue[0], one.cue_lemma != ":"
    told = is_verb and any(first < end and start < last for first, last in other.cue)
    return told or (other.source, other.content) == (one.source, one.content)
