"""`Context`: what the engine tells a step about the run it is part of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """The run, as a step sees it (`context` in CUE; kubevela/workflow `pkg/cue/model/keyword.go`).

    `idempotency_key` is the engine's step id, given only once the run's own status shows it, so that a controller that
    dies cannot make a second one: until then the step waits and sends nothing. `step_session_id` is the raw id.
    `app_name` is set inside an Application only, the other optional names where the run has them.
    """

    name: str = "run"
    namespace: str = "default"
    step_name: str = "step"
    step_session_id: str = "k7f2m9q4xd"
    idempotency_key: str = "k7f2m9q4xd"
    app_name: str | None = None
    workflow_name: str | None = None
    publish_version: str | None = None


CUE_NAMES = {
    "name": "name",
    "namespace": "namespace",
    "step_name": "stepName",
    "step_session_id": "stepSessionID",
    "idempotency_key": "stepSessionID",
    "app_name": "appName",
    "workflow_name": "workflowName",
    "publish_version": "publishVersion",
}
"""Field of `Context` -> field of the engine's `context`."""
