"""run, resume and terminate on a real cluster, with a real controller, as docs/running.md tells it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from kubernetes import client, config

from tests.e2e.cluster.running import Cluster
from tests.e2e.review_api import APPROVED, REJECTED, ReviewApi
from velasdk.cli import main
from velasdk.cluster.kinds import RUN
from velasdk.cluster.runs import manifest, termination

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
PASSING = ("created", "suspending    custom-ws  running ", "this step's id")
"""States that last for milliseconds: who follows a run need not see them."""


class Command:
    """velasdk as a program, whose lines can be waited for."""

    def __init__(self, kubeconfig: Path, *arguments: str) -> None:
        code = "import sys; from velasdk.cli import main; sys.exit(main())"
        self._child = subprocess.Popen(
            [sys.executable, "-c", code, *arguments, "--kubeconfig", str(kubeconfig)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self.err = ""

    def until(self, text: str) -> str:
        """Read until a line has `text` in it; that line."""
        for line in self._out():
            if text in line:
                return line
        raise AssertionError(f"{text!r} is in none of {self.lines}, {self.end()}")

    def end(self) -> int:
        """Read to the end; the exit code."""
        list(self._out())
        assert self._child.stderr is not None
        self.err = self.err or self._child.stderr.read()
        return self._child.wait(60)

    def _out(self) -> Iterator[str]:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self.lines.append(line.rstrip("\n"))
            yield self.lines[-1]


@dataclass(frozen=True, slots=True)
class Velasdk:
    """velasdk with the kubeconfig of somebody, in this process: loading it takes longer than what most commands do."""

    kubeconfig: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """What a command ends with, and what it says."""
        code = main([*arguments, "--kubeconfig", str(self.kubeconfig)])
        return code, "".join(self.capture.readouterr())


@pytest.fixture
def velasdk(cluster: Cluster, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Velasdk:
    """velasdk as the administrator, in this project."""
    monkeypatch.chdir(ROOT)
    return Velasdk(cluster.control_plane.kubeconfig, capsys)


def shown(command: str) -> list[list[str]]:
    """What the page shows below each time the command stands there."""
    found = re.findall(rf"^\$ {re.escape(command)}\n((?:(?!\$ |```).*\n)*)", PAGE, re.MULTILINE)
    assert found, command
    return [text.splitlines() for text in found]


def text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def untimed(lines: Sequence[str], kubeconfig: Path) -> list[str]:
    """Lines without seconds and without the option that readers do not give."""
    return [re.sub(r" *\d+\.\d s", " t s", line).replace(f" --kubeconfig {kubeconfig}", "") for line in lines]


def wait(cluster: Cluster, name: str, phase: str) -> dict[str, Any]:
    """The status of a run as soon as it is in a phase."""
    end = time.monotonic() + 60
    while True:
        found: dict[str, Any] = cluster.objects.get(RUN.api, RUN.name, name, "default").get("status", {})
        if found.get("status") == phase:
            return found
        assert time.monotonic() < end, found
        time.sleep(0.1)


def lasting(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not any(passing in line for passing in PASSING)]


def test_the_story_of_the_page(cluster: Cluster, api: ReviewApi, velasdk: Velasdk) -> None:
    kubeconfig = cluster.control_plane.kubeconfig
    ((command, story),) = [(each, shown(each)[0]) for each in re.findall(r"^\$ (velasdk run .*--watch)$", PAGE, re.MULTILINE)]
    arguments = [f"url={api.url}" if each.startswith("url=") else each for each in command.split()[1:]]
    watched = Command(kubeconfig, *arguments)
    watched.until("is suspended at waiting-for-review: velasdk resume first -n default")
    resumed, refused = shown("velasdk resume first")
    assert velasdk("resume", "first") == (0, text(resumed))
    watched.until("the answer is still the same")
    assert velasdk("resume", "first") == (2, text(refused))
    api.answers["first"] = APPROVED
    assert watched.end() == 0
    printed = untimed(watched.lines, kubeconfig)
    assert lasting(printed) == lasting(untimed(story, kubeconfig))
    assert set(printed) <= set(untimed(story, kubeconfig))
    run = cluster.objects.get(RUN.api, RUN.name, "first", "default")
    assert {asked.step_id for asked in api.of("first")} == {run["status"]["steps"][0]["id"]}


def test_terminate_as_on_the_page(cluster: Cluster, api: ReviewApi, velasdk: Velasdk) -> None:
    kubeconfig = cluster.control_plane.kubeconfig
    watched = Command(kubeconfig, "run", "custom-ws", "--name", "second", "-p", f"url={api.url}", "--watch", "--json")
    watched.until('"label": "waiting-for-review"')
    done, again = shown("velasdk terminate second")
    assert velasdk("terminate", "second") == (0, text(done))
    assert watched.end() == 1
    last: dict[str, Any] = json.loads(watched.lines[-1])
    assert (last["phase"], last["finished"], last["terminated"]) == ("terminated", True, True)
    assert (last["steps"][0]["phase"], last["steps"][0]["reason"]) == ("failed", "Terminate")
    assert velasdk("terminate", "second") == (0, text(again))
    code, said = velasdk("resume", "second")
    assert (code, said) == (2, "velasdk: default/second has ended, it was terminated: there is nothing to resume\n")


def test_a_failure_and_the_follow_up_commands(cluster: Cluster, api: ReviewApi) -> None:
    kubeconfig = cluster.control_plane.kubeconfig
    started = Command(kubeconfig, "run", "custom-ws", "-p", f"url={api.url}")
    assert started.end() == 0
    match = re.fullmatch(r"started default/(custom-ws-[a-z0-9]{5})", started.lines[0])
    assert match is not None
    name = match[1]
    assert f"velasdk resume {name} -n default --kubeconfig {kubeconfig}" in started.lines[1]
    wait(cluster, name, "suspending")
    resumed = Command(kubeconfig, "resume", name, "--watch")
    resumed.until("the answer is still the same")
    api.answers[name] = REJECTED
    assert resumed.end() == 1
    assert resumed.lines[-2].endswith("failed      Action   review rejected")


def group(name: str, url: str) -> dict[str, Any]:
    """A run of two reviews side by side."""
    found = manifest("custom-ws", {"url": url}, "default", name)
    (step,) = found["spec"]["workflowSpec"]["steps"]
    subs = [{**step, "name": "owner"}, {**step, "name": "manager"}]
    found["spec"]["workflowSpec"]["steps"] = [
        {"name": "reviews", "type": "step-group", "subSteps": subs},
        {"name": "pause", "type": "suspend"},
    ]
    return found


def test_groups_and_the_builtin_suspend(cluster: Cluster, api: ReviewApi, velasdk: Velasdk) -> None:
    cluster.objects.apply(group("grouped", api.url))
    end = time.monotonic() + 30
    while (answer := velasdk("resume", "grouped"))[0] == 2:
        assert time.monotonic() < end, answer
    now = "suspended at waiting-for-review: it asks again, and goes on only when the answer is another one"
    resumed = {f"resumed default/grouped: {name}, {now}" for name in ("owner", "manager")}
    assert set(answer[1].splitlines()) <= resumed, "one may suspend while the other still runs"
    api.answers["grouped"] = APPROVED
    while "pause" not in (answer := velasdk("resume", "grouped"))[1]:
        assert time.monotonic() < end + 30, answer
    assert answer[0] == 0
    assert answer[1].endswith(": the workflow goes on\n")
    wait(cluster, "grouped", "succeeded")


def test_the_api_server_is_started_again_while_a_run_is_followed(cluster: Cluster, api: ReviewApi, velasdk: Velasdk) -> None:
    kubeconfig = cluster.control_plane.kubeconfig
    watched = Command(kubeconfig, "run", "custom-ws", "--name", "third", "-p", f"url={api.url}", "--watch")
    watched.until("is suspended")
    cluster.control_plane.stop_api()
    time.sleep(1)
    code, said = velasdk("resume", "third")
    assert (code, said) == (2, f"velasdk: {cluster.control_plane.url} cannot be reached (Connection refused)\n")
    cluster.control_plane.start_api()
    assert velasdk("resume", "third")[0] == 0
    api.answers["third"] = APPROVED
    assert watched.end() == 0
    assert watched.err.splitlines()[0].endswith("; trying again")
    assert watched.err.splitlines()[1] == f"velasdk: {cluster.control_plane.url} is back"


def test_what_the_server_does_not_take(cluster: Cluster, api: ReviewApi, velasdk: Velasdk) -> None:
    url = cluster.control_plane.url
    start = "run", "custom-ws", "-p", f"url={api.url}"
    assert velasdk(*start, "--name", "fourth")[0] == 0
    for options, said in (
        (("--name", "fourth"), "there is a WorkflowRun fourth in the namespace default already: use another --name"),
        (("-n", "nowhere"), f"there is no namespace nowhere in {url}: kubectl create namespace nowhere"),
        (("--name", "Fifth_"), f'{url} refuses: WorkflowRun.core.oam.dev "Fifth_" is invalid: metadata.name: '),
    ):
        code, answer = velasdk(*start, *options)
        assert (code, answer.startswith(f"velasdk: {said}")) == (2, True), answer
    example = "run", "github-issue-approval", "examples", "--parameters"
    code, answer = velasdk(*example, "/dev/null")
    assert (code, answer.startswith("velasdk: the parameter `")) == (2, True), answer
    misspelt = "velasdk run custom-ws -p ulr=https://reviews.example/api"
    assert velasdk(*misspelt.split()[1:]) == (2, text(shown(misspelt)[0]))


@pytest.fixture
def somebody(cluster: Cluster, velasdk: Velasdk, tmp_path: Path) -> Velasdk:
    """velasdk as somebody who may do nothing yet."""
    loading: Any = config
    core = client.CoreV1Api(loading.new_client_from_config(str(cluster.control_plane.kubeconfig)))
    cluster.objects.apply({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "ann", "namespace": "default"}})
    asked: Any = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 3600}}
    answer: Any = core.create_namespaced_service_account_token("ann", "default", asked)
    written = yaml.safe_load(cluster.control_plane.kubeconfig.read_text(encoding="utf-8"))
    written["users"][0]["user"] = {"token": answer.status.token}
    (tmp_path / "kubeconfig").write_text(yaml.safe_dump(written), encoding="utf-8")
    return replace(velasdk, kubeconfig=tmp_path / "kubeconfig")


def test_the_role_of_the_page_is_enough_and_less_is_not(cluster: Cluster, api: ReviewApi, somebody: Velasdk) -> None:
    start = "run", "custom-ws", "--name", "fifth", "-p", f"url={api.url}", "--watch"
    code, said = somebody(*start)
    assert code == 2
    assert 'User "system:serviceaccount:default:ann" cannot create resource "workflowruns"' in said
    assert (
        "this takes a Role with the verb `create` on `workflowruns` of the group `core.oam.dev` in the namespace default"
        in said
    )
    role = next(yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    binding = {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "RoleBinding",
        "metadata": {"name": "ann", "namespace": "default"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": role["metadata"]["name"]},
        "subjects": [{"kind": "ServiceAccount", "name": "ann", "namespace": "default"}],
    }
    cluster.objects.apply(role, binding)
    watched = Command(somebody.kubeconfig, *start)
    watched.until("is suspended")
    assert somebody("resume", "fifth")[0] == 0
    assert somebody("terminate", "fifth") == (0, "terminated default/fifth\n")
    assert watched.end() == 1
    assert watched.err.startswith("velasdk: the definition of custom-ws is not compared with its source: ")
    token = yaml.safe_load(somebody.kubeconfig.read_text(encoding="utf-8"))["users"][0]["user"]["token"]
    assert token not in "".join(watched.lines) + watched.err + said


def test_a_terminate_before_the_first_execution_is_forgotten(cluster: Cluster, api: ReviewApi, velasdk: Velasdk) -> None:
    """Why velasdk refuses it: the controller begins the run all the same."""
    kubeconfig = cluster.control_plane.kubeconfig
    early = manifest("custom-ws", {"url": api.url}, "default", "early")
    other = {"workflowrun.oam.dev/controller-version-require": "another"}
    cluster.objects.apply(early | {"metadata": {**early["metadata"], "annotations": other}})
    code, said = velasdk("terminate", "early")
    assert (code, "default/early has not begun" in said) == (2, True), said
    status: dict[str, Any] = {"mode": {}, "status": "", "finished": False, **termination(early)}
    loading: Any = config
    custom = client.CustomObjectsApi(loading.new_client_from_config(str(kubeconfig)))
    where = RUN.group, RUN.version, "default", RUN.plural, "early"
    custom.patch_namespaced_custom_object_status(*where, {"status": status})
    cluster.objects.apply(early)
    assert wait(cluster, "early", "suspending")["terminated"] is False
