"""Declare what speaks for somebody being meant by a pronoun, and against it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from math import log

from transforms.coreference.asked import meeting, role
from transforms.coreference.focus import QUOTED
from transforms.coreference.gender import WOMEN, fits
from transforms.coreference.ranker import Known, Value, Weights
from transforms.coreference.scene import FARTHEST, Option, Scene, passed

MOST_PRESENT = 3.0
NOTHING = "none"
YES = "yes"
LEADING = frozenset({"subject", "undergoes"})
HALF = 0.2
"""Who is less likely of the gender of a pronoun is not counted among those whom it may mean."""
STEPS = 6
Judged = Callable[[Scene, Option], Value]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is looked at."""

    name: str
    about: str
    value: Judged
    """Gives a word, or a number; nothing ("") says nothing."""
    by_form: bool = False
    """Whether it weighs differently for each form of the pronoun."""


def known_of(scene: Scene, one: Option) -> Known:
    """List what is known of somebody who may be meant."""
    found: dict[str, Value] = {}
    form = scene.asked.form
    for feature in FEATURES:
        value = feature.value(scene, one)
        if value == "":
            continue
        found[feature.name] = value
        if feature.by_form:
            found[f"{feature.name} by form"] = f"{form}: {value}"
    return found


class Scorer:
    """Adds up weights without listing what is known: five times as fast as `known_of`."""

    def __init__(self, weights: Weights) -> None:
        self._rows = [
            (feature.value, weights.features.get(feature.name, {}), self._by_form(feature, weights))
            for feature in FEATURES
        ]

    def score(self, scene: Scene, one: Option) -> float:
        """Give the score of what is known of somebody who may be meant."""
        total, form = 0.0, scene.asked.form
        for value_of, weights, by_form in self._rows:
            value = value_of(scene, one)
            if value.__class__ is float:
                total += value * weights.get("", 0.0)
            elif value:
                total += weights.get(value, 0.0)  # type: ignore[arg-type]
                if by_form:
                    total += by_form.get(form, NO_WEIGHTS).get(value, 0.0)  # type: ignore[arg-type]
        return total

    def _by_form(self, feature: Feature, weights: Weights) -> dict[str, dict[str, float]]:
        found: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for told, weight in weights.features.get(f"{feature.name} by form", {}).items():
            form, value = told.split(": ", 1)
            found[form][value] = weight
        return dict(found)


NO_WEIGHTS: dict[str, float] = {}


def known_of_none(scene: Scene, options: list[Option]) -> Known:
    """List what speaks for nobody of them being meant."""
    asked, gender = scene.asked, scene.asked.gender
    fitting = [one for one in options if fits(one.chain.feminine, gender) > HALF]
    near = min((passed(scene, one) for one in fitting), default=FARTHEST)
    return {
        NOTHING: YES,
        "none of": _counted(len(fitting)),
        "none near": _counted(near),
        "none by form": asked.form,
        "none said": str(scene.speech[asked.mention.head]),
        "none speaks": YES if asked.speaks else "",
        "none alone": YES if len(options) == 1 else "",
    }


def _counted(number: int) -> str:
    return str(min(number, FARTHEST))


def _gender(scene: Scene, one: Option) -> float:
    return log(fits(one.chain.feminine, scene.asked.gender))


def _doubt(scene: Scene, one: Option) -> str:
    """Tell how far the gender is from that of the pronoun, or how near to it, and whence."""
    odds = one.chain.feminine * (1 if scene.asked.gender == WOMEN else -1)
    step = max(-STEPS, min(STEPS, round(odds)))
    return f"{'told' if one.chain.is_told else 'listed'} {step}"


def _distance(scene: Scene, one: Option) -> str:
    if one.is_ahead:
        return "ahead"
    return _counted(passed(scene, one))


def _between(scene: Scene, one: Option) -> str:
    del scene
    return "" if one.is_ahead else _counted(one.between)


def _meets(scene: Scene, one: Option) -> str:
    """Tell how the mention in the same sentence lies to the pronoun; a subject before others."""
    if not one.here:
        return ""
    ways = [meeting(scene.parse, scene.asked, mention.head) for mention in one.here]
    return next((way for way in ways if "nsubj" in way and "+" not in way), ways[0])


def _last_role(scene: Scene, one: Option) -> str:
    latest = one.here or one.before
    return role(scene.parse, latest[0].head) if latest else ""


def _role_before(scene: Scene, one: Option) -> str:
    """Tell the role in the latest sentence before; a subject before others."""
    if not one.before:
        return ""
    passed = min(scene.asked.mention.sentence - one.before[0].sentence, 3)
    roles = [role(scene.parse, mention.head) for mention in one.before]
    best = next((found for found in roles if found in LEADING), roles[0])
    return f"{best} {passed}"


def _opens(scene: Scene, one: Option) -> str:
    """Tell whether somebody opens a sentence: this one, or the one before."""
    latest = one.before[-1:] + one.here[-1:]
    for mention in latest:
        first = scene.parse.sentence_starts[mention.sentence]
        if mention.start <= first + 1:
            return _counted(scene.asked.mention.sentence - mention.sentence)
    return ""


def _goes_on(scene: Scene, one: Option) -> str:
    """Tell whether the last pronoun of the gender meant somebody, and how long ago."""
    if scene.last is None:
        return ""
    passed = _counted(scene.asked.mention.sentence - scene.last_at)
    return f"same {passed}" if one.chain is scene.last else f"other {passed}"


def _presence(scene: Scene, one: Option) -> float:
    now = scene.focus.clock[scene.asked.mention.sentence]
    return min(one.chain.weight(now), MOST_PRESENT)


