"""What velasdk says when a cluster does not do what it is asked: one line, exit code 2, and never a token."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cluster.api_server import APPLICATIONS, DEFINITIONS, RUNS, TOKEN, Answer
from tests.cluster.project import METADATA, Project

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "refusals.yaml").read_text(encoding="utf-8"))
COMMANDS = {
    "run": ("run", "paint", "-p", "url=x"),
    "run named team": ("run", "paint", "-p", "url=x", "--name", "team"),
    "watch": ("run", "paint", "-p", "url=x", "--watch"),
    "resume": ("resume", "first"),
    "terminate": ("terminate", "first"),
}
SUSPENDED = {
    "metadata": {"name": "first", "resourceVersion": "7"},
    "status": {"status": "suspending", "suspend": True, "steps": [{"name": "paint", "type": "paint", "phase": "suspending"}]},
}


def request(short: str) -> str:
    """`GET runs/first` as the server sees it; a definition is the one in the run's namespace."""
    verb, _, what = short.partition(" ")
    kind, _, rest = what.partition("/")
    path = {"runs": RUNS, "definitions": DEFINITIONS, "applications": APPLICATIONS}[kind].format("team")
    return f"{verb} {path}/{rest}" if rest else f"{verb} {path}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_an_answer_and_what_is_said(project: Project, case: dict[str, Any]) -> None:
    answers = project.server.answers
    answers[request("GET runs/first")] = [Answer(200, SUSPENDED)]
    answers[request("GET runs/paint-x7k2p")] = [Answer(200, SUSPENDED)]
    answers[request("PATCH runs/first/status")] = [Answer(200, SUSPENDED)]
    answers[request(case["request"])] = [Answer(case["status"], case["body"], case.get("type", "application/json"))]
    ran = project.velasdk(*COMMANDS[case["command"]])
    assert (ran.code, ran.err) == (2, f"velasdk: {case['says'].format(server=project.server.url)}\n")
    assert TOKEN not in ran.out + ran.err


@pytest.mark.parametrize("run", [[], [Answer(404, "404 page not found", "text/plain")]], ids=["vela-workflow", "KubeVela"])
def test_an_application_is_no_run(project: Project, run: list[Answer]) -> None:
    if run:
        project.server.answers[request("GET runs/shop")] = run
    project.server.answers[request("GET applications/shop")] = [Answer(200, {"metadata": METADATA})]
    for verb in ("resume", "terminate"):
        ran = project.velasdk(verb, "shop")
        assert ran.err == f"velasdk: shop is an Application, not a WorkflowRun: vela workflow {verb} shop -n team\n"
        assert ran.code == 2


def test_applications_that_nobody_may_read(project: Project) -> None:
    project.server.answers[request("GET applications/shop")] = [Answer(404, "404 page not found", "text/plain")]
    assert project.velasdk("resume", "shop").err == "velasdk: there is no WorkflowRun shop in the namespace team\n"


def test_a_step_that_is_not_installed(project: Project) -> None:
    del project.server.answers[f"GET {DEFINITIONS.format('vela-system')}/paint"]
    install = "velasdk compile && kubectl apply -f generated/builtin/house/definitions/paint.yaml"
    ran = project.velasdk(*COMMANDS["run"])
    assert ran.err == f"velasdk: there is no WorkflowStepDefinition paint in team or vela-system: {install}\n"
    assert (ran.code, ran.out) == (2, "")
    assert [asked.verb for asked in project.server.asked] == ["GET", "GET"]


@pytest.mark.parametrize("namespace", ["team", "vela-system"])
def test_a_step_that_is_another_one_there(project: Project, namespace: str) -> None:
    other = {"metadata": METADATA, "spec": {"schematic": {"cue": {"template": "parameter: {}"}}}}
    project.server.answers[f"GET {DEFINITIONS.format(namespace)}/paint"] = [Answer(200, other)]
    ran = project.velasdk(*COMMANDS["run"])
    install = "velasdk compile && kubectl apply -f generated/builtin/house/definitions/paint.yaml"
    assert ran.err == f"velasdk: {namespace} has another paint than steps/paint.py compiles to, and runs that: {install}\n"
    assert (ran.code, ran.out.splitlines()[0]) == (0, "started team/paint-x7k2p")


def test_definitions_that_nobody_may_read(project: Project) -> None:
    message = 'User "ann" cannot get resource "workflowstepdefinitions" in API group "core.oam.dev" in the namespace "team"'
    refused = {"kind": "Status", "message": message, "reason": "Forbidden", "code": 403}
    project.server.answers[request("GET definitions/paint")] = [Answer(403, refused)]
    ran = project.velasdk(*COMMANDS["run"])
    assert ran.err.startswith(f"velasdk: the definition of paint is not compared with its source: {message}")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "started team/paint-x7k2p")


def test_how_a_step_gets_there(project: Project) -> None:
    del project.server.answers[f"GET {DEFINITIONS.format('vela-system')}/paint"]
    install = "velasdk compile steps/paint.py && kubectl apply -f generated/builtin/house/definitions/paint.yaml"
    assert project.velasdk("run", "paint", "steps/paint.py", "-p", "url=x").err.endswith(f": {install}\n")
    (project.root / "pyproject.toml").unlink()
    assert project.velasdk(*COMMANDS["run"]).err.endswith(": velasdk compile, and kubectl apply\n")
