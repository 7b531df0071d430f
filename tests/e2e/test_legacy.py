"""An addon of the 1.9 line on a whole KubeVela, with its own command: enabled, used, upgraded, disabled."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from tests.e2e.cluster.binaries import program
from tests.e2e.cluster.running import SYSTEM, Cluster, legacy_cluster
from tests.e2e.conftest import HOMES
from tests.e2e.project import ROOT, Project
from tests.e2e.published import publish, served
from tests.e2e.review_api import APPROVED, ReviewApi
from tests.e2e.signed_api import SignedApi

BETA = "core.oam.dev/v1beta1"


@dataclass(frozen=True, slots=True)
class KubeVela:
    """A cluster with KubeVela, and its command line with a registry of addons."""

    cluster: Cluster
    project: Project
    home: Path

    def vela(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command as a user of the cluster."""
        environment = {**os.environ, "KUBECONFIG": str(self.cluster.control_plane.kubeconfig), "VELA_HOME": str(self.home)}
        command = [str(program("vela")), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)

    def done(self, *arguments: str) -> str:
        """What a command says that does what it is asked for."""
        run = self.vela(*arguments)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def applications(self) -> list[str]:
        """The names of all Applications, those of addons included."""
        return [each["metadata"]["name"] for each in self.cluster.objects.every(BETA, "Application")]

    def steps(self, application: str) -> dict[str, dict[str, Any]]:
        """What the status of an Application says of the steps of its workflow, by name."""
        status = self.cluster.objects.get(BETA, "Application", application, "default").get("status", {})
        return {step["name"]: step for step in status.get("workflow", {}).get("steps", [])}

    def until(self, application: str, fits: Callable[[dict[str, dict[str, Any]]], bool]) -> dict[str, dict[str, Any]]:
        """The steps of an Application as soon as they fit."""
        wait(lambda: fits(self.steps(application)))
        return self.steps(application)


def wait(ready: Callable[[], bool]) -> None:
    """Wait until something is so. Raises TimeoutError after 30 s."""
    end = time.monotonic() + 30
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("it is not so after 30 s")
        time.sleep(0.1)


@pytest.fixture(scope="module")
def kubevela(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KubeVela]:
    """With the addons of the project `reviews` in the registry `e2e`, a web server for a directory."""
    project = Project(tmp_path_factory.mktemp("project"))
    project.publish()
    HOMES.append(tmp_path_factory.mktemp("legacy"))
    with legacy_cluster(HOMES[-1]) as cluster, served(project.repository) as url:
        found = KubeVela(cluster, project, tmp_path_factory.mktemp("vela"))
        found.done("addon", "registry", "add", "e2e", "--type", "helm", "--endpoint", url)
        yield found


def test_an_addon_for_newer_lines_is_refused(kubevela: KubeVela) -> None:
    refused = kubevela.vela("addon", "enable", "reviews")
    assert refused.returncode == 1
    assert "meet system requirement" in refused.stderr
    assert kubevela.applications() == []


def test_a_legacy_addon_from_enable_to_disable(kubevela: KubeVela, api: ReviewApi) -> None:
    kubevela.done("addon", "enable", "reviews-legacy")
    assert "enabled (1.0.0)" in kubevela.done("addon", "status", "reviews-legacy")
    form_is_read_as_it_is_written(kubevela)
    kubevela.cluster.objects.apply(application(api.url))

    suspended = kubevela.until("shop", lambda steps: steps.get("review", {}).get("phase") == "suspending")
    assert "waiting-for-review" in suspended["review"]["message"]

    kubevela.project.change('Fail("review rejected")', 'Fail("the review was rejected")')
    kubevela.project.release("1.1.0")
    kubevela.project.publish()
    kubevela.done("addon", "upgrade", "reviews-legacy")
    assert "enabled (1.1.0)" in kubevela.done("addon", "status", "reviews-legacy")
    definition = kubevela.cluster.objects.get(BETA, "WorkflowStepDefinition", "team-review", SYSTEM)
    assert "the review was rejected" in definition["spec"]["schematic"]["cue"]["template"]
    assert kubevela.steps("shop")["review"]["phase"] == "suspending"

    api.wait_for_quiet("shop")
    asked = len(api.of("shop"))
    kubevela.done("workflow", "resume", "shop", "-n", "default")
    api.wait_for("shop", asked + 2)
    assert kubevela.steps("shop")["review"]["phase"] == "running"
    api.answers["shop"] = APPROVED
    after = kubevela.until("shop", lambda steps: steps.get("last", {}).get("phase") == "suspending")
    assert after["review"]["phase"] == "succeeded"
    assert {asked.step_id for asked in api.of("shop")} == {after["review"]["id"]}

    refused = kubevela.vela("addon", "disable", "reviews-legacy")
    assert refused.returncode == 1
    assert "default/shop" in refused.stderr
    kubevela.done("delete", "shop", "-n", "default", "-y")
    kubevela.done("addon", "disable", "reviews-legacy")
    wait(lambda: kubevela.applications() == [])
    (owner,) = definition["metadata"]["ownerReferences"]  # a garbage collector takes the definition away with it
    assert owner["name"] == "addon-reviews-legacy"


