"""Tell bodies and places whom the model took for people by the words around their names."""

from __future__ import annotations

from transforms.lexicons import function_words, labelled
from transforms.mentions.parse import Parse

SETTLED = frozenset(function_words("settled"))
PLACING = frozenset({"in", "at", "near", "from", "to"})
NAMED_BY = frozenset({"compound", "nmod", "appos"})


def body_beside(parse: Parse, start: int, end: int) -> str | None:
    """Give the type that a common noun or a clause beside a name tells, or nothing.

    "The union Unitas" is an organisation, "the port of Velmar" a place, and what is followed by
    ", which" no human being.
    """
    if parse.lower[end : end + 2] == [",", "which"]:
        return "GPE" if parse.lower[start - 1] in PLACING else "ORG"
    noun = start - 1
    if noun >= 0 and parse.tags[noun] == "NN":
        told = labelled("group_nouns").get(parse.lower[noun])
        if told in {"ORG", "GPE"} and _names(parse, noun, parse.head_of(start, end)):
            return told
    is_word = end - start == 1
    if is_word and noun > 0 and parse.lower[noun] == "of" and parse.tags[noun - 1] == "NN":
        before = parse.lower[noun - 1]
        if before in SETTLED or labelled("group_nouns").get(before) == "GPE":
            return "GPE"
    return None


def _names(parse: Parse, noun: int, head: int) -> bool:
    """Tell whether a noun and the name behind it are one phrase: not "the firm Reed founded"."""
    return parse.heads[head] == noun or (parse.deps[noun] in NAMED_BY and parse.heads[noun] == head)
