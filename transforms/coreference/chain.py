"""Hold what a document tells about one thing it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.entities import fullest
from transforms.lexicons import function_words, gazetteer, spelled
from transforms.mentions import Reference

RELATIONS = frozenset(function_words("relation"))
"""Nouns that are no office: whose rival, whose mother?"""
FORGOTTEN = 40
DECAY = 0.6
"""What is left of a chain's salience with every sentence that does not mention it."""


@dataclass(slots=True, eq=False)
class Chain:
    """A coreference chain: its mentions, and what they tell of it."""

    label: str = ""
    """OntoNotes type, PEOPLE for an unnamed group, or nothing when unknown."""
    members: list[Reference] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    feminine: float = 0.0
    """Log-odds of a woman, as names, titles, nouns and pronouns tell it."""
    is_told: bool = False
    """Whether more than a list of names tells it."""
    places: list[int] = field(default_factory=list)
    """Where the whole text names a person: the heads of the names, in order."""
    nouns: set[str] = field(default_factory=set)
    """Nouns it goes by: minister, alliance."""
    roles: dict[str, str | None] = field(default_factory=dict)
    """Role to affiliation, in the order of the text."""
    counts: dict[str, int] = field(default_factory=dict)
    """How often each role is given."""
    larger: str | None = None
    """The place it is said to lie in: Texas for "Paris, Texas"."""
    salience: float = 0.0
    last_seen: float = 0.0
    placed: int = -1
    """The paragraph in which it last spoke or did something, outside of what is said."""
    acted: int = -1
    """The head of the mention that did so."""
    _called: tuple[int, str | None] = (0, None)
    """How many names were known when the fullest was chosen, and that name."""

    @property
    def name(self) -> str | None:
        """The fullest of its names, null for an unnamed one."""
        if len(self.names) != self._called[0]:
            self._called = (len(self.names), fullest(self.names, self.label))
        return self._called[1]

    @property
    def is_well_known(self) -> bool:
        """Whether the gazetteer has one of its names."""
        return any(spelled(name) in gazetteer() for name in self.names)

    @property
    def is_person(self) -> bool:
        """Whether it is one human being."""
        return self.label == "PERSON"

    @property
    def role(self) -> str | None:
        """The role most often given, of equals the longest, then the first."""
        if len(self.roles) < 2:
            return next(iter(self.roles), None)
        rank = self.counts
        return max(self.roles, key=lambda role: (rank[role], role.count(" ")), default=None)

    @property
    def affiliation(self) -> str | None:
        """Whose office that role is; another role of the same noun may tell."""
        role = self.role
        if role is None:
            return None
        noun = role.rsplit(" ", 1)[-1]
        told = (body for other, body in self.roles.items() if body and other.endswith(noun))
        return self.roles[role] or next(told, None)

    def weight(self, now: float) -> float:
        """Say how present it is to a reader at a time, counted in sentences."""
        passed = now - self.last_seen
        return float(self.salience * DECAY**passed) if passed < FORGOTTEN else 0.0

    def touch(self, reference: Reference, now: float, gain: float) -> None:
        """Add a mention, and let the reader's attention turn to it."""
        self.salience = self.weight(now) + gain
        self.last_seen = now
        self.members.append(reference)

    def learn_role(self, role: str, affiliation: str | None) -> None:
        """Keep a role; the affiliation stays unless this mention tells a first one."""
        noun = role.split(" of ")[0].rsplit(" ", 1)[-1]
        self.nouns.add(noun)
        if noun not in RELATIONS:
            self.roles[role] = self.roles.get(role) or affiliation
            self.counts[role] = self.counts.get(role, 0) + 1
