"""Invent an archive of news: stories, their edited copies, and what only looks like copies.

Words are invented, and drawn as words of real texts are: few of them often, most of them seldom,
with stock phrases between. The same seed gives the same archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random

FUNCTION_WORDS = """
the of to and a in that it was for on with as by at from his her their is were has had be an not
which who this its would will after before over under more than when where but or they he she we
into about between against also only some two last new first
"""
SYLLABLES = """
ba ce di fo gu ha ki le mo nu pa re si to vu wa ze chi dra fle gro shu tri plo ner
"""
COPIED, FORMS = 0.2, 0.25
"""Shares of the archive: copies, and reports written on one of a few forms; the rest is stories."""
AN_EVENT = 4
"""Stories on one event, by different hands: they share names, figures, quotes and background."""
CHANGED = 0.1
"""Share of the words of a copy that are others, or gone, or more."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and the number of the story that it is, or is a copy of."""

    text: str
    story: int
    is_copy: bool


@dataclass(frozen=True, slots=True)
class _Event:
    topic: list[str]
    names: list[str]
    figures: list[str]
    shared: list[str]
    """Sentences that several reporters took down or copied from the same notice."""


class Newsroom:
    """Writes the texts of an archive, each from its number and the seed alone."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        random = Random(f"{seed} words")
        self._vocabulary = [_word(random) for _ in range(15_000)]
        self._seldom = _zipf(len(self._vocabulary))
        self._short = FUNCTION_WORDS.split()
        self._often = _zipf(len(self._short))
        self._phrases = [" ".join(self._words(random, 4)) for _ in range(400)]
        self._topics = [random.sample(self._vocabulary, 250) for _ in range(60)]

    @cached_property
    def _forms(self) -> list[list[str]]:
        """Make the sentences of twelve forms: # is a figure to be filled in, @ a name."""
        random = Random(f"{self._seed} forms")
        event = self._event(random)
        lengths = [random.randint(9, 24) for _ in range(12)]
        return [[self._slotted(random, event) for _ in range(length)] for length in lengths]

    def archive(self, count: int) -> Iterator[Text]:
        """Yield an archive in which every copy comes after its story."""
        stories: list[int] = []
        for number in range(count):
            random = Random(f"{self._seed} kind {number}")
            if stories and random.random() < COPIED:
                story = random.choice(stories)
                yield Text(self._copy(random, self._story(story)), story, is_copy=True)
            else:
                stories.append(number)
                yield Text("\n\n".join(self._story(number)), number, is_copy=False)

    def _story(self, number: int) -> list[str]:
        """Write the paragraphs of a story, or of a form filled in."""
        random = Random(f"{self._seed} story {number}")
        if random.random() < FORMS:
            form = random.choice(self._forms)
            return _paragraphs(random, [self._filled(random, sentence) for sentence in form])
        event = self._event(Random(f"{self._seed} event {number // AN_EVENT}"))
        length, sentences, words = random.randint(200, 900), [], 0
        while words < length:
            sentence = self._sentence(random, event)
            sentences.append(sentence)
            words += sentence.count(" ") + 1
        for sentence in random.sample(event.shared, random.randint(1, len(event.shared))):
            sentences.insert(random.randrange(len(sentences)), sentence)
        return _paragraphs(random, sentences)

    def _copy(self, random: Random, paragraphs: list[str]) -> str:
        """Edit a story: other words, sentences left out, another head and foot."""
        kept = []
        left_out = random.uniform(0.0, 0.2)
        for paragraph in paragraphs:
            sentences = [s for s in paragraph.split(". ") if random.random() >= left_out]
            kept.append(". ".join(self._edited(random, sentence) for sentence in sentences))
        event = self._event(random)
        head = " ".join(self._sentence(random, event) for _ in range(random.randint(1, 2)))
        foot = " ".join(self._sentence(random, event) for _ in range(random.randint(1, 2)))
        return "\n\n".join(filter(None, [head, *kept, foot]))

    def _edited(self, random: Random, sentence: str) -> str:
        words = []
        for word in sentence.split(" "):
            if random.random() >= CHANGED:
                words.append(word)
            elif random.random() < 0.7:
                words += self._words(random, random.choice((1, 1, 2)))
        return " ".join(words)

    def _event(self, random: Random) -> _Event:
        names = [_word(random).capitalize() for _ in range(12)]
        figures = [_figure(random) for _ in range(15)]
        event = _Event(random.choice(self._topics), names, figures, [])
        event.shared.extend(self._sentence(random, event) for _ in range(6))
        return event

    def _sentence(self, random: Random, event: _Event) -> str:
        words = self._words(random, random.randint(7, 24), event.topic)
        for chance, offered in ((0.6, event.names), (0.3, event.figures), (0.3, self._phrases)):
            if random.random() < chance:
                words.insert(random.randrange(1, len(words)), random.choice(offered))
        if random.random() < 0.3:
            return f"“{' '.join(words)},” said {random.choice(event.names)}."
        return " ".join(words).capitalize() + "."

    def _slotted(self, random: Random, event: _Event) -> str:
        words = self._words(random, random.randint(7, 20), event.topic)
        for _ in range(random.randint(1, 2)):
            words.insert(random.randrange(1, len(words)), "#")
        if random.random() < 0.5:
            words.insert(random.randrange(1, len(words)), random.choice(["@", event.names[0]]))
        return " ".join(words) + "."

    def _filled(self, random: Random, sentence: str) -> str:
        words = (
            _figure(random) if word == "#" else _word(random).capitalize() if word == "@" else word
            for word in sentence.split(" ")
        )
        return " ".join(words)

    def _words(self, random: Random, count: int, topic: list[str] | None = None) -> list[str]:
        """Draw words: nearly half of them function words, of the others half of the topic."""
        short = random.choices(self._short, cum_weights=self._often, k=count)
        long = random.choices(self._vocabulary, cum_weights=self._seldom, k=count)
        about = random.choices(topic, k=count) if topic else long
        chances = random.choices((short, long, about), (0.46, 0.27, 0.27), k=count)
        return [drawn[place] for place, drawn in enumerate(chances)]


def _paragraphs(random: Random, sentences: list[str]) -> list[str]:
    found = []
    while sentences:
        size = random.randint(1, 4)
        found.append(" ".join(sentences[:size]))
        sentences = sentences[size:]
    return found


def _word(random: Random) -> str:
    return "".join(random.choices(SYLLABLES.split(), k=random.choice((1, 2, 2, 3, 3, 4))))


def _figure(random: Random) -> str:
    return random.choice(("{:.0f}", "{:,.1f}", "{:.2f}")).format(random.uniform(1, 9000))


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 2) for rank in range(count)))
