"""Find who else says it: "Anna Reed and Peter Holt said", "Reed, joined by Holt, said"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from transforms.mentions import Parse
from transforms.mentions.nominals import kind_of
from transforms.mentions.parse import PLURAL, PROPER, SUBJECTS
from transforms.quotes import Attribution
from transforms.quotes.attribution import Span

JOINING = (
    ("along", "with"), ("together", "with"), ("jointly", "with"), ("in", "concert", "with"),
    ("joined", "by"), ("alongside",), ("as", "well", "as"), ("including",), ("with",),
)  # fmt: skip
"""What stands before whoever speaks with somebody, or before who of a group is named.

"With" alone stands there behind a comma, before a name: "wrote, with Peter Holt, that".
"""
LEADING = frozenset(phrase[0] for phrase in JOINING)
AND = frozenset({"and", "nor", "plus"})
BEHIND = 8
"""How many tokens behind source and cue somebody who joins in is looked for."""
STEPS = 3
"""How far up a parse whoever joins in may hang."""
SINGULAR, FINITE = "VBZ", frozenset({"VBD", "VBZ", "VBP", "MD"})
WITHIN = frozenset({"compound", "det", "amod", "poss", "nmod", "nummod", "case"})
"""How a word hangs on the noun behind it."""
TOLD_APART = frozenset({"det", "poss", "nummod"})
IsPerson = Callable[[int], bool]
"""Tells whether a token is the head of a person's name."""


def others(
    parse: Parse, head: int, source: Span, found: Attribution, is_person: IsPerson
) -> list[int]:
    """List the heads of those who say it with the source, in the order of the text.

    Nobody joins in within what is said. Whose a source is, or what a department is for, hangs
    elsewhere; a firm of two names is one name, or takes the verb of one.
    """
    sentence, named = parse.sentence[head], parse.tokens(*source)
    cue = found.cue if found.source else ()
    last = max(named.stop, *(parse.tokens(*span).stop for span in cue), 0)
    around = parse.lower[parse.sentence_starts[sentence] : last + BEHIND]
    if (
        LEADING.isdisjoint(around)
        and "conj" not in parse.deps[head + 1 : named.stop]
        and parse.tags[head] not in PLURAL
    ):
        return []
    content = {at for span in found.content for at in parse.tokens(*span)}
    partners = [*_joined(parse, head), *_unlike(parse, head, named.stop, is_person)]
    partners += _set_off(parse, head, named.stop, is_person)
    for at in range(head + 1, min(last + BEHIND, len(parse))):
        if parse.lower[at] not in LEADING or at in content or parse.sentence[at] != sentence:
            continue
        width = _joins(parse, at)
        if width and at + width < len(parse) and _hangs_on(parse, at, head):
            partner = _noun(parse, at + width)
            company = [partner, *_joined(parse, partner)]
            if parse.lower[at] != "with" or _is_set_off(parse, at, company, is_person):
                partners += company
    partners += _before(parse, head)
    return sorted({at for at in partners if at not in content})


def _joined(parse: Parse, head: int) -> Iterator[int]:
    """Yield the nouns that "and" joins to another, and those joined to these."""
    verb = parse.heads[head]
    if parse.deps[head] in SUBJECTS and head < verb and parse.tags[verb] == SINGULAR:
        return
    below = [at for at in range(head + 1, _end(parse, head)) if parse.heads[at] == head]
    conjoined = [at for at in below if parse.deps[at] == "conj"]
    links = {parse.lower[at] for at in below if parse.deps[at] == "cc"}
    for at in conjoined:
        inner = list(_joined(parse, at))
        is_listed = not links and (inner or any(other > at for other in conjoined))
        if not (links & AND or is_listed):
            continue
        if _is_another_role(parse, at) or _speaks_alone(parse, at) or _is_firm(parse, head, at):
            continue
        yield at
        yield from inner


