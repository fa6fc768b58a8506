"""Sort what was missed and what was found wrongly into kinds, and count them.

Usage: python -m tests.evaluation.quote_errors --corpus DEV.jsonl.gz [--parses CACHE] [--write]

No text is looked at or shown: the kinds follow from spans, cues and the parse. A quote that has
the right words and another source, or the other way round, counts once, as missed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.evaluation.quotes import Judged
from onrecord.evaluation.records import Attribution as Gold
from onrecord.evaluation.records import Spans
from onrecord.evaluation.report import Sheet
from tests.evaluation.report import show, write_sheets
from tests.evaluation.unpublished import Reading, parsed, readings
from transforms.quotes import cues
from transforms.quotes.attribution import Attribution
from transforms.quotes.linear import weights
from transforms.quotes.tree import Tree

PAGE = Path("docs/quality.md")
MARKER = "errors"
ENOUGH = 0.5
"""The share of words, out of all in either content, from which a content counts as found."""
SHORT = 4
"""Words in marks that are more often a title or a borrowed term than speech."""
NOMINAL = frozenset({"dobj", "pobj", "nsubjpass", "attr", "dative"})

MISSED = {
    "missed: no cue is annotated": "what is quoted goes on, or stands alone",
    "missed: the cue is no candidate": "not a verb, nor a word that is often enough a cue",
    "missed: the cue seems to report nothing": "its probability is below the limit",
    "missed: read, but not sure enough": "right words, but the reading is judged improbable",
    "missed: lost to a surer reading": "right words, but another reading takes most of them",
    "missed: in the heading": "the first line, without a full stop",
    "missed: content too short": "its cue was read",
    "missed: content too long": "its cue was read",
    "missed: other words for the content": "its cue was read",
    "missed: source in the same sentence": "somebody else in it was taken",
    "missed: source in another sentence": "the annotated one stands elsewhere",
    "missed: a source or none, unlike the annotation": "nobody is named by one of the two",
}
FALSE = {
    "false: within somebody's annotated words": "a saying inside a saying is not annotated",
    "false: same words as another quote": "which is right",
    "false: no cue": "a quotation given to whoever spoke last, or to whom a dash names",
    "false: in the heading": "the first line, without a full stop",
    "false: a few words in marks": f"{SHORT} at most: a title, a borrowed term",
    "false: a thought or a plan": "the cue is a verb of thinking or wanting",
    "false: what is said is a thing": "content hangs on the cue as its object: “announced a tax”",
    "false: any other": "",
}


def kinds(one: Reading) -> Iterator[str]:
    """Yield the kind of every error in an article."""
    judged = one.judged()
    right = {pair.gold: pair.found for pair in judged.pairs if pair.is_right(ENOUGH)}
    explained = set(right.values())
    for number, gold in enumerate(judged.gold):
        if number not in right:
            kind, found = missed(one, judged, number, gold)
            yield kind
            explained |= found
    for number in range(len(judged.found)):
        if number not in explained:
            yield false(one, judged, number, right)


def missed(one: Reading, judged: Judged, number: int, gold: Gold) -> tuple[str, set[int]]:
    """Tell why an attribution was missed; name the quotes that were meant for it."""
    pair = next((p for p in judged.pairs if p.gold == number and p.overlap >= ENOUGH), None)
    if pair:
        return f"missed: {_source(one.tree, gold, judged, pair.found)}", {pair.found}
    if not gold.cue:
        return "missed: no cue is annotated", set()
    cue = judged.gold_items[number].cue
    meant = next((i for i, item in enumerate(judged.found_items) if item.cue & cue), None)
    if meant is not None:
        return f"missed: {_length(judged, number, meant)}", {meant}
    return f"missed: {_unread(one, gold)}", set()


def _source(tree: Tree, gold: Gold, judged: Judged, found: int) -> str:
    given = judged.found[found].source
    if not (gold.source and given):
        return "a source or none, unlike the annotation"
    same = _sentence(tree, gold.source) == _sentence(tree, judged.found[found].content)
    return "source in the same sentence" if same else "source in another sentence"


def _length(judged: Judged, number: int, meant: int) -> str:
    wanted, given = judged.gold_items[number].content, judged.found_items[meant].content
    if wanted & given:
        return "content too short" if len(given) < len(wanted) else "content too long"
    return "other words for the content"


def _unread(one: Reading, gold: Gold) -> str:
    """Tell why no quote has the annotated cue."""
    tree = one.tree
    if is_heading(tree, gold.content):
        return "in the heading"
    tokens = {i for span in gold.cue for i in range(*tree.tokens(*span))}
    if tokens.isdisjoint(cues.candidates(tree, weights().table).tolist()):
        return "the cue is no candidate"
    wanted = {i for span in gold.content for i in range(*tree.tokens(*span)) if tree.is_word[i]}
    read = [found for found in one.considered if found.reading.cue in tokens]
    if not read:
        return "the cue seems to report nothing"
    fits = [f for f in read if len(f.words & wanted) >= ENOUGH * len(f.words | wanted)]
    if not fits:
        return "other words for the content"
    sure = any(found.confidence >= weights().thresholds["quote"] for found in fits)
    return "lost to a surer reading" if sure else "read, but not sure enough"


def false(one: Reading, judged: Judged, number: int, right: dict[int, int]) -> str:
    """Tell what a quote that nobody annotated looks like."""
    item, quote = judged.found_items[number], one.found[_place(one, judged, number)]
    for gold, words in enumerate(judged.gold_items):
        if item.content & words.content and gold in right:
            if item.cue and item.cue <= words.content:
                return "false: within somebody's annotated words"
            return "false: same words as another quote"
    return f"false: {_look(one.tree, quote)}"


def _place(one: Reading, judged: Judged, number: int) -> int:
    """Find the attribution behind a quote: those without words are not among the quotes."""
    wanted = judged.found[number]
    return next(
        place
        for place, given in enumerate(one.found)
        if (given.content, given.cue, given.source) == (wanted.content, wanted.cue, wanted.source)
    )


def _look(tree: Tree, quote: Attribution) -> str:
    if not quote.cue:
        return "no cue"
    if is_heading(tree, quote.content):
        return "in the heading"
    tokens = [i for span in quote.content for i in range(*tree.tokens(*span)) if tree.is_word[i]]
    if quote.quote_type == "direct" and len(tokens) <= SHORT:
        return "a few words in marks"
    if quote.attribution_kind == "thought":
        return "a thought or a plan"
    inside = set(tokens)
    tops = {tree.deps[i] for i in tokens if tree.heads[i] not in inside}
    return "what is said is a thing" if tops & NOMINAL else "any other"


def is_heading(tree: Tree, spans: Spans) -> bool:
    """Whether words stand in the first line and it does not end like a sentence."""
    line, gap, _ = tree.text.partition("\n")
    return bool(gap) and spans[0][0] < len(line) and line.rstrip()[-1:] not in tuple('.?!”"')


def _sentence(tree: Tree, spans: Spans) -> int:
    return tree.sentence(tree.tokens(*spans[0])[0])


def sheet(title: str, counted: Counter[str]) -> Sheet:
    """Make a table of all kinds, those that do not occur as well."""
    rows = [(kind, counted[kind], note) for kind, note in (MISSED | FALSE).items()]
    return Sheet(title, ("kind", "errors", "what it is"), rows)


def count(found: Sequence[Reading]) -> Counter[str]:
    """Count the errors of some articles by kind."""
    return Counter(kind for one in found for kind in kinds(one))


def main() -> None:
    """Count the errors in a corpus and show them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--parses", type=Path, help="keep the parses in this file")
    parser.add_argument("--name", default="PolNeAR dev", help="what the corpus is called")
    parser.add_argument("--write", action="store_true", help=f"write the table into {PAGE}")
    args = parser.parse_args()
    found = readings(parsed(args.corpus, args.parses))
    table = sheet(f"Errors on {args.name} by kind, joint >= {ENOUGH}", count(found))
    show(table)
    if args.write:
        write_sheets(PAGE, MARKER, [table])


if __name__ == "__main__":
    main()
