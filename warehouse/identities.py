"""Decide within a block which clusters of different documents are one thing.

Each decision is a function of the clusters of its block and of nothing else, taken in an order of
their own: so neither the order in which documents came nor other blocks matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from warehouse.evidence import Feature, Named, Profile, agreement

CONTRADICTION = -3.0
"""Clusters of one full name are two from here down: their countries differ, and more."""
DOUBT = 2.0
"""What is asked of a short name where a document speaks of it beside the full one."""
MARGIN = 1.0
"""By how much the best of several must be better than the next."""
MIN_GUESSED_ACRONYM = 3
NOTHING: frozenset[str] = frozenset()
Given = tuple[str, ...]
Identities = Iterator[tuple[str, str]]
"""Cluster ids, each with the key of the thing it is."""


def people(block: str, members: Iterable[Named]) -> Identities:
    """Tell the people of one family name apart and yield who each cluster is.

    Full names that agree are one person unless what is told about them contradicts; shorter forms
    join the one full name that they can stand for. Family names join the person whose context
    agrees best, and stay apart where none does.
    """
    groups, floating, short = _full_names(members)
    found: list[tuple[str, Profile]] = []
    for given in sorted(groups):
        key = " ".join((*given, block))
        found += _keyed(key, _parted(groups[given], CONTRADICTION))
    left: defaultdict[Given, list[Named]] = defaultdict(list)
    for member, whole in _gathered(floating + short, found):
        if whole is None:
            left[member.given].append(member)
        else:
            yield member.cluster_id, whole
    for key, profile in found:
        yield from ((member.cluster_id, key) for member in profile.members)
    for given in sorted(left):
        key = " ".join((*given, block))
        for name, profile in _keyed(key, _parted(left[given], 0.0, below=True)):
            yield from ((member.cluster_id, name) for member in profile.members)


def bodies(block: str, members: Iterable[Named]) -> Identities:
    """Tell the organisations of one acronym apart and yield which one each cluster is.

    An acronym joins the full name that a document gives with it, or the only one it can stand for
    if their contexts agree.
    """
    full: defaultdict[str, list[Named]] = defaultdict(list)
    short: list[Named] = []
    for member in _in_order(members):
        (short if member.key == block else full[member.key]).append(member)
    found = [(key, Profile.of(full[key])) for key in sorted(full)]
    told = [one for one in found if any(block in m.aliases for m in one[1].members)]
    if told:
        gathered = _gathered(short, told)
    elif len(block) >= MIN_GUESSED_ACRONYM and len(found) == 1:
        gathered = _gathered(short, found, least=DOUBT)
    else:
        gathered = ((member, None) for member in short)
    for member, key in gathered:
        yield member.cluster_id, key or block
    for key, profile in found:
        yield from ((member.cluster_id, key) for member in profile.members)


DECIDERS: dict[str, Callable[[str, Iterable[Named]], Identities]] = {
    "PERSON": people,
    "ORG": bodies,
}
"""The classes in which equal keys are not all that matters."""


def _in_order(members: Iterable[Named]) -> list[Named]:
    return sorted(members, key=lambda member: (member.context.anchor, member.cluster_id))


def _full_names(
    members: Iterable[Named],
) -> tuple[dict[Given, list[Named]], list[Named], list[Named]]:
    """Part clusters by full name; those that may mean several; family names alone."""
    by_given: defaultdict[Given, list[Named]] = defaultdict(list)
    for member in _in_order(members):
        by_given[member.given].append(member)
    short = by_given.pop((), [])
    firsts = {given: by_given[given][0].firsts for given in by_given}
    groups: defaultdict[Given, list[Named]] = defaultdict(list)
    floating: list[Named] = []
    for given, wholes in _wholes(firsts).items():
        if len(wholes) == 1:
            groups[wholes[0]] += by_given[given]
        else:
            floating += by_given[given]
    return dict(groups), floating, short


def _wholes(firsts: dict[Given, frozenset[str]]) -> dict[Given, list[Given]]:
    """Map each form of given names to the fullest forms it can stand for, itself if to none."""
    by_initial: defaultdict[str, list[Given]] = defaultdict(list)
    for given in sorted(firsts):
        for initial in {word[0] for word in given}:
            by_initial[initial].append(given)
    ranks = {given: _rank(given) for given in firsts}
    fuller = {}
    for given in sorted(firsts):
        near = {one for form in firsts[given] for one in by_initial[form[0]]}
        fuller[given] = {
            other for other in near if ranks[other] > ranks[given]
            and _stands_for(given, firsts[given], other)
        }  # fmt: skip
    wholes: dict[Given, list[Given]] = {}
    for given in sorted(firsts, key=ranks.__getitem__, reverse=True):
        nearest = [other for other in fuller[given] if not fuller[other] & fuller[given]]
        wholes[given] = sorted({whole for other in nearest for whole in wholes[other]}) or [given]
    return wholes


def _rank(given: Given) -> tuple[int, int, int, Given]:
    full = sum(len(word) > 1 for word in given)
    return full, len(given), sum(map(len, given)), given


def _stands_for(short: Given, firsts: frozenset[str], full: Given) -> bool:
    """Tell whether a form of given names can be short for another one."""
    first = short[0]
    opens = full[0] in firsts or (len(first) == 1 and full[0][0] == first)
    if not opens:
        return len(first) > 1 and first in full[1:] and len(short) == 1
    rest = iter(full[1:])
    return all(any(_same(word, other) for other in rest) for word in short[1:])


def _same(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])


def _parted(members: list[Named], limit: float, *, below: bool = False) -> list[Profile]:
    """Part clusters of one name into things: joined by what they share, unless evidence speaks up.

    Two groups are two things at the limit, or with `below` only below it.
    """
    parts: list[Profile] = []
    for piece in _linked(members):
        scored = [(agreement(piece, other), -at) for at, other in enumerate(parts)]
        best, at = max(scored, default=(limit - 1, 0))
        if best > limit or (below and best == limit):
            for member in piece.members:
                parts[-at].add(member)
        else:
            parts.append(piece)
    return parts


def _linked(members: list[Named]) -> list[Profile]:
    """Join clusters that share a body, a home country or company, in the order they came."""
    owner: dict[tuple[str, str], int] = {}
    parent = list(range(len(members)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for at, member in enumerate(members):
        company = NOTHING if member.homes else member.company
        kinds = (("body", member.bodies), ("home", member.homes), ("company", company))
        for kind, keys in kinds:
            for key in keys:
                first, here = root(owner.setdefault((kind, key), at)), root(at)
                if first != here:
                    parent[max(first, here)] = min(first, here)
    pieces: defaultdict[int, list[Named]] = defaultdict(list)
    for at, member in enumerate(members):
        pieces[root(at)].append(member)
    return [Profile.of(pieces[at]) for at in sorted(pieces)]


def _keyed(key: str, parts: list[Profile]) -> list[tuple[str, Profile]]:
    """Give each part a key: the plain one to the earliest, its document's with it to others."""
    parts = sorted(parts, key=lambda part: part.anchor)
    rest = [(f"{key}|{part.anchor[1]}", part) for part in parts[1:]]
    return [(key, part) for part in parts[:1]] + rest


