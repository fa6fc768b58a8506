"""View a parse as plain lists and arrays: attribute access in spaCy costs more than our work."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import pairwise

import numpy

from transforms.lexicons import lexicon
from transforms.quotes import shape
from transforms.quotes.features import NUMBERS
from transforms.quotes.marks import Quotation, quotations
from transforms.quotes.relations import RELATIONS
from transforms.quotes.table import Sets
from transforms.tokens import Column, Flags, Places, Tokens

KINDS = {"reports": "VERB", "saying": "NOUN"}
"""Uses of words that the model sees, and the part of speech they have to have."""
USES = (*KINDS, "shows", "clear", "perceives", "outspoken", "verdict", "opinion")
"""Uses that are looked up for all tokens at once."""
LISTED = Sets(**{use: lexicon(use) for use in USES})

MARKS = Sets(gap=",:;\"“”'‘’-–—")


class Tree:
    """A parsed document: words, tags, dependencies, quotation marks, all by token index."""

    def __init__(self, tokens: Tokens) -> None:
        self.parsed = tokens
        self.columns = tokens.columns
        self.text, self.starts, self.ends = tokens.text, tokens.starts, tokens.ends
        self.deps, self.lowers = tokens.deps, tokens.lowers
        self.pos = tokens.spelled(tokens.columns["pos"])
        self.head, self.first = shape.cut(tokens.head, tokens.first)
        self.heads: list[int] = self.head.tolist()
        self.by_head, self.child_starts = shape.by_head(self.head, tokens.place)
        flat, ends, none = self.by_head.tolist(), self.child_starts.tolist(), list[int]()
        self.children = [flat[i:j] if i < j else none for i, j in pairwise(ends)]
        self.left_of, self.right_of = shape.edges(self.head, tokens.place)
        """The first token below each token, and the last."""
        self.left: list[int] = self.left_of.tolist()
        self.right: list[int] = self.right_of.tolist()
        self.sentence_starts: list[int] = self.first.tolist()
        self.sentences = list(pairwise([*self.sentence_starts, len(self)]))
        self.quotations = quotations(self.text)
        self._quote()

    def _quote(self) -> None:
        """Note for each token the outermost quotation it stands in, or -1."""
        self.outer = [q for q in self.quotations if q.depth == 0]
        self.outer_starts = [q.start for q in self.outer]
        self.in_quote = [-1] * len(self.heads)
        for number, quotation in enumerate(self.outer):
            first, last = self.tokens(quotation.start, quotation.end)
            self.in_quote[first:last] = [number] * (last - first)

    @cached_property
    def lemmas(self) -> list[str]:
        """Give the words as a dictionary has them."""
        return self.parsed.spelled(self.columns["lemma"])

    @cached_property
    def tags(self) -> list[str]:
        """Give the fine parts of speech."""
        return self.parsed.tags

    @cached_property
    def entities(self) -> list[str]:
        """Give the types of the names that tokens are part of."""
        return self.parsed.spelled(self.columns["entity"])

    @cached_property
    def begins(self) -> Places:
        """Give the first token of each sentence, and last the number of tokens."""
        return numpy.append(self.first, len(self))

    @cached_property
    def sentence_of(self) -> Places:
        """Give the number of the sentence that holds each token."""
        return numpy.searchsorted(self.first, self.parsed.place, side="right") - 1

    @cached_property
    def is_word(self) -> Flags:
        """Flag what is no mark and no gap."""
        pos = self.columns["pos"]
        found: Flags = (
            (pos != NUMBERS["PUNCT"]) & (pos != NUMBERS["SPACE"]) & (pos != NUMBERS["SYM"])
        )
        return found

    @cached_property
    def is_idle(self) -> Flags:
        """Flag marks and gaps with nothing below them."""
        idle: Flags = ~self.is_word & (numpy.diff(self.child_starts) == 0)
        return idle

    @cached_property
    def next_word(self) -> Places:
        """Give for each place the first word that does not stand before it, or the end."""
        places = numpy.where(self.is_word, self.parsed.place, len(self))
        following: Places = numpy.minimum.accumulate(numpy.append(places, len(self))[::-1])[::-1]
        return following

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        """List the words, and count those before each place."""
        before = numpy.concatenate(([0], numpy.cumsum(self.is_word)))
        return numpy.flatnonzero(self.is_word).tolist(), before.tolist()

    @cached_property
    def quote_of(self) -> Places:
        """Give the number of the outermost quotation around each token, or -1."""
        return numpy.array(self.in_quote, dtype="int64")

    @cached_property
    def quoted_before(self) -> Places:
        """Count the tokens in quotations before each place."""
        return numpy.concatenate(([0], numpy.cumsum(self.quote_of >= 0)))

    @cached_property
    def relation(self) -> dict[str, Flags]:
        """Flag the tokens that hang on their heads by the relations of each group."""
        return RELATIONS.of(self.columns["dep"])

    @cached_property
    def listed(self) -> dict[str, Flags]:
        """Flag the tokens whose lemma has each use."""
        return LISTED.of(self.columns["lemma"])

    @cached_property
    def gaps(self) -> Column:
        """Number the marks that part a content from its cue, and nothing else."""
        lower = self.columns["lower"]
        return numpy.where(MARKS.of(lower)["gap"], lower, 0)

    @cached_property
    def quotations_in(self) -> tuple[Places, Places]:
        """Count each sentence's quotations, and for each token those in the same one as it."""
        quote, sentence = self.quote_of, self.sentence_of
        changes = (quote[1:] != quote[:-1]) | (sentence[1:] != sentence[:-1])
        starts = numpy.flatnonzero(numpy.concatenate(([True], changes)))
        marked = starts[quote[starts] >= 0]
        sizes = numpy.diff(starts, append=len(self))
        return (
            numpy.bincount(sentence[marked], minlength=len(self.first)),
            numpy.repeat(sizes, sizes),
        )

    @cached_property
    def kind(self) -> Column:
        """Number what each word is called by the lists of words that report."""
        kind = numpy.zeros(len(self), dtype="uint64")
        for use, of in KINDS.items():
            kind[self.listed[use] & (self.columns["pos"] == NUMBERS[of])] = NUMBERS[use]
        return kind

    def children_of(self, heads: Places) -> tuple[Places, Places]:
        """List the children of tokens, and beside each the place of its head in `heads`."""
        starts = self.child_starts[heads]
        places, owner = shape.spread(starts, self.child_starts[heads + 1] - starts)
        return self.by_head[places], owner

    def count_quoted(self, begin: int, end: int) -> int:
        """Count the tokens of a range that stand in quotations."""
        return int(self.quoted_before[end] - self.quoted_before[begin])

    def words(self, begin: int, end: int) -> list[int]:
        """List the tokens of a range that are words: no marks and no gaps."""
        words, before = self._words
        return words[before[begin] : before[end]]

    def __len__(self) -> int:
        return len(self.heads)

    def sentence(self, index: int) -> int:
        """Give the number of the sentence that holds a token."""
        return bisect_right(self.sentence_starts, index) - 1

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of tokens that share a character with a span."""
        return self.parsed.span(start, end)

    def quotation(self, index: int) -> Quotation | None:
        """Give the outermost quotation around a token, if any."""
        number = self.in_quote[index]
        return self.outer[number] if number >= 0 else None
