"""Find whom a pronoun means: by gender, number, recency, and the grammar of its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from transforms.coreference.asked import Asked, ask
from transforms.coreference.chain import Chain
from transforms.coreference.evidence import HALF, Scorer, known_of, known_of_none
from transforms.coreference.focus import QUOTED, TOLD, Focus
from transforms.coreference.gender import fits, updated
from transforms.coreference.kinship import is_kind_of_body
from transforms.coreference.ranker import Known, Verdict, Weights, shares, weights
from transforms.coreference.scene import Option, Scene, option
from transforms.lexicons import function_words
from transforms.mentions import Parse, Reference
from transforms.mentions.nominals import kind_of
from transforms.mentions.parse import SUBJECTS

GENDERS = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "f"
)
THINGS = frozenset({"it", "its", "itself"})
GROUPS = frozenset({"they", "them", "their", "theirs", "themselves"})
OBJECTS = frozenset({"dobj", "pobj", "dative", "obj", "iobj"})
EXPLETIVE_VERBS = frozenset(function_words("expletive verb"))
NOWHERE = -1
MISTAKEN = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"})
"""Types that the model gives to unusual names of people."""
SMALL = frozenset(function_words("small"))
"""Words that no name of a person holds: of, and, the."""
MOST, MOST_OTHERS = 5, 3
"""How many people of a fitting gender are weighed, the latest first, and how many others."""
PERSON_REACH, GROUP_REACH, THING_REACH = 8, 3, 2
HERE = 1.5
"""They who say something are likely those who have spoken or acted in the paragraph."""
LEAST = {"group": 0.3, "thing": 0.45}
CLEAR = 1.5
"""Log-odds of a gender beyond which somebody is he or she rather than they."""
Judge = Callable[[Reference, Sequence[Chain], Sequence[Known]], Sequence[float]]
"""Gives the probability of each who may be meant, and of nobody, from what is known of them."""


class Pronouns:
    """Resolve third-person pronouns against the chains in focus."""

    def __init__(
        self,
        parse: Parse,
        focus: Focus,
        speakers: Collection[int],
        speech: bytearray,
        voices: Sequence[int],
        named: Mapping[int, Chain],
        judge: Judge | None = None,
    ) -> None:
        self._weights = weights()
        self._judge = judge
        self._scorer = scorer(self._weights)
        self._humans: dict[Chain, tuple[int, bool]] = {}
        self._words = frozenset(parse.words)
        self._most_named = max((len(chain.places) for chain in named.values()), default=0)
        self._last: dict[str, tuple[Chain, int]] = {}
        self.open: dict[Reference, Verdict] = {}
        """The pronouns that stay open, with who is likeliest to be meant."""
        self.sure: dict[Reference, float] = {}
        """How likely those mean whom they are taken to mean that do not."""
        self._speakers = speakers
        self._speech = speech
        self._voices = voices
        self._named = named
        self._parse = parse
        self._focus = focus

    def chain(self, mention: Reference) -> Chain | None:
        """Give the chain that a pronoun continues, or nothing if none is likely."""
        word = self._parse.lower[mention.start]
        barred = self._barred(mention)
        if gender := GENDERS.get(word):
            return self._person(mention, gender, barred)
        if word in GROUPS:
            return self._best(mention, GROUP_REACH, "group", barred) or self._single(mention)
        if word in THINGS and not self._is_expletive(mention):
            return self._best(mention, THING_REACH, "thing", barred)
        return None

    def _person(self, mention: Reference, gender: str, barred: list[Chain]) -> Chain | None:
        """Weigh everybody who may be meant; who is not likely enough leaves the pronoun open."""
        scene = self._scene(mention, gender, barred)
        options = self._options(scene)
        chances = self._chances(scene, options)
        best = max(range(len(options)), key=chances.__getitem__, default=None)
        if best is None:
            return None
        chain, chance = options[best].chain, chances[best]
        chain.feminine = updated(chain.feminine, gender, chance, self._weights)
        if chance < max(self._weights.threshold, chances[-1]):
            self.open[mention] = Verdict(chain, chance)
            return None
        self.sure[mention] = chance
        self._last[gender] = chain, mention.sentence
        chain.is_told = True
        chain.label = "PERSON"
        return chain

    def _chances(self, scene: Scene, options: list[Option]) -> Sequence[float]:
        """Give the probability of each who may be meant, and of nobody."""
        nobody = known_of_none(scene, options)
        if self._judge is None:
            scores = [self._scorer.score(scene, one) for one in options]
            return shares([*scores, self._weights.score(nobody)])
        known = [*(known_of(scene, one) for one in options), nobody]
        return self._judge(scene.asked.mention, [one.chain for one in options], known)

    def _scene(self, mention: Reference, gender: str, barred: list[Chain]) -> Scene:
        last, last_at = self._last.get(gender, (None, 0))
        return Scene(
            self._parse,
            self._focus,
            self._speech,
            ask(self._parse, mention, gender, speaks=self._goes_on(mention)),
            barred,
            self._voice(mention),
            self._teller(mention),
            last,
            last_at,
            self._focus.most,
            self._focus.first,
            self._words,
            self._most_named,
        )

    def _options(self, scene: Scene) -> list[Option]:
        """List who may be meant: people in mind, and the subject ahead in the sentence."""
        found, between, others, asked = [], 0, 0, scene.asked
        sentence = asked.mention.sentence
        for chain in self._focus.latest(self._focus.clock[sentence], PERSON_REACH):
            is_fitting = fits(chain.feminine, asked.gender) > HALF
            if (not is_fitting and others == MOST_OTHERS) or not self._can_be_person(chain):
                continue
            found.append(option(chain, sentence, between))
            between += is_fitting
            others += not is_fitting
            if between == MOST:
                break
        ahead = self._ahead(asked)
        if ahead and all(one.chain is not ahead for one in found):
            found.append(option(ahead, sentence, between, is_ahead=True))
        return found

    def _ahead(self, asked: Asked) -> Chain | None:
        """Give the named subject behind a pronoun of a verb above it: "In her book, Reed says"."""
        for verb in asked.above:
            subject = self._parse.subjects.get(verb)
            if subject is not None and subject > asked.mention.head:
                chain = self._named.get(subject)
                return chain if chain and chain.is_person else None
        return None

    def _can_be_person(self, chain: Chain) -> bool:
        """Tell who may be he or she; asked again only when another name of theirs is read."""
        names = len(chain.names)
        known = self._humans.get(chain)
        if known is None or known[0] != names:
            is_one = self._is_human(chain) or self._may_be_person(chain)
            known = self._humans[chain] = names, is_one
        return known[1]

    def _is_human(self, chain: Chain) -> bool:
        """Tell a person from a common noun that the model took for one: Grammar, beside grammar."""
        if not chain.is_person or not chain.names:
            return chain.is_person
        return any(
            name.lower() not in self._words and SMALL.isdisjoint(name.split())
            for name in chain.names
        )

    def _may_be_person(self, chain: Chain) -> bool:
        """Tell whether the model may have taken a person's name for that of a body."""
        if chain.label not in MISTAKEN or not chain.names or chain.affiliation:
            return False
        if chain.is_well_known or any(map(_is_body, chain.nouns)):
            return False
        if not SMALL.isdisjoint(chain.names[-1].split()):
            return False
        first = chain.members[-1].start
        return first == 0 or self._parse.lower[first - 1] != "the"

    def _goes_on(self, mention: Reference) -> bool:
        """Tell whether a pronoun speaks for the writer: not within what somebody says."""
        return mention.head in self._speakers and not self._speech[mention.head]

    def _single(self, mention: Reference) -> Chain | None:
        """Give the person who spoke last where they can mean no group."""
        last, now = self._focus.speaker, self._focus.clock[mention.sentence]
        if mention.head not in self._speakers or not last or not last.is_person:
            return None
        if abs(last.feminine) > CLEAR or self._has_several(last, mention):
            return None
        return last if last.names and now - last.last_seen <= THING_REACH else None

    def _best(self, mention: Reference, reach: int, kind: str, barred: list[Chain]) -> Chain | None:
        best, most = None, LEAST[kind]
        now, here = self._focus.clock[mention.sentence], self._focus.paragraphs[mention.sentence]
        speaks = kind == "group" and self._goes_on(mention)
        for chain in self._focus.latest(now, reach):
            fit = _fit(chain, kind)
            if chain in barred or not fit:
                continue
            if kind == "group" and chain.label != "PEOPLE" and self._is_past(chain, mention):
                continue
            score = chain.weight(now) * fit + HERE * (speaks and chain.placed == here)
            if score > most:
                best, most = chain, score
        return best

    def _is_past(self, body: Chain, mention: Reference) -> bool:
        """Tell whether a body is too far from mind to be they: it does nothing, or others do."""
        here = self._focus.paragraphs[mention.sentence]
        return body.placed < here - 1 or self._has_several(body, mention)

    def _has_several(self, last: Chain, mention: Reference) -> bool:
        """Tell whether several have done something since a chain did, before a pronoun."""
        several = self._parse.plural_subjects
        found = range(bisect_right(several, last.acted), bisect_left(several, mention.head))
        return any(not self._speech[several[at]] for at in found)

    def _barred(self, mention: Reference) -> list[Chain]:
        """List whom a pronoun cannot mean."""
        found = (self._possessed(mention), self._subject(mention), self._voice(mention))
        return [chain for chain in found if chain is not None]

    def _possessed(self, mention: Reference) -> Chain | None:
        """Give whom a possessive stands before: nobody is his own lawyer."""
        head = mention.head
        if self._parse.deps[head] != "poss":
            return None
        return self._focus.at(self._parse.heads[head])

    def _subject(self, mention: Reference) -> Chain | None:
        """Give the subject of the verb whose object a pronoun is."""
        parse, head = self._parse, mention.head
        if parse.deps[head] not in OBJECTS or parse.lower[head].endswith(("self", "selves")):
            return None
        verb = parse.heads[head]
        if parse.deps[head] == "pobj":
            verb = parse.heads[verb]
        subject = parse.subjects.get(verb)
        return self._focus.at(subject) if subject is not None else None

    def _voice(self, mention: Reference) -> Chain | None:
        """Give who speaks in the quotation around a pronoun: they would say I.

        Of a source behind it that is a pronoun, it is likely whoever spoke before.
        """
        source = self._voices[mention.head] if self._voices else NOWHERE
        if source == NOWHERE or self._speech[mention.head] != QUOTED:
            return None
        if source < mention.head or source in self._named:
            return self._named.get(source) or self._focus.at(source)
        last, gender = self._focus.speaker, GENDERS.get(self._parse.lower[source])
        if not gender or not last or fits(last.feminine, gender) < HALF:
            return None
        return last

    def _teller(self, mention: Reference) -> Chain | None:
        """Give who reports, before a pronoun and without quotation marks, what it stands in."""
        head = mention.head
        if self._speech[head] != TOLD or not self._voices or self._voices[head] == NOWHERE:
            return None
        source = self._voices[head]
        return self._focus.at(source) if source < head else None

    def _is_expletive(self, mention: Reference) -> bool:
        """Tell "it is likely that" and "it rains" from an `it` that means something."""
        parse, head = self._parse, mention.head
        if parse.lower[head] != "it":
            return False
        verb = parse.heads[head]
        return parse.deps[head] not in SUBJECTS or parse.lower[verb] in EXPLETIVE_VERBS


@lru_cache(maxsize=4)
def scorer(weights: Weights) -> Scorer:
    """Make ready to score with weights."""
    return Scorer(weights)


def _is_body(noun: str) -> bool:
    """Tell a noun for a sort of body from one for people: not a winger."""
    return is_kind_of_body(noun) and kind_of(noun) != "PERSON"


def _fit(chain: Chain, kind: str) -> float:
    """Say how well a chain can be they or it."""
    if kind == "group":
        if chain.label == "PEOPLE":
            return 1.0
        return {"ORG": 0.6, "NORP": 0.6}.get(chain.label, 0.0)
    return {"ORG": 1.0, "GPE": 0.9}.get(chain.label, 0.0)
