"""A workflow of several steps on the real engine: order, conditions, groups, data, time."""

from __future__ import annotations

from typing import Any

import pytest

from steps.custom_ws import CustomWs
from steps.import_infrastructure import ImportInfrastructure
from velasdk import Action, Context, Continue, Fail, Parameter, Step, http
from velasdk.diagnostics import VelasdkError
from velasdk.dialects import LINES, Dialect
from velasdk.scenarios import KubeVela, Unexpected, WorkflowRun

PENDING = {"code": 0, "data": {"status": 0}}
APPROVED = {"code": 0, "data": {"status": 1}}
REJECTED = {"code": 0, "data": {"status": 2}}


class Notify(Step, name="notify"):
    """Tell a team what came of it."""

    about: str
    missing: list[str] = Parameter(default=[])

    async def run(self, context: Context) -> Action:
        response = await http.post("http://chat/notes", json={"about": self.about, "missing": self.missing})
        return Continue() if response.status == 200 else Fail(f"answered {response.status}")


def review(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": CustomWs(url=f"http://reviews/{name}"), **more}


def note(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": Notify, "properties": {"about": name}, **more}


def phases(flow: WorkflowRun, *names: str) -> list[str]:
    return [flow.phase, *(flow[name].phase for name in names)]


def asked(flow: WorkflowRun) -> list[str]:
    return [sent.url.rsplit("/", 1)[-1] for sent in flow.requests]


def test_one_after_the_other(vela: KubeVela) -> None:
    flow = vela.workflow([review("first"), review("second")])
    assert phases(flow, "first", "second") == ["pending", "pending", "pending"]
    flow.reconcile(PENDING)
    assert phases(flow, "first", "second") == ["suspending", "suspending", "pending"]
    flow.reconcile(APPROVED)
    assert phases(flow, "first", "second") == ["executing", "succeeded", "running"]
    flow.reconcile(APPROVED)
    assert phases(flow, "first", "second") == ["succeeded", "succeeded", "succeeded"]
    assert asked(flow) == ["first", "first", "second"]


def test_what_depends_waits(vela: KubeVela) -> None:
    flow = vela.workflow([note("after", dependsOn=["before"]), review("before")], mode={"steps": "DAG"})
    flow.reconcile(PENDING)
    assert phases(flow, "before", "after") == ["suspending", "suspending", "pending"]
    assert flow["after"].message == "Pending on DependsOn: before"
    flow.reconcile(APPROVED, 200)
    assert phases(flow, "before", "after") == ["succeeded", "succeeded", "succeeded"]
    assert asked(flow) == ["before", "before", "notes"]


@pytest.mark.parametrize(
    ("answer", "good", "bad"), [(APPROVED, "succeeded", "skipped"), (REJECTED, "skipped", "succeeded")], ids=str
)
def test_if(vela: KubeVela, answer: dict[str, Any], good: str, bad: str) -> None:
    steps = [
        review("asked"),
        note("good", **{"if": "status.asked.succeeded"}),
        note("bad", **{"if": "status.asked.failed"}),
        note("prod", **{"if": 'context.environment == "prod"'}),
    ]
    flow = vela.workflow(steps, context={"environment": "test"})
    flow.reconcile()
    flow.reconcile(answer, 200)
    assert phases(flow, "good", "bad", "prod")[1:] == [good, bad, "skipped"]
    assert flow.requests[-1].json()["about"] == ("good" if good == "succeeded" else "bad")


def test_a_group(vela: KubeVela) -> None:
    flow = vela.workflow([{"name": "both", "type": "step-group", "subSteps": [review("one"), review("two")]}, note("done")])
    flow.reconcile(APPROVED, PENDING)
    assert flow.records[-1].requeue_seconds is None
    assert phases(flow, "both", "one", "two", "done") == ["suspending", "suspending", "succeeded", "suspending", "pending"]
    flow.reconcile(APPROVED, 200)
    assert phases(flow, "both", "two", "done") == ["succeeded", "succeeded", "succeeded", "succeeded"]
    assert asked(flow) == ["one", "two", "two", "notes"]


def test_outputs_are_inputs(vela: KubeVela) -> None:
    flow = vela.workflow(
        [
            {
                "name": "import",
                "type": ImportInfrastructure,
                "properties": {"url": "http://imports", "selectors": [{"kind": "vm", "matchLabels": {}}]},
                "outputs": [{"name": "left", "valueFrom": "output.missing"}],
            },
            note("tell", inputs=[{"from": "left", "parameterKey": "missing"}]),
        ]
    )
    flow.reconcile({"id": "j1"})
    flow.reconcile({"phase": "done", "total": 1, "skipped": [{"kind": "vm", "name": "a"}]}, 200)
    assert flow.outputs == {"left": ["vm/a: no reason given"]}
    assert flow.requests[-1].json() == {"about": "tell", "missing": ["vm/a: no reason given"]}


def over_time(vela: KubeVela, answer: Any) -> list[Any]:
    """What a step is answered when its time is over: 1.9 executes it no more, the others once and do not listen."""
    return [] if vela.line == "1.9" else [answer]


@pytest.mark.parametrize("answer", [PENDING, APPROVED, 503], ids=str)
def test_a_time_out_ends_a_step_whatever_it_is_answered(vela: KubeVela, answer: Any) -> None:
    flow = vela.workflow([review("asked", timeout="5m"), note("late", **{"if": "status.asked.timeout"})])
    flow.reconcile(PENDING)
    flow.advance(minutes=4)
    flow.reconcile(PENDING)
    assert phases(flow, "asked") == ["suspending", "suspending"]
    flow.advance(seconds=61)
    assert flow["asked"].phase == "suspending"
    last = over_time(vela, answer)
    flow.reconcile(*last, 200)
    assert (flow["asked"].phase, flow["asked"].reason, flow["late"].phase) == ("failed", "Timeout", "succeeded")
    assert asked(flow) == ["asked", "asked", *("asked" for _ in last), "notes"]


def test_a_time_out_after_a_resume(vela: KubeVela) -> None:
    flow = vela.workflow([review("asked", timeout="5m"), note("next")])
    flow.reconcile(PENDING)
    flow.resume()
    flow.advance(minutes=6)
    flow.reconcile(*over_time(vela, PENDING))
    assert (flow.phase, flow["asked"].reason, flow["next"].phase) == ("failed", "Timeout", "skipped")


def test_after_a_time_out_nothing_can_be_resumed(vela: KubeVela) -> None:
    flow = vela.workflow([review("asked", timeout="5m"), {"name": "gate", "type": "suspend", "if": "status.asked.timeout"}])
    flow.reconcile(PENDING)
    flow.advance(minutes=6)
    flow.reconcile(*over_time(vela, PENDING))
    assert phases(flow, "asked", "gate") == ["suspending", "failed", "suspending"]
    with pytest.raises(Unexpected, match="resume: can not resume a terminated workflow"):
        flow.resume()
    assert flow.story.splitlines()[-1].startswith("  the workflow is suspending: ")


def test_steps_of_kubevela(vela: KubeVela) -> None:
    steps: list[dict[str, Any]] = [
        {"name": "pause", "type": "suspend", "properties": {"duration": "10m"}},
        {"name": "stop", "type": "suspend"},
    ]
    flow = vela.workflow([*steps, note("done")])
    flow.reconcile()
    flow.advance(minutes=9)
    flow.reconcile()
    assert phases(flow, "pause", "stop") == ["suspending", "suspending", "pending"]
    flow.advance(minutes=2)
    flow.reconcile()
    assert phases(flow, "pause", "stop", "done") == ["suspending", "succeeded", "suspending", "pending"]
    flow.resume("stop")
    flow.reconcile(200)
    assert phases(flow, "stop", "done") == ["succeeded", "succeeded", "succeeded"]


LEGACY = """
import "vela/op"

map: {apiVersion: "v1", kind: "ConfigMap", metadata: {name: parameter.map, namespace: context.namespace}}
read: op.#Read & {value: map}
if read.value.data != _|_ {
	no: op.#Fail & {message: "of \\(read.value.data.team)"}
}
parameter: map: string
"""
BUILTIN = """
import (
	"vela/builtin"
	"vela/kube"
)

map: {apiVersion: "v1", kind: "ConfigMap", metadata: {name: parameter.map, namespace: context.namespace}}
read: kube.#Read & {$params: value: map}
if read.$returns.value.data != _|_ {
	no: builtin.#Fail & {$params: message: "of \\(read.$returns.value.data.team)"}
}
parameter: map: string
"""


def test_a_definition_by_hand_and_an_object(vela: KubeVela) -> None:
    vela.definition("owner", LEGACY if LINES[vela.line] is Dialect.LEGACY else BUILTIN)
    team = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "team", "namespace": "shop"},
        "data": {"team": "blue"},
    }
    flow = vela.workflow([{"name": "x", "type": "owner", "properties": {"map": "team"}}], namespace="shop", objects=[team])
    flow.reconcile()
    assert (flow["x"].phase, flow["x"].message) == ("failed", "of blue")


