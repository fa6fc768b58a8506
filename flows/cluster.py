"""Choose where batches are analysed: in this machine's processes, or on a Dask or Ray cluster."""

from __future__ import annotations

import re
import socket
from importlib import import_module
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from flows.settings import SettingsError
from transforms.errors import ExpectedError

if TYPE_CHECKING:
    from prefect import Flow

P = ParamSpec("P")
R = TypeVar("R")

RUNNERS = {"dask": "DaskTaskRunner", "ray": "RayTaskRunner"}
"""The library behind the extra of that name, `prefect_…`, and what it calls its task runner."""


class NoCluster(ExpectedError):
    """A cluster cannot be reached; the message says which."""


def on_cluster(flow: Flow[P, R], cluster: str) -> Flow[P, R]:
    """Give the flow with its batches sent to a cluster; without an address they stay here.

    Raises SettingsError for another address, and where the extra is not installed; NoCluster
    where nobody answers.
    """
    if not cluster:
        return flow
    kind, host, port = _place(cluster)
    try:
        runner = getattr(import_module(f"prefect_{kind}"), RUNNERS[kind])
    except ImportError as error:
        raise SettingsError(
            f"cluster = {cluster!r} wants a library that is not here: "
            f"pip install 'onrecord[{kind}]'"
        ) from error
    try:
        socket.create_connection((host, port), timeout=10).close()
    except OSError as error:
        raise NoCluster(
            f"Nobody answers at {cluster} ({error}): start the cluster, or leave out the setting "
            "`cluster` to work on this machine."
        ) from error
    address = cluster.removeprefix("gcs://")  # Ray writes it without
    return flow.with_options(task_runner=runner(address=address))


def _place(cluster: str) -> tuple[str, str, int]:
    """Say which kind of cluster answers at an address, on which host and port."""
    kinds = {"tcp": "dask", "tls": "dask", "gcs": "ray", "ray": "ray"}
    found = re.fullmatch(r"(tcp|tls|gcs|ray)://(\[[0-9a-fA-F:.]+\]|[^:/@\s]+):(\d{1,5})", cluster)
    if found is None:
        raise SettingsError(
            f"cluster = {cluster!r} is no cluster: write the address of a Dask scheduler, "
            "tcp://HOST:8786, or of a Ray head, gcs://HOST:6379."
        )
    scheme, host, port = found.groups()
    return kinds[scheme], host.strip("[]"), int(port)
