"""Explain a quote: analyse the stored text of its document once more, as a run does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flows.fingerprint import fingerprint
from flows.settings import Settings, single_threaded_arithmetic
from transforms.errors import ExpectedError
from transforms.explain import Explanation
from warehouse import quote_query
from warehouse.query import Warehouse
from warehouse.stored import document


class FoundNoMore(ExpectedError):
    """The quote is in the tables, but today's analysis of its document does not find it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A quote of the tables, and why it is found."""

    quote: dict[str, Any]
    """Its row in `v_quotes`, with `is_curated` of its speaker."""
    explanation: Explanation
    is_outdated: bool
    """Whether code, model or settings have changed since the document was analysed."""


def explained(source: Warehouse, key: str, settings: Settings) -> Explained:
    """Tell why the quote stands that a person means by an id.

    Raises UnknownQuote for no quote or several, FoundNoMore where it is not found any more.
    """
    quote = quote_query.quote(source, key)
    single_threaded_arithmetic()
    from flows.analysis import Analysis  # loads spaCy: an unknown id need not wait for it

    one = document(source.document(quote["document_id"]))
    why = Analysis(settings.pipeline, _unreported).explain(one, quote["quote_id"], settings)
    if why is None:
        raise FoundNoMore(
            f"Today's analysis of {quote['source_path']} does not find the quote "
            f"{quote['quote_id']} any more: code, model or settings have changed since the "
            "document was analysed. `onrecord run` brings the tables up to date."
        )
    return Explained(quote, why, one.fingerprint != fingerprint(settings).value)


def _unreported(size: int, documents: int, words: int) -> None:
    del size, documents, words
