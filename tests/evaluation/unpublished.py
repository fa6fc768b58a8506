"""Read quotes from parses straight away, without a warehouse: for trying things out in seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from onrecord.evaluation import quotes
from onrecord.evaluation.corpus import read
from onrecord.evaluation.quotes import Judged
from onrecord.evaluation.records import Answer, Article, FoundQuote
from transforms import nlp
from transforms.quotes import find
from transforms.quotes.attribution import Attribution
from transforms.quotes.linear import Weights, weights
from transforms.quotes.rank import Found
from transforms.quotes.tree import Tree
from transforms.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """An annotated article with everything that was read in it."""

    article: Article
    tree: Tree
    considered: list[Found]
    """Every cue with its content and source, sure or not."""
    found: list[Attribution]

    def judged(self) -> Judged:
        """Put what was found beside what is annotated."""
        given = tuple(
            FoundQuote(one.content, one.source, one.cue, one.quote_type, None, one.confidence)
            for one in self.found
        )
        return quotes.judge(self.article, Answer(self.article.text, given))


def parsed(
    corpus: Path, parses: Path | None, genres: Sequence[str] = ()
) -> list[tuple[Article, Tree]]:
    """Parse the articles of a corpus, or take the parses that a former run left in a file.

    The parses are those of all genres, in the order of the corpus.
    """
    articles = read(corpus, "attributions")
    if parses and parses.exists():
        docs = DocBin().from_disk(parses).get_docs(spacy.blank("en").vocab)
    else:
        found = list(nlp.load().parse(article.text for article in articles))
        if parses:
            DocBin(docs=found, store_user_data=False).to_disk(parses)
        docs = iter(found)
    pairs = zip(articles, docs, strict=True)
    return [
        (article, Tree(Tokens(doc)))
        for article, doc in pairs
        if not genres or article.genre in genres
    ]


def readings(pairs: Sequence[tuple[Article, Tree]], table: Weights | None = None) -> list[Reading]:
    """Read every article, with the weights of the product or others."""
    table = table or weights()
    out = []
    for article, tree in pairs:
        considered = find.settled(tree, table)
        out.append(Reading(article, tree, considered, find.listed(tree, considered, table)))
    return out
