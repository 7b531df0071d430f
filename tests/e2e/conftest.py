"""A cluster for all stories, what its programs said when one fails, and a table of all at the end."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.e2e.cluster.child import left, tail
from tests.e2e.cluster.running import Cluster, workflow_cluster
from tests.e2e.project import ROOT
from tests.e2e.published import definitions, fetch, publish, served
from tests.e2e.review_api import ReviewApi
from velasdk.cluster.kinds import RUN

HOMES: list[Path] = []
"""Where clusters of this session write."""

ROWS: list[tuple[str, float, str]] = []
"""Scenario, seconds, result."""


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The vela-workflow controller on a cluster of its own, with the steps of this project as they are published."""
    home = tmp_path_factory.mktemp("cluster")
    HOMES.append(home)
    with workflow_cluster(home) as started:
        repository = home / "repository"
        publish(ROOT, repository)
        with served(repository) as url:
            started.objects.apply(*definitions(fetch(url, "velasdk-steps")))
        yield started
    assert left(home) == []


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """The next story finds the cluster running, and no run that asks an API that is gone."""
    yield
    if "cluster" in request.fixturenames:
        started: Cluster = request.getfixturevalue("cluster")
        started.control_plane.start_api()
        started.objects.clear(RUN.api, RUN.name, "default")
        started.controller.start()


@pytest.fixture
def api() -> Iterator[ReviewApi]:
    """The API that `custom-ws` asks."""
    with ReviewApi() as started:
        yield started


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        logs = sorted(path for home in HOMES for path in home.glob("*.log"))
        report.sections += [(f"the end of {path}", tail(path)) for path in logs]
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.failed:
        scenario = report.nodeid.rpartition("::")[2].removeprefix("test_").replace("_", " ")
        ROWS.append((scenario, report.duration, report.outcome))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    widest = max((len(scenario) for scenario, _, _ in ROWS), default=0)
    if ROWS:
        terminalreporter.section("scenarios")
    for scenario, seconds, result in ROWS:
        terminalreporter.write_line(f"{scenario:{widest}}  {seconds:6.1f} s  {result}")
