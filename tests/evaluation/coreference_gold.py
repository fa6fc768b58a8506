"""Say of pronouns whom they mean, as corpora have it: GAP, LitBank, and our own seen texts.

A corpus knows some of the mentions of a text. Each function here takes what was decided in one
text and yields, of each pronoun that the corpus knows, which of the candidates are right; the last
answer is for nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.evaluation.answer_key import Candidate, is_speaker
from transforms.coreference import Chain
from transforms.coreference.ranker import Known
from transforms.entities import name_words
from transforms.mentions import Reference
from transforms.reading import Reading

Record = dict[str, Any]
Places = list[int]
"""Where each character of a corpus's text stands in ours."""
LIGHT = 0.3
"""What a pronoun counts in telling whom a chain means, beside a name or a nominal."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A pronoun, who may be meant, and what is known of each of them and of nobody."""

    mention: Reference
    chains: list[Chain]
    known: list[Known]


@dataclass(frozen=True, slots=True)
class Example:
    """A decision of which the right answers are known."""

    corpus: str
    number: int
    decision: Decision
    right: list[bool]
    is_told: bool = True
    """Whether the corpus says who is right, and not only who is wrong."""


def moved(text: str, ours: str) -> Places | None:
    """Find where each character stands after normalising: only blanks may differ."""
    one = [(at, char) for at, char in enumerate(text) if not char.isspace()]
    other = [(at, char) for at, char in enumerate(ours) if not char.isspace()]
    if [char for _, char in one] != [char for _, char in other]:
        return None
    found = [0] * (len(text) + 1)
    for (at, _), (ours_at, _) in zip(one, other, strict=True):
        found[at] = ours_at
    return found


class Clusters:
    """The annotated mentions of a text of LitBank or GUM."""

    def __init__(self, record: Record, to: Places) -> None:
        spans = [
            (to[m["start"]], to[m["end"] - 1] + 1, m.get("cluster") or m.get("link_cluster"))
            for m in record["mentions"]
        ]
        known = [(start, end, cluster) for start, end, cluster in spans if cluster is not None]
        self._spans = sorted(known, key=lambda span: span[1] - span[0])
        self._exact = {(start, end): cluster for start, end, cluster in reversed(self._spans)}

    def of(self, mention: Reference) -> str | None:
        """Give the cluster of a mention: the smallest around the last word of a name or nominal."""
        if mention.kind == "pronoun":
            return self._exact.get((mention.start_char, mention.end_char))
        at = mention.end_char - 1
        return next((cluster for start, end, cluster in self._spans if start <= at < end), None)

    def most(self, chain: Chain) -> str | None:
        """Give the cluster that most mentions of a chain are of."""
        votes: defaultdict[str, float] = defaultdict(float)
        for mention in chain.members:
            if cluster := self.of(mention):
                votes[cluster] += LIGHT if mention.kind == "pronoun" else 1.0
        return max(votes, key=votes.__getitem__, default=None)

    def right(self, mention: Reference, chains: Iterable[Chain]) -> list[bool] | None:
        """Say who of some is meant by a pronoun; nothing if it is not annotated."""
        wanted = self.of(mention)
        return None if wanted is None else [self.most(chain) == wanted for chain in chains]


def of_clusters(
    record: Record, to: Places, reading: Reading, decisions: Sequence[Decision]
) -> Iterator[tuple[Decision, list[bool], bool]]:
    """Judge by annotated clusters."""
    del reading
    clusters = Clusters(record, to)
    for one in decisions:
        right = clusters.right(one.mention, one.chains)
        if right is not None:
            yield one, [*right, not any(right)], True


def of_gap(
    record: Record, to: Places, reading: Reading, decisions: Sequence[Decision]
) -> Iterator[tuple[Decision, list[bool], bool]]:
    """Judge by two names of which one, or none, is meant by one pronoun."""
    del reading
    at = to[record["pronoun_start"]]
    one = next((d for d in decisions if d.mention.start_char <= at < d.mention.end_char), None)
    if one is None:
        return
    meant = {name: _bearers(record, to, one, name) for name in "ab"}
    gold = next((name for name in "ab" if record[f"{name}_is_coref"]), None)
    if gold is None:
        yield one, [*(not a and not b for a, b in zip(*meant.values(), strict=True)), True], False
        return
    other = meant["b" if gold == "a" else "a"]
    right = [a and not b for a, b in zip(meant[gold], other, strict=True)]
    yield one, [*right, not any(right)], True


def _bearers(record: Record, to: Places, one: Decision, name: str) -> list[bool]:
    """Tell which chains stand at the place of a name, or else bear it."""
    start = to[record[f"{name}_start"]]
    end = to[record[f"{name}_start"] + len(record[name]) - 1] + 1
    there = [
        any(m.kind != "pronoun" and m.start_char < end and m.end_char > start for m in c.members)
        for c in one.chains
    ]
    return there if any(there) else [_bears(chain, record[name]) for chain in one.chains]


def _bears(chain: Chain, name: str) -> bool:
    wanted = set(name_words(name, "PERSON"))
    found = (set(name_words(other, "PERSON")) for other in chain.names)
    return any(words <= wanted or wanted <= words for words in found)


def of_speakers(
    record: Record, to: Places, reading: Reading, decisions: Sequence[Decision]
) -> Iterator[tuple[Decision, list[bool], bool]]:
    """Judge the pronouns that are sources by who is known to speak."""
    waiting = {one.mention.head: one for one in decisions}
    for words, wanted in record["speakers"]:
        first = record["text"].index(words)
        head = _source(reading, to[first], to[first + len(words) - 1] + 1)
        if head is not None and (one := waiting.pop(head, None)):
            right = [_is_called(chain, wanted) for chain in one.chains]
            yield one, [*right, not any(right)], True


def _is_called(chain: Chain, wanted: str) -> bool:
    quote = Candidate("", chain.name, "", frozenset(), frozenset())
    return bool(chain.name) and is_speaker(wanted, quote)


def _source(reading: Reading, start: int, end: int) -> int | None:
    """Find the head of the source of the shortest quote around some words."""
    around = [
        found
        for found in reading.attributions
        if found.source and any(a < end and start < b for a, b in found.content)
    ]
    if not around:
        return None
    best = min(around, key=lambda found: sum(b - a for a, b in found.content))
    tokens = reading.parse.tokens(*best.source[0])
    return reading.parse.head_of(tokens.start, tokens.stop) if tokens else None
