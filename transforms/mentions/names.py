"""Find names: what the model recognised, with cleaner edges and types made consistent."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from transforms.lexicons import gazetteer, labelled, titles, words
from transforms.links import peoples
from transforms.mentions.addressed import with_addressed
from transforms.mentions.beside import set_off
from transforms.mentions.bodies import overlooked
from transforms.mentions.edges import MAX_TITLE_WORDS, Span, cleaned, is_plain
from transforms.mentions.joined import with_parts_joined
from transforms.mentions.labels import with_labels
from transforms.mentions.neighbours import with_offices, without_neighbours
from transforms.mentions.nominals import is_paper
from transforms.mentions.parse import NUMBERS, PROPER, Parse, Reference
from transforms.mentions.people import stands_behind_profession
from transforms.mentions.speaking import speakers_left
from transforms.mentions.types import Types, well_known, well_known_openings

NOTHING = ("",)
UNUSUAL = frozenset({"ORG", "GPE", "PRODUCT", "WORK_OF_ART"})
"""Types that the model gives to unusual family names."""


def find_names(parse: Parse, sources: Collection[int] = ()) -> list[Reference]:
    """List the names of a document in reading order; they never overlap.

    Articles, titles and a possessive s are left out: "Foreign Minister Sergei Lavrov's" gives
    "Sergei Lavrov". Dates, sums and numbers are kept as the model has them. `sources` are the
    tokens that head a source: a proper noun that speaks is a name.
    """
    spans: list[Span] = []
    numbers: list[Span] = []
    entities = list(with_addressed(parse, list(with_labels(parse))))
    for start, end, label in entities:
        if label in NUMBERS:
            numbers.append((start, end, label))
        elif is_plain(parse.tags[start:end], parse.words[start:end]):
            spans.append((start, end, label))
        else:
            spans += cleaned(parse, start, end, label)
    owner = _recognised(parse, entities)
    spans += overlooked(parse, owner)
    days = {start for start, end, label in numbers if label == "DATE" and end - start == 1}
    described = list(set_off(parse, owner, days))
    named = {token for start, end, _ in described for token in range(start, end)}
    spans = sorted(spans + described)
    numbers = [span for span in numbers if span[0] not in named]
    spans = without_neighbours(parse, _without_nouns(parse, _extended(parse, spans, owner)))
    spans = with_offices(parse, with_parts_joined(parse, spans))
    types = Types(parse, spans)
    spans = [(start, end, types.label(start, end, label)) for start, end, label in spans]
    numbers = [span for span in numbers if not types.is_family(span)]
    missed = _extended(parse, list(_missed(parse, spans + numbers, types)), owner)
    spans = _apart(spans + missed)
    speaking = speakers_left(parse, spans + numbers, sources)
    return [parse.reference(*span, "name") for span in sorted(spans + numbers + speaking)]


def _without_nouns(parse: Parse, spans: list[Span]) -> list[Span]:
    """Cut common nouns off well-known names in headlines: "NATO Expansion" is about NATO.

    They are those that the text has in small letters elsewhere.
    """
    known, heads, small = gazetteer(), labelled("name_heads"), None
    found = []
    for start, end, label in spans:
        cut = end
        if label == "ORG" and end - start > 1 and tuple(parse.words[start:end]) not in known:
            small = small or set(parse.words) - heads.keys()
            while cut - start > 1 and parse.lower[cut - 1] in small:
                cut -= 1
        is_known = cut < end and known.get(tuple(parse.words[start:cut]), NOTHING)[0] == label
        found.append((start, cut if is_known else end, label))
    return found


def _recognised(parse: Parse, entities: list[Span]) -> bytearray:
    """Flag the tokens of what the model recognised: 1 for people, 2 for all else."""
    owner = bytearray(len(parse) + 1)
    for start, end, label in entities:
        owner[start:end] = (b"\x01" if label == "PERSON" else b"\x02") * (end - start)
    return owner


def _apart(spans: list[Span]) -> list[Span]:
    """Keep the longest of names that overlap."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda found: (found[0], -found[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
        elif span[1] - span[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = span
    return kept


def _extended(parse: Parse, spans: list[Span], owner: bytearray) -> list[Span]:
    """Take in the rest of a person's name that the model left out: given or family names."""
    grown: list[Span] = []
    for start, end, label in spans:
        if label in UNUSUAL and end - start == 1 and _is_family(parse, start, owner):
            start, label = start - 1, "PERSON"
        if label in UNUSUAL and _is_double(parse, start, end, owner):
            start -= 2
        if label == "ORG" and _is_paired(parse, start, end, owner):
            start -= 2
        if (
            label in UNUSUAL
            and end - start > 1
            and end < len(parse)
            and is_paper(parse, start, end)
        ):
            label, end = "ORG", end + 1
        if label == "PERSON":
            while _is_hyphened(parse, start, owner):
                start -= 2
            while end < len(parse) and not owner[end] and _belongs(parse, end - 1, end):
                end += 1
            while start and owner[start - 1] != 2 and _belongs(parse, start - 1, start):
                if end - start > 1 and not _may_open(parse, start - 1):
                    break
                start -= 1
            while grown and grown[-1][1] > start:
                start = min(start, grown.pop()[0])
        grown.append((start, end, label))
    return grown


def _is_hyphened(parse: Parse, start: int, owner: bytearray) -> bool:
    """Tell whether the model left out the first part of a double name: Reed of Moss-Reed."""
    if start < 2 or parse.words[start - 1] != "-" or owner[start - 2]:
        return False
    is_one = parse.ends[start - 2] == parse.starts[start - 1] == parse.starts[start] - 1
    return is_one and parse.words[start - 2][0].isupper()


def _is_double(parse: Parse, start: int, end: int, owner: bytearray) -> bool:
    """Tell a double name whose last part alone the model took for a body or the like."""
    if end - start > 1 or not _is_hyphened(parse, start, owner):
        return False
    return PROPER.issuperset(parse.tags[start - 2 : end : 2]) and (
        (parse.words[start],) not in gazetteer()
    )


def _is_paired(parse: Parse, start: int, end: int, owner: bytearray) -> bool:
    """Tell whether the model left out the first of two: the Bakers and Allied Workers' Union."""
    first = start - 2
    if first < 1 or parse.lower[start - 1] not in {"and", "&"} or owner[first]:
        return False
    if parse.tags[first] not in PROPER or not parse.words[first][0].isupper():
        return False
    return start <= parse.heads[first] <= end and parse.lower[first - 1] == "the"


def _is_family(parse: Parse, token: int, owner: bytearray) -> bool:
    """Tell whether a given name stands before a word, which the model left out.

    What is set off behind a profession is somebody's as well: "its spokeswoman, Eka Lomidze".
    """
    before = token - 1
    if before < 0 or owner[before] or (parse.words[token],) in gazetteer():
        return False
    if parse.deps[before] != "compound" or parse.heads[before] != token:
        return False
    if parse.tags[before] != "NNP":
        return False
    is_given = parse.lower[before] in labelled("given_names")
    return is_given or (
        parse.lower[before - 1] == "," and stands_behind_profession(parse, before, token + 1)
    )


def _may_open(parse: Parse, token: int) -> bool:
    """Tell whether a word can be the first of a name that has two words without it."""
    return (
        parse.lower[token] in labelled("given_names")
        or parse.sentence[token] != parse.sentence[token + 1]
    )


def _belongs(parse: Parse, left: int, right: int) -> bool:
    """Tell whether two neighbouring tokens are parts of one person's name.

    A sentence that ends between them is the parser's error: no mark stands there.
    """
    for token in (left, right):
        word = parse.words[token]
        if (
            parse.tags[token] not in PROPER
            or not word[0].isupper()
            or len(word) < 2
            or word.isupper()
        ):
            return False
    known = parse.lower[left].rstrip(".")
    if known in titles() or known in labelled("people_nouns") or known in words("role_modifiers"):
        return known in labelled("given_names") and parse.sentence[left] != parse.sentence[right]
    if parse.words[left] in peoples():
        return False
    governor = parse.heads[left]
    governed = parse.deps[left] == "compound" and right <= governor <= right + MAX_TITLE_WORDS
    return (governed or parse.sentence[left] != parse.sentence[right]) and (
        (parse.words[left],) not in gazetteer()
    )


def _missed(parse: Parse, spans: list[Span], types: Types) -> Iterator[Span]:
    """Find names again where the model overlooked them, and well-known names."""
    own, usual = types.known(spans), well_known()
    taken = bytearray(len(parse) + 1)
    for start, end, _ in spans:
        taken[start:end] = b"\x01" * (end - start)
    written = frozenset(parse.words)
    opening = written.intersection(own) | (written & well_known_openings())
    for at in [at for at, word in enumerate(parse.words) if word in opening]:
        if not taken[at]:
            options = own.get(parse.words[at], []) + usual.get(parse.words[at], [])
            if found := _match(parse, at, options, taken, written):
                taken[found[0] : found[1]] = b"\x01" * (found[1] - found[0])
                yield found


def _match(
    parse: Parse,
    at: int,
    options: list[tuple[tuple[str, ...], str]],
    taken: bytearray,
    written: frozenset[str],
) -> Span | None:
    for name, label in options:
        end = at + len(name)
        if tuple(parse.words[at:end]) != name or any(taken[at:end]):
            continue
        if len(name) > 1 or _stands_out(parse, at, written):
            return at, end, label
    return None


def _stands_out(parse: Parse, at: int, written: frozenset[str]) -> bool:
    """Tell a name from a common word that is capitalised for its place or in a heading."""
    if parse.tags[at] in PROPER:
        return True
    word = parse.words[at]
    near = parse.words[max(0, at - 1) : at] + parse.words[at + 1 : at + 2]
    if not any(other.islower() for other in near):
        return False
    return word.isupper() or (word.lower() not in written and parse.tags[at] in {"NN", "NNS"})