def test_a_run_of_an_application(vela: KubeVela) -> None:
    class Named(Step, name="named"):
        """Name the application."""

        async def run(self, context: Context) -> Action:
            return Fail("no application") if context.app_name is None else Fail(f"in {context.app_name}")

    flow = vela.workflow([{"name": "a", "type": Named}], name="shop", application=True)
    flow.reconcile()
    assert flow["a"].message == "in shop"


WRONG: list[tuple[list[dict[str, Any]], str]] = [
    ([{"type": CustomWs}], "a step has no `name`: "),
    ([{"name": "x", "type": "apply"}], "step `x`: there is no definition of `apply`: give the class, or call `definition`"),
    ([{"name": "x"}], "step `x`: there is no definition of `None`"),
    (
        [{"name": "g", "type": "step-group", "subSteps": [{"name": "x", "type": "apply"}]}],
        "step `x`: there is no definition",
    ),
    ([{"name": "x", "type": Notify(about="y"), "properties": {}}], "Notify has its parameters already"),
]


@pytest.mark.parametrize(("steps", "said"), WRONG)
def test_steps_that_cannot_run(vela: KubeVela, steps: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(VelasdkError) as caught:
        vela.workflow(steps)
    assert str(caught.value).startswith(said)


def test_a_name_means_one_step(vela: KubeVela) -> None:
    vela.definition("notify", "parameter: {}\n")
    for begin in (lambda: vela.workflow([note("x")]), lambda: vela.definition("suspend", "")):
        with pytest.raises(VelasdkError, match="there are two steps `(notify|suspend)`"):
            begin()


def test_a_step_that_is_not_there(vela: KubeVela) -> None:
    flow = vela.workflow([{"name": "g", "type": "step-group", "subSteps": [note("in")]}])
    with pytest.raises(KeyError, match="out: the steps are g, in"):
        flow["out"]


def test_the_story_tells_of_all_steps(vela: KubeVela) -> None:
    flow = vela.workflow([review("asked"), note("next")])
    flow.reconcile(REJECTED)
    *_, last, end = flow.story.splitlines()
    assert last.split()[:3] == ["reconcile", "failed", "-"]
    assert last.endswith("  asked failed (Action): review rejected; next skipped (Skip)")
    assert end == "  the workflow ended failed: 2 executions, 1 request"
