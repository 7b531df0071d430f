"""run, resume and terminate as their users see them, up to what they send."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cluster.api_server import RUNS, Answer, Asked, conflict
from tests.cluster.project import METADATA, Project
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
    events,
    run,
    untimed,
)


def test_a_run_is_started(project: Project) -> None:
    ran = project.velasdk("run", "paint", "-p", "url=https://a.example/?x=y", "-p", "coats=3")
    assert ran.out == (
        "started team/paint-x7k2p\n"
        "  to resume it:    velasdk resume paint-x7k2p -n team\n"
        "  to terminate it: velasdk terminate paint-x7k2p -n team\n"
        "  to look at it:   kubectl get workflowrun paint-x7k2p -n team -o yaml\n"
    )
    assert (ran.code, ran.err) == (0, "")
    asked = project.server.asked[-1]
    assert (asked.verb, asked.path) == ("POST", ALL)
    step = {"name": "paint", "type": "paint", "properties": {"url": "https://a.example/?x=y", "coats": 3}}
    assert asked.body["spec"] == {"workflowSpec": {"steps": [step]}}


def test_options_are_those_of_the_follow_up(project: Project) -> None:
    file = project.root / "my config"
    (project.root / "kubeconfig").rename(file)
    project.server.answers[f"POST {RUNS.format('other')}"] = project.server.answers[f"POST {ALL}"]
    options = "-n", "other", "--kubeconfig", "my config", "--context", "dev"
    ran = project.velasdk("run", "paint", "-p", "url=x", *options)
    assert "velasdk resume paint-x7k2p -n other --kubeconfig 'my config' --context dev\n" in ran.out


def test_parameters_from_a_file(project: Project) -> None:
    (project.root / "given.yaml").write_text("url: https://b.example\ncoats: 4\n", encoding="utf-8")
    project.velasdk("run", "paint", "--parameters", "given.yaml", "-p", "coats=5")
    properties = project.server.asked[-1].body["spec"]["workflowSpec"]["steps"][0]["properties"]
    assert properties == {"url": "https://b.example", "coats": 5}
    for text, said in (
        ("- url\n", "given.yaml:1: the parameters: should be a table, not a list"),
        ("url: x\ncoats: 2026-01-01\n", 'given.yaml:2: coats: a date is no JSON: write "2026-01-01" for a text'),
        ("url: x\nurl: y\n", "given.yaml:2: the parameters: `url` is there twice"),
        ("", "the parameter `url` is missing: string (Where the painter is)"),
        ("url: [", "given.yaml:1: this is not YAML: "),
    ):
        (project.root / "given.yaml").write_text(text, encoding="utf-8")
        ran = project.velasdk("run", "paint", "--parameters", "given.yaml")
        assert (ran.code, ran.err[: len(said) + 9]) == (2, f"velasdk: {said}")


def test_nothing_is_sent_for_what_is_wrong(project: Project) -> None:
    for arguments, code, said in (
        (("paint", "-p", "url=x", "-p", "coats=0"), 2, "velasdk: the parameter `coats` should be integer >= 1\n"),
        (("paint", "-p", "ulr=x"), 2, "velasdk: the step has no parameter `ulr`: did you mean `url`?\n"),
        (("print",), 2, "velasdk: there is no step `print`: did you mean `paint`?\n"),
    ):
        ran = project.velasdk("run", *arguments)
        assert (ran.code, ran.err, ran.out) == (code, said, "")
    (project.root / "steps" / "paint.py").write_text("1 +", encoding="utf-8")
    ran = project.velasdk("run", "paint", "-p", "url=x")
    assert (ran.code, ran.out.count("VS")) == (1, 1)
    assert not project.server.asked


def patched(asked: Asked) -> Answer:
    return Answer(200, {"metadata": METADATA, "status": asked.body["status"]})


def test_resume(project: Project) -> None:
    project.server.answers |= {f"GET {ONE}": [Answer(200, SUSPENDED)], f"PATCH {ONE}/status": [patched]}
    ran = project.velasdk("resume", "first")
    now = "it asks again, and goes on only when the answer is another one"
    assert ran.out == f"resumed team/first: paint, suspended at drying: {now}\n"
    assert (ran.code, ran.err) == (0, "")
    asked = project.server.asked[-1]
    assert asked.content_type == "application/merge-patch+json"
    step = {"id": "s0", "name": "paint", "type": "paint", "phase": "running", "reason": "Suspend", "message": LABELLED}
    assert asked.body == {"metadata": {"resourceVersion": "3"}, "status": {"suspend": False, "steps": [step]}}


def test_resume_and_watch(project: Project) -> None:
    project.server.answers |= {f"GET {ONE}": [Answer(200, SUSPENDED), Answer(200, RESUMED)], f"PATCH {ONE}/status": [patched]}
    project.server.answers |= {f"WATCH {ALL}": [events(FAILED)]}
    ran = project.velasdk("resume", "first", "--watch")
    assert ran.code == 1
    assert untimed(ran.out).splitlines()[1:] == [
        "     t s  executing     paint  running     Wait     drying: the answer is still the same",
        "     t s  failed        paint  failed      Action   review rejected",
        "team/first failed after t s",
    ]


def test_a_run_that_changes_meanwhile_is_read_again(project: Project) -> None:
    newer = run(4, "suspending", ("suspending", "Suspend", "Suspended by field another-coat"), suspend=True)
    project.server.answers |= {f"GET {ONE}": [Answer(200, SUSPENDED), Answer(200, newer)]}
    project.server.answers |= {f"PATCH {ONE}/status": [conflict("first"), patched]}
    ran = project.velasdk("resume", "first")
    assert ran.out.startswith("resumed team/first: paint, suspended at another-coat: it asks again, and goes on also")
    assert project.server.asked[-1].body["metadata"] == {"resourceVersion": "4"}
    project.server.answers |= {f"GET {ONE}": [Answer(200, SUSPENDED), Answer(200, RESUMED)]}
    project.server.answers |= {f"PATCH {ONE}/status": [conflict("first")]}
    ran = project.velasdk("resume", "first")
    assert (ran.code, ran.err) == (2, "velasdk: team/first is not suspended: it is executing\n")
    project.server.answers |= {f"GET {ONE}": [Answer(200, SUSPENDED)]}
    ran = project.velasdk("terminate", "first")
    assert (ran.code, ran.err) == (2, f"velasdk: {project.server.url} refuses: the object has been modified\n")


def test_terminate(project: Project) -> None:
    project.server.answers |= {f"GET {ONE}": [Answer(200, RUNNING)], f"PATCH {ONE}/status": [patched]}
    ran = project.velasdk("terminate", "first")
    assert (ran.code, ran.out, ran.err) == (0, "terminated team/first\n", "")
    status = project.server.asked[-1].body["status"]
    assert (status["terminated"], status["suspend"]) == (True, False)
    assert [(each["phase"], each["reason"]) for each in status["steps"]] == [("failed", "Terminate")]


ENDING = run(4, "executing", ("failed", "Terminate"), terminated=True)
ENDED = run(5, "terminated", ("failed", "Terminate"), terminated=True)
SENSELESS: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "resume what runs": ("resume", RUNNING, 2, "velasdk: team/first is not suspended: it is executing\n"),
    "resume what has not begun": ("resume", BARE, 2, "velasdk: team/first is not suspended: no controller has begun it yet\n"),
    "resume what succeeded": ("resume", DONE, 2, "velasdk: team/first has ended, it succeeded: there is nothing to resume\n"),
    "resume what failed": ("resume", FAILED, 2, "velasdk: team/first has ended, it failed: there is nothing to resume\n"),
    "resume what is terminated": (
        *("resume", ENDED, 2),
        "velasdk: team/first has ended, it was terminated: there is nothing to resume\n",
    ),
    "resume what ends": ("resume", ENDING, 2, "velasdk: team/first is being terminated: there is nothing to resume\n"),
    "terminate what succeeded": (
        *("terminate", DONE, 2),
        "velasdk: team/first has ended, it succeeded: there is nothing to terminate\n",
    ),
    "terminate what has not begun": (
        *("terminate", BARE, 2),
        "velasdk: team/first has not begun, and KubeVela would forget that it is terminated: try again, or delete it: "
        "kubectl delete workflowrun first -n team\n",
    ),
    "terminate again": ("terminate", ENDING, 0, "terminated already: team/first\n"),
    "terminate what is terminated": ("terminate", ENDED, 0, "terminated already: team/first\n"),
}


@pytest.mark.parametrize("verb, found, code, said", SENSELESS.values(), ids=SENSELESS)
def test_what_makes_no_sense_writes_nothing(project: Project, verb: str, found: dict[str, Any], code: int, said: str) -> None:
    project.server.answers |= {f"GET {ONE}": [Answer(200, found)]}
    ran = project.velasdk(verb, "first")
    assert (ran.code, ran.out + ran.err) == (code, said)
    assert "PATCH" not in [asked.verb for asked in project.server.asked]
