"""A run is followed to its end, over connections that break and servers that restart."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from tests.cluster.api_server import Answer, ApiServer, failure, not_found
from tests.cluster.project import Project
from tests.cluster.shown import (
    ALL,
    BARE,
    DONE,
    FAILED,
    LABELLED,
    ONE,
    RESUMED,
    RUNNING,
    SUSPENDED,
    WATCHED,
    events,
    run,
    untimed,
)
from velasdk.cluster import follow

TOLD = """\
started team/first
     t s  created
     t s  executing     paint  running     Wait     POST x answered 503
     t s  suspending    paint  suspending  Suspend  Suspended by field drying
            paint is suspended at drying: velasdk resume first -n team
     t s  executing     paint  running     Wait     drying: the answer is still the same
     t s  succeeded     paint  succeeded
team/first succeeded after t s
"""


GONE = {"kind": "Status", "status": "Failure", "message": "too old resource version: 1 (9)", "reason": "Expired", "code": 410}
BREAKS: dict[str, tuple[list[Answer], list[Answer], str]] = {
    "nothing breaks": ([Answer(200, BARE)], [events(RUNNING, SUSPENDED, RESUMED, DONE)], ""),
    "the watch ends": (
        [Answer(200, BARE), Answer(200, SUSPENDED)],
        [events(RUNNING, SUSPENDED), events(RESUMED, DONE)],
        "",
    ),
    "what was missed is read": (
        [Answer(200, BARE), Answer(200, SUSPENDED), Answer(200, DONE)],
        [events(RUNNING), events(RESUMED)],
        "",
    ),
    "the version is too old, in an event": (
        [Answer(200, BARE), Answer(200, RUNNING)],
        [events(RUNNING, tail=json.dumps({"type": "ERROR", "object": GONE}) + "\n"), events(SUSPENDED, RESUMED, DONE)],
        "",
    ),
    "the version is too old, as a status": (
        [Answer(200, BARE), Answer(200, RUNNING)],
        [failure(410, "Expired", "too old resource version"), events(SUSPENDED, RESUMED, DONE)],
        "",
    ),
    "the connection breaks within a line": (
        [Answer(200, BARE), Answer(200, SUSPENDED)],
        [events(RUNNING, SUSPENDED, tail='{"type":"MODI', cut=True), events(RESUMED, DONE)],
        "velasdk: {server} cannot be reached (the connection broke); trying again\nvelasdk: {server} is back\n",
    ),
    "the server has no time": (
        [Answer(200, BARE), failure(503, "ServiceUnavailable", "apiserver is shutting down"), Answer(200, SUSPENDED)],
        [events(RUNNING), events(RESUMED, DONE)],
        "velasdk: {server} refuses: apiserver is shutting down; trying again\nvelasdk: {server} is back\n",
    ),
    "a state is shown twice": ([Answer(200, BARE)], [events(RUNNING, RUNNING, SUSPENDED, SUSPENDED, RESUMED, DONE)], ""),
}


@pytest.mark.parametrize("reads, watches, said", BREAKS.values(), ids=BREAKS)
def test_a_run_is_followed_to_its_end(project: Project, reads: list[Answer], watches: list[Answer], said: str) -> None:
    project.server.answers |= {f"GET {ONE}": list(reads), f"WATCH {ALL}": list(watches)}
    ran = project.velasdk(*WATCHED)
    assert untimed(ran.out) == TOLD
    assert (ran.code, ran.err) == (0, said.format(server=project.server.url))


def test_the_api_server_restarts(project: Project) -> None:
    """It is away for a moment, and nobody listens at its address."""
    server = project.server
    server.answers |= {
        f"GET {ONE}": [Answer(200, BARE)],
        f"WATCH {ALL}": [Answer(200, events(RUNNING).text().decode(), hold=0.3, cut=True)],
    }
    again = ApiServer({f"GET {ONE}": [Answer(200, SUSPENDED)], f"WATCH {ALL}": [events(RESUMED, DONE)]}, port=server.port)
    again.authority = server.authority

    def restart() -> None:
        while not server.asked or "watch" not in server.asked[-1].query:
            time.sleep(0.01)
        time.sleep(0.1)  # what it has to show is on its way
        server.__exit__(None, None, None)
        time.sleep(0.5)
        project.more.enter_context(again)

    thread = threading.Thread(target=restart)
    thread.start()
    ran = project.velasdk(*WATCHED)
    thread.join()
    assert untimed(ran.out) == TOLD
    assert ran.code == 0
    assert ran.err.splitlines()[-1] == f"velasdk: {server.url} is back"


def test_an_event_that_is_none(project: Project) -> None:
    for line in ('{"type": "MODIFIED", "object": {}}', '{"type": "ERROR", "object": {}}', '{"type": "MODIFIED"}', "[]"):
        project.server.answers |= {f"GET {ONE}": [Answer(200, BARE)], f"WATCH {ALL}": [Answer(200, line + "\n")]}
        ran = project.velasdk(*WATCHED)
        assert ran.err.startswith(f"velasdk: {project.server.url} answers, and not as a Kubernetes API server does: "), line
        assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_patience_ends(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "PATIENCE", 0.1)
    project.server.answers |= {f"GET {ONE}": [failure(503, "ServiceUnavailable", "no storage")]}
    ran = project.velasdk(*WATCHED)
    last = f"velasdk: {project.server.url} refuses: no storage"
    assert (ran.code, ran.err.splitlines()) == (2, [f"{last}; trying again", last])


def test_a_failure_is_exit_1(project: Project) -> None:
    project.server.answers |= {f"GET {ONE}": [Answer(200, FAILED)]}
    ran = project.velasdk(*WATCHED)
    assert ran.code == 1
    assert untimed(ran.out).endswith(
        "     t s  failed        paint  failed      Action   review rejected\nteam/first failed after t s\n"
    )


def test_a_run_that_is_deleted(project: Project) -> None:
    deleted = Answer(200, json.dumps({"type": "DELETED", "object": RUNNING}) + "\n")
    project.server.answers |= {f"GET {ONE}": [Answer(200, RUNNING)], f"WATCH {ALL}": [deleted]}
    assert project.velasdk(*WATCHED).err == "velasdk: the WorkflowRun first in the namespace team was deleted\n"
    project.server.answers |= {f"GET {ONE}": [Answer(200, RUNNING), not_found("workflowruns", "first")]}
    project.server.answers |= {f"WATCH {ALL}": [events()]}
    ran = project.velasdk(*WATCHED)
    assert (ran.code, ran.err) == (2, "velasdk: the WorkflowRun first in the namespace team is gone\n")


def test_a_run_that_nobody_begins(project: Project) -> None:
    project.server.answers |= {f"GET {ONE}": [Answer(200, BARE)] * 3 + [Answer(200, DONE)], f"WATCH {ALL}": [events()]}
    ran = project.velasdk(*WATCHED)
    assert ran.err == "velasdk: no controller has begun the run yet: is vela-workflow running in the cluster?\n"


def test_steps_and_groups_each_have_their_line(project: Project) -> None:
    def group(version: int, one: str, two: str, phase: str) -> dict[str, Any]:
        subs = [{"id": name, "name": name, "type": "paint", "phase": each} for name, each in (("one", one), ("two", two))]
        found = run(version, phase, ("running",), suspend=phase == "suspending")
        found["status"]["steps"][0] |= {"name": "all", "type": "step-group", "subSteps": subs}
        return found

    seen = [group(2, "running", "pending", "executing"), group(3, "suspending", "running", "suspending")]
    project.server.answers |= {f"GET {ONE}": [Answer(200, seen[0])], f"WATCH {ALL}": [events(seen[1], DONE)]}
    ran = project.velasdk(*WATCHED)
    assert untimed(ran.out).splitlines()[1:7] == [
        "     t s  executing     all      running",
        "     t s  executing     all/one  running",
        "     t s  executing     all/two  pending",
        "     t s  suspending    all/one  suspending",
        "     t s  suspending    all/two  running",
        "            all/one is suspended by an operator: velasdk resume first -n team",
    ]


def test_what_a_cluster_says_stays_on_its_line(project: Project) -> None:
    project.server.answers |= {
        f"GET {ONE}": [Answer(200, run(5, "failed", ("failed", "Action", "a\n\x1b[31mb"), message="c\nd"))]
    }
    out = project.velasdk(*WATCHED).out
    assert out.splitlines()[1].endswith(r"a\n\x1b[31mb")
    assert out.endswith("s: c\\nd\n")


def test_json_lines(project: Project) -> None:
    project.server.answers |= {f"GET {ONE}": [Answer(200, RUNNING)], f"WATCH {ALL}": [events(SUSPENDED, DONE)]}
    ran = project.velasdk(*WATCHED, "--json")
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [(each["run"], each["namespace"], each["phase"]) for each in records] == [
        ("first", "team", phase) for phase in ("", "executing", "suspending", "succeeded")
    ]
    step = {
        "name": "paint",
        "type": "paint",
        "phase": "suspending",
        "reason": "Suspend",
        "message": LABELLED,
        "label": "drying",
    }
    assert records[2]["steps"] == [step]
    assert [each["finished"] for each in records] == [False, False, False, True]
    assert records[2]["suspended"] is True
    assert ran.code == 0


def test_an_interrupt_ends_the_watching(project: Project) -> None:
    project.server.answers |= {f"GET {ONE}": [Answer(200, RUNNING)], f"WATCH {ALL}": [Answer(200, "", hold=20.0)]}
    child = subprocess.Popen(
        [sys.executable, "-c", "import sys; from velasdk.cli import main; sys.exit(main())", *WATCHED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    assert child.stdout is not None
    assert [child.stdout.readline() for _ in range(2)][1].endswith("POST x answered 503\n"), "each line is there at once"
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (130, "", "velasdk: no longer looking; team/first goes on by itself\n")
    assert {asked.verb for asked in project.server.asked} == {"GET", "POST"}