def _gathered(
    short: list[Named], full: list[tuple[str, Profile]], least: float = 0.0
) -> Iterator[tuple[Named, str | None]]:
    """Yield each short name with the full one whose context agrees best, if one does.

    Among several, only those count that share something with it.
    """
    documents = {member.context.document_id for member in short}
    beside = {key for key, profile in full if not documents.isdisjoint(profile.documents)}
    profiles, owners = dict(full), _owners(full) if len(full) > 1 else {}
    for member in short:
        alone = Profile.of([member])
        if len(full) == 1:
            options, wanted = set(profiles), least
        else:
            options = {key for feature in alone.features() for key in owners.get(feature, ())}
            wanted = max(least, DOUBT)
        scores = sorted(
            (agreement(alone, profiles[key]), key)
            for key in options
            if member.context.document_id not in profiles[key].documents
            and (not member.given or _may_be(member, profiles[key]))
        )
        best, key = scores[-1] if scores else (0.0, "")
        if len(scores) > 1:
            wanted = max(wanted, scores[-2][0] + MARGIN)
        if key in beside:
            wanted = max(wanted, DOUBT)
        yield member, key if scores and best >= wanted else None


def _owners(full: list[tuple[str, Profile]]) -> dict[Feature, list[str]]:
    """Map what is told about full names to the keys of those it is told about."""
    found: defaultdict[Feature, list[str]] = defaultdict(list)
    for key, profile in full:
        for feature in profile.features():
            found[feature].append(key)
    return found


def _may_be(member: Named, profile: Profile) -> bool:
    full = profile.members[0]
    fullest = max((one.given for one in profile.members), key=_rank, default=full.given)
    return _stands_for(member.given, member.firsts, fullest)
