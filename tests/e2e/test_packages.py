"""From Python files to steps that run in a cluster: published, installed from the package, upgraded under a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.cluster.running import Cluster
from tests.e2e.project import ROOT, Project
from tests.e2e.published import definitions, fetch, publish, served, velasdk
from tests.e2e.review_api import APPROVED, ReviewApi
from tests.e2e.runs import check_one_key, start, start_suspended
from tests.publish.museum import museum


def test_published_to_a_chartmuseum(cluster: Cluster, api: ReviewApi) -> None:
    with museum() as server:
        publish(ROOT, server.url)
        cluster.objects.apply(*definitions(fetch(server.url, "velasdk-steps")))
    api.answers["museum"] = APPROVED
    run = start(cluster, api, "museum")
    run.until("succeeded")
    check_one_key(api, run)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def install(cluster: Cluster, project: Project) -> None:
    """Publish, and install what is published then."""
    project.publish()
    with served(project.repository) as url:
        cluster.objects.apply(*definitions(fetch(url, "reviews")))


def test_a_compatible_upgrade_while_suspended(cluster: Cluster, api: ReviewApi, project: Project) -> None:
    install(cluster, project)
    run = start_suspended(cluster, api, "upgraded", step="team-review")
    project.change("application: str\n", "application: str\n    release: int\n")
    project.change("application=context.name)", "application=context.name, release=2)")
    project.release("1.1.0")
    install(cluster, project)
    asked = len(api.of("upgraded"))
    run.resume()
    api.wait_for("upgraded", asked + 2)
    assert run.state().phase == "executing"
    api.answers["upgraded"] = APPROVED
    run.until("succeeded")
    releases = [each.body.get("release") for each in api.of("upgraded")]
    assert releases == [None] * asked + [2] * (len(releases) - asked)
    check_one_key(api, run)


def test_an_incompatible_upgrade_is_refused_before(cluster: Cluster, api: ReviewApi, project: Project) -> None:
    install(cluster, project)
    run = start_suspended(cluster, api, "not-upgraded", step="team-review")
    before = {path.name: path.read_bytes() for path in project.repository.iterdir()}
    project.change('"waiting-for-review"', '"waiting-for-somebody"')
    project.release("1.1.0")
    done = velasdk("publish", "addon", "--to", project.repository, cwd=project.home)
    assert done.returncode == 1, done.stderr
    assert "waiting-for-review" in done.stdout and "2.0.0" in done.stderr, done
    assert {path.name: path.read_bytes() for path in project.repository.iterdir()} == before
    api.answers["not-upgraded"] = APPROVED
    run.resume()
    run.until("succeeded")
    check_one_key(api, run)
