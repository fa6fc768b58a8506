"""Find names: what the model recognised, with cleaner edges and types made consistent."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.entities import GENERATIONS
from transforms.lexicons import function_words, gazetteer, labelled, titles, words
from transforms.mentions.parse import Parse, Reference
from transforms.mentions.types import Types, well_known

Span = tuple[int, int, str]
NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
SPREAD = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
"""Types whose names are looked for again where the model missed them."""
PARTICLES = frozenset(function_words("particle"))
BEFORE = frozenset((*function_words("definite"), *function_words("possessive"), "a", "an"))
CAPTIONS = frozenset(function_words("caption"))
PROPER = frozenset({"NNP", "NNPS"})
MAX_TITLE_WORDS = 5


def find_names(parse: Parse) -> list[Reference]:
    """List the names of a document in reading order; they never overlap.

    Articles, titles and a possessive s are left out: "Foreign Minister Sergei Lavrov's" gives
    "Sergei Lavrov". Dates, sums and numbers are kept as the model has them.
    """
    spans: list[Span] = []
    numbers: list[Span] = []
    for start, end, label in parse.entities:
        if label in NUMBERS:
            numbers.append((start, end, label))
        else:
            spans += _cleaned(parse, start, end, label)
    owner = _recognised(parse)
    spans = _extended(parse, spans, owner)
    types = Types(parse, spans)
    spans = [(start, end, types.label(start, end, label)) for start, end, label in spans]
    missed = _extended(parse, list(_missed(parse, spans + numbers, types)), owner)
    spans = _apart(spans + missed)
    return [parse.reference(*span, "name") for span in sorted(spans + numbers)]


def _cleaned(parse: Parse, start: int, end: int, label: str) -> Iterator[Span]:
    if tuple(parse.words[start:end]) in gazetteer():
        yield start, end, label
        return
    for low, high, kind in _pieces(parse, start, end, label):
        low, high = _trimmed(parse, low, high, kind)
        if low < high and _is_name(parse, low, high):
            yield low, high, kind


def _pieces(parse: Parse, start: int, end: int, label: str) -> Iterator[Span]:
    """Part a list of people that the model took for one name."""
    given, low = labelled("given_names"), start
    for at in range(start + 1, end - 1):
        word, after = parse.lower[at], parse.lower[at + 1]
        if after.rstrip(".") in GENERATIONS or (parse.words[at + 1],) in gazetteer():
            continue
        lists = label == "PERSON" and word in {"and", "&", ","}
        runs_on = word == "the" and label in SPREAD and parse.tags[at - 1] in PROPER
        if lists or runs_on:
            yield low, at, label
            low = at + 1
        elif word == "," and after in given:
            yield low, at, "PERSON"
            low, label = at + 1, "PERSON"
    yield low, end, label


def _trimmed(parse: Parse, start: int, end: int, label: str) -> tuple[int, int]:
    """Cut off what does not belong to a name: articles, common nouns, marks, titles."""
    lower, words_, tags = parse.lower, parse.words, parse.tags
    if label in SPREAD:
        for at in range(end - 2, start - 1, -1):
            if tags[at] in {"NN", "NNS"} and words_[at].islower():
                start = at + 1
                break
    while start < end and (lower[start] in BEFORE or not _has_letter(lower[start])):
        start += 1
    if "," in lower[start:end] and end < len(lower) and lower[end] in titles():
        end = lower.index(",", start)
    while start < end and _is_trailing(parse, start, end, label):
        end -= 1
    if label in SPREAD:
        while start < end - 1 and _is_small(words_[start]):
            start += 1
    if label == "PERSON":
        start = _after_title(parse, start, end)
    return start, end


def _is_small(word: str) -> bool:
    return word.islower() and not word[0].isdigit() and word not in PARTICLES


def _is_trailing(parse: Parse, start: int, end: int, label: str) -> bool:
    word, tag = parse.lower[end - 1], parse.tags[end - 1]
    if tag == "POS" or word in {"'s", "’s", "'", "’"}:
        return True
    if not any(c.isalnum() for c in word):
        return word != ")" or "(" not in parse.lower[start:end]
    if tag == "CD" and label in {"GPE", "LOC", "PERSON"} and end - start > 1:
        return word[0].isdigit()
    if label == "PERSON" and end - start > 1 and word in labelled("people_nouns"):
        return end - start == 2 and parse.lower[start] not in labelled("given_names")
    return word in CAPTIONS and end < len(parse) and parse.words[end] == ":"


def _after_title(parse: Parse, start: int, end: int) -> int:
    """Find where the name begins behind forms of address and roles."""
    before, regnal = words("role_modifiers"), words("regnal_titles")
    people, given = labelled("people_nouns"), labelled("given_names")
    for at in range(start, min(end - 1, start + MAX_TITLE_WORDS)):
        word = parse.lower[at].rstrip(".")
        if word in regnal and end - at == 2:
            break
        if word in given and word not in {"king", "general", "major"}:
            break
        if word in titles() or word in people:
            start = at + 1
        elif word not in before:
            break
    return start


def _is_name(parse: Parse, start: int, end: int) -> bool:
    text = parse.words[start:end]
    if not any(_has_letter(word) for word in text):
        return False
    if end - start == 1 and _is_lone_title(parse.lower[start].rstrip(".")):
        return False
    return any(not word.islower() for word in text) or parse.tags[end - 1] in PROPER


def _is_lone_title(word: str) -> bool:
    return word in GENERATIONS or (word in titles() and word not in labelled("given_names"))


def _has_letter(word: str) -> bool:
    return any(c.isalpha() for c in word)


def _recognised(parse: Parse) -> bytearray:
    """Flag the tokens of what the model recognised: 1 for people, 2 for all else."""
    owner = bytearray(len(parse) + 1)
    for start, end, label in parse.entities:
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
        if label == "PERSON":
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
        if parse.tags[token] != "NNP" or not word[0].isupper() or len(word) < 2 or word.isupper():
            return False
    known = parse.lower[left].rstrip(".")
    if known in titles() or known in labelled("people_nouns") or known in words("role_modifiers"):
        return known in labelled("given_names") and parse.sentence[left] != parse.sentence[right]
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
    at, size, written = 0, len(parse), set(parse.words)
    while at < size:
        word, found = parse.words[at], None
        if not taken[at] and (word in own or word in usual):
            options = own.get(word, []) + usual.get(word, [])
            found = _match(parse, at, options, taken, written)
        if found:
            yield found
            at = found[1]
        else:
            at += 1


def _match(
    parse: Parse,
    at: int,
    options: list[tuple[tuple[str, ...], str]],
    taken: bytearray,
    written: set[str],
) -> Span | None:
    for name, label in options:
        end = at + len(name)
        if tuple(parse.words[at:end]) != name or any(taken[at:end]):
            continue
        if len(name) > 1 or _stands_out(parse, at, written):
            return at, end, label
    return None


def _stands_out(parse: Parse, at: int, written: set[str]) -> bool:
    """Tell a name from a common word that is capitalised for its place or in a heading."""
    if parse.tags[at] in PROPER:
        return True
    word = parse.words[at]
    near = parse.words[max(0, at - 1) : at] + parse.words[at + 1 : at + 2]
    if not any(other.islower() for other in near):
        return False
    return word.isupper() or (word.lower() not in written and parse.tags[at] in {"NN", "NNS"})
