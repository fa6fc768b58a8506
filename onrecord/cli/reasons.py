"""Print why a quote stands as it does, for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.because import ways, whose
from onrecord.cli.listing import err, out
from onrecord.cli.showing import STYLES
from onrecord.telling import NOBODY, reported_by, who
from onrecord.visible import line, paragraphs

if TYPE_CHECKING:
    from flows.explaining import Explained
    from transforms.explain import Candidate, Decision, Explanation, Reason, Way, Who

CALLED = {"content": "content", "cue": "cue", "speaker": "source"}
LONGEST = 56
"""Characters of a candidate that are shown."""
RIVALS = 3
"""Others that are named beside what was chosen."""
LEAST = 0.005
"""Less likely ones than this are not named, or told of in short."""
UNLIKELY = 2
"""Features that are shown of somebody who is hardly meant."""
MARKS = "“\"‘'«"
QUESTIONS = {
    "quote": "Is it a quote?",
    "cue": "Does {} report something?",
    "content": "What does it report?",
    "source": "Which words name the source?",
}
HEADINGS = {
    "quote": "What was weighed of the quote, in log-odds",
    "cue": "Of the cue",
    "content": "Of the content",
    "source": "Of the source",
    "speaker": "Of those who may be meant",
}
OWN = frozenset({"cue", "unit", "source", "quote"})
"""Whose columns go without saying whose they are."""
OUTDATED = (
    "Code, model or settings have changed since this document was analysed. This is how it is "
    "decided today; `onrecord run` brings the tables up to date."
)


def show_explanation(found: Explained, most: int | None) -> None:
    """Print an explanation, of each candidate the `most` strongest features."""
    why = found.explanation
    if found.is_outdated:
        err.print(OUTDATED, style="yellow", soft_wrap=True)
    _print_head(found)
    _print_passage(why)
    _print_way(why.way, most)
    _print_who(why.who, found, most)
    _print_features(why, most)


def _print_head(found: Explained) -> None:
    quote = found.quote
    head = Text("  ").join(
        [
            Text(line(who(quote) or NOBODY), style="bold green"),
            Text(line(reported_by(quote)), style="cyan"),
        ]
    )
    out.print(head)
    out.print(Text(quote["source_path"], style="dim"))
    place = f"characters {quote['start_char']}–{quote['end_char']}"
    out.print(Text(f"{place} · quote {quote['quote_id']}", style="dim"))


def _print_passage(why: Explanation) -> None:
    """Print the sentences with the pieces of the quote marked, and list the pieces."""
    text = Text(paragraphs(why.passage))
    for span in why.spans:
        start = why.passage_start_char
        text.stylize(STYLES[span.part], span.start_char - start, span.end_char - start)
    out.print(Padding(text, (1, 2)))
    facts = _grid()
    for span in sorted(why.spans, key=lambda one: one.start_char):
        place = f"{span.start_char}–{span.end_char}"
        words = Text(_short(span.text), style=STYLES[span.part])
        facts.add_row(CALLED[span.part], words, Text(place, style="dim"))
    quote = why.quote
    negated = ", negated" if quote.is_negated else ""
    kind = f"{quote.quote_type} {quote.attribution_kind}, {quote.stance}{negated}"
    facts.add_row("kind", Text(kind), Text(f"confidence {quote.confidence:.2f}", style="dim"))
    out.print(Padding(facts, (0, 0, 1, 2)))


def _print_way(way: Way, most: int | None) -> None:
    out.print(Text("How the words were found", style="bold cyan"))
    for told in ways(way):
        out.print(Padding(Text(told), (0, 0, 0, 2)))
    for decision in way.decisions:
        _print_decision(decision, most)
    out.print()


def _print_decision(decision: Decision, most: int | None) -> None:
    """Print what was chosen with its reasons, and who else might have been."""
    chosen = [one for one in decision.candidates if one.is_chosen]
    others = [one for one in decision.candidates if not one.is_chosen]
    first = chosen[0] if chosen else None
    asked = QUESTIONS[decision.decided].format(f"“{line(first.text)}”" if first else "it")
    head = Text.assemble((asked, "bold"))
    out.print(Padding(head, (1, 0, 0, 2)))
    for one in chosen:
        _print_candidate(one, most, named=decision.decided in {"content", "source"})
    rivals = [one for one in others if one.probability >= LEAST][:RIVALS]
    if rivals:
        grid = _grid()
        for one in rivals:
            grid.add_row("or", f"{one.probability:.2f}", Text(_named(one), style="dim"))
        out.print(Padding(grid, (0, 0, 0, 4)))


def _print_candidate(one: Candidate, most: int | None, *, named: bool = True) -> None:
    head = Text(f"{one.probability:.2f}", style="bold")
    if named:
        place = "" if one.start_char is None else f"  {one.start_char}–{one.end_char}"
        head.append("  ").append(_named(one)).append(place, "not bold dim")
    out.print(Padding(head, (0, 0, 0, 4)))
    out.print(Padding(_reasons(one.reasons, most), (0, 0, 0, 6)))


def _named(one: Candidate) -> str:
    if not one.text:
        return "nobody"
    return _short(one.text) if one.text[0] in MARKS else f"“{_short(one.text)}”"


def _reasons(reasons: Sequence[Reason], most: int | None) -> Table:
    """List what weighs most, and sum up the rest."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for one in reasons[:most]:
        grid.add_row(_signed(one.contribution), _weighed(one))
    rest = reasons[most:] if most else ()
    if rest:
        total = _signed(sum(one.contribution for one in rest))
        grid.add_row(total, Text(f"{len(rest):,} more", style="dim"))
    return grid


