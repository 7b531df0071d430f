"""A step ends the workflow with a Break, and the step behind it is executed all the same.

## Why
A Break lets its own step succeed. The engine executes the step behind it in the same reconcile, on every line of KubeVela, and
then the workflow ends, as failed. Nothing is skipped that must not be done. A `Continue` with an output, and an `if:` on the
steps behind, skips them; a `Fail` stops the workflow.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.QUEUED:
        return Break("there is nothing to do")  # VS312
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.QUEUED:
        return Fail("there is nothing to do")
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Evidence
- [action-break-is-no-stop](../engine.md#action-break-is-no-stop)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ends
from .rule import Rule

RULE = Rule("VS312", "continuing-break", Severity.WARNING)


def continuing_break(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each Break."""
    for end in ends(step.body):
        if isinstance(end.action, ir.MessageOf) and end.action.kind == "Break":
            yield RULE.found(
                "the step behind this one is executed all the same, and the workflow ends failed",
                end.span,
                "continue with an output for the `if:` of the steps behind, or fail",
            )
