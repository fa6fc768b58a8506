"""Give quotations without a cue to whoever spoke last: `"…", she said.` and then `"…"`."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.quotes.attribution import Attribution, Span
from transforms.quotes.contents import NOT_WORDS
from transforms.quotes.marks import Quotation
from transforms.quotes.tree import Tree

LEAST_WORDS = 5
"""Shorter quotations without a cue are titles, slogans or scare quotes."""
FARTHEST = 400
"""Characters of other text after which nobody is held to be still speaking."""
CONFIDENCE = 0.5
ENDS = frozenset(".?!…")


def floating(tree: Tree, found: list[Attribution]) -> Iterator[Attribution]:
    """Yield the quotations that fill whole sentences soon after somebody was quoted.

    The source is not in the sentence, so it is given as `carried_from`.
    """
    speeches = [one for one in found if one.source and one.quote_type != "indirect"]
    covered = sorted(piece for one in found for piece in one.content + one.cue)
    last: tuple[int, Span] | None = None
    for quotation in tree.outer:
        while speeches and speeches[0].content[0][0] < quotation.start:
            one = speeches.pop(0)
            last = one.content[-1][1], one.source[0]
        if any(s < quotation.end and quotation.start < e for s, e in covered):
            continue
        if last and quotation.start - last[0] <= FARTHEST and _is_speech(tree, quotation):
            yield _carried((quotation.start, quotation.end), last[1])
            last = quotation.end, last[1]


def _is_speech(tree: Tree, quotation: Quotation) -> bool:
    """Whether a quotation is made of whole sentences with nothing around them."""
    first, last = tree.tokens(quotation.start, quotation.end)
    words = [i for i in range(first, last) if tree.pos[i] not in NOT_WORDS]
    if len(words) < LEAST_WORDS or not ENDS & set(tree.text[quotation.end - 2 : quotation.end]):
        return False
    line = tree.text.rfind("\n", 0, quotation.start) + 1
    before = tree.text[line : quotation.start].rstrip()
    after = tree.text[quotation.end : quotation.end + 40].split("\n")[0].strip()
    starts = not before or before[-1] in ".?!…”\""
    return starts and (not after or after[0].isupper() or after[0] in "“\"")


def _carried(content: Span, source: Span) -> Attribution:
    return Attribution(
        content=(content,),
        cue=(),
        source=(),
        quote_type="direct",
        attribution_kind="speech",
        is_negated=False,
        parent=None,
        cue_lemma=None,
        source_kind="none",
        is_carried=True,
        carried_from=source,
        said_at_text=None,
        confidence=CONFIDENCE,
    )