def _is_firm(parse: Parse, head: int, at: int) -> bool:
    """Tell whether two words are the name of one body: "Reed and Holt, the law firm,"."""
    behind = range(at + 1, min(at + BEHIND, _end(parse, at)))
    bodies = (i for i in behind if parse.deps[i] == "appos" and parse.heads[i] in {head, at})
    is_short = all(parse.deps[one - 1] != "compound" for one in (head, at) if one)
    return is_short and any(
        kind_of(parse.lower[i]) == "ORG" and parse.tags[i] == "NN" for i in bodies
    )


def _set_off(parse: Parse, head: int, end: int, is_person: IsPerson) -> list[int]:
    """List the people whom a comma sets off behind what they all are: "the mayors, Reed and Holt".

    One alone is but one of them.
    """
    if parse.tags[head] not in PLURAL:
        return []
    comma = next((at for at in range(head + 1, end) if parse.lower[at] == ","), end)
    if comma + 1 < end and parse.tags[comma + 1] not in PROPER:
        return []
    found = [at for at in range(comma + 1, end) if is_person(at)]
    return found if len(found) > 1 else []


def _is_another_role(parse: Parse, at: int) -> bool:
    """Tell whether a noun is but another role of the same person: "the founder and chairman"."""
    if parse.tags[at] != "NN":
        return False
    before = range(max(0, at - BEHIND), at)
    return not any(parse.heads[i] == at and parse.deps[i] in TOLD_APART for i in before)


def _speaks_alone(parse: Parse, at: int) -> bool:
    """Tell whether a verb of its own stands behind: "said Anna Reed, and Peter Holt agreed"."""
    behind = at + 1
    if behind == len(parse) or parse.tags[behind] not in FINITE:
        return False
    verb = parse.heads[behind] if parse.deps[behind].startswith("aux") else behind
    return verb not in parse.above(at)


def _unlike(parse: Parse, head: int, end: int, is_person: IsPerson) -> Iterator[int]:
    """Yield people whom a parser joins to the place of another: "Anna Reed of Lund and Peter Holt".

    The lawyers of a firm and its owner are other people than the owner.
    """
    for at in range(head + 1, end if is_person(head) else head):
        first = at
        while parse.deps[first] == "conj":
            first = parse.heads[first]
        is_unlike = first not in {at, head} and is_person(at) and not is_person(first)
        if is_unlike and head in parse.above(first) and not _speaks_alone(parse, at):
            yield at


def _is_set_off(parse: Parse, at: int, company: list[int], is_person: IsPerson) -> bool:
    """Tell people behind "with", between commas, from what somebody does with a smile."""
    behind = max(company) + 1
    is_closed = parse.lower[behind : behind + 1] in ([","], ["."])
    return parse.lower[at - 1] == "," and is_closed and all(map(is_person, company))


def _joins(parse: Parse, at: int) -> int:
    """Give how many tokens lead in somebody who joins, 0 if none do."""
    fitting = (phrase for phrase in JOINING if tuple(parse.lower[at : at + len(phrase)]) == phrase)
    return len(next(fitting, ()))


def _hangs_on(parse: Parse, at: int, head: int) -> bool:
    """Tell whether what begins here hangs on the source, or on what it does."""
    return not {head, parse.heads[head]}.isdisjoint((at, *islice(parse.above(at), STEPS)))


def _noun(parse: Parse, at: int) -> int:
    """Find the noun of the phrase that begins with a token: "her lawyer Peter Holt"."""
    while parse.deps[at] in WITHIN and parse.heads[at] > at:
        at = parse.heads[at]
    return at


def _before(parse: Parse, head: int) -> Iterator[int]:
    """Yield the other subject that a parser makes of "Anna Reed as well as Peter Holt"."""
    begin, verb = parse.sentence_starts[parse.sentence[head]], parse.heads[head]
    for at in range(begin, head):
        is_subject = parse.heads[at] == verb and parse.deps[at] in SUBJECTS
        if is_subject and any(_joins(parse, link) for link in range(at + 1, head)):
            yield at


def _end(parse: Parse, at: int) -> int:
    after = parse.sentence[at] + 1
    return parse.sentence_starts[after] if after < len(parse.sentence_starts) else len(parse)
