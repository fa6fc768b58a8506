"""Find the names in a document of a language for which there are no rules of ours.

Quotes, coreference and types by context are English: here a name is what the pipeline calls one,
and names of one form are one chain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Span

from transforms.chunks import LIMIT, chunks
from transforms.entities import name_key
from transforms.extract import CONFIDENCE, Extracted
from transforms.ids import stable_ids
from transforms.names import keys
from transforms.tables import Cluster, Document, Mention
from transforms.tokens import Tokens

LABELS: Mapping[str, str] = {"PER": "PERSON", "persName": "PERSON", "orgName": "ORG"}
"""Types as other corpora call them, in OntoNotes."""
UNTYPED = frozenset(("MISC", "CARDINAL", "ORDINAL", "QUANTITY", "TIME"))


def extract_names(
    document: Document,
    doc: Doc,
    headings: Sequence[tuple[int, int]],
    chunk_limit: int = LIMIT,
) -> Extracted:
    """Give the chunks of a document, the names in it, and a chain for each name."""
    tokens = Tokens(doc, document.text)
    pieces = chunks(document.document_id, tokens, headings, chunk_limit, document.page_starts)
    groups: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for span in doc.ents:
        label = LABELS.get(span.label_, span.label_)
        key = name_key(span.text, label)
        if label not in UNTYPED and key:
            groups[label, key].append(span)
    sentences = {sent.start: index for index, sent in enumerate(doc.sents)} if groups else {}
    made = stable_ids(document.document_id, "cluster")
    named = stable_ids(document.document_id, "mention")
    mentions: list[Mention] = []
    clusters: list[Cluster] = []
    for (label, key), spans in groups.items():
        cluster_id = made(f"{label} {key}")
        clusters.append(_cluster(document, cluster_id, label, spans))
        mentions += [
            Mention(
                mention_id=named(f"{span.start_char} {span.end_char} name"),
                document_id=document.document_id,
                sentence_index=sentences.get(span.sent.start, 0),
                label=label,
                mention_type="name",
                text=span.text,
                start_char=span.start_char,
                end_char=span.end_char,
                entity_id=None,
                cluster_id=cluster_id,
                confidence=CONFIDENCE["name"],
            )
            for span in spans
        ]
    mentions.sort(key=lambda mention: (mention.start_char, mention.end_char))
    return Extracted(chunks=list(pieces), mentions=mentions, clusters=clusters)


def _cluster(document: Document, cluster_id: str, label: str, spans: Sequence[Span]) -> Cluster:
    name, *others = dict.fromkeys(span.text for span in spans)
    return Cluster(
        cluster_id=cluster_id,
        document_id=document.document_id,
        label=label,
        name=name,
        role=None,
        affiliation=None,
        aliases=tuple(others),
        mention_count=len(spans),
        entity_id=None,
        **keys(name, label, None, tuple(others)),
    )
