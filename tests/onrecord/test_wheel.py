"""What is built, installed elsewhere and used there is the whole product."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext

from flows.fingerprint import fingerprint
from flows.settings import load
from tests.flows.conftest import FIRST
from tests.onrecord.dashboard_browser import _answers, _free_port, reading

ROOT = Path(__file__).parents[2]
ROOMS = ("transforms", "warehouse", "flows", "onrecord")
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
WATCH = """
import sys
from pathlib import Path
ROOMS, LOG = {rooms!r}, Path({log!r})
def watch(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].startswith(ROOMS):
        with LOG.open("a") as log:
            log.write(args[0] + "\\n")
sys.addaudithook(watch)
"""
"""Notes, in every process of the installation, each file of the checkout that it opens."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy: a build folder of earlier days would put its files in."""
    place = tmp_path_factory.mktemp("wheel")
    for room in ROOMS:
        shutil.copytree(ROOT / room, place / "source" / room)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, place / "source")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(place))
    subprocess.run([*PIP, "wheel", *options, str(place / "source")], check=True)
    (built,) = place.glob("*.whl")
    return built


class Installation:
    """An environment that has the wheel and what it depends on, and a folder to work in."""

    def __init__(self, wheel: Path, place: Path) -> None:
        self.log, self.work = place / "opened.log", place / "work"
        self.work.mkdir()
        venv.create(place / "venv", symlinks=True)
        self.bin = place / "venv" / "bin"
        pip = [*PIP, "--python", str(self.bin / "python")]
        subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
        ((own),) = (place / "venv").glob("lib/*/site-packages")
        (own / "pinned.pth").write_text(sysconfig.get_path("purelib") + "\nimport watched\n")
        rooms = tuple(f"{ROOT / room}{os.sep}" for room in (*ROOMS, "seeds", "tests"))
        (own / "watched.py").write_text(WATCH.format(rooms=rooms, log=str(self.log)))
        hidden = ("PYTHONPATH", "ONRECORD_")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(hidden)}

    def run(self, *words: str) -> str:
        """Run the installed command as a person elsewhere does; give what it prints."""
        done = subprocess.run(
            [self.bin / "onrecord", *words],
            cwd=self.work, env=self.environment, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def dashboard(self) -> Iterator[str]:
        """Serve the page of what was kept; give its address."""
        port, log = _free_port(), self.work / "dashboard.log"
        words = ["dashboard", "--no-browser", "--port", str(port), "--data", "kept"]
        with (
            log.open("wb") as output,
            subprocess.Popen(
                [self.bin / "onrecord", *words],
                cwd=self.work, env=self.environment, stdout=output, stderr=output,
            ) as process,
        ):  # fmt: skip
            try:
                _answers(f"http://127.0.0.1:{port}/_stcore/health", process, log)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Install the wheel outside the checkout, and take a document to a warehouse there."""
    made = Installation(wheel, tmp_path_factory.mktemp("elsewhere"))
    (made.work / "news").mkdir()
    (made.work / "news" / "bridge.txt").write_text(FIRST)
    made.run("run", "--direct", "news", "--data", "kept", "--processes", "1")
    return made


def test_the_wheel_holds_every_file_of_the_rooms(wheel: Path) -> None:
    """Code, SQL, lexicons, weights, style and theme are in it; pages about them are not."""
    kept = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix not in (".md", ".pyc")
    }
    with ZipFile(wheel) as packed:
        assert {name for name in packed.namelist() if ".dist-info/" not in name} == kept


def test_every_library_that_is_imported_is_asked_for() -> None:
    """What the rooms import stands in pyproject.toml, not only in what others depend on."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [asked["dependencies"], *asked.get("optional-dependencies", {}).values()]
    known = {re.split(r"[^\w.-]", name)[0].lower() for names in lists for name in names}
    nodes = [
        node
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    modules = {one.name for node in nodes if isinstance(node, ast.Import) for one in node.names}
    modules |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    foreign = {name.partition(".")[0] for name in modules} - sys.stdlib_module_names - {*ROOMS}
    owners = packages_distributions()
    named = {top: {owner.lower() for owner in owners.get(top, [top])} for top in foreign}
    assert {top for top, names in named.items() if not names & known} == set()


def test_the_installed_commands_work(installed: Installation) -> None:
    """A run, a question and SQL give elsewhere what they give in the checkout."""
    assert "retry" in installed.run("--help")
    quotes = json.loads(installed.run("quotes", "--speaker", "Lund", "--data", "kept", "--json"))
    assert {one["speaker"] for one in quotes} == {"Ada Lund"}
    question = "select count(*) as n from v_quotes where speaker = 'Ada Lund'"
    counted = installed.run("sql", question, "--data", "kept", "--csv")
    assert counted.split() == ["n", str(len(quotes))]


def test_wheel_and_checkout_have_one_fingerprint(installed: Installation) -> None:
    """Moving from a checkout to an installation analyses nothing anew."""
    said = installed.run("sql", "select fingerprint from runs", "--data", "kept", "--csv")
    assert said.split() == ["fingerprint", fingerprint(load()).value]


@pytest.mark.browser
def test_the_installed_dashboard_shows_its_page(
    installed: Installation, context: BrowserContext
) -> None:
    """The page comes with its style and shows what was said."""
    with installed.dashboard() as address, reading(context, address) as reader:
        assert "the new bridge would open in May" in (reader.open().text_content(".quotes") or "")


def test_the_installation_reads_nothing_of_the_checkout(installed: Installation) -> None:
    """No process of the tests above has opened a file of the checkout; one that does is seen."""
    assert not installed.log.exists()
    own = ROOT / "onrecord" / "__init__.py"
    subprocess.run([installed.bin / "python", "-c", f"open({str(own)!r})"], check=True)
    assert installed.log.read_text().split() == [str(own)]
