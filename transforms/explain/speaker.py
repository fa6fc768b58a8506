"""Tell how it was found who says a quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.certainty import named_rightly
from transforms.coreference import Chain, ranker
from transforms.coreference.pronouns import GENDERS
from transforms.coreference.speakers import FIRST_PERSON, Speaker
from transforms.explain import reasons
from transforms.explain.explanation import Called, Candidate, Decision, Who
from transforms.mentions import Parse, Reference

RESOLUTIONS = {
    "name": "The source names whom it means.",
    "title": "The source is an office, and the text tells who holds it.",
    "pronoun": "The source is a pronoun.",
    "nominal": "The source is called by what it is, not by a name.",
    "carried": "No source stands with it: whoever was named as one before goes on speaking.",
    "collective": "The source is a group, or means nobody who is named.",
    "anonymous": "The text keeps the source unnamed.",
    "unresolved": "The text does not tell who says it, or not plainly enough.",
}
"""What each value of `quotes.speaker_resolution` means."""
FIRST = "“{}” is whoever speaks in the quotation around it, or has the floor."
OTHER = "“{}” is not weighed: it means the latest group or body that fits, if any is in mind."
TURN = "The label of the turn tells who has the floor."


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a mention may mean, as it was weighed."""

    chains: Sequence[Chain]
    known: Sequence[ranker.Known]
    """Of each chain, and last of nobody."""
    chances: Sequence[float]


class Recorder:
    """Judges who is meant as the estimated weights do, and keeps what it was asked."""

    def __init__(self, weights: ranker.Weights) -> None:
        self.weights = weights
        self.asked: dict[Reference, Asked] = {}

    def __call__(
        self, mention: Reference, chains: Sequence[Chain], known: Sequence[ranker.Known]
    ) -> Sequence[float]:
        """Give the probability of each chain, and of nobody."""
        chances = self.weights.chances(known)
        self.asked[mention] = Asked(chains, known, chances)
        return chances


def who(
    parse: Parse,
    speaker: Speaker,
    mention: Reference | None,
    recorder: Recorder,
    *,
    is_turn: bool,
) -> Who:
    """Tell who was found to speak; the mention is that which decides, if there is one."""
    chain, asked = speaker.chain, recorder.asked.get(mention) if mention else None
    before = _before(chain, mention) if chain and mention else None
    names = Counter(one.text for one in chain.members if one.kind == "name") if chain else Counter()
    is_open = chain is None and speaker.resolution == "unresolved"
    return Who(
        resolution=speaker.resolution,
        about=_about(parse, speaker, mention, is_turn=is_turn, is_weighed=asked is not None),
        text=mention.text if mention else None,
        start_char=mention.start_char if mention else None,
        end_char=mention.end_char if mention else None,
        name=speaker.name,
        certainty=round(named_rightly(speaker), 3) if speaker.name else None,
        names=tuple(Called(name, count) for name, count in names.most_common()),
        mention_count=len(chain.members) if chain else 0,
        before_text=before.text if before else None,
        before_start_char=before.start_char if before else None,
        before_end_char=before.end_char if before else None,
        is_open=is_open,
        decision=_decision(asked, mention, chain, recorder.weights) if asked and mention else None,
    )


def _about(
    parse: Parse, speaker: Speaker, mention: Reference | None, *, is_turn: bool, is_weighed: bool
) -> str:
    """Say in a sentence how the source was resolved."""
    told = RESOLUTIONS[speaker.resolution]
    if is_turn:
        return f"{told} {TURN}"
    if mention is None or mention.kind != "pronoun" or is_weighed:
        return told
    word = parse.lower[mention.start]
    if word in FIRST_PERSON:
        return f"{told} {FIRST.format(mention.text)}"
    return told if word in GENDERS else f"{told} {OTHER.format(mention.text)}"


def _before(chain: Chain, mention: Reference) -> Reference | None:
    """Find the latest mention of a chain before another one, by preference a name."""
    found = [one for one in chain.members if one.end <= mention.start]
    named = [one for one in found if one.kind == "name"]
    return max(named or found, key=lambda one: one.start, default=None)


def _decision(
    asked: Asked, mention: Reference, chain: Chain | None, weights: ranker.Weights
) -> Decision:
    """Lay out who might be meant, nobody among them."""
    meant: list[Chain | None] = [*asked.chains, None]
    found = [
        _candidate(one, mention, known, chance, weights, is_chosen=one is not None and one is chain)
        for one, known, chance in zip(meant, asked.known, asked.chances, strict=True)
    ]
    found.sort(key=lambda one: (not one.is_chosen, -one.probability))
    return Decision("speaker", weights.threshold, tuple(found))


def _candidate(
    chain: Chain | None,
    mention: Reference,
    known: ranker.Known,
    chance: float,
    weights: ranker.Weights,
    *,
    is_chosen: bool,
) -> Candidate:
    why = reasons.of_mention(weights, known)
    last = _before(chain, mention) if chain else None
    named = (chain.name or (last or chain.members[0]).text) if chain else ""
    return Candidate(
        text=named,
        start_char=last.start_char if last else None,
        end_char=last.end_char if last else None,
        probability=chance,
        score=sum(one.contribution for one in why),
        is_chosen=is_chosen,
        reasons=why,
    )
