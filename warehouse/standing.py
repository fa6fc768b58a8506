"""Know how entities stand while corrections are applied: which clusters are whose, and who is who.

An entity is found by its id, and if that is gone, because new documents gave a fuller name, by
the name and type that it had when somebody corrected it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

PLACES = frozenset({"GPE", "LOC", "FAC"})
"""Types among which the machine wavers: equal names of these are one place."""


class NotApplicable(Exception):
    """A correction contradicts what stands; the message says how, and what to do."""


@dataclass(frozen=True, slots=True)
class Named:
    """A named cluster, as the machine has resolved it."""

    cluster_id: str
    entity_id: str
    document_id: str
    source: str
    """Collection and path of its document."""
    label: str
    name: str
    aliases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What people have chosen for an entity; null leaves it to the machine."""

    name: str | None = None
    entity_type: str | None = None
    wikidata_id: str | None = None
    aliases: tuple[str, ...] = ()


class Standing:
    """The entities that a log can reach, as they are after the corrections so far."""

    def __init__(self, clusters: Iterable[Named]) -> None:
        self._clusters = {one.cluster_id: one for one in clusters}
        self._owner: dict[str, str | None] = {}
        self._home: dict[str, str] = {}
        """The entity that a cluster names: its own, wherever that was merged into."""
        self._held: dict[str, set[str]] = defaultdict(set)
        self._called: dict[str, set[str]] = defaultdict(set)
        self._known_as: dict[str, set[str]] = defaultdict(set)
        self._chosen: dict[str, Chosen] = {}
        self._merged: dict[str, tuple[str, str]] = {}
        self._ignored: dict[str, str] = {}
        self._met: set[str] = set()
        for key, one in self._clusters.items():
            self._owner[key] = self._home[key] = one.entity_id
            self._held[one.entity_id].add(key)
            self._met.add(one.entity_id)
            self._called[one.name].add(key)
            for alias in one.aliases:
                self._known_as[alias].add(key)

    def find(self, entity_id: str | None, name: str | None, entity_type: str | None) -> str:
        """Give the entity that a correction means. Raises NotApplicable if it is none or several.

        A name counts first as chosen by a person, then as a document's fullest, then as an alias,
        unless what was called so is ignored.
        """
        if found := self.today(entity_id):
            return found
        shown = " ".join(
            filter(None, [name or entity_id, f"({entity_type})" if entity_type else ""])
        )
        is_gone = entity_id in self._met  # what it was is elsewhere, whoever has its name now
        for candidates in () if is_gone else self._candidates(name, entity_type):
            if len(candidates) > 1:
                raise NotApplicable(
                    f"{shown} may be any of the entities {', '.join(sorted(candidates))} now: undo "
                    "this and correct the one that is meant, by its id."
                )
            if candidates:
                return candidates.pop()
        if by := self._ignoring(entity_id, name, entity_type):
            raise NotApplicable(f"{shown} is ignored by {by}: undo that first.")
        raise NotApplicable(
            f"No entity is called {shown} now; once documents name it again, this applies again."
        )

    def today(self, entity_id: str | None) -> str | None:
        """Give the entity that an id stands for, itself or what it was merged into; else None."""
        seen: set[str] = set()
        while entity_id and not self._held.get(entity_id) and entity_id not in seen:
            seen.add(entity_id)
            entity_id = self._merged[entity_id][0] if entity_id in self._merged else None
        return entity_id if entity_id and self._held.get(entity_id) else None

    def merged_by(self, entity_id: str | None) -> str | None:
        """Name the correction that merged an entity into another, if one did."""
        return self._merged[entity_id][1] if entity_id in self._merged else None

    def parts(self, entity_id: str, kind: str, which: str) -> set[str]:
        """Give the clusters of an entity that a split names; by alias only if none is so called."""
        held = self._held[entity_id]
        if kind == "cluster":
            return held & {which}
        if kind == "name":
            return held & self._called.get(which, set()) or held & self._known_as.get(which, set())
        clusters = self._clusters
        return {
            key
            for key in held
            if which in (clusters[key].document_id, clusters[key].source)
            or clusters[key].source.endswith(f"/{which}")
        }

    def merge(self, entity_id: str, into: str, by: str) -> None:
        """Let one entity take in all of another; it keeps its own name and type."""
        before, own = self.chosen(entity_id), self.chosen(into)
        self._move(self._held.pop(entity_id), into)
        self._merged[entity_id] = (into, by)
        names = [*own.aliases, *before.aliases, *([before.name] if before.name else [])]
        link = own.wikidata_id or before.wikidata_id
        self._chosen[into] = replace(own, aliases=tuple(names), wikidata_id=link)

    def split(self, entity_id: str, taken: set[str], made: str) -> None:
        """Give some clusters of an entity to one of their own, which they name."""
        self._held[entity_id] -= taken
        self._move(taken, made)
        self._home.update(dict.fromkeys(taken, made))

    def ignore(self, entity_id: str, by: str) -> None:
        """Take an entity for none."""
        for key in self._held.pop(entity_id):
            self._owner[key] = None
            self._ignored[key] = by

    def choose(self, entity_id: str, wish: Chosen) -> str:
        """Note what somebody wishes for an entity, over what was wished before; give its id."""
        given = {one.name: getattr(wish, one.name) for one in fields(wish)}
        kept = {name: value for name, value in given.items() if value}
        self._chosen[entity_id] = replace(self.chosen(entity_id), **kept)
        return entity_id

    def chosen(self, entity_id: str) -> Chosen:
        """Give what was chosen for an entity."""
        return self._chosen.get(entity_id, Chosen())

    def moved(self) -> Iterator[tuple[str, str | None, bool]]:
        """Yield the clusters that are another entity's than the machine said.

        With each goes whether it names that entity; where none of an entity's own is left, all do.
        """
        named = {self._owner[key] for key, home in self._home.items() if self._owner[key] == home}
        for key, owner in sorted(self._owner.items()):
            if owner != self._clusters[key].entity_id:
                yield key, owner, owner == self._home[key] or owner not in named

    def _move(self, taken: set[str], entity_id: str) -> None:
        self._met.add(entity_id)
        self._held[entity_id] |= taken
        self._owner.update(dict.fromkeys(taken, entity_id))

    def _candidates(self, name: str | None, entity_type: str | None) -> Iterator[set[str]]:
        if not name:
            return
        given = (key for key, wish in self._chosen.items() if wish.name == name)
        yield {key for key in given if self._held.get(key) and self._is(key, entity_type)}
        yield self._owners(self._called.get(name, ()), entity_type)
        if not self._ignoring(None, name, entity_type):
            yield self._owners(self._known_as.get(name, ()), entity_type)

    def _owners(self, clusters: Iterable[str], entity_type: str | None) -> set[str]:
        owners = {owner for key in clusters if (owner := self._owner[key])}
        return {owner for owner in owners if self._is(owner, entity_type)}

    def _is(self, entity_id: str, entity_type: str | None) -> bool:
        chosen = self.chosen(entity_id).entity_type
        labels = (
            {chosen} if chosen else {self._clusters[key].label for key in self._held[entity_id]}
        )
        return not entity_type or any(_same(entity_type, label) for label in labels)

    def _ignoring(self, *wanted: str | None) -> str | None:
        """Name the correction that ignores the entity of an id, or of a name and type."""
        entity_id, name, entity_type = wanted
        for key in sorted(self._ignored):
            one = self._clusters[key]
            is_called = one.name == name and (not entity_type or _same(entity_type, one.label))
            if one.entity_id == entity_id or is_called:
                return self._ignored[key]
        return None


def _same(one: str, other: str) -> bool:
    return one == other or {one, other} <= PLACES
