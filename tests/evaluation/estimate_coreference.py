"""Estimate the weights by which pronouns are resolved, from annotated pronouns.

Usage: python -m tests.evaluation.estimate_coreference [--parses FOLDER]

Read are every second passage of GAP development (the others are for measuring), LitBank, and our
own seen texts. The file holds weights of features, and nothing from which a sentence can be read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from tests.evaluation import coreference_gold as gold
from tests.evaluation.coreference_gold import Decision, Example, Record
from tests.evaluation.corpora import ROOT, gold_file
from tests.evaluation.estimate_quotes import read
from tests.evaluation.genders import genders, given_name
from tests.evaluation.ranking import fit
from tests.evaluation.seen_speakers import FILES
from tests.transforms.test_extract import document
from transforms import nlp
from transforms.coreference import Chain
from transforms.coreference.ranker import Known, Weights, weights
from transforms.lexicons import labelled
from transforms.mentions import Reference
from transforms.normalise import SEPARATOR, clean, repair
from transforms.readers.plain import text_blocks
from transforms.reading import Reading
from transforms.tables import Document
from transforms.tokens import Tokens

OUT = ROOT / "transforms" / "coreference" / "weights.json"
ROUNDS = 2
"""How often weights are estimated: states of mind that a round meets come from those before."""
THRESHOLD = 0.48
"""Chosen on GUM dev and the other half of GAP: three of four answers there are right."""
MISLISTED = 0.02
"""How often a name is taken to be listed for the other sex: the corpora have 12 in 660, and names
of languages that they lack are listed less surely."""
HELD_OUT = 2
"""Every second passage of GAP is not read."""
IMPORTANCE = {"gap": 1.0, "litbank": 0.15, "seen": 2.5}
"""What an example counts: texts of our kind most, old novels least."""
UNTOLD = 0.2
"""What a passage counts, in which neither of two is meant, and nobody is said to be."""


@dataclass(slots=True)
class Text:
    """A text of a corpus, parsed."""

    corpus: str
    number: int
    record: Record
    document: Document
    doc: Doc
    to: gold.Places

    def read(self, table: Weights, is_taught: bool) -> tuple[Reading, list[Decision]]:
        """Read the text with weights, or taught by its annotations; give what was decided."""
        found: list[Decision] = []
        clusters = gold.Clusters(self.record, self.to) if is_taught else None

        def judge(
            mention: Reference, chains: Sequence[Chain], known: Sequence[Known]
        ) -> Sequence[float]:
            found.append(Decision(mention, list(chains), list(known)))
            right = clusters.right(mention, chains) if clusters else None
            return table.chances(known) if right is None else _taught(right)

        return Reading(self.document, Tokens(self.doc, self.document.text), judge), found

    def examples(self, table: Weights) -> Iterator[Example]:
        """Yield the decisions of which the corpus knows the answer.

        What is annotated whole is read as it is annotated: other states of mind than those of a
        careful reader teach little.
        """
        judged = {"gap": gold.of_gap, "litbank": gold.of_clusters, "seen": gold.of_speakers}
        reading, decisions = self.read(table, is_taught=self.corpus == "litbank")
        for one, right, is_told in judged[self.corpus](self.record, self.to, reading, decisions):
            yield Example(self.corpus, self.number, one, right, is_told)

    def names(self) -> list[str]:
        """List the given names of those who are meant, as far as they tell a gender."""
        if self.corpus == "gap":
            meant = [self.record[name] for name in "ab" if self.record[f"{name}_is_coref"]]
        else:
            meant = [name for _, name in self.record.get("speakers", ())]
        given = dict.fromkeys(map(given_name, meant))
        return [name for name in given if labelled("given_names").get(name) in OTHER]


OTHER = {"m": "f", "f": "m"}


def _taught(right: list[bool]) -> list[float]:
    """Turn the right answer into probabilities that leave no doubt."""
    first = right.index(True) if any(right) else len(right)
    return [float(place == first) for place in range(len(right) + 1)]


def misread(texts: Sequence[Text], table: Weights) -> Iterator[Example]:
    """Yield what texts would be if their names were listed for the other sex."""
    for text in texts:
        for name in text.names():
            with listed_for_the_other(name):
                for one in text.examples(table):
                    if any(name == given_name(n) for n in _meant(one)):
                        yield one


def _meant(one: Example) -> Iterator[str]:
    for chain, is_right in zip(one.decision.chains, one.right, strict=False):
        if is_right:
            yield from chain.names


@contextmanager
def listed_for_the_other(name: str) -> Iterator[None]:
    """Change what the list of given names says of a name, for a while."""
    names = labelled("given_names")
    kept = names[name]
    names[name] = OTHER[kept]
    try:
        yield
    finally:
        names[name] = kept


def estimate(texts: list[Text], table: Weights) -> Weights:
    """Estimate the weights of features anew, from what others make of the texts."""
    natural = [one for text in texts for one in text.examples(table)]
    changed = list(misread([text for text in texts if text.corpus != "litbank"], table))
    rare = {id(one) for one in changed}

    def weight(one: Example) -> float:
        share = MISLISTED if id(one) in rare else 1.0
        return share * IMPORTANCE[one.corpus] * (1.0 if one.is_told else UNTOLD)

    print(len(natural), "pronouns,", len(changed), "with a name listed for the other sex")
    return Weights(fit([*natural, *changed], weight), table.gender, THRESHOLD)


def texts_of(corpus: str, records: list[Record], parses: Path | None) -> Iterator[Text]:
    """Parse the texts of a corpus, or take the parses that a former run left."""
    ours = [document(normal(record["text"])) for record in records]
    for number, (record, one, doc) in enumerate(
        zip(records, ours, parsed(ours, parses and parses / f"{corpus}.spacy"), strict=True)
    ):
        to = gold.moved(record["text"], one.text)
        if to is not None:
            yield Text(corpus, number, record, one, doc, to)


def normal(text: str) -> str:
    """Give a text as the reader of plain text does."""
    blocks = (clean(repair(block.text)) for block in text_blocks(text))
    return SEPARATOR.join(filter(None, blocks))


def parsed(documents: list[Document], cache: Path | None) -> list[Doc]:
    """Parse documents, or take their parses from a file; leave them there for another time."""
    if cache and cache.exists():
        return list(DocBin().from_disk(cache).get_docs(spacy.blank("en").vocab))
    docs = list(nlp.load().parse(one.text for one in documents))
    if cache:
        DocBin(docs=docs, store_user_data=False).to_disk(cache)
    return docs


def corpora() -> dict[str, list[Record]]:
    """Read what is estimated from; a corpus that is not there is an error."""
    gap, litbank = (gold_file(f"coreference/{name}") for name in ("gap-development", "litbank"))
    if gap is None or litbank is None:
        raise FileNotFoundError("GAP development and LitBank must lie beside the checkout.")
    seen = [json.loads(line) for line in FILES["seen"].read_text("utf-8").splitlines()]
    return {"gap": read(gap)[::HELD_OUT], "litbank": read(litbank), "seen": seen}


def main() -> None:
    """Estimate the weights and write them beside the code that reads them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--parses", type=Path, help="keep the parses in this folder")
    args = parser.parse_args()
    records = corpora()
    texts = [one for name, some in records.items() for one in texts_of(name, some, args.parses)]
    gender = genders(records["gap"], records["litbank"])
    put(Weights(weights().features, gender, THRESHOLD))
    for _ in range(ROUNDS):
        put(estimate(texts, weights()))


def put(table: Weights) -> None:
    """Write weights where the product reads them, and let it read them anew."""
    OUT.write_text(as_json(table), "utf-8")
    weights.cache_clear()


def as_json(table: Weights) -> str:
    """Write weights with a line for each feature, so that changes can be read."""
    rows = {name: dict(sorted(values.items())) for name, values in sorted(table.features.items())}
    lines = ",\n".join(f"{json.dumps(n)}: {json.dumps(v)}" for n, v in rows.items())
    head = f'"threshold": {table.threshold},\n"gender": {json.dumps(table.gender)}'
    return f'{{\n{head},\n"features": {{\n{lines}\n}}\n}}\n'


if __name__ == "__main__":
    main()
