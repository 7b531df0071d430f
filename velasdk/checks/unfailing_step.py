"""A step waits, and no answer fails it: it asks for ever what will not get better.

## Why
A Wait is tried again without an end: an engine counts no attempts, and a workflow has no time limit of its own. Where the step
looks at the status itself and returns no `Fail` at all, a 401 or a 404 is polled for as long as the workflow lives, and says
nothing but that it waits.

## Bad
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)
    return Continue() if answer.status == 200 else Wait("not ready")  # VS220
```

## Good
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)
    if answer.status in [401, 403]:
        return Fail(f"{self.url} lets nobody in")
    return Continue() if answer.status == 200 else Wait("not ready")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait("not ready")
```
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)
    return Continue() if answer.status == 200 else Suspend("not-ready")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ends, ways
from .rule import Rule

RULE = Rule("VS220", "unfailing-step", Severity.WARNING)


def unfailing_step(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report the first Wait of a step that has no Fail, by a policy or by its author."""
    if any(isinstance(end.action, ir.MessageOf) and end.action.kind == "Fail" for end in ends(step.body)):
        return
    waits = [way.end.span for way in ways(step.body) if way.polls and way.sent]
    if waits:
        yield RULE.found(
            "no answer fails the step: a 401 or a 404 is asked for again for ever",
            min(waits),
            'return a `Fail` for what does not get better: `if answer.status in [401, 403, 404]: return Fail("...")`',
        )
