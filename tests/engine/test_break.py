"""What `#Break` does on 1.11: the step succeeds, the steps behind it are executed, and the run ends failed."""

from __future__ import annotations

from velasdk.engine.client import Engine
from velasdk.engine.protocol import RunSpec, reconcile

STOPS = """
import "vela/builtin"
stop: builtin.#Break & {$params: message: "enough"}
parameter: {}
"""
TELLS = """
import "vela/builtin"
tell: builtin.#Message & {$params: message: "I was executed"}
parameter: {}
"""


def test_break_does_not_keep_the_next_step_from_running(engine: Engine) -> None:
    steps = [{"name": "first", "type": "stops"}, {"name": "second", "type": "tells"}]
    (record,) = engine.run(RunSpec({"stops": STOPS, "tells": TELLS}, steps, [reconcile()]))
    assert [(step.name, step.phase, step.reason, step.message) for step in record.steps] == [
        ("first", "succeeded", "Terminate", "enough"),
        ("second", "succeeded", "", "I was executed"),
    ]
    assert (record.phase, record.terminated, record.finished) == ("failed", True, True)
