"""Find whose words a letter, a report or a statement holds that a text names as a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from transforms.coreference.chain import Chain
from transforms.coreference.focus import QUOTED
from transforms.coreference.resolve import Chains
from transforms.lexicons import function_words
from transforms.mentions import Parse, Reference
from transforms.tables import MentionType

REACH = 300
"""Tokens back to where a text tells whose the letter is of which it says "the letter"."""
ISSUING = frozenset(function_words("issuing"))
UTTERING = frozenset({"from", "by"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
"""Whence a letter comes, and who does not write it."""
UNKNOWN: tuple[MentionType, None] = ("nominal", None)


class Authors:
    """Tells whose words are meant by a noun such as "letter"."""

    def __init__(
        self,
        parse: Parse,
        by_head: Mapping[int, Sequence[Reference]],
        chains: Chains,
        speech: bytearray,
    ) -> None:
        self._parse = parse
        self._by_head = by_head
        self._chains = chains
        self._speech = speech

    def of(self, tokens: range, noun: int) -> tuple[MentionType, Chain | None]:
        """Give who speaks in a source that a noun heads, and how that was found.

        "Reed's remarks", "her letter", "a note from the firm", "the report, prepared by the firm";
        "the letter", of which the text has told before that Reed wrote it.
        """
        kind, owner = self._owner(tokens, noun)
        is_bare = self._parse.lower[noun - 1] == "the" and self._is_alone(tokens, noun)
        return self._known(noun) if is_bare and not owner else (kind, owner)

    def _is_alone(self, tokens: range, noun: int) -> bool:
        """Tell "the letter" and "the letter, sent in May" from "the letter of two citizens"."""
        return noun + 1 >= tokens.stop or self._parse.lower[noun + 1] == ","

    def _owner(self, tokens: Iterable[int], noun: int) -> tuple[MentionType, Chain | None]:
        for mention in (m for token in tokens for m in self._by_head.get(token, ())):
            if self._utters(mention, noun):
                chain = self._chains.get(mention)
                if chain and chain.names and mention.kind != "title":
                    return mention.kind, chain
        return UNKNOWN

    def _utters(self, owner: Reference, noun: int) -> bool:
        """Tell whether words are somebody's: with a possessive, or with "from" or "by"."""
        parse, above = self._parse, self._parse.heads[owner.head]
        if parse.deps[owner.head] == "poss":
            return above == noun and owner.kind != "nominal"
        governor = parse.heads[above]
        if parse.deps[governor] == "acl" and parse.lower[governor] in ISSUING:
            governor = parse.heads[governor]
        is_led = parse.deps[owner.head] == "pobj" and parse.lower[above] in UTTERING
        return is_led and governor == noun

    def _known(self, noun: int) -> tuple[MentionType, Chain | None]:
        """Find whose it is where the text spoke of it before: "In a letter, Reed wrote"."""
        parse, word = self._parse, self._parse.lower[noun]
        for at in range(noun - 1, max(noun - REACH, -1), -1):
            if parse.lower[at] != word or self._speech[at] == QUOTED:
                continue
            _, owner = self._owner(self._sentence(at), at)
            owner = owner or self._writer(at)
            if owner and owner.label not in PLACES:
                return "nominal", owner
        return UNKNOWN

    def _sentence(self, token: int) -> range:
        starts, number = self._parse.sentence_starts, self._parse.sentence[token]
        return range(starts[number], [*starts[number + 1 : number + 2], len(self._parse)][0])

    def _writer(self, noun: int) -> Chain | None:
        """Find who says something in what a noun names, or sends it out."""
        parse, above = self._parse, self._parse.heads[noun]
        verb = None
        if parse.deps[noun] == "dobj" and parse.lower[above] in ISSUING:
            verb = above
        elif parse.deps[noun] == "pobj" and parse.lower[above] == "in":
            verb = parse.heads[above]
        subject = parse.subjects.get(verb) if verb is not None else None
        mentions = self._by_head.get(subject, ()) if subject is not None else ()
        chains = (self._chains.get(mention) for mention in mentions)
        return next((chain for chain in chains if chain and chain.names), None)
