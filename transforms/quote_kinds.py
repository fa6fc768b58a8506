"""Tell what sort of source a quote has, what its cue does, and whether it states something."""

from __future__ import annotations

from typing import get_args

from transforms.coreference.speakers import Speaker
from transforms.lexicons import lexicon, singulars, stances
from transforms.mentions import Parse
from transforms.mentions.nominals import kind_of
from transforms.mentions.parse import PLURAL
from transforms.quotes import Attribution
from transforms.tables import SourceKind, Stance

BY_LABEL: dict[str, SourceKind] = {
    "PERSON": "person",
    "ORG": "institution",
    "GPE": "institution",
    "LOC": "institution",
    "FAC": "institution",
    "PRODUCT": "institution",
    "EVENT": "institution",
    "NORP": "group",
    "PEOPLE": "group",
    "LAW": "document",
    "WORK_OF_ART": "document",
}
BY_WORD: dict[str, SourceKind] = {
    **dict.fromkeys(
        ["i", "he", "she", "you", "one", "another", "someone", "somebody", "source", "whoever"],
        "person",
    ),
    **dict.fromkeys(["we", "they", "some", "many", "others", "most", "both", "people"], "group"),
}
VERBAL = ("V", "MD")
STANCES: dict[str, Stance] = {
    cue: one for cue, told in stances().items() for one in get_args(Stance) if one == told
}


def source_kind(parse: Parse, found: Attribution, speaker: Speaker) -> SourceKind:
    """Tell what speaks: the source as written, if it is a document, else who it was found to be."""
    head = source_head(parse, found)
    word = parse.lower[head] if head is not None else ""
    if head is not None and word in lexicon("document") and parse.tags[head] in {"NN", "NNS"}:
        return "document"
    by_word = _by_word(parse, head) if head is not None else None
    told = BY_LABEL.get(speaker.chain.label) if speaker.chain else None
    if by_word and not speaker.name:
        return by_word
    return told or by_word or ("person" if found.is_turn and found.source else "unknown")


def source_head(parse: Parse, found: Attribution) -> int | None:
    """Give the head of a source, or of who speaks on; None in a turn, whose label is no source."""
    source = found.source[0] if found.source else found.carried_from
    tokens = parse.tokens(*source) if source and not found.is_turn else range(0)
    return parse.antecedent(parse.head_of(tokens.start, tokens.stop)) if tokens else None


def _by_word(parse: Parse, head: int) -> SourceKind | None:
    """Tell what a source is by the noun, pronoun or number that heads it."""
    word = parse.lower[head]
    known = BY_WORD.get(word) or BY_LABEL.get(kind_of(word))
    is_several = parse.tags[head] in {"CD", *PLURAL}
    if is_several and any(kind_of(one) == "ORG" for one in (word, *singulars(word))):
        return "institution"
    return "group" if is_several and known in {None, "person"} else known


def stance(parse: Parse, found: Attribution) -> Stance:
    """Tell what the cue does with what is said: the tables know, `says` is what is left."""
    lemma = (found.cue_lemma or "").lower()
    words = [parse.lower[at] for span in found.cue for at in parse.tokens(*span)]
    for word in words:
        if told := STANCES.get(f"{lemma} {word}"):
            return told
    is_thought = found.attribution_kind == "thought"
    return STANCES.get(lemma) or ("thinks" if is_thought else "says")


def is_statement(parse: Parse, found: Attribution) -> bool:
    """Tell a clause or a quotation from a bare thing: "announced a tax"."""
    if found.quote_type != "indirect":
        return True
    ranges = (parse.tokens(*span) for span in found.content)
    heads = (parse.head_of(tokens.start, tokens.stop) for tokens in ranges if tokens)
    return any(parse.tags[head].startswith(VERBAL) for head in heads)
