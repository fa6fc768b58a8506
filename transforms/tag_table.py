"""Read parts of speech off tags: the attribute ruler of an English pipeline, as a table.

Annotations are objects here, not strings: spaCy 3.8.7 looks at those of a factory's arguments.
"""

import json
from importlib import resources
from typing import Any, cast

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc

IDS: dict[str, int] = spacy.symbols.IDS
TABLE = "onrecord_tag_table"
ADP, AUX, SCONJ, VERB, AUX_DEP, AUXPASS_DEP, MARK_DEP = (
    IDS[name] for name in ("ADP", "AUX", "SCONJ", "VERB", "aux", "auxpass", "mark")
)


class TagTable:
    """Give every token the part of speech that its tag implies, and auxiliaries their lemma."""

    def __init__(self, language: Language) -> None:
        strings = language.vocab.strings
        table = json.loads(resources.files(__package__).joinpath("tags.json").read_text("utf-8"))
        self._pos = {strings.add(tag): _symbol(pos) for tag, pos in table["pos"].items()}
        self._lemmas = {strings.add(w): lemma for w, lemma in table["auxiliaries"].items()}
        self._auxiliaries = numpy.array(list(self._lemmas), dtype="uint64")

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech and auxiliaries' lemmas from tags and dependencies."""
        if not len(doc):
            return doc
        words, tags, deps = doc.to_array(["LOWER", "TAG", "DEP"]).T
        kinds, where = numpy.unique(tags, return_inverse=True)
        known = numpy.array([self._pos.get(int(tag), 0) for tag in kinds], dtype="uint64")
        pos = known[where]
        helps = numpy.isin(deps, (AUX_DEP, AUXPASS_DEP)) & (pos == VERB)
        stands = numpy.isin(words, self._auxiliaries) & (pos == VERB)
        pos[helps | stands] = AUX
        pos[(deps == MARK_DEP) & (pos == ADP)] = SCONJ
        doc.from_array(["POS"], cast("Any", pos.reshape(-1, 1)))
        for index in numpy.flatnonzero(stands).tolist():
            doc[index].lemma_ = self._lemmas[int(words[index])]
        return doc


def _symbol(name: str) -> int:
    return int(IDS[name])


@Language.factory(TABLE)
def _tag_table(nlp: Language, name: str) -> TagTable:
    del name
    return TagTable(nlp)