def _in_mind(scene: Scene, one: Option) -> str:
    is_topic, is_speaker = one.chain is scene.focus.topic, one.chain is scene.focus.speaker
    here = scene.focus.paragraphs[scene.asked.mention.sentence]
    placed = one.chain.placed == here
    told = "topic " * is_topic + "speaker " * is_speaker + "here " * placed
    return f"{'speaks' if scene.asked.speaks else 'is'}: {told}" if told else ""


def _another(scene: Scene, one: Option) -> str:
    """Tell whether somebody else of a fitting gender is the topic."""
    topic = scene.focus.topic
    if topic is None or topic is one.chain:
        return ""
    return YES if fits(topic.feminine, scene.asked.gender) > HALF else ""


def _called(scene: Scene, one: Option) -> str:
    chain = one.chain
    if any(name.lower() in scene.words for name in chain.names[-2:]):
        return "common word"
    if not chain.is_person:
        return f"{chain.label} {min(len(chain.names[0].split()), 3)}"
    if not chain.names:
        return "nominal" if chain.nouns else "pronoun"
    return "whole name" if any(" " in name for name in chain.names[-3:]) else "one word"


def _often(scene: Scene, one: Option) -> str:
    del scene
    return str(min(len(one.chain.members), 9).bit_length())


def _share(scene: Scene, one: Option) -> float:
    return len(one.chain.members) / max(1, scene.most)


def _named(scene: Scene, one: Option) -> float:
    return len(one.chain.places) / max(1, scene.most_named)


def _next(scene: Scene, one: Option) -> str:
    """Tell how many sentences on somebody is named again."""
    places, asked = one.chain.places, scene.asked.mention
    at = bisect_right(places, asked.head)
    if at == len(places):
        return "never" if places else ""
    return str(min(scene.parse.sentence[places[at]] - asked.sentence, 3))


def _first(scene: Scene, one: Option) -> str:
    return YES if one.chain is scene.first else ""


def _barred(scene: Scene, one: Option) -> str:
    return YES if one.chain in scene.barred else ""


def _voice(scene: Scene, one: Option) -> str:
    return YES if one.chain is scene.voice else ""


def _teller(scene: Scene, one: Option) -> str:
    if scene.teller is None:
        return ""
    return "the teller" if one.chain is scene.teller else "another"


def _level(scene: Scene, one: Option) -> str:
    """Tell whether pronoun and mention stand both in quotation marks, or outside."""
    latest = one.here or one.before
    if not latest:
        return ""
    inside = scene.speech[scene.asked.mention.head] == QUOTED
    was = scene.speech[latest[0].head] == QUOTED
    return "" if inside == was else "comes out" if was else "goes in"


def _paragraph(scene: Scene, one: Option) -> str:
    latest = one.here or one.before
    if not latest:
        return ""
    places = scene.focus.paragraphs
    passed = places[scene.asked.mention.sentence] - places[latest[0].sentence]
    return _counted(min(passed, 3)) if passed else ""


def _kind(scene: Scene, one: Option) -> str:
    del scene
    latest = one.here or one.before
    return latest[0].kind if latest else ""


FEATURES = (
    Feature("gender", "How likely they are of its gender, as a logarithm.", _gender),
    Feature("doubt", "How well it fits their gender, in steps, by a list or by the text.", _doubt),
    Feature("distance", "Sentences since the latest mention.", _distance, by_form=True),
    Feature("between", "People of a fitting gender mentioned since.", _between, by_form=True),
    Feature("meets", "How the mention in the same sentence lies to it.", _meets, by_form=True),
    Feature("role", "The role of the latest mention.", _last_role, by_form=True),
    Feature("before", "Their role in the sentence before.", _role_before, by_form=True),
    Feature("opens", "Whether a mention opens its sentence.", _opens),
    Feature("goes on", "Whether the last such pronoun meant them.", _goes_on, by_form=True),
    Feature("presence", "How present they are, by roles and time.", _presence),
    Feature("in mind", "Whether they spoke or acted last.", _in_mind),
    Feature("another", "Whether another one of the gender acted last.", _another),
    Feature("called", "Whether they have a name, of what type, and no common word.", _called),
    Feature("often", "How often they are mentioned.", _often),
    Feature("share", "How often they are mentioned: a share of the most mentioned.", _share),
    Feature("named", "How often the whole text names them: a share of the most named.", _named),
    Feature("next", "How many sentences on the text names them again.", _next, by_form=True),
    Feature("first", "Whether they are the first who was named.", _first),
    Feature("barred", "Whether grammar forbids it: nobody is his own lawyer.", _barred),
    Feature("voice", "Whether they speak in the quotation around it: they would say I.", _voice),
    Feature("teller", "Whether they report what it stands in.", _teller),
    Feature("level", "Whether one of both stands in quotation marks.", _level),
    Feature("paragraph", "Paragraphs since the latest mention.", _paragraph),
    Feature("kind", "Whether the latest mention is a name, a nominal or a pronoun.", _kind),
)  # fmt: skip
OF_NOBODY = {
    NOTHING: "What speaks for nobody of them before anything is known.",
    "none of": "How many people of a fitting gender are in mind.",
    "none near": "Sentences since the latest mention of one of them.",
    "none by form": "What the pronoun is in its sentence.",
    "none said": "Whether it stands in a quotation (1), in what is reported (2) or in neither (0).",
    "none speaks": "Whether it is a source for the writer.",
    "none alone": "Whether only one person is in mind.",
}
"""What speaks for nobody being meant, in sentences."""


def sentences() -> dict[str, str]:
    """Say of every feature, by its name, what it tells."""
    found = dict(OF_NOBODY)
    for feature in FEATURES:
        found[feature.name] = feature.about
        if feature.by_form:
            found[f"{feature.name} by form"] = f"{feature.about} For each form of the pronoun."
    return found