def form_is_read_as_it_is_written(kubevela: KubeVela) -> None:
    """VelaUX finds the form of the step, and KubeVela's own types hold everything in it.

    `vela uischema apply` writes what it has read into these types: a key that they do not have is gone.
    """
    file = kubevela.project.home / "workflowstep-uischema-team-review.yaml"
    with tarfile.open(kubevela.project.repository / "reviews-legacy-1.0.0.tgz") as package:
        member = package.extractfile(f"reviews-legacy/schemas/{file.name}")
        assert member is not None
        file.write_bytes(member.read())
    written = yaml.safe_load(file.read_bytes())
    assert written and found_form(kubevela) == written
    kubevela.done("uischema", "apply", str(file))
    held = found_form(kubevela)
    assert held != written, "it was not applied"  # the types have keys that are always there
    assert without_zeros(held) == without_zeros(written)


def found_form(kubevela: KubeVela) -> Any:
    """The form of the step as VelaUX looks it up (velaux `renderCustomUISchema`)."""
    found = kubevela.cluster.objects.get("v1", "ConfigMap", "workflowstep-uischema-team-review", SYSTEM)
    return json.loads(found["data"]["ui-schema"])


def without_zeros(data: Any) -> Any:
    """Without the keys that Go writes for what is not given."""
    if isinstance(data, list):
        return [without_zeros(each) for each in cast("list[Any]", data)]
    if isinstance(data, dict):
        return {key: without_zeros(each) for key, each in cast("dict[str, Any]", data).items() if each not in (0, "", False)}
    return data


def application(url: str) -> dict[str, Any]:
    """An Application with nothing to deploy: a review, and a step after it."""
    review = {"name": "review", "type": "team-review", "properties": {"url": url}}
    workflow = {"steps": [review, {"name": "last", "type": "suspend"}]}
    metadata = {"name": "shop", "namespace": "default"}
    return {"apiVersion": BETA, "kind": "Application", "metadata": metadata, "spec": {"components": [], "workflow": workflow}}


CONNECTED = """
[project]
name = "tokens"
version = "1.0.0"
description = "A step behind a connection"

[tool.velasdk]
dialects = ["legacy"]
"""


def test_a_config_of_the_addons_template_is_what_the_step_reads(kubevela: KubeVela, tmp_path: Path) -> None:
    """`vela config create` asks for what the addon says, the step signs with it, and the Roles are made."""
    (tmp_path / "steps").mkdir()
    shutil.copy(ROOT / "tests/connections/steps/review.py", tmp_path / "steps")
    (tmp_path / "pyproject.toml").write_text(CONNECTED, encoding="utf-8")
    publish(tmp_path, kubevela.project.repository)
    kubevela.done("addon", "enable", "tokens-legacy", "roles=true")
    with SignedApi("token-of-the-story") as api:
        given = tmp_path / "config.yaml"
        given.write_text(f"url: {api.url}/base\ntoken: {api.token}\n", encoding="utf-8")
        kubevela.done("config", "create", "approval-api", "-t", "approval-api", "-n", SYSTEM, "-f", str(given))
        review = {"name": "review", "type": "review"}
        metadata = {"name": "signed", "namespace": "default"}
        spec: dict[str, Any] = {"components": [], "workflow": {"steps": [review]}}
        kubevela.cluster.objects.apply({"apiVersion": BETA, "kind": "Application", "metadata": metadata, "spec": spec})
        kubevela.until("signed", lambda steps: steps.get("review", {}).get("phase") == "suspending")
        assert api.taken and not api.refused
    rbac = "rbac.authorization.k8s.io/v1"
    role = kubevela.cluster.objects.get(rbac, "Role", f"tokens-legacy-configs-{SYSTEM}", SYSTEM)
    assert role["rules"] == [{"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["approval-api"], "verbs": ["get"]}]
    assert kubevela.cluster.objects.get(rbac, "ClusterRole", "tokens-legacy-runs")["rules"]
    kubevela.done("delete", "signed", "-n", "default", "-y")
    kubevela.done("addon", "disable", "tokens-legacy")
