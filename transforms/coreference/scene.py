"""Set the scene in which a pronoun is read: what a reader knows, and who may be meant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from transforms.coreference.asked import Asked
from transforms.coreference.chain import Chain
from transforms.coreference.focus import Focus
from transforms.mentions import Parse, Reference

FARTHEST = 5
"""Sentences, people and mentions are counted up to this."""
LATEST = 5
"""How many of somebody's latest mentions are looked at."""


@dataclass(slots=True)
class Scene:
    """What a reader knows on coming to a pronoun."""

    parse: Parse
    focus: Focus
    speech: bytearray
    asked: Asked
    barred: list[Chain]
    voice: Chain | None
    teller: Chain | None
    last: Chain | None
    """Whom the last pronoun of the gender meant."""
    last_at: int
    """The sentence of that pronoun."""
    most: int
    """How often the most mentioned person is mentioned so far."""
    first: Chain | None
    """The person who was named first."""
    words: Collection[str]
    """The words of the text as they are written: Grammar is no name where grammar stands, too."""
    most_named: int
    """How often the person most named is named in the whole text."""


@dataclass(slots=True)
class Option:
    """Somebody who may be meant."""

    chain: Chain
    between: int
    """How many people of a fitting gender were mentioned since."""
    here: list[Reference]
    """The latest mentions in the sentence of the pronoun, the latest first."""
    before: list[Reference]
    """The latest mentions in the sentence before that has one."""
    is_ahead: bool = False


def option(chain: Chain, sentence: int, between: int, *, is_ahead: bool = False) -> Option:
    """Look up where somebody was mentioned last."""
    here: list[Reference] = []
    before: list[Reference] = []
    for mention in reversed(chain.members[-LATEST:]):
        if mention.sentence == sentence:
            here.append(mention)
        elif not before or mention.sentence == before[0].sentence:
            before.append(mention)
    return Option(chain, between, here, before, is_ahead)


def passed(scene: Scene, one: Option) -> int:
    """Count the sentences since somebody was mentioned."""
    latest = one.here or one.before
    return scene.asked.mention.sentence - latest[0].sentence if latest else FARTHEST
