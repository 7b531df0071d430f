"""A Wait takes away the override of a Suspend: a resume behind it lets nothing succeed.

## Why
With `on_resume="succeed"` a resume lets the step succeed whatever the API says. The engine suspends on a label once. When
the API answers while the step is suspended, and that answer waits, the step is running from then on: it does not stop at
its Suspend any more, nobody can resume it, and the answer alone decides. (A Wait in front of the first Suspend, or one
because the API is down, is such a Wait too; this rule looks at those that somebody wrote.)

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Suspend("queued", on_resume="succeed", reason="the operator decides")  # VS106
        case Phase.RUNNING:
            return Wait(f"{job.id} is running")
        case Phase.DONE:
            return Continue()
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Suspend("queued", on_resume="succeed", reason="the operator decides")
        case Phase.RUNNING:
            return Suspend("running")
        case Phase.DONE:
            return Continue()
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Suspend("queued")
        case Phase.RUNNING:
            return Wait(f"{job.id} is running")
        case Phase.DONE:
            return Continue()
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Suspend("queued", duration="10m", on_elapse="succeed", reason="no job is queued for longer")
        case Phase.RUNNING:
            return Wait(f"{job.id} is running")
        case Phase.DONE:
            return Continue()
```

## Evidence
- [suspend-then-wait-opens](../engine.md#suspend-then-wait-opens)
- [operator-resume-what-is-not-suspended](../engine.md#operator-resume-what-is-not-suspended)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ends, ways
from .rule import Rule

RULE = Rule("VS106", "lost-override", Severity.WARNING)


def lost_override(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each Suspend that a resume is to override, in a step that waits elsewhere."""
    if not any(way.polls for way in ways(step.body)):
        return
    for end in ends(step.body):
        if isinstance(end.action, ir.SuspendOf) and end.action.succeed and end.action.duration is None:
            yield RULE.found(
                f"an answer that waits while the step is suspended on `{end.action.label}` takes the override away",
                end.span,
                "suspend there too, or let the answer alone decide: leave `on_resume` out",
            )
