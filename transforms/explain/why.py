"""Read a document once more, this time keeping why everything was decided, and explain a quote."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from transforms.coreference import ranker
from transforms.explain.explanation import Explanation
from transforms.explain.speaker import Recorder, who
from transforms.explain.words import way
from transforms.extract import quote_spans, quotes
from transforms.quotes import linear
from transforms.quotes.trace import Trace
from transforms.reading import Reading
from transforms.tables import Document
from transforms.tokens import Tokens


def explain(document: Document, doc: Doc, quote_id: str) -> Explanation | None:
    """Tell why a quote of a parsed document stands as it does, or None if it is found no more.

    The document is read by the same code as ever, which notes what it weighs: nothing is
    reconstructed.
    """
    tokens, trace = Tokens(doc, document.text), Trace()
    table, recorder = replace(linear.weights(), trace=trace), Recorder(ranker.weights())
    reading = Reading(document, tokens, recorder, table)
    if quote_id not in reading.quote_ids:
        return None
    at = reading.quote_ids.index(quote_id)
    found, speaker = reading.attributions[at], reading.speakers[at]
    start, end = _passage(reading, at)
    return Explanation(
        quote=list(quotes(reading))[at],
        spans=tuple(one for one in quote_spans(reading) if one.quote_id == quote_id),
        passage=document.text[start:end],
        passage_start_char=start,
        passage_end_char=end,
        way=way(tokens, table, trace, found),
        who=who(reading.parse, speaker, reading.asked(found), recorder, is_turn=found.is_turn),
    )


def _passage(reading: Reading, at: int) -> tuple[int, int]:
    """Find the sentences that hold a quote, its cue and its source."""
    parse, found = reading.parse, reading.attributions[at]
    spans = (*found.content, *found.cue, *found.source)
    tokens = [at for span in spans for at in parse.tokens(*span)]
    first, last = parse.sentence[min(tokens)], parse.sentence[max(tokens)]
    return parse.sentence_span(first)[0], parse.sentence_span(last)[1]
