"""Take the texts of a corpus to a warehouse of their own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.evaluation.corpus import file_stem
from onrecord.evaluation.records import Article


def ingest(articles: Iterable[Article], folder: Path, **given: Any) -> Path:
    """Ingest as `onrecord run --direct` does, with the same settings, and give the warehouse.

    `given` are settings that win over those of the user; what he excludes counts for his own
    folders and not for these texts.
    """
    from flows.direct import ingest as run
    from flows.settings import load

    texts = folder / "corpus"
    texts.mkdir()
    for article in articles:
        path = texts / f"{file_stem(article.doc_id)}.txt"
        path.write_bytes(article.text.encode())
    settings = load(**given | {"data": folder / "data", "exclude": ()})
    run([str(texts)], settings)
    return settings.warehouse
