"""Weigh what speaks for two groups of clusters being one thing, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

SHARED_BODY, OTHER_BODY = 3.0, -1.0
SHARED_HOME, OTHER_HOME = 2.0, -2.0
SHARED_PLACE, OTHER_PLACE = 1.0, -2.0
SHARED_ROLE, OTHER_ROLE = 2.0, -1.0
SHARED_COMPANY, MOST_COMPANY = 2.0, 4.0
SAME_COLLECTION = 0.5
SAME_TIME, OTHER_TIME = 0.5, -0.5
NEAR_DAYS, FAR_DAYS = 90, 3650
UNDATED = 10**7
"""Stands after every day that is told."""
Feature = tuple[str, str]
"""What is told about something: which kind of thing, and which."""
Anchor = tuple[int, str]
"""The day of a document, or UNDATED, and its id."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a document tells about everything in it."""

    document_id: str
    collection: str
    day: int | None
    places: frozenset[str] = frozenset()
    """Countries that it speaks of most."""
    company: frozenset[str] = frozenset()
    """Full names of the people and bodies in it."""

    @property
    def anchor(self) -> Anchor:
        """Give its place in time; undated documents come last, by their ids."""
        return (UNDATED if self.day is None else self.day, self.document_id)


@dataclass(frozen=True, slots=True)
class Named:
    """A named cluster of a document, with the keys of its name and what is told about it."""

    cluster_id: str
    context: Context
    key: str
    given: tuple[str, ...] = ()
    firsts: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()

    @property
    def company(self) -> frozenset[str]:
        """Give the full names beside it in its document."""
        return self.context.company - {self.key}


@dataclass(slots=True)
class Profile:
    """What is known about clusters that are taken for one thing."""

    members: list[Named] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    collections: set[str] = field(default_factory=set)
    days: tuple[int, int] | None = None

    @classmethod
    def of(cls, members: Iterable[Named]) -> Profile:
        """Gather clusters."""
        made = cls()
        for member in members:
            made.add(member)
        return made

    def add(self, member: Named) -> None:
        """Take up one more cluster."""
        context = member.context
        self.members.append(member)
        self.documents.add(context.document_id)
        self.roles |= member.roles
        self.bodies |= member.bodies
        self.homes |= member.homes
        self.places |= context.places
        self.company |= member.company
        self.collections.add(context.collection)
        if context.day is not None:
            first, last = self.days or (context.day, context.day)
            self.days = min(first, context.day), max(last, context.day)

    def features(self) -> Iterator[Feature]:
        """Yield all that another one may share with it."""
        for name in ("roles", "bodies", "homes", "places", "company"):
            yield from ((name, one) for one in getattr(self, name))

    @property
    def anchor(self) -> Anchor:
        """Give the earliest document that speaks of it."""
        return min(member.context.anchor for member in self.members)


def agreement(one: Profile, other: Profile) -> float:
    """Weigh all evidence: above 0 it speaks for one thing, below 0 for two."""
    shared = len(one.company & other.company)
    return (
        _weighed(one.bodies, other.bodies, SHARED_BODY, OTHER_BODY)
        + _weighed(one.homes, other.homes, SHARED_HOME, OTHER_HOME)
        + _weighed(one.places, other.places, SHARED_PLACE, OTHER_PLACE)
        + _weighed(one.roles, other.roles, SHARED_ROLE, OTHER_ROLE)
        + min(MOST_COMPANY, shared * SHARED_COMPANY)
        + (SAME_COLLECTION if one.collections & other.collections else 0.0)
        + _in_time(one.days, other.days)
    )


def _weighed(one: set[str], other: set[str], shared: float, parted: float) -> float:
    if not one or not other:
        return 0.0
    return parted if one.isdisjoint(other) else shared


def _in_time(one: tuple[int, int] | None, other: tuple[int, int] | None) -> float:
    if one is None or other is None:
        return 0.0
    apart = max(one[0], other[0]) - min(one[1], other[1])
    if apart <= NEAR_DAYS:
        return SAME_TIME
    return OTHER_TIME if apart > FAR_DAYS else 0.0
