"""Look over an installation: Python, packages, language models, settings, Prefect."""

from __future__ import annotations

import platform
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from csv import reader
from difflib import get_close_matches
from hashlib import file_digest
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from flows.settings import Settings, chosen_prefect_server, unknown_variables
from warehouse import health
from warehouse.findings import Finding, Mark, fine, look, wrong

PRODUCT = "onrecord"
PINNED = re.compile(r"^([\w.-]+==[^\\\n]+)", re.MULTILINE)
LOCKED = Path(__file__).parent.parent / "requirements.lock"
"""The versions that were tested together; a wheel has none."""
MOST_NAMED = 4
INSTALL = "in a checkout `make .venv/product`; else `pip install --upgrade onrecord`"
PATIENCE = 5.0
"""Seconds that Prefect's server gets to answer."""


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield what there is to say of the installation and of the data folder."""
    yield from installation()
    for name in (settings.pipeline, *settings.pipelines.values()):
        yield model(name)
    yield from variables()
    yield prefect(settings)
    yield from health.findings(settings.data)


def installation(locked: Path = LOCKED) -> Iterator[Finding]:
    """Compare Python and the installed packages with what Onrecord asks for."""
    try:
        asked = distribution(PRODUCT)
    except PackageNotFoundError:
        yield look("packages", "Onrecord itself is not installed, only run from here", INSTALL)
        return
    yield python(platform.python_version(), asked.metadata["Requires-Python"])
    wanted = [Requirement(line) for line in asked.requires or ()]
    unfit = _unfit(wanted, Mark.wrong, "packages")
    if unfit:
        yield unfit
        return
    lock = locked.read_text(encoding="utf-8") if locked.is_file() else ""
    pinned = [Requirement(line.strip()) for line in PINNED.findall(lock)]
    told = f"{len(wanted)} packages as asked for" + (f", {len(pinned)} as tested" if lock else "")
    yield _unfit(pinned, Mark.look, "packages") or fine("packages", told)


def python(found: str, asked: str) -> Finding:
    """Compare a version of Python with those that Onrecord runs on."""
    if SpecifierSet(asked).contains(found):
        return fine("Python", found)
    return wrong(
        "Python", f"{found} where {asked} is needed", f"install that Python, then {INSTALL}"
    )


def _unfit(wanted: list[Requirement], mark: Mark, subject: str) -> Finding | None:
    """Name the packages that are missing or of another version."""
    found = [
        f"{one.name} {_installed(one.name) or 'is missing'} ({one.specifier})"
        for one in wanted
        if (one.marker is None or one.marker.evaluate()) and not _fits(one)
    ]
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    told = ", ".join(found[:MOST_NAMED]) + more
    return Finding(mark, subject, told, INSTALL) if found else None


def _fits(one: Requirement) -> bool:
    installed = _installed(one.name)
    return installed is not None and one.specifier.contains(installed, prereleases=True)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def model(name: str) -> Finding:
    """Compare the files of a language model with the record of its package."""
    try:
        package = distribution(name)
    except (PackageNotFoundError, ValueError):
        remedy = "install its package, or name another one in the setting `pipeline`"
        return wrong("language model", f"{name!r} is not installed", remedy)
    told = f"{name} {package.version}"
    damaged = [*_damaged(package)]
    if damaged:
        files = f"{len(damaged):,} of its files are damaged or missing, such as {damaged[0]}"
        remedy = f"pip install --force-reinstall --no-deps {name}=={package.version}"
        return wrong("language model", f"{told}: {files}", remedy)
    return fine("language model", f"{told}, its files are as recorded")


def _damaged(package: Distribution) -> Iterator[str]:
    """Name files that are not as the package's record says.

    The record is read here: `Distribution.files` leaves out what is missing, from Python 3.12 on.
    """
    for name, digest, _ in reader((package.read_text("RECORD") or "").splitlines()):
        if not digest or name.endswith(".pyc") or ".dist-info" in name:
            continue
        path = Path(str(package.locate_file(name)))
        if not path.is_file() or _digest(path, digest.partition("=")[0]) != digest:
            yield name


def _digest(path: Path, method: str) -> str:
    """Give a file's digest the way records of packages write it."""
    with path.open("rb") as file:
        digest = file_digest(file, method).digest()
    return f"{method}={urlsafe_b64encode(digest).decode().rstrip('=')}"


def variables() -> Iterator[Finding]:
    """Name variables that look like settings and are none; the settings themselves are read."""
    known = [f"ONRECORD_{name.upper()}" for name in Settings.model_fields]
    unknown = unknown_variables()
    for name in unknown:
        near = get_close_matches(name, known, 1)
        remedy = f"is it {near[0]}?" if near else "docs/operations.md lists the settings"
        yield look("settings", f"{name} is set, and is no setting", f"{remedy} Otherwise unset it")
    if not unknown:
        yield fine("settings", "all known")


def prefect(settings: Settings) -> Finding:
    """Ask the Prefect server that is configured, if one is."""
    address = chosen_prefect_server()
    if address is None:
        return fine("Prefect", f"starts with each run, at home in {settings.prefect_home}")
    try:
        with urlopen(f"{address.rstrip('/')}/health", timeout=PATIENCE):  # noqa: S310 - the user's
            pass
    except HTTPError:  # it is there, and wants a password
        pass
    except (URLError, OSError, ValueError) as error:
        return wrong(
            "Prefect",
            f"PREFECT_API_URL={address} does not answer ({error})",
            "start that server, unset the variable, or run with --direct, which needs none",
        )
    return fine("Prefect", f"{address} answers")
