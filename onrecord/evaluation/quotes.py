"""Score quotes against annotated attributions: who said what, by which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.evaluation.figures import Figure, f1, share
from onrecord.evaluation.names import same_name
from onrecord.evaluation.records import Answer, Article, Attribution, FoundQuote, Spans
from onrecord.evaluation.words import Grid, Place, pairs

ROLES = ("content", "source", "cue")
KINDS = ("direct", "mixed", "indirect")
LEVELS = (0.5, 0.8)
"""Least overlap of contents, in words, for a quote to count as found."""
MARKS = frozenset('"“”„〝〞')
FORMS = {True: "name", False: "pronoun or nominal"}


@dataclass(frozen=True, slots=True)
class Item:
    """An attribution as words: annotated or found."""

    content: Place
    source: Place
    cue: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated attribution and the quote found for it, by their numbers."""

    gold: int
    found: int
    overlap: float
    is_same_source: bool
    """Whether the sources share a word, or neither has one."""

    def is_right(self, level: float = LEVELS[0]) -> bool:
        """Tell whether the quote is found, with its source."""
        return self.overlap >= level and self.is_same_source


@dataclass(frozen=True, slots=True)
class Judged:
    """An article and what was found in it, put side by side."""

    article: Article
    answer: Answer | None
    gold: list[Attribution]
    found: list[FoundQuote]
    gold_items: list[Item]
    found_items: list[Item]
    kinds: list[str]
    pairs: list[Pair]
    lost: int
    """Attributions none of whose words is in the warehouse's text."""


def judge(article: Article, answer: Answer | None, least: float = 0.0) -> Judged:
    """Pair the attributions of an article with the quotes found, leaving out unsure ones.

    Without an answer every attribution is missed.
    """
    annotated = Grid(article.text)
    grid = Grid(article.text, answer.text) if answer else annotated
    gold = [one for one in article.attributions if one.content]
    quotes = [quote for quote in (answer.quotes if answer else ()) if quote.confidence >= least]
    items = [(quote, _item(grid, quote)) for quote in quotes]
    found = [(quote, item) for quote, item in items if item.content]
    gold_items, found_items = [_item(annotated, one) for one in gold], [item for _, item in found]
    return Judged(
        article,
        answer,
        gold,
        [quote for quote, _ in found],
        gold_items,
        found_items,
        [quote_type(article.text, one.content) for one in gold],
        list(_paired(gold_items, found_items)),
        sum(grid.lacks(item.content) for item in gold_items),
    )


def figures(judged: Sequence[Judged]) -> list[Figure]:
    """Give every number for some articles, where there is anything to count."""
    every = [
        *(_exact(role, judged) for role in ROLES),
        *_by_overlap(judged),
        *_by_kind(judged),
        *_types(judged),
        *_speakers(judged),
    ]
    return [figure for figure in every if figure.gold or figure.found]


def quote_type(text: str, content: Spans) -> str:
    """Tell the type of an annotated content by the quotation marks around it, or in it.

    >>> [quote_type('“Go,” he said.', spans) for spans in [((0, 5),), ((1, 3),), ((6, 13),)]]
    ['direct', 'direct', 'indirect']
    """
    inside = " ".join(text[start:end] for start, end in content).strip()
    first, last = content[0][0], content[-1][1]
    before, after, second = text[max(0, first - 1) : first], text[last : last + 1], last + 1
    left = not MARKS.isdisjoint((inside[:1], before))
    right = not MARKS.isdisjoint((inside[-1:], after))
    right = right or (after in (",", ".") and text[second : second + 1] in MARKS)
    if left and right:
        return "direct"
    return "mixed" if left or right or not MARKS.isdisjoint(inside) else "indirect"


def _item(grid: Grid, one: Attribution | FoundQuote) -> Item:
    return Item(grid.place(one.content), grid.place(one.source), grid.place(one.cue))


def _paired(gold: list[Item], found: list[Item]) -> Iterator[Pair]:
    contents = [item.content for item in gold], [item.content for item in found]
    for one, other, overlap in pairs(*contents):
        source, given = gold[one].source, found[other].source
        yield Pair(one, other, overlap, bool(source & given) or not (source or given))


def _exact(role: str, judged: Sequence[Judged]) -> Figure:
    """Count parts whose words are exactly those of an annotated part of the same role."""
    right = gold = found = 0
    for one in judged:
        wanted = Counter(filter(None, (getattr(item, role) for item in one.gold_items)))
        given = Counter(filter(None, (getattr(item, role) for item in one.found_items)))
        right += (wanted & given).total()
        gold += wanted.total()
        found += given.total()
    return f1(f"{role} exact", right, gold, found)


def _by_overlap(judged: Sequence[Judged]) -> Iterator[Figure]:
    gold = sum(len(one.gold) for one in judged)
    found = sum(len(one.found) for one in judged)
    for level in LEVELS:
        matched = sum(pair.overlap >= level for one in judged for pair in one.pairs)
        yield f1(f"content >= {level}", matched, gold, found)
    for level in LEVELS:
        joint = sum(pair.is_right(level) for one in judged for pair in one.pairs)
        yield f1(f"joint >= {level}", joint, gold, found)


def _by_kind(judged: Sequence[Judged]) -> Iterator[Figure]:
    every = Counter(kind for one in judged for kind in one.kinds)
    for level in LEVELS:
        right = Counter(
            one.kinds[pair.gold] for one in judged for pair in one.pairs if pair.is_right(level)
        )
        for kind in KINDS:
            if every[kind]:
                yield share(f"joint recall >= {level} by type {kind}", right[kind], every[kind])


def _types(judged: Sequence[Judged]) -> Iterator[Figure]:
    """Compare the types of quotes whose content is found."""
    same = [one.found[to].quote_type == one.kinds[at] for one in judged for at, to in _met(one)]
    if same:
        yield share("quote type accuracy", sum(same), len(same))


def _speakers(judged: Sequence[Judged]) -> Iterator[Figure]:
    """Compare named speakers where the annotation tells who is meant."""
    every, met, answered, right = (Counter[bool]() for _ in range(4))
    for one in judged:
        partner = dict(_met(one))
        for number, gold in enumerate(one.gold):
            if gold.source_name:
                every[gold.is_named] += 1
                if number in partner:
                    name = one.found[partner[number]].speaker_name
                    met[gold.is_named] += 1
                    answered[gold.is_named] += bool(name)
                    right[gold.is_named] += same_name(name, gold.source_name)
    for form, name in FORMS.items():
        if every[form]:
            yield share(f"speaker of {name} accuracy", right[form], met[form])
            yield share(f"speaker of {name} answered", answered[form], met[form])
            yield share(f"speaker of {name} precision", right[form], answered[form])
            yield share(f"speaker of {name} end to end", right[form], every[form])


def _met(one: Judged) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose content is found, whatever the source."""
    return ((pair.gold, pair.found) for pair in one.pairs if pair.overlap >= LEVELS[0])
