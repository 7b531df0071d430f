"""What a step answers to the workflow engine: continue, fail, break, wait or suspend.

Phases and reasons named here are the engine's (`WorkflowStepPhase`, `StatusReason*` of kubevela/workflow); what each action
means in each state is the oracle table in `velasdk.oracle`, measured on the real engines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .model import Model


@dataclass(frozen=True, slots=True)
class Continue:
    """The step succeeds and the workflow goes on.

    `outputs` is what later steps can read, each field by `valueFrom: output.<field>` in the `outputs` of this step in
    the workflow. It is there whenever the step succeeds, so either every way to success gives outputs of one model or
    none does; a step that ends otherwise has none.
    """

    outputs: Model | None = None


@dataclass(frozen=True, slots=True)
class Fail:
    """The step fails for good (reason `Action`) and the workflow ends failed; `message` is shown in the status."""

    message: str


@dataclass(frozen=True, slots=True)
class Break:
    """The step succeeds (reason `Terminate`), everything behind it is executed, and then the run ends `failed`.

    So it is on every line (kubevela/workflow `pkg/executor`, `needStop`; docs/engine.md, "Break does not keep the next step
    from being executed"), and a Suspend behind it can never be resumed. No step can want that: VS312 refuses it. To stop the
    workflow, `Fail`; to go on without some of its steps, `Continue` with an output for their `if`.
    """

    message: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Execute the step again with the engine's back-off, from 1 to 60 seconds; `message` is shown meanwhile."""

    message: str


@dataclass(frozen=True, slots=True)
class Suspend:
    """Stop until somebody resumes the workflow or another event executes the step again.

    `label` is shown by `vela workflow` and keys the engine's one-shot state, so it is part of the step's contract:
    letters, digits, `-`, `_` and `.` only. With `on_resume="recheck"` a resumed step asks again and goes on only when it
    then returns something else. `"succeed"` lets whoever resumes override the answer; it needs a `reason`. Once such a step
    has waited after its Suspend, because the API was down say, a resume overrides nothing any more: the engine could not
    tell it from that wait, and the answer alone decides.

    `duration` (a Go duration such as `"24h"`) is how long the step stays suspended, from the first time it suspends: until
    then a resume does nothing, then the controller executes the step by itself. With `on_elapse="recheck"` the step then
    asks again and the answer decides. `"succeed"` is a delay: the step succeeds because the time is up, whatever the answer
    and though nobody has resumed; it needs a `reason`, and is never an approval.
    """

    label: str
    on_resume: Literal["recheck", "succeed"] = "recheck"
    duration: str | None = None
    reason: str | None = None
    on_elapse: Literal["recheck", "succeed"] = "recheck"


Action: TypeAlias = Continue | Fail | Break | Wait | Suspend


def still(label: str) -> str:
    """The message of a step that is past its Suspend and whose answer would suspend it again: it waits and polls."""
    return f"{label}: the answer is still the same"


def unopened(label: str) -> str:
    """The message of a step whose Suspend is passed over although nobody has resumed it: it waits and polls."""
    return f"{label}: not resumed while it was suspended"


def uncomputable(file: str, line: int) -> str:
    """The message of a step that is refused because Python would raise at `line`: no such item, division by zero."""
    return f"{file}:{line} cannot be computed"
