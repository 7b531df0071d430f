"""Scripted runs on the real engine: what re-execution, events, crashes and time do to a hand-written step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.lines import BUILTIN
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine, OperationError
from velasdk.engine.protocol import Answer, Event, Json, Record, RunSpec, Step

pytestmark = pytest.mark.parametrize("engine", BUILTIN, indirect=True)

DATA = Path(__file__).parents[1] / "data" / "engine"
DEFINITIONS = {"review": (DATA / "review.cue").read_text(), "note": (DATA / "note.cue").read_text()}
REVIEW: Mapping[str, Json] = {"name": "ask", "type": "review", "properties": {"url": "https://api/review"}}
PENDING = p.reconcile(Answer.of({"status": "pending"}))
APPROVED = p.reconcile(Answer.of({"status": "approved", "reviewer": "ada"}))
REFUSED = p.reconcile(Answer.of({"status": "no"}))
UNAVAILABLE = p.reconcile(Answer(503, body="<html>"))
FALLS_OPEN = """
import "vela/builtin"
import "vela/http"
request: http.#HTTPDo & {$params: url: "http://x"}
if request.$returns.body != _|_ {
	if request.$returns.body == "503" {
		wait: builtin.#ConditionalWait & {$params: continue: false}
	}
	if request.$returns.body == "pending" {
		gate: builtin.#Suspend & {$params: {}}
	}
}
"""


def play(engine: Engine, *events: Event, **spec: Json) -> tuple[Record, ...]:
    return engine.run(RunSpec(DEFINITIONS, [REVIEW], events, **spec))


def ask(record: Record) -> Step:
    step = record.step("ask")
    assert step is not None
    return step


def states(records: tuple[Record, ...]) -> list[str]:
    """Phase and reason of the step after each event."""
    found = [record.step("ask") for record in records]
    return ["-" if step is None else f"{step.phase}/{step.reason}".rstrip("/") for step in found]


def sent(records: tuple[Record, ...]) -> list[int]:
    return [len(record.requests) for record in records]


def test_pending_suspends_and_approved_goes_on_without_a_resume(engine: Engine) -> None:
    records = play(engine, PENDING, PENDING, APPROVED, PENDING)
    assert states(records) == ["suspending/Suspend", "suspending/Suspend", "succeeded", "succeeded"]
    assert sent(records) == [1, 1, 1, 0]
    assert [record.phase for record in records] == ["suspending", "suspending", "succeeded", "succeeded"]
    assert [record.finished for record in records] == [False, False, True, True]
    assert [record.requeue_seconds for record in records] == [None, None, None, None]
    assert ask(records[0]).message == "Suspended by field waiting-for-review"
    request = records[0].requests[0]
    assert (request.method, request.url, request.answer, request.error) == ("POST", "https://api/review", 0, "")
    assert request.headers == {"Content-Type": ("application/json",)}
    assert json.loads(request.body) == {"id": ask(records[0]).id}
    assert len({ask(record).id for record in records}) == 1
    assert list(records[0].stored) == [f"{ask(records[0]).id}.waiting-for-review.suspendTimeStamp"]


def test_resume_while_pending_polls(engine: Engine) -> None:
    records = play(engine, PENDING, p.resume(), PENDING, PENDING, APPROVED)
    assert states(records) == [
        "suspending/Suspend", "running/Suspend", "running/Wait", "running/Wait", "succeeded",
    ]  # fmt: skip
    assert records[1].phase == "suspending"  # a resume leaves the workflow's phase to the next execution
    assert records[2].requeue_seconds == 1
    assert not records[1].suspended


def test_a_rejection_needs_no_operator(engine: Engine) -> None:
    records = play(engine, PENDING, REFUSED, APPROVED)
    assert states(records)[1:] == ["failed/Action", "failed/Action"]
    assert (records[1].phase, records[1].finished, sent(records)[2]) == ("failed", True, 0)
    assert ask(records[1]).message == "refused with HTTP 200"


def test_terminate_is_final_and_restart_begins_a_new_run(engine: Engine) -> None:
    records = play(engine, PENDING, p.terminate(), APPROVED, p.resume(), p.restart(), PENDING)
    assert states(records) == [
        "suspending/Suspend", "failed/Terminate", "failed/Terminate", "failed/Terminate", "-", "suspending/Suspend",
    ]  # fmt: skip
    assert (records[2].phase, records[2].finished) == ("terminated", True)
    assert sent(records) == [1, 0, 0, 0, 0, 1]
    assert records[3].error == "can not resume a terminated workflow"
    assert records[4].stored == {}
    assert ask(records[5]).id != ask(records[0]).id


def test_suspend_by_an_operator_holds_a_polling_step(engine: Engine) -> None:
    records = play(engine, UNAVAILABLE, p.suspend(), APPROVED, p.resume(), APPROVED)
    assert states(records)[:2] == ["running/Wait", "suspending/Wait"]
    assert sent(records) == [1, 0, 0, 0, 1]
    assert records[4].finished


def test_one_step_is_resumed_by_its_name(engine: Engine) -> None:
    records = play(engine, PENDING, p.resume("nobody"), p.resume("ask"))
    assert records[1].error == "can not find step nobody"
    assert states(records) == ["suspending/Suspend", "suspending/Suspend", "running/Suspend"]


def test_unavailable_while_suspended_opens_a_gate_without_recheck(engine: Engine) -> None:
    bodies = ["pending", "503", "pending"]
    events = [p.reconcile(Answer(body=body)) for body in bodies]
    spec = RunSpec({"open": FALLS_OPEN}, [{"name": "ask", "type": "open"}], events)
    assert states(engine.run(spec)) == ["suspending/Suspend", "running/Wait", "succeeded"]
    with_recheck = play(engine, PENDING, UNAVAILABLE, PENDING, PENDING)
    assert states(with_recheck) == ["suspending/Suspend", "running/Wait", "running/Wait", "running/Wait"]


def test_no_connection_is_tried_again_until_the_eleventh(engine: Engine) -> None:
    records = play(engine, *[p.no_connection()] * 12)
    assert states(records) == ["failed/Execute"] * 10 + ["failed/FailedAfterRetries"] * 2
    assert sent(records) == [1] * 11 + [0]
    assert records[0].requests[0].error == "dial tcp api: connect: connection refused"
    assert "connection refused" in ask(records[0]).message
    assert [record.requeue_seconds for record in records[:10]] == [1, 1, 1, 1, 1, 1, 3, 6, 12, 25]


def test_the_count_of_errors_is_for_life_but_in_memory(engine: Engine) -> None:
    broken = [p.no_connection()] * 6
    assert states(play(engine, *broken, UNAVAILABLE, *broken))[-2:] == ["failed/FailedAfterRetries"] * 2
    assert states(play(engine, *broken, p.controller_restart(), *broken))[-2:] == ["failed/Execute"] * 2


def test_a_connection_error_while_suspended_keeps_the_gate(engine: Engine) -> None:
    records = play(engine, PENDING, p.no_connection(), PENDING)
    assert states(records) == ["suspending/Suspend", "failed/Execute", "suspending/Suspend"]


def test_a_crash_before_the_status_loses_the_id_but_not_the_stamps(engine: Engine) -> None:
    crash = p.crash_before_status(Answer.of({"status": "pending"}))
    records = play(engine, crash, PENDING, crash, PENDING)
    assert states(records) == ["-", "suspending/Suspend", "suspending/Suspend", "suspending/Suspend"]
    assert [record.crashed for record in records] == [True, False, True, False]
    assert sent(records) == [1, 1, 1, 1]
    ids = [json.loads(record.requests[0].body)["id"] for record in records]
    assert ids[0] != ids[1] == ids[2] == ids[3]
    assert records[0].counters == {}
    assert f"{ids[0]}.waiting-for-review.suspendTimeStamp" in records[0].stored


def test_a_crash_after_the_request_writes_nothing(engine: Engine) -> None:
    records = play(engine, p.crash_after_request(), APPROVED)
    assert records[0].crashed
    assert (states(records), sent(records)) == (["-", "succeeded"], [1, 1])
    assert records[0].requests[0].answer is None
    assert records[0].stored == {}


def test_a_crash_that_is_not_reached_is_none(engine: Engine) -> None:
    records = play(engine, p.crash_after_request(Answer.of({"status": "approved"}), n=2), p.crash_before_status())
    assert [record.crashed for record in records] == [False, False]
    assert states(records) == ["succeeded", "succeeded"]


def test_a_script_without_an_answer_says_so(engine: Engine) -> None:
    (record,) = play(engine, p.reconcile())
    assert (record.unanswered, record.requests[0].error) == (1, "no answer left in the script")
    (record,) = play(engine, p.reconcile(Answer(error="EOF")))
    assert (record.unanswered, record.requests[0].error, ask(record).reason) == (0, "EOF", "Execute")


def test_answers_of_any_shape_reach_the_step(engine: Engine) -> None:
    redirect = Answer(302, {"Location": ("https://elsewhere/there",)})
    records = play(engine, p.reconcile(redirect, Answer(body=b'{"status": "approved"}')))
    assert [request.url for request in records[0].requests] == ["https://api/review", "https://elsewhere/there"]
    assert states(records) == ["succeeded"]
    assert states(play(engine, p.reconcile(Answer(body=b"\xff\xfe")))) == ["failed/Action"]


def test_time_ends_a_timeout_and_a_suspension(engine: Engine) -> None:
    events = [PENDING, p.advance(61), PENDING]
    records = engine.run(RunSpec(DEFINITIONS, [{**REVIEW, "timeout": "1m"}], events))
    assert records[0].requeue_seconds == 60
    assert states(records)[2] == "failed/Timeout"
    template = 'import "vela/builtin"\ngate: builtin.#Suspend & {$params: duration: "10m"}\n'
    step = {"name": "ask", "type": "gate"}
    events = [p.reconcile(), p.resume(), p.reconcile(), p.advance(601), p.reconcile()]
    records = engine.run(RunSpec({"gate": template}, [step], events))
    assert states(records) == [
        "suspending/Suspend", "running/Suspend", "suspending/Suspend", "suspending/Suspend", "succeeded",
    ]  # fmt: skip
    assert records[0].requeue_seconds == 600


def test_outputs_become_inputs(engine: Engine) -> None:
    steps = [
        {**REVIEW, "outputs": [{"name": "who", "valueFrom": "output.reviewer"}]},
        {"name": "tell", "type": "note", "inputs": [{"from": "who", "parameterKey": "who"}]},
    ]
    approve = p.reconcile(Answer.of({"status": "approved", "reviewer": "ada"}), Answer())
    records = engine.run(RunSpec(DEFINITIONS, steps, [PENDING, approve]))
    assert records[1].outputs == {"who": "ada"}
    assert [(request.method, request.url) for request in records[1].requests] == [
        ("POST", "https://api/review"),
        ("PUT", "https://notes/ada"),
    ]
    assert records[1].phase == "succeeded"


def test_a_step_group_has_sub_steps(engine: Engine) -> None:
    group = {"name": "all", "type": "step-group", "subSteps": [REVIEW, {**REVIEW, "name": "other"}]}
    both = p.reconcile(Answer.of({"status": "pending"}), Answer.of({"status": "approved"}))
    records = engine.run(RunSpec(DEFINITIONS, [group], [both, p.resume(), PENDING, APPROVED]))
    (step,) = records[0].steps
    assert (step.name, step.type, step.phase) == ("all", "step-group", "suspending")
    assert [(sub.name, sub.phase) for sub in step.sub_steps] == [("ask", "suspending"), ("other", "succeeded")]
    assert states(records) == ["suspending/Suspend", "running/Suspend", "running/Wait", "succeeded"]
    assert records[3].phase == "succeeded"


def test_mode_context_and_names_reach_the_run(engine: Engine) -> None:
    template = (
        'import "vela/http"\nx: http.#HTTPDo & {$params: url: '
        '"http://\\(context.name).\\(context.namespace)/\\(context.team)/\\(context.stepName)"}\n'
    )
    steps = [{"name": name, "type": "t"} for name in ("a", "b")]
    spec = RunSpec({"t": template}, steps, [p.reconcile()], {"steps": "DAG"}, {"team": "red"}, name="mine", namespace="prod")
    assert [request.url for request in engine.run(spec)[0].requests] == [
        "http://mine.prod/red/a",
        "http://mine.prod/red/b",
    ]


READ = """
import "vela/http"
import "vela/kube"
read: kube.#Read & {$params: value: {
	apiVersion: "%s", kind: "%s", metadata: {name: "%s", namespace: context.namespace}
}}
if read.$returns.value.metadata.name != _|_ {
	tell: http.#HTTPDo & {$params: url: "http://x/\\(%s)"}
}
"""


def test_objects_are_in_the_store_first(engine: Engine) -> None:
    named = {"name": "it", "namespace": "default"}
    objects: list[dict[str, Json]] = [
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": named, "data": {"k": "v"}},
        {"apiVersion": "a.io/v1", "kind": "Thing", "metadata": named, "spec": {"n": 3}},
    ]
    for thing, expression, found in zip(objects, ["data.k", "spec.n"], ["v", "3"], strict=True):
        template = READ % (thing["apiVersion"], thing["kind"], "it", f"read.$returns.value.{expression}")
        spec = RunSpec({"t": template}, [{"name": "s", "type": "t"}], [p.reconcile(Answer())], objects=objects)
        assert [request.url for request in engine.run(spec)[0].requests] == [f"http://x/{found}"]


def test_an_application_mirrors_the_status(engine: Engine) -> None:
    expression = "context.appName)-\\(read.$returns.value.status.workflow.steps[0].id"
    template = READ % ("core.oam.dev/v1beta1", "Application", "\\(context.appName)", expression)
    template = template.replace("metadata.name != _|_", "status.workflow.steps != _|_")
    steps = [{**REVIEW, "name": "first"}, {"name": "s", "type": "t"}]
    events = [PENDING, p.reconcile(Answer.of({"status": "approved"}), Answer())]
    records = engine.run(RunSpec({**DEFINITIONS, "t": template}, steps, events, application=True))
    first = records[0].step("first")
    assert first is not None
    assert records[1].requests[1].url == f"http://x/run-{first.id}"


def test_runs_do_not_know_of_each_other(engine: Engine) -> None:
    limited = (
        'import "vela/http"\nx: http.#HTTPDo & {$params: {url: "http://x/", '
        'request: {ratelimiter: {limit: 1, period: "1h"}}}}\n'
    )
    events = [p.reconcile(Answer()), p.restart(), p.reconcile(Answer())]
    spec = RunSpec({"t": limited}, [{"name": "ask", "type": "t"}], events)
    for _ in range(2):
        assert states(engine.run(spec)) == ["succeeded", "-", "failed/Execute"]
    for _ in range(2):
        assert states(play(engine, *[p.no_connection()] * 10))[-1] == "failed/Execute"


def test_an_unknown_definition_fails_the_reconcile(engine: Engine) -> None:
    (record,) = engine.run(RunSpec({}, [{"name": "s", "type": "nope"}], [p.reconcile()]))
    assert record.error is not None
    assert '"nope" not found' in record.error
    assert record.phase == "initializing"


@pytest.mark.parametrize(
    "spec",
    [
        RunSpec({}, [{"name": 7}], []),
        RunSpec({}, [], [], objects=[{"kind": "ConfigMap"}]),
        RunSpec({}, [], [p.crash_after_request(n=0)]),
    ],
)
def test_a_wrong_script_is_refused(engine: Engine, spec: RunSpec) -> None:
    with pytest.raises(OperationError) as caught:
        engine.run(spec)
    assert caught.value.reply.code in {"run", "request"}
