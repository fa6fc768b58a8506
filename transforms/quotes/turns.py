"""Add what is said in the turns of a transcript: no verb reports it, a label does."""

from __future__ import annotations

from bisect import bisect_right

from transforms.quotes.attribution import Attribution, Span
from transforms.quotes.transcript import Turn, turns

CONFIDENCE = 0.9


def with_turns(text: str, found: list[Attribution]) -> list[Attribution]:
    """Add each turn as a quote of the one whom its label names, but not unnamed questions.

    What was read across a label is left out: the label is no subject and its colon no verb. So
    is a quotation in a turn that seemed to go on with what somebody said elsewhere.
    """
    floor = turns(text)
    if not floor:
        return found
    starts = [turn.label[0] for turn in floor]
    kept = [one for one in found if not _crosses(one, floor, starts)]
    said = {one.content for one in kept}
    told = {one.content[0][0]: one.source[0][1] for one in kept if one.source}
    return kept + [
        _spoken(turn)
        for turn in floor
        if not turn.is_question and (turn.content,) not in said and not _is_told(turn, told)
    ]


def _crosses(one: Attribution, floor: tuple[Turn, ...], starts: list[int]) -> bool:
    spans = one.content + one.cue + one.source
    begin, end = min(span[0] for span in spans), max(span[1] for span in spans)
    place = bisect_right(starts, end - 1) - 1
    if place < 0:
        return False
    turn = floor[place]
    is_inside = turn.content[0] <= begin and end <= turn.content[1]
    if is_inside:
        return one.is_carried
    return begin < turn.content[1] and turn.label[0] < turn.content[0] and end > turn.label[0]


def _is_told(turn: Turn, told: dict[int, int]) -> bool:
    """Whether a line of dialogue has its speaker: `— I am tired, said Anna.` needs no other."""
    is_dialogue = turn.label[0] == turn.label[1] and turn.mark[0] < turn.mark[1]
    return is_dialogue and told.get(turn.content[0], turn.content[1]) < turn.content[1]


def _spoken(turn: Turn) -> Attribution:
    return Attribution(
        content=(turn.content,),
        cue=_unless_empty(turn.mark),
        source=_unless_empty(turn.label),
        quote_type="direct",
        attribution_kind="speech",
        is_negated=False,
        parent=None,
        cue_lemma=None,
        is_carried=False,
        carried_from=None,
        said_at_text=None,
        confidence=CONFIDENCE,
        is_turn=True,
        is_part=turn.is_part,
    )


def _unless_empty(span: Span) -> tuple[Span, ...]:
    return (span,) if span[0] < span[1] else ()
