"""What the status of a `WorkflowRun` says, read without trust: whatever wrote it, nothing here raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from ..oracle import SUSPENDED_BY


@dataclass(frozen=True, slots=True)
class Step:
    """One step, or one in a group, as the status shows it."""

    name: str
    type: str
    phase: str
    reason: str
    message: str
    group: str = ""

    @property
    def suspended(self) -> bool:
        """Whether the step suspends by itself, or because an operator suspended the run."""
        return self.phase == "suspending"

    @property
    def label(self) -> str:
        """The label at which the step suspends; empty when an operator suspended it."""
        return self.message.removeprefix(SUSPENDED_BY) if self.suspended and self.reason == "Suspend" else ""


@dataclass(frozen=True, slots=True)
class State:
    """A run at one moment; `message` is the engine's, or why it could not begin."""

    phase: str = ""
    message: str = ""
    suspended: bool = False
    terminated: bool = False
    finished: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def succeeded(self) -> bool:
        """Whether the run has ended as its author wishes."""
        return self.finished and self.phase == "succeeded"

    def waiting(self) -> list[Step]:
        """The steps that a resume concerns; a group is left out where one of its steps is among them."""
        inner = [step for step in self.steps if step.suspended and step.group]
        groups = {step.group for step in inner}
        return [step for step in self.steps if step.suspended and step.name not in groups]

    def json(self) -> dict[str, Any]:
        """This state as JSON data."""
        steps = [
            {"name": one.name, "type": one.type, "phase": one.phase, "reason": one.reason, "message": one.message}
            | ({"label": one.label} if one.label else {})
            | ({"group": one.group} if one.group else {})
            for one in self.steps
        ]
        return {
            "phase": self.phase,
            "message": self.message,
            "suspended": self.suspended,
            "terminated": self.terminated,
            "finished": self.finished,
            "steps": steps,
        }


def state(run: Mapping[str, Any]) -> State:
    """The state of a run."""
    status = _table(run.get("status"))
    return State(
        phase=_text(status.get("status")),
        message=_text(status.get("message")) or _failure(status),
        suspended=status.get("suspend") is True,
        terminated=status.get("terminated") is True,
        finished=status.get("finished") is True,
        steps=tuple(_steps(status)),
    )


def _steps(status: Mapping[str, Any]) -> Iterator[Step]:
    for one in map(_table, _list(status.get("steps"))):
        yield _step(one, "")
        for sub in map(_table, _list(one.get("subSteps"))):
            yield _step(sub, _text(one.get("name")))


def _step(one: Mapping[str, Any], group: str) -> Step:
    name, type_, phase, reason, message = (_text(one.get(key)) for key in ("name", "type", "phase", "reason", "message"))
    return Step(name, type_, phase, reason, message, group)


def _failure(status: Mapping[str, Any]) -> str:
    """Why the engine could not work on the run at all: a definition that it does not find, say."""
    conditions = map(_table, _list(status.get("conditions")))
    return next((_text(each.get("message")) for each in conditions if each.get("status") == "False"), "")


def _table(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
