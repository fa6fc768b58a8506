"""Put into sentences why a quote stands as it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.visible import line

if TYPE_CHECKING:
    from transforms.explain import Decision, Way, Who


def ways(way: Way) -> Iterator[str]:
    """Yield in sentences which pass found the words, and what the judge thinks of them."""
    sure = way.probability
    asked = "" if way.threshold is None else f"; {way.threshold:.2f} is asked for"
    if way.by == "judge":
        yield f"By the learned judge, which gives it {sure:.2f}{asked}."
        if way.step.name != "judge":
            yield f"That alone was not enough. {way.step.name}: {way.step.about}"
    else:
        yield f"By a pattern. {way.step.name}: {way.step.about}"
        if sure is not None:
            yield f"The learned judge gives what it reads there {sure:.2f}{asked}."
        elif not way.decisions:
            yield "The learned judge has no word to weigh here."
    for change in way.changes:
        yield f"Changed by {change.name}: {change.about}"


def whose(found: Who, quote: Mapping[str, Any]) -> Iterator[str]:
    """Yield in sentences whom the source means, and why."""
    yield (
        found.about
        if found.text is None
        else (f"“{line(found.text)}” ({found.start_char}–{found.end_char}): {found.about}")
    )
    decision = found.decision
    if decision:
        yield from _decided(decision)
    if found.name:
        names = ", ".join(f"{line(one.name)} ({one.count}×)" for one in found.names)
        called = f", called {names}" if names else ""
        yield f"In this document that is {line(found.name)}{called}."
    if found.before_text and not decision:
        place = f"{found.before_start_char}–{found.before_end_char}"
        yield f"Mentioned before as “{line(found.before_text)}” ({place})."
    if found.certainty is not None:
        yield f"Of speakers found in this way, {found.certainty:.0%} are right."
    speaker = quote["speaker"]
    if speaker and found.name and speaker != found.name:
        how = "as somebody corrected it" if quote["is_curated"] else "over all documents"
        yield f"The tables name {line(speaker)}, {how}."


def _decided(decision: Decision) -> Iterator[str]:
    best = max(decision.candidates, key=lambda one: one.probability)
    least = f"{decision.threshold:.2f}"
    if decision.candidates[0].is_chosen:
        first = decision.candidates[0]
        yield f"It means {line(first.text)} with {first.probability:.2f}; {least} is asked for."
    elif len(decision.candidates) == 1:
        yield "That stays open: nobody is in mind whom it may mean."
    else:
        likeliest = line(best.text) or "nobody of them"
        yield (
            f"That stays open: the likeliest, {likeliest}, has {best.probability:.2f}, "
            f"and {least} is asked for."
        )
