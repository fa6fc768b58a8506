"""Tell how the words of a quote were found: by which pass, and what the judge weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from transforms.explain import reasons
from transforms.explain.explanation import Candidate, Decision, Step, Way
from transforms.explain.reasons import Spell
from transforms.quotes import Attribution, spans
from transforms.quotes.contents import Range
from transforms.quotes.decide import Reading
from transforms.quotes.describe import attribution
from transforms.quotes.find import kept
from transforms.quotes.linear import Weights
from transforms.quotes.rank import Found
from transforms.quotes.trace import Pass, Question, Trace, Weighed
from transforms.quotes.tree import Tree
from transforms.tokens import Tokens

LIKELY = 0.5
"""What is likelier content than not is content."""
PAUSE = " … "
JUDGE = Step(
    "judge",
    "Weigh which words report, what they report and who says it, as was learned from news that "
    "people annotated.",
)


def way(tokens: Tokens, weights: Weights, trace: Trace, one: Attribution) -> Way:
    """Tell how a quote was found. The trace is that of its document."""
    found = _drawn(trace, one)
    if found is None:  # no word reports it: a turn, a headline, a quotation that stands alone
        made, *changes = map(_step, _passes(trace, one))
        return Way("pattern", made, tuple(changes), None, None, ())
    judged = _judged(trace, found)
    made, *changes = map(_step, (*_makers(trace, found), *_passes(trace, one)))
    weighing = _Weighing(Tree(tokens), weights, trace, found.reading)
    decisions = tuple(filter(None, weighing.decisions(judged)))
    return Way(
        by="judge" if judged and judged.reading is found.reading else "pattern",
        step=made,
        changes=tuple(changes),
        probability=max(judged.confidence, judged.alone) if judged else None,
        threshold=judged.limit if judged else None,
        decisions=decisions,
    )


def _step(one: Pass) -> Step:
    return JUDGE if one.name == kept.__name__ else Step(one.name, one.about)


def _is(one: Attribution, other: Attribution) -> bool:
    """Whether two are the same attribution, whatever a pass has added to its content."""
    return (one.cue, one.content[0]) == (other.cue, other.content[0])


def _drawn(trace: Trace, one: Attribution) -> Found | None:
    """Find what an attribution describes; nothing for one that no verb or noun reports."""
    at = _described(trace)
    pairs = zip(trace.passes[at - 1].left, trace.passes[at].left, strict=True)
    return next((found for found, drawn in pairs if _is(one, drawn)), None)


def _described(trace: Trace) -> int:
    """Give the place of the pass that turns readings into attributions."""
    return [one.name for one in trace.passes].index(attribution.__name__)


def _makers(trace: Trace, found: Found) -> Iterator[Pass]:
    """Yield the pass that made a reading, then those that changed its words."""
    words = None
    for each in trace.passes[: _described(trace)]:
        here = next((other for other in each.left if other.reading is found.reading), None)
        if here is not None and here.words != words:
            words = here.words
            yield each


def _passes(trace: Trace, one: Attribution) -> Iterator[Pass]:
    """Yield the passes over attributions that made this one, or changed its content."""
    described, *passes = trace.passes[_described(trace) :]
    content = next((other.content for other in described.left if _is(one, other)), None)
    for each in passes:
        here = next((other for other in each.left if _is(one, other)), None)
        if here is not None and here.content != content:
            content = here.content
            yield each


def _judged(trace: Trace, found: Found) -> Found | None:
    """Find what the judge had to say of a quote, or of another reading of its cue."""
    readings = [one for weighed in trace.weighed["quote"] for one in weighed.candidates]
    same = (one for one in readings if one.reading is found.reading)
    alike = (one for one in readings if one.reading.cue == found.reading.cue)
    return next(same, next(alike, None))


class _Weighing:
    """What was weighed of one reading: its cue, its content, its source, and all of it."""

    def __init__(self, tree: Tree, weights: Weights, trace: Trace, reading: Reading) -> None:
        self._tree = tree
        self._weights = weights
        self._trace = trace
        self._reading = reading
        self._spell: Spell = reasons.speller(tree.parsed.strings)

    def decisions(self, judged: Found | None) -> Iterator[Decision | None]:
        """Yield what was decided: the whole, then its parts."""
        if judged:
            yield self._whole(judged)
        yield self._cue()
        yield self._content(judged.reading if judged else self._reading)
        yield self._source()

    def _whole(self, judged: Found) -> Decision | None:
        """Weigh the quote, beside others that share words with it."""
        return self._decision(
            "quote",
            judged.limit,
            lambda one: one is judged or not judged.words.isdisjoint(one.words),
            lambda one: one.pieces,
            lambda one: one is judged,
        )

    def _cue(self) -> Decision | None:
        """Weigh the cue, beside the other words of its sentence that may be one."""
        tree, cue = self._tree, self._reading.cue
        return self._decision(
            "cue",
            self._weights.thresholds["cue"],
            lambda token: tree.sentence(token) == tree.sentence(cue),
            lambda token: [(token, token + 1)],
            lambda token: bool(token == cue),
        )

    def _content(self, reading: Reading) -> Decision | None:
        """Weigh what stands around the cue; what was divided is there beside its parts."""
        return self._decision(
            "content",
            LIKELY,
            lambda one: bool(one.cue == reading.cue),
            lambda one: [(one.begin, one.end)],
            lambda one: (one.begin, one.end) in reading.content,
        )

    def _source(self) -> Decision | None:
        """Weigh who may be the source, nobody among them."""
        reading = self._reading
        return self._decision(
            "source",
            None,
            lambda one: bool(one.cue == reading.cue),
            lambda one: self._named(one.candidate.head),
            lambda one: bool(one.candidate.head == reading.source),
        )

    def _named(self, head: int | None) -> list[Range]:
        """Give the words of which a source would be made."""
        if head is None:
            return []
        return [spans.source_range(self._tree, replace(self._reading, source=head))]

    def _decision(
        self,
        question: Question,
        threshold: float | None,
        fits: Callable[[Any], bool],
        pieces: Callable[[Any], Sequence[Range]],
        is_chosen: Callable[[Any], bool],
    ) -> Decision | None:
        """Lay out a decision, if it was taken."""
        weighings = [w for w in self._trace.weighed[question] if any(map(fits, w.candidates))]
        if question == "source":  # a quotation left over asks again, and that is what counts
            weighings = weighings[-1:]
        found = [
            self._candidate(weighed, place, pieces(one), is_chosen=is_chosen(one))
            for weighed in weighings
            for place, one in enumerate(weighed.candidates)
            if fits(one)
        ]
        found.sort(key=lambda one: (not one.is_chosen, -one.probability))
        is_seen = found and (
            question != "cue" or found[0].is_chosen
        )  # a pattern has cues of its own
        return Decision(question, threshold, tuple(found)) if is_seen else None

    def _candidate(
        self, weighed: Weighed, place: int, pieces: Sequence[Range], *, is_chosen: bool
    ) -> Candidate:
        tree = self._tree
        why = reasons.of_quote(self._weights, weighed.known, place, self._spell)
        each = [(tree.starts[begin], tree.ends[end - 1]) for begin, end in pieces if begin < end]
        return Candidate(
            text=PAUSE.join(tree.text[start:end] for start, end in each),
            start_char=each[0][0] if each else None,
            end_char=each[-1][1] if each else None,
            probability=float(weighed.chances[place]),
            score=sum(one.contribution for one in why),
            is_chosen=is_chosen,
            reasons=why,
        )
