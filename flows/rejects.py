"""Make the row that says why something is not among the documents."""

from __future__ import annotations

from flows.batches import Origin
from flows.discover import Refused
from flows.limits import TooSlow
from flows.settings import Settings
from transforms.ids import stable_id
from transforms.readers import Unreadable
from transforms.tables import Reject, RejectStage


def reject(
    why: Refused | Unreadable, origin: Origin, stage: RejectStage, collection: str, source_file: str
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


def failure(error: BaseException, settings: Settings) -> Unreadable:
    """Say why a step of the work on a document was given up."""
    if isinstance(error, TooSlow):
        return Unreadable(
            None,
            "too_slow",
            f"It took longer than {settings.max_seconds:g} s, with as much again for each million "
            "characters.",
            "Split it, or allow more with max_seconds; then `onrecord retry`.",
        )
    if isinstance(error, MemoryError):
        return Unreadable(
            None,
            "too_large_in_memory",
            f"It needs more memory than the {settings.max_memory_bytes:,} bytes of a process.",
            "Split it, or allow more with max_memory_bytes; then `onrecord retry`.",
        )
    return Unreadable(
        None,
        "analysis_failed",
        f"The analysis stopped: {type(error).__name__}: {str(error)[:200]}.",
        "Its text is kept and can be searched. Please report it with the file.",
    )


def not_normalised(member: str | None, error: Exception) -> Unreadable:
    """Say that what was read could not be made a document."""
    return Unreadable(
        member,
        "normalise_failed",
        f"Its text could not be brought into normal form: {type(error).__name__}: "
        f"{str(error)[:200]}.",
        "Please report it with the file; the others are not affected.",
    )


def deadly(doing: str, settings: Settings) -> Unreadable:
    """Say that a process died of a document."""
    return Unreadable(
        None,
        "process_died",
        f"The process died twice while {doing} it: a fault in a library, more memory than "
        f"{settings.max_memory_bytes:,} bytes, or one step of more than twice "
        f"{settings.max_seconds:g} s.",
        "Look at the file; split it if it is large; then `onrecord retry`.",
    )


def unreadable(path: str, error: OSError) -> Unreadable:
    """Say why a file cannot be opened."""
    return Unreadable(
        None,
        "unreadable",
        f"{path} cannot be opened: {error.strerror or error}.",
        "Give yourself the right to read it, or remove it; the next run tries again.",
    )
