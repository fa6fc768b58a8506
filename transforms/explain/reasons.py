"""Take apart the sum of weights that a candidate has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy
from spacy.strings import StringStore

from transforms.coreference import ranker
from transforms.coreference.evidence import sentences
from transforms.explain.explanation import Reason
from transforms.quotes.about import about
from transforms.quotes.features import LEAST, MOST, NUMBERS, Features, columns_of
from transforms.quotes.linear import SCALE, Scores, Weights, parted
from transforms.tokens import Column, Places

Spell = Callable[[int], str]
NONE = "–"
PAIRED = "unit"
"""How the names of templates begin that have two weights each: as a whole, and in part."""


def speller(strings: StringStore) -> Spell:
    """Make what gives the strings that numbers stand for; the number itself where none is known."""
    known = {number: text for text, number in NUMBERS.items()}
    known |= {NUMBERS[str(count)]: str(count) for count in range(LEAST, MOST)}

    def spell(number: int) -> str:
        if number in known:
            return known[number]
        try:
            return strings[number]
        except KeyError:
            return str(number)

    return spell


def of_quote(
    weights: Weights, known: Iterable[Features], place: int, spell: Spell
) -> tuple[Reason, ...]:
    """List what was weighed of a candidate for a quote or a part of one."""
    found: list[Reason] = []
    for one in known:
        owned = numpy.array([place]) if one.owners is None else one.owners == place
        mine = owned if one.owners is None else numpy.flatnonzero(owned)
        found += _weighed(weights, one, mine, spell) if len(mine) else ()
    return strongest(found)


def _weighed(weights: Weights, one: Features, mine: Places, spell: Spell) -> Iterator[Reason]:
    """Yield the features of some rows that weigh anything."""
    templates = one.templates
    columns = {name: one.columns[name][mine] for name in templates.columns}
    keys = templates.keys(columns)
    values = _in_units(weights.table.get(keys.ravel()), templates.name).reshape(keys.shape)
    for line, row in zip(templates.lines, values, strict=True):
        told = " ".join(text for _, text in about(templates.name, line))
        for at in numpy.flatnonzero(row).tolist():
            value, weight = _value(columns, line, at, spell), float(row[at])
            yield Reason(f"{templates.name}: {line}", told, value, 1.0, weight, weight)


def _in_units(weights: Places, name: str) -> Scores:
    """Give weights in log-odds; of those that are paired the first."""
    return parted(weights)[0] if name.startswith(PAIRED) else weights / SCALE


def _value(columns: Mapping[str, Column], line: str, at: int, spell: Spell) -> str:
    values = ((name, spell(int(columns[name][at])) or NONE) for name in columns_of(line))
    return ", ".join(f"{name}={value}" for name, value in values)


def of_mention(weights: ranker.Weights, known: ranker.Known) -> tuple[Reason, ...]:
    """List what was weighed of somebody who may be meant, or of nobody."""
    told, found = sentences(), []
    for name, value in known.items():
        is_word = isinstance(value, str)
        weight = weights.features.get(name, {}).get(str(value) if is_word else "", 0.0)
        if weight:
            amount = 1.0 if is_word else float(value)
            shown = str(value) if is_word else f"{amount:.2f}"
            found.append(Reason(name, told[name], shown, amount, weight, amount * weight))
    return strongest(found)


def strongest(found: Sequence[Reason]) -> tuple[Reason, ...]:
    """Put first what weighs most, for or against."""
    return tuple(sorted(found, key=lambda one: (-abs(one.contribution), one.feature, one.value)))
