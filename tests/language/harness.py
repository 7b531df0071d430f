"""Steps written by tests: compiled from text, executed as Python and on the engine, and compared action for action."""

from __future__ import annotations

import functools
import importlib
import itertools
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.lines import DIALECT
from velasdk import Context, Step
from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Diagnostic, Findings, Severity
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, Record, Request, RunSpec
from velasdk.execution import Reply, Sent, execute
from velasdk.oracle import Outcome, State, Trouble, execution
from velasdk.reading import Misfit, read_parameters

STEP = "ask"
CONTEXT = Context(name="run", namespace="default", step_name=STEP)
_numbers = itertools.count()


@functools.cache
def _folder() -> Path:
    holder = tempfile.TemporaryDirectory(prefix="velasdk-tests-")
    _keep.append(holder)
    return Path(holder.name)


_keep: list[tempfile.TemporaryDirectory[str]] = []


def written(source: str) -> Path:
    """`source` in a file of its own, alone in a folder: the loader imports the files of one folder anew."""
    folder = _folder() / f"f{next(_numbers)}"
    folder.mkdir()
    file = folder / f"steps_{folder.parent.name.rpartition('-')[2]}_{folder.name}.py"
    file.write_text(source, encoding="utf-8")
    return file


def attempt(source: str) -> tuple[list[Compiled], list[Diagnostic]]:
    """What the compiler makes of `source`: steps, or errors. A row of a table may be warned of as a step."""
    findings = Findings()
    file = written(source)
    compiled = compile_all([file], findings, file.parent, DIALECT)
    return compiled, [found for found in findings.sorted() if found.severity is Severity.ERROR]


def compiled(source: str) -> Compiled:
    """The one step in `source`, which must compile."""
    steps, findings = attempt(source)
    told = "\n".join(f"{d.span.line}:{d.span.column} {d.code} {d.message} ({d.help})" for d in findings)
    assert not findings, told
    assert len(steps) == 1
    return steps[0]


@dataclass(frozen=True)
class Seen:
    """One execution as a user sees it: phase, reason and message of the step, and what was sent."""

    phase: str
    reason: str
    message: str
    sent: tuple[Any, ...] = field(default=())


def in_python(step: type[Step], given: Mapping[str, Any], body: str | Reply, before: State | None = None) -> Seen:
    """One execution of `step` as plain Python; `given` are the parameters as the workflow has them."""
    seen: list[Sent] = []

    def send(request: Sent) -> Reply:
        seen.append(request)
        return Reply(200, body) if isinstance(body, str) else body

    outcome: Outcome
    try:
        outcome = execute(step(**read_parameters(step, given)), CONTEXT, send)
    except Misfit:
        outcome = Trouble.PARAMETERS
    state = execution(before or State(), outcome)
    return Seen(str(state.phase), str(state.reason), state.message, tuple(map(_sent, seen)))


def _sent(request: Sent) -> Any:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return request.method, request.url, headers, _body(request.body, headers)


def _body(body: str, headers: Mapping[str, str]) -> Any:
    return json.loads(body) if body and headers.get("content-type", "").startswith("application/json") else body


def _request(request: Request) -> Any:
    headers = {name.lower(): ", ".join(values) for name, values in (request.headers or {}).items()}
    return request.method, request.url, headers, _body(request.body, headers)


def on_engine(engine: Engine, step: Compiled, given: Mapping[str, Any], answers: Sequence[Answer]) -> list[Seen]:
    """One execution for each of `answers`, in one run: all but the last must leave it waiting or suspended."""
    spec = RunSpec(
        {step.step.name: step.template},
        [{"name": STEP, "type": step.step.name, "properties": dict(given)}],
        [p.reconcile(answer) for answer in answers],
    )
    return [_seen(record) for record in engine.run(spec, timeout=120)]


def _seen(record: Record) -> Seen:
    shown = record.step(STEP)
    if shown is None:
        return Seen("none", "", record.error or record.message)
    return Seen(shown.phase, shown.reason, shown.message, tuple(map(_request, record.requests)))


def answer(body: str | Reply) -> Answer:
    """A reply as the engine's script has it."""
    if isinstance(body, str):
        return Answer(200, {"Content-Type": ("application/json",)}, body)
    return Answer(body.status, {name: (value,) for name, value in body.headers.items()}, body.body)


def compare(engine: Engine, step: Compiled, given: Mapping[str, Any], body: str | Reply) -> Seen:
    """One execution in both; they must be equal. Returns what was seen."""
    python = in_python(_class(step), given, body)
    [real] = on_engine(engine, step, given, [answer(body)])
    if python.message == Trouble.PARAMETERS.value:
        python = replace(python, message=real.message)  # it is CUE's own text that the engine shows
    assert real == python, f"python {python}\nengine {real}\ngiven  {given!r}\nreply  {body!r}\n{step.template}"
    return real


def _class(step: Compiled) -> type[Step]:
    python = step.step.python
    assert issubclass(python, Step)
    return python


def class_of(step: Compiled) -> type[Step]:
    """The live class of a compiled step."""
    return _class(step)


def reload() -> None:
    """Forget what importers cached about the folders of tests."""
    importlib.invalidate_caches()
