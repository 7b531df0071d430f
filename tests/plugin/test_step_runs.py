"""A run of one step on the real engine: each method of `StepRun`, and what is said of a test that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from steps.custom_ws import CustomWs, Review, ReviewData, ReviewReply
from steps.import_infrastructure import ImportInfrastructure, Selector
from velasdk import Action, Context, Continue, Fail, Parameter, Step, http
from velasdk.diagnostics import VelasdkError
from velasdk.engine.protocol import Answer
from velasdk.scenarios import KubeVela, Said, StepRun, Unexpected
from velasdk.testing import NO_CONNECTION, Reply

URL = "http://reviews/api"
PENDING = {"code": 0, "data": {"status": 0}}
APPROVED = {"code": 0, "data": {"status": 1}}


class Lookup(Step, name="lookup"):
    """Ask once, whatever the key."""

    team: str = Parameter(alias="teamName")
    depth: int = Parameter(default=1)

    async def run(self, context: Context) -> Action:
        response = await http.get(f"http://teams/{self.team}/{self.depth}/{context.namespace}/{context.name}")
        return Continue() if response.status == 200 else Fail(f"answered {response.status}: {response.text}")


@pytest.fixture
def run(vela: KubeVela) -> StepRun:
    return vela.step(CustomWs(url=URL))


def test_before_the_first_event(run: StepRun) -> None:
    assert (run.phase, run.reason, run.message, run.requests, run.outputs) == ("pending", "", "", [], {})
    assert run.story.splitlines()[-1] == "  nothing happened"


def test_a_review(run: StepRun) -> None:
    run.reconcile(PENDING)
    assert (run.phase, run.reason, run.message) == ("suspending", "Suspend", "Suspended by field waiting-for-review")
    run.resume()
    assert run.phase == "running"
    run.reconcile(PENDING)
    assert (run.phase, run.reason) == ("running", "Wait")
    run.reconcile(APPROVED)
    assert (run.phase, run.records[-1].phase) == ("succeeded", "succeeded")
    first, second, third = run.requests
    assert first.json() == second.json() == third.json() == {"stepId": run.records[-1].steps[0].id, "application": "run"}
    assert (first.method, first.url, first.headers["Content-Type"]) == ("POST", URL, "application/json")


@pytest.mark.parametrize(
    ("answer", "phase", "message"),
    [
        (APPROVED, "succeeded", ""),
        (ReviewReply(code=0, data=ReviewData(status=Review.APPROVED)), "succeeded", ""),
        (Answer.of(APPROVED), "succeeded", ""),
        (Reply.of(APPROVED), "succeeded", ""),
        ([APPROVED], "failed", f"POST {URL} answered no ReviewReply: the body is missing or not of its type"),
        ("<html>", "failed", f"POST {URL} answered no ReviewReply: the body is missing or not of its type"),
        (503, "running", f"POST {URL} answered 503"),
        (Reply(404), "failed", f"POST {URL} answered 404"),
    ],
    ids=str,
)  # fmt: skip
def test_every_kind_of_answer(run: StepRun, answer: Said, phase: str, message: str) -> None:
    run.reconcile(answer)
    assert (run.phase, run.message) == (phase, message)


NOBODY: list[Callable[[StepRun], None]] = [lambda run: run.no_connection(), lambda run: run.reconcile(NO_CONNECTION)]


@pytest.mark.parametrize("event", NOBODY)
def test_no_connection_is_tried_again(run: StepRun, event: Callable[[StepRun], None]) -> None:
    run.reconcile()
    event(run)
    assert (run.phase, run.reason) == ("failed", "Execute")
    run.reconcile(APPROVED)
    assert run.phase == "succeeded"


def test_the_headers_of_a_reply_arrive(vela: KubeVela) -> None:
    run = vela.step(Lookup(teamName="a"))
    run.reconcile(Reply(302, "", {"Location": "http://teams/moved"}), Reply(404, "nobody"))
    assert [sent.url for sent in run.requests] == ["http://teams/a/1/default/run", "http://teams/moved"]
    assert run.message == "answered 404: nobody"


def test_one_key_whenever_the_controller_dies(run: StepRun) -> None:
    run.crash_before_status()
    run.reconcile()
    run.crash_after_request()
    run.crash_before_status(APPROVED)
    run.controller_restart()
    run.reconcile(APPROVED)
    assert run.phase == "succeeded"
    assert len(run.requests) == 3
    assert len({sent.body for sent in run.requests}) == 1


def test_what_an_operator_does(run: StepRun) -> None:
    run.reconcile(503)
    run.suspend()
    assert (run.phase, run.reason) == ("suspending", "Wait")
    run.resume()
    assert run.phase == "running"
    run.terminate()
    run.reconcile()
    assert (run.phase, run.reason) == ("failed", "Terminate")
    run.restart()
    assert run.phase == "pending"
    run.reconcile(APPROVED)
    assert run.phase == "succeeded"


def test_a_new_controller_forgets_what_failed(run: StepRun) -> None:
    run.reconcile()
    run.no_connection()
    assert any(key.startswith("failed_times.") for key in run.records[-1].counters)
    run.controller_restart()
    assert not run.records[-1].counters


def test_outputs_and_what_once_remembers(vela: KubeVela) -> None:
    run = vela.step(ImportInfrastructure(url="http://imports", selectors=[Selector(kind="vm", match_labels={"app": "shop"})]))
    run.reconcile({"id": "j1"})
    assert run.outputs == {}
    run.reconcile({"phase": "done", "total": 1, "skipped": [{"kind": "vm", "name": "a"}]})
    assert run.outputs == {"job": "j1", "missing": ["vm/a: no reason given"], "resources": []}
    assert run.requests[0].json()["selectors"] == [{"kind": "vm", "matchLabels": {"app": "shop"}, "region": None}]


def test_the_run_can_be_another(vela: KubeVela) -> None:
    run = vela.step(Lookup(teamName="a"), name="release", namespace="shop")
    run.reconcile(200)
    assert run.requests[0].url == "http://teams/a/1/shop/release"


@pytest.mark.parametrize("parameters", [{}, {"teamName": 7}, {"teamName": "a", "depth": "2"}], ids=str)
def test_parameters_of_a_class_are_taken_as_they_are(vela: KubeVela, parameters: dict[str, Any]) -> None:
    run = vela.step(Lookup, parameters)
    run.reconcile()
    assert (run.phase, run.reason, run.requests) == ("failed", "Action", [])


def test_an_object_gives_what_it_was_made_with(vela: KubeVela) -> None:
    assert 'with teamName: "a"\n' in vela.step(Lookup(teamName="a")).story
    with pytest.raises(VelasdkError, match="Lookup has its parameters already"):
        vela.step(Lookup(teamName="a"), {"depth": 2})


def test_a_class_of_the_test_itself(vela: KubeVela) -> None:
    class Local(Step, name="local"):
        """Defined in a function."""

        async def run(self, context: Context) -> Action:
            return Fail(f"no {context.name}")

    run = vela.step(Local())
    run.reconcile()
    assert run.message == "no run"


def test_a_step_that_cannot_be_compiled(vela: KubeVela) -> None:
    class Broken(Step, name="broken"):
        """Loops."""

        async def run(self, context: Context) -> Action:
            while True:
                pass

    with pytest.raises(VelasdkError, match=r"Broken cannot be compiled\nerror\[VS001\]: a `while` loop (.|\n)*test_step_runs"):
        vela.step(Broken())


OTHERWISE: list[tuple[list[Callable[[StepRun], None]], str]] = [
    ([lambda run: run.reconcile(PENDING, PENDING)], "reconcile: 2 answers were given and 1 asked for"),
    ([lambda run: run.reconcile(), lambda run: run.reconcile()], f"reconcile: no answer is left for POST {URL}"),
    ([lambda run: run.crash_after_request()], "crash-after-request: the controller lived on, there was nothing to die at"),
    ([lambda run: run.crash_before_status(503)], "crash-before-status: 1 answers were given and 0 asked for"),
    ([lambda run: run.reconcile(APPROVED)] * 2, "reconcile: 1 answers were given and 0 asked for"),
    ([lambda run: run.reconcile(PENDING), lambda run: run.restart("other")], "restart: "),
]


@pytest.mark.parametrize(("events", "said"), OTHERWISE)
def test_an_event_that_goes_otherwise(run: StepRun, events: list[Callable[[StepRun], None]], said: str) -> None:
    *before, last = events
    for event in before:
        event(run)
    with pytest.raises(Unexpected) as caught:
        last(run)
    assert str(caught.value).startswith(said)
    assert len(run.records) == len(run.events)


@pytest.mark.parametrize("span", [{}, {"seconds": -1}, {"minutes": 1, "seconds": -60}], ids=str)
def test_time_passes_forwards(run: StepRun, span: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="time passes forwards"):
        run.advance(**span)


def test_the_story(run: StepRun) -> None:
    run.reconcile(PENDING)
    run.advance(hours=1, minutes=1, seconds=1)
    assert [line.split()[:3] for line in run.story.splitlines()] == [
        ["with", "url:", f'"{URL}"'],
        ["event", "phase", "reason"],
        ["reconcile", "running", "Wait"],
        ["reconcile", "suspending", "Suspend"],
        ["advance", "3661", "s"],
        ["the", "step", "is"],
    ]
    assert f'POST {URL} -> 200 {{"code": 0, "data": {{"status": 0}}}}' in run.story
    assert "not asked for" not in run.story
