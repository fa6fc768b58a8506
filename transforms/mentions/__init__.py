"""Find what a document names or refers to: names, titles, pronouns and nominals."""

from __future__ import annotations

from collections.abc import Collection

from transforms.mentions.names import find_names
from transforms.mentions.nominals import find_ages, find_nominals, find_pronouns, is_epithet
from transforms.mentions.parse import Parse, Reference
from transforms.mentions.titles import find_titles, is_office, owners

__all__ = ["Parse", "Reference", "find_mentions"]


def find_mentions(parse: Parse, sources: Collection[int] = ()) -> list[Reference]:
    """List the mentions of a document in reading order; of those that nest, the longer first.

    `sources` are the tokens that head a source. A title that two people share ("Representatives
    Reed and Falk") is one mention.
    """
    names = [name for name in find_names(parse, sources) if not _is_common(parse, name)]
    owner = owners(names)
    forms = list(find_titles(parse, names, owner))
    taken = {token for title in forms for token in range(title.start, title.end)}
    common = [
        *find_pronouns(parse),
        *find_nominals(parse, owner, taken, sources),
        *find_ages(parse),
    ]
    found = [*names, *forms, *common]
    places = {(mention.start, -mention.end, mention.kind): mention for mention in reversed(found)}
    return [places[place] for place in sorted(places)]


def _is_common(parse: Parse, name: Reference) -> bool:
    """Tell names from a part of a title ("Home Secretary") and from a person's epithet."""
    return is_office(parse, name) or is_epithet(parse, name)
