"""Measure quality on the seeds and on the corpora that are there, against the floors.

`python -m tests.evaluation.evaluate [--raise-floors] [--lower REASON] [--write]`
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.evaluation import floors, report
from tests.evaluation.answer_key import key_scores
from tests.evaluation.copies import copy_scores
from tests.evaluation.corpora import ROOT, SEEDS, absent, gold_file
from tests.evaluation.pages_scores import page_scores
from tests.evaluation.scores import JUDGEMENTS, corpus_scores, ingest, own_scores
from tests.evaluation.second_reader import reader_scores
from tests.evaluation.seen_speakers import seen_scores

PAGE = ROOT / "docs" / "quality.md"


def main() -> int:
    """Print the scores and say whether a floor was missed."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        scores = all_scores(Path(scratch), must_be_whole=args.write)
    kept = floors.load()
    if args.lower is not None:
        kept = kept.lower(scores, args.lower)
    if args.raise_floors:
        kept = kept.raised(scores)
    if args.lower is not None or args.raise_floors:
        kept.write()
    if args.write:
        report.write(PAGE, scores, kept)
    if args.json:
        print(json.dumps(scores, indent=1))
    else:
        for sheet in report.sheets(scores, kept):
            report.show(sheet)
    missed = kept.missed(scores)
    for name, floor in missed.items():
        print(f"Below its floor: {name} is {scores[name]:.1f}, the floor is {floor:.1f}.")
    return 1 if missed else 0


def all_scores(scratch: Path, *, must_be_whole: bool = False) -> dict[str, float]:
    """Score the seeds and each corpus that lies beside the project; name those that do not.

    Where everything must be measured, a missing corpus ends the program before the work begins.
    """
    missing = [name for name in JUDGEMENTS if not gold_file(name)]
    for name in missing:
        print(absent(name), file=sys.stderr)
    if missing and must_be_whole:
        sys.exit("The page of figures is only written when every corpus is there.")
    scores = page_scores() | seed_scores(scratch) | own_scores(scratch)
    scores |= seen_scores(scratch) | reader_scores(scratch) | copy_scores(scratch / "copies")
    for name in JUDGEMENTS:
        if name not in missing:
            scores |= corpus_scores(name, scratch)
    return scores


def seed_scores(scratch: Path) -> dict[str, float]:
    """Ingest the seeds and score them against the answer key."""
    return key_scores(ingest(SEEDS, scratch / "seeds"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--raise-floors", action="store_true", help="write higher floors")
    parser.add_argument("--lower", metavar="REASON", help="lower the missed floors, and say why")
    parser.add_argument("--write", action="store_true", help="write the figures to docs/quality.md")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
