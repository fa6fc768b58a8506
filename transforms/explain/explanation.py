"""Declare what an explanation holds: values alone, ready to be shown or written as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transforms.tables import Quote, QuoteSpan

Decided = Literal["quote", "cue", "content", "source", "speaker"]
"""Whether it counts, by which word it is told, what is told, by whom, and who that is."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was weighed."""

    feature: str
    """Its name: the columns that it joins, or that of a feature of coreference."""
    about: str
    """What it tells, in a sentence; of a feature that joins columns, a sentence for each."""
    value: str
    """What was found: a word or a number; of a feature that joins columns, of each."""
    amount: float
    """How much of it there is: a number where the feature is one, else 1."""
    weight: float
    """What was estimated for it, in log-odds."""
    contribution: float
    """Amount times weight: above nought it speaks for the candidate."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of those among which was chosen."""

    text: str
    """Its words; nothing where nobody is meant, or no source is named."""
    start_char: int | None
    """Where they stand in the text; of a person their latest mention before. Null for nobody."""
    end_char: int | None
    probability: float
    score: float
    """The sum of all contributions."""
    is_chosen: bool
    reasons: tuple[Reason, ...]
    """The strongest first, for it or against it; what weighs nothing is left out."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice among candidates."""

    decided: Decided
    threshold: float | None
    """The probability that is asked for; null where the likeliest is taken."""
    candidates: tuple[Candidate, ...]
    """Those chosen, then the others; the likeliest first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the passes in which quotes are read."""

    name: str
    about: str
    """What it does, in a sentence."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the words of a quote were found."""

    by: Literal["judge", "pattern"]
    """The learned judge, or a pattern of words and syntax."""
    step: Step
    """The pass that found it."""
    changes: tuple[Step, ...]
    """The passes that changed its content afterwards."""
    probability: float | None
    """How sure the judge is; null where it saw nothing of the kind."""
    threshold: float | None
    """How sure it has to be."""
    decisions: tuple[Decision, ...]
    """What the judge weighed."""


@dataclass(frozen=True, slots=True)
class Called:
    """A name that a document gives somebody."""

    name: str
    count: int
    """How often."""


@dataclass(frozen=True, slots=True)
class Who:
    """How it was found who speaks."""

    resolution: str
    """As in `quotes.speaker_resolution`."""
    about: str
    """What that means here, in a sentence."""
    text: str | None
    """The mention that decides; of a quote that goes on, that of an earlier one."""
    start_char: int | None
    end_char: int | None
    name: str | None
    """Whom it was found to mean, by the fullest name; null where that is open or unnamed."""
    certainty: float | None
    """How often speakers found this way are right, 0 to 1; null where nobody is named."""
    names: tuple[Called, ...]
    """The names of the chain of mentions that it joined, the most used first."""
    mention_count: int
    """The mentions of that chain."""
    before_text: str | None
    """The mention of the chain before this one."""
    before_start_char: int | None
    before_end_char: int | None
    is_open: bool
    """Whether it stays open who is meant."""
    decision: Decision | None
    """What was weighed; null where nothing was, as for a name."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a quote stands as it does."""

    quote: Quote
    """The row as it is made now."""
    spans: tuple[QuoteSpan, ...]
    """Its content, its cue and its source, piece by piece."""
    passage: str
    """The sentences in which they stand."""
    passage_start_char: int
    passage_end_char: int
    way: Way
    who: Who
