"""Give quotations without a cue to whoever spoke last: `"…", she said.` and then `"…"`."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import replace

from transforms.quotes.attribution import Attribution, Span
from transforms.quotes.contents import NOT_WORDS
from transforms.quotes.leading_in import Lead
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

    In the same paragraph, right after the sentence, they continue that quotation. Later on, or
    where a sentence leads them in, they stand for themselves; their source is not in their
    sentence, so it is `carried_from`.
    """
    out = list(found)
    covered = {i for one in found for piece in one.content + one.cue for i in _tokens(tree, piece)}
    quoted = sorted(
        (one.content[-1][1], place) for place, one in enumerate(out) if one.quote_type != "indirect"
    )
    for quotation in tree.outer:
        span = (quotation.start, quotation.end)
        last = bisect_right(quoted, (span[0], len(out))) - 1
        if not covered.isdisjoint(_tokens(tree, span)) or not _is_speech(tree, quotation):
            continue
        one = out[quoted[last][1]] if last >= 0 else None
        if one and _is_next(tree, one, span[0]):
            out[quoted[last][1]] = replace(one, content=(*one.content, span))
            insort(quoted, (span[1], quoted[last][1]))
        elif source := _speaking(tree, span[0], one, found):
            insort(quoted, (span[1], len(out)))
            out.append(_carried(span, source))
    return out


def _speaking(
    tree: Tree, start: int, last: Attribution | None, found: list[Attribution]
) -> Span | None:
    """Find whose words stand at a place: who leads them in, else who was quoted last."""
    lead = Lead(tree, start, found)
    source = (last.source[0] if last.source else last.carried_from) if last else None
    since = tree.text[last.content[-1][1] : start] if last else ""
    is_near = bool(source) and len(since) <= FARTHEST
    if is_near and "\n" not in since:
        return lead.gestures or lead.told or source
    return lead.gestures or lead.told or lead.acts or (source if is_near else None)


def _tokens(tree: Tree, span: Span) -> range:
    return range(*tree.tokens(*span))


def _is_next(tree: Tree, one: Attribution, start: int) -> bool:
    """Whether nothing stands between an attribution and a place but the end of its sentence."""
    end = max(stop for _, stop in one.content + one.cue + one.source)
    first, last = tree.tokens(end, start)
    gap = tree.text[end:start]
    return "\n\n" not in gap and all(
        tree.pos[i] in NOT_WORDS or tree.deps[i] in ("npadvmod", "advmod")
        for i in range(first, last)
    )


def _is_speech(tree: Tree, quotation: Quotation) -> bool:
    """Whether a quotation is made of whole sentences with nothing around them."""
    first, last = tree.tokens(quotation.start, quotation.end)
    if len(tree.words(first, last)) < LEAST_WORDS or not ENDS & set(
        tree.text[quotation.end - 2 : quotation.end]
    ):
        return False
    line = tree.text.rfind("\n", 0, quotation.start) + 1
    before = tree.text[line : quotation.start].rstrip()
    after = tree.text[quotation.end : quotation.end + 40].split("\n")[0].strip()
    starts = not before or before[-1] in '.?!…”"'
    return starts and (not after or after[0].isupper() or after[0] in '“"')


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
        is_carried=True,
        carried_from=source,
        said_at_text=None,
        confidence=CONFIDENCE,
    )
