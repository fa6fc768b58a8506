"""Tell whose name a text keeps back: "officials who asked not to be named", "a source close to".

A source is anonymous if the text speaks of certain people and does not name them: it says that
they asked for it, calls them sources or insiders, says only how near they are to the matter, or
lets one or a few of them speak as anybody ("a senior official", "two residents"). It is not for a
body, a public group ("police", "officials", "critics"), whoever speaks for a body, a party or a
court ("a spokesman", "her lawyer", "a judge"), or a pronoun that nobody could follow. Somebody
known by a first name, or by one that was changed, has a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.coreference.chain import Chain
from transforms.coreference.speakers import Speaker
from transforms.lexicons import function_words, lexicon
from transforms.mentions import Parse
from transforms.mentions.nominals import kind_of
from transforms.mentions.parse import SUBJECTS
from transforms.quote_kinds import source_head
from transforms.quotes import Attribution
from transforms.quotes.marks import quotations

WITHHELD = re.compile(
    r"""\b(?:
    anonymity | anonymously | off\ the\ record | on\ (?:deep\ )?background
    | (?:not|cannot|never|n['’]t|without|against|declin\w+|refus\w+|avoid\w*)\b[^.;“”"\n]{0,30}
      \b(?:named|identified|quoted\ by\ name|(?:give|giving|gave|use|using|publish\w*|disclos\w+)
      \ (?:his|her|their|a|any)(?:\ \w+)?\ names?)
    | (?:want|ask|wish|prefer|insist|request|choos|chose)\w*\b[^.;“”"\n]{0,25}
      \b(?:be|remain|stay|keep)\w*\ (?:anonymous|nameless|unnamed|unidentified)
    | (?:not|n['’]t)\ (?:\w+\ )?(?:authori[sz]ed|permitted|allowed|cleared)\ to\ (?:publicly\ )?
      (?:speak|talk|comment|discuss|brief|be\ quoted|disclose|give|make)
    | names?\ (?:has|have|had|was|were|is|are)\ (?:been\ )?(?:withheld|changed|omitted)
    | with(?:held|hold|holding)\ (?:his|her|their)(?:\ \w+)?\ (?:sur|last\ )?names?
    | (?:gave|giving|give|gives|using|used)\ only\ (?:his|her|their|a)\ first\ names?
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
HINT = re.compile(
    r"anonym|identified|name(?:d|s|less)?\b|off the record|background|authori[sz]ed to|permitted to"
    r"|allowed to|cleared to"
)
REACH = 60
"""Characters around such a word within which the rest is looked for."""
NEAR = re.compile(
    r"\b(?:close to|near to|familiar with|briefed (?:on|about)|privy to|in the know|with (?:\w+ )?"
    r"(?:knowledge|insight)|knowledgeable about|with access to|aware of)\b",
    re.IGNORECASE,
)
COUNTED = frozenset(function_words("counted"))
OFFICIAL = lexicon("public")
"""Who speaks for a body, a party to a case, a court or a paper: a name that nobody hides."""
ANYBODY = frozenset({"a", "an", "one", "another"})
SOMEBODY = frozenset({"someone", "somebody"})
BEFORE = 2
"""How many sentences after a source the text may tell that it wants no name."""
PEOPLE = frozenset({"PERSON", "PEOPLE"})


def unnamed(parse: Parse, found: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[bool]:
    """Tell of each quote whether its source is kept unnamed, here or elsewhere in the text."""
    heads = [source_head(parse, one) for one in found]
    open_ = [
        head is not None and not (speaker.chain and speaker.chain.names)
        for speaker, head in zip(speakers, heads, strict=True)
    ]
    marked = set(_asked(parse, found, heads, open_))
    marked |= {
        place
        for place, head in enumerate(heads)
        if open_[place] and head is not None and _is_kept(parse, found[place], head)
    }
    chains: set[Chain | None] = {speakers[place].chain for place in marked} - {None}
    return [
        place in marked or (open_[place] and speaker.chain in chains)
        for place, speaker in enumerate(speakers)
    ]


def _is_kept(parse: Parse, one: Attribution, head: int) -> bool:
    """Tell whether the words of a source say that they stand for somebody without a name."""
    source = one.source[0] if one.source else one.carried_from
    tokens = parse.tokens(*source) if source else range(0)
    word, before = parse.lower[head], parse.lower[tokens.start : head]
    if word in lexicon("secret") | SOMEBODY or lexicon("nameless").intersection(before):
        return True
    if kind_of(word) not in PEOPLE and word not in {"one", "another", "people"}:
        return False
    if NEAR.search(parse.text, parse.ends[head], parse.ends[tokens.stop - 1]):
        return not before or before[0] not in {"the", "those"}
    if word in OFFICIAL or word.rstrip("s") in OFFICIAL:
        return False
    first = parse.lower[tokens.start]
    if kind_of(word) == "PERSON" or word in {"one", "another"}:
        return first in ANYBODY
    return first in COUNTED


def _asked(
    parse: Parse,
    found: Sequence[Attribution],
    heads: Sequence[int | None],
    is_open: Sequence[bool],
) -> Iterator[int]:
    """Yield the quotes whose sources ask for it: in their clause, their sentence, or soon after."""
    phrases = _phrases(parse.text)
    if not phrases:
        return
    spoken = [(one.start, one.end) for one in quotations(parse.text)]
    for phrase in phrases:
        tokens = parse.tokens(*phrase.span())
        if not tokens or any(start <= phrase.start() < end for start, end in spoken):
            continue
        at = parse.sentence[tokens.start]
        above = set(parse.above(tokens.start)) | set(tokens)
        here = [place for place, head in enumerate(heads)
                if is_open[place] and head is not None and parse.sentence[head] == at]  # fmt: skip
        theirs = [
            place for place in here if heads[place] in above or _cues(parse, found[place]) & above
        ]
        if theirs or len(here) == 1:
            yield from theirs or here
        elif not here and _is_followed(parse, at):
            near = [place for place, head in enumerate(heads)
                    if is_open[place] and head is not None
                    and 0 < at - parse.sentence[head] <= BEFORE]  # fmt: skip
            yield from near[-1:]


def _phrases(text: str) -> list[re.Match[str]]:
    """List where somebody wants no name; the whole pattern is tried where a word hints at it."""
    found: dict[int, re.Match[str]] = {}
    for hint in HINT.finditer(text):
        first = max(0, hint.start() - REACH)
        for phrase in WITHHELD.finditer(text, first, hint.end() + REACH):
            found[phrase.start()] = phrase
    return list(found.values())


def _is_followed(parse: Parse, sentence: int) -> bool:
    """Tell whether a sentence speaks of those before it: "They asked not to be named"."""
    first = parse.sentence_starts[sentence]
    after = parse.sentence_starts[sentence + 1 : sentence + 2] or [len(parse)]
    subject = next((at for at in range(first, after[0]) if parse.deps[at] in SUBJECTS), None)
    if subject is None:
        return False
    return parse.tags[subject] == "PRP" or kind_of(parse.lower[subject]) in PEOPLE


def _cues(parse: Parse, one: Attribution) -> set[int]:
    return {at for span in one.cue for at in parse.tokens(*span)}
