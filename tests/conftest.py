"""Give the tests what is slow to make, once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from flows import workers
from flows.direct import ingest
from flows.settings import load
from transforms import nlp

SEEDS = Path(__file__).parent.parent / "seeds"

# Nothing is asserted by the clock; where CI runs, the same code gets the same examples.
settings.register_profile(
    "onrecord",
    deadline=None,
    derandomize="CI" in os.environ,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def pipeline() -> nlp.Pipeline:
    """Load the default pipeline."""
    return nlp.load()


@pytest.fixture(scope="session")
def shared_workers() -> Iterator[None]:
    """Load the pipeline into processes that all runs of the session share."""
    workers.at_hand(load())
    yield
    workers.dismiss()


@pytest.fixture(scope="session")
def seeds_data(shared_workers: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder into which the demo collection was ingested."""
    data = tmp_path_factory.mktemp("seeds") / "data"
    ingest([str(SEEDS)], load(data=data))
    return data
