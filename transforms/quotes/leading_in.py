"""Find who leads a quotation in that stands alone: `Reed shrugs. “That was never the plan.”`."""

from __future__ import annotations

from transforms.lexicons import labelled, lexicon
from transforms.quotes import spans
from transforms.quotes.attribution import Attribution, Span
from transforms.quotes.contents import Range
from transforms.quotes.tree import Tree

SINGULAR = frozenset({"he", "she"})
NOUNS = frozenset({"NN", "NNP"})


class Lead:
    """The sentence before a quotation, in its paragraph, and who is told of in it."""

    def __init__(self, tree: Tree, start: int, found: list[Attribution]) -> None:
        self._tree = tree
        self._found = found
        self._range = _sentence_before(tree, start)

    @property
    def told(self) -> Span | None:
        """Whose words, unquoted, the sentence reports: `He was out, he said. “Nobody knew.”`."""
        if self._range is None:
            return None
        begin, end = (self._tree.starts[self._range[0]], self._tree.ends[self._range[1] - 1])
        here = (
            one
            for one in self._found
            if one.source
            and one.cue
            and begin <= one.cue[0][0] < end
            and begin <= one.source[0][0] < end
            and not _is_within(one, self._found)
        )
        most = max(here, key=_length, default=None)
        return most.source[0] if most else None

    @property
    def gestures(self) -> Span | None:
        """Who laughs, nods or shrugs in the sentence."""
        root = self._root
        if root is None or self._tree.lemmas[root] not in lexicon("gestures"):
            return None
        return self._phrase(root, anybody=True)

    @property
    def acts(self) -> Span | None:
        """Who does anything else in it, if that is one person."""
        return None if self._root is None else self._phrase(self._root)

    @property
    def _root(self) -> int | None:
        """The verb of the sentence, unless that is quoted."""
        if self._range is None:
            return None
        tree, (first, last) = self._tree, self._range
        roots = (i for i in range(first, last) if tree.heads[i] == i and tree.pos[i] != "SPACE")
        return next((i for i in roots if tree.in_quote[i] < 0), None)

    def _phrase(self, verb: int, *, anybody: bool = False) -> Span | None:
        """Give the phrase of a verb's subject, up to a comma, if that is a person."""
        tree = self._tree
        subject = next((i for i in tree.children[verb] if tree.deps[i] == "nsubj"), None)
        if subject is None or not _is_person(tree, subject, anybody=anybody):
            return None
        begin, end = tree.left[subject], tree.right[subject] + 1
        end = next((i for i in range(subject + 1, end) if tree.lowers[i] == ","), end)
        return spans.characters(tree, [(begin, end)])[0]


def _sentence_before(tree: Tree, start: int) -> Range | None:
    """Give the sentence that ends where a quotation begins, if nothing parts their lines."""
    at = tree.tokens(start, start + 1)[0] - 1
    while at >= 0 and tree.pos[at] == "SPACE":
        at -= 1
    if at < 0 or "\n" in tree.text[tree.ends[at] : start]:
        return None
    first, last = tree.sentences[tree.sentence(at)]
    return first, min(last, at + 1)


def _is_person(tree: Tree, subject: int, *, anybody: bool) -> bool:
    if tree.pos[subject] == "PRON":
        return tree.lowers[subject] in SINGULAR
    if tree.tags[subject] not in NOUNS:
        return False
    people = labelled("people_nouns")
    return anybody or tree.entities[subject] == "PERSON" or tree.lowers[subject] in people


def _is_within(one: Attribution, found: list[Attribution]) -> bool:
    """Whether the cue of an attribution stands in what another one reports."""
    cue = one.cue[0][0]
    return any(
        start <= cue < stop for other in found if other is not one for start, stop in other.content
    )


def _length(one: Attribution) -> int:
    return sum(stop - start for start, stop in one.content)
