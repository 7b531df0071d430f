"""Runs as an API server shows them, from the first state to the last."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.cluster.api_server import RUNS, Answer

ALL = RUNS.format("team")
ONE = f"{ALL}/first"
WATCHED = ("run", "paint", "-p", "url=x", "--name", "first", "--watch")
LABELLED = "Suspended by field drying"


def run(version: int, phase: str, *steps: tuple[str, ...], **status: Any) -> dict[str, Any]:
    """A run at a version; a step is its phase, reason and message, all steps are of the type `paint`."""
    shown = [
        {"id": f"s{at}", "name": "paint" if not at else f"paint-{at}", "type": "paint"}
        | dict(zip(("phase", "reason", "message"), step, strict=False))
        for at, step in enumerate(steps)
    ]
    ended = phase in ("succeeded", "failed", "terminated")
    written: dict[str, Any] = {
        "mode": {},
        "status": phase,
        "suspend": False,
        "terminated": False,
        "finished": ended,
        "steps": shown,
        **status,
    }
    return {"metadata": {"name": "first", "namespace": "team", "resourceVersion": str(version)}, "status": written}


BARE = {"metadata": {"name": "first", "namespace": "team", "resourceVersion": "1"}, "spec": {}}
RUNNING = run(2, "executing", ("running", "Wait", "POST x answered 503"))
SUSPENDED = run(3, "suspending", ("suspending", "Suspend", LABELLED), suspend=True)
RESUMED = run(4, "executing", ("running", "Wait", "drying: the answer is still the same"))
DONE = run(5, "succeeded", ("succeeded",))
FAILED = run(5, "failed", ("failed", "Action", "review rejected"))


def events(*objects: dict[str, Any], tail: str = "", cut: bool = False) -> Answer:
    """A watch that shows these states, and then ends as it should or breaks behind `tail`."""
    lines = "".join(json.dumps({"type": "MODIFIED", "object": each}) + "\n" for each in objects)
    return Answer(200, lines + tail, cut=cut)


def untimed(text: str) -> str:
    """What was printed, without the seconds that things took."""
    return re.sub(r"\d+\.\d s", "t s", re.sub(r" +(\d+\.\d s)", r" \1", text)).replace("\n t s", "\n     t s")
