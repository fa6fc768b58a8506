"""Make the row that says why something is not among the documents."""

from __future__ import annotations

from flows.batches import Origin
from flows.discover import Refused
from transforms.ids import stable_id
from transforms.readers import Unreadable
from transforms.tables import Reject


def reject(
    why: Refused | Unreadable, origin: Origin, stage: str, collection: str, source_file: str
) -> Reject:
    """Give the row for a file, or the record of a file, that failed at a stage."""
    member = why.member if isinstance(why, Unreadable) else None
    path = source_file + (member or "")
    return Reject(
        reject_id=stable_id(collection, path, stage, why.error_type),
        collection=collection,
        source_path=path,
        source_file=source_file,
        stage=stage,
        error_type=why.error_type,
        reason=why.reason,
        remedy=why.remedy,
        attempts=1,
        first_seen_at=origin.started_at,
        last_seen_at=origin.started_at,
        is_resolved=False,
    )