def _signed(weight: float) -> Text:
    return Text(f"{weight:+.2f}".replace("-", "−"), style="red" if weight < 0 else "green")


def _weighed(one: Reason) -> str:
    """Say what was found of a candidate, and whose it is if not its own."""
    owner, _, name = one.feature.rpartition(": ")
    if not owner:
        if one.amount == 1:
            return f"{name}: {line(one.value)}"
        return f"{name}: {one.amount:.2f} × {one.weight:.2f}".replace("-", "−")
    found = line(one.value) or name
    return found if owner in OWN else f"{owner}: {found}"


def _print_who(found: Who, told: Explained, most: int | None) -> None:
    out.print(Text("Who said it", style="bold cyan"))
    for sentence in whose(found, told.quote):
        out.print(Padding(Text(sentence), (0, 0, 0, 2)))
    candidates = found.decision.candidates if found.decision else ()
    for one in candidates if len(candidates) > 1 else ():
        out.print()
        is_short = most is not None and one.probability < LEAST
        _print_candidate(one, UNLIKELY if is_short else most)
    out.print()


def _print_features(why: Explanation, most: int | None) -> None:
    """Say what the features are that were shown."""
    for decision in (*why.way.decisions, *filter(None, [why.who.decision])):
        told = dict(_columns(decision, most))
        if told:
            out.print(Text(HEADINGS[decision.decided], style="dim bold"))
            grid = _grid()
            for name, about in sorted(told.items()):
                grid.add_row(*(Text(each, style="dim") for each in (name, about)))
            out.print(Padding(grid, (0, 0, 0, 2)))


def _columns(decision: Decision, most: int | None) -> Iterator[tuple[str, str]]:
    """Yield the features that were shown of a decision, or the columns that they join."""
    from transforms.quotes.about import about

    for one in decision.candidates:
        if one.is_chosen or decision.decided == "speaker":
            for reason in one.reasons[:most]:
                owner, _, name = reason.feature.rpartition(": ")
                yield from about(owner, name) if owner else [(name, reason.about)]


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_column()
    return grid


def _short(text: str) -> str:
    """Show a long stretch by its beginning and its end."""
    text = line(" ".join(text.split()))
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
