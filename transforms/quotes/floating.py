"""Give quotations without a cue to whoever spoke last: `"…", she said.` and then `"…"`."""

from __future__ import annotations

from dataclasses import replace

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


def with_floating(tree: Tree, found: list[Attribution]) -> list[Attribution]:
    """Add the quotations that fill whole sentences soon after somebody was quoted.

    In the same paragraph, right after the sentence, they continue that quotation. Later on they
    stand for themselves; their source is not in their sentence, so it is `carried_from`.
    """
    out = list(found)
    covered = sorted(piece for one in found for piece in one.content + one.cue)
    for quotation in tree.outer:
        span = (quotation.start, quotation.end)
        if any(s < span[1] and span[0] < e for s, e in covered) or not _is_speech(tree, quotation):
            continue
        place = _last_quoted(out, span[0])
        if place is None:
            continue
        one = out[place]
        if _is_next(tree, one, span[0]):
            out[place] = replace(one, content=(*one.content, span))
        elif span[0] - one.content[-1][1] <= FARTHEST:
            source = one.source[0] if one.source else one.carried_from
            out.append(_carried(span, source)) if source else None
    return out


def _last_quoted(found: list[Attribution], before: int) -> int | None:
    """Find the last quotation that ends before a place."""
    ends = [
        (one.content[-1][1], place)
        for place, one in enumerate(found)
        if one.quote_type != "indirect" and one.content[-1][1] <= before
    ]
    return max(ends)[1] if ends else None


def _is_next(tree: Tree, one: Attribution, start: int) -> bool:
    """Whether nothing stands between an attribution and a place but the end of its sentence."""
    end = max(stop for _, stop in one.content + one.cue + one.source)
    first, last = tree.tokens(end, start)
    gap = tree.text[end:start]
    return "\n\n" not in gap and all(
        tree.pos[i] in NOT_WORDS or tree.deps[i] in ("npadvmod", "advmod") for i in range(first, last)
    )


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
