"""Ask for the versions of a document, and for what each of them said."""

from __future__ import annotations

from typing import Any

from warehouse.query import Answer, Warehouse
from warehouse.sql import sql


def history(source: Warehouse, key: str) -> list[dict[str, Any]]:
    """List the versions of a document, newest first, also of one that was removed.

    Raises UnknownDocument if no document goes by that name, or more than one.
    """
    return source.document_versions(source.meant(key).document_id).dicts()


def quotes(source: Warehouse, document_id: str, version: int) -> Answer:
    """List the quotes of a version in reading order, with speakers as it names them."""
    asked = {"document_id": document_id, "version": version}
    return source.rows(sql("queries/version_quotes"), asked)


def text(source: Warehouse, document_id: str, version: int) -> str:
    """Give the text of a version, empty for a removal."""
    asked = {"document_id": document_id, "version": version}
    return str(source.rows(sql("queries/version_text"), asked).rows[0][0] or "")
