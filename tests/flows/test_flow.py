"""The same run as a Prefect flow: named, summarised, and with the same tables in the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.settings import Settings, load, prepare_prefect
from tests.flows.tables import contents, rows
from warehouse.reader import seen


@pytest.fixture(scope="session", autouse=True)
def _harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Start Prefect's test server once a session."""
    prepare_prefect(load(data=tmp_path_factory.mktemp("prefect")))
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=150):
        yield


@pytest.fixture
def given(settings: Settings) -> dict[str, str]:
    """Give the settings as a flow takes them."""
    return {"data": str(settings.data)}


def test_the_flow_publishes_what_the_stages_publish(
    news: Path, settings: Settings, given: dict[str, str], tmp_path: Path
) -> None:
    """With Prefect or without, the tables are the same row for row."""
    from flows.direct import ingest as direct
    from flows.ingest import ingest

    row = ingest([str(news)], given)
    plain = load(data=tmp_path / "plain")
    direct([str(news)], plain)
    assert (row["status"], row["new"], row["trigger"]) == ("published", 2, "flow")
    assert contents(settings.warehouse) == contents(plain.warehouse)


def test_flow_and_task_runs_have_names_and_a_summary(news: Path, given: dict[str, str]) -> None:
    """A person who looks into Prefect sees what ran, on what, and what came of it."""
    from prefect.client.orchestration import get_client

    from flows.ingest import ingest

    ingest([str(news)], given, "schedule")
    with get_client(sync_client=True) as client:
        (flow_run, *_) = sorted(
            client.read_flow_runs(), key=lambda run: run.start_time or 0, reverse=True
        )
        tasks = {run.name for run in client.read_task_runs() if run.flow_run_id == flow_run.id}
        artifacts = [one for one in client.read_artifacts() if one.flow_run_id == flow_run.id]
    assert flow_run.name == f"schedule: {news}"
    assert any(name.startswith("extract a batch of") for name in tasks)
    assert [one.key for one in artifacts] == ["onrecord-run"]
    assert "| new | 2 |" in str(artifacts[0].data)


def test_a_second_flow_run_publishes_nothing(
    news: Path, settings: Settings, given: dict[str, str]
) -> None:
    """Where nothing has changed the flow ends before it builds anything."""
    from flows.ingest import ingest

    ingest([str(news)], given)
    before = seen(settings.warehouse)
    assert ingest([str(news)], given)["status"] == "unchanged"
    assert seen(settings.warehouse) == before
    assert rows(settings.warehouse, "select count(*) from runs") == [(1,)]
