"""A step fails for two reasons with the same words.

## Why
The message of a Fail is all that the status of the step says of it. Two ways that end in the same constant text cannot be told
apart by whoever has to repair what failed.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Fail("the job did not finish")
        case Phase.RUNNING:
            return Fail("the job did not finish")  # VS222
        case Phase.DONE:
            return Continue()
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Fail("the job was never started")
        case Phase.RUNNING:
            return Fail("the job did not finish")
        case Phase.DONE:
            return Continue()
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED | Phase.RUNNING:
            return Fail("the job did not finish")
        case Phase.DONE:
            return Continue()
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Wait("the job did not finish")
        case Phase.RUNNING:
            return Wait("the job did not finish")
        case Phase.DONE:
            return Continue()
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Fail(f"{job.id} did not finish")
        case Phase.RUNNING:
            return Fail(f"{job.id} did not finish")
        case Phase.DONE:
            return Continue()
```
```python
async def run(self, context: Context) -> Action:
    first = await http.get(self.url, reply=Job, on_refused=Fail("the API refused"))
    second = await http.get(self.url, reply=Job, on_refused=Fail("the API refused"))
    return Continue() if first.phase == second.phase else Fail("the job changed meanwhile")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ways
from .rule import Rule

RULE = Rule("VS222", "shared-message", Severity.WARNING)


def shared_message(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each Fail whose constant message an earlier one has. One line that is reached twice is one reason."""
    first: dict[str, ir.Return] = {}
    for end in sorted((way.end for way in ways(step.body) if way.policy is None), key=lambda end: end.span):
        match end.action:
            case ir.MessageOf(kind="Fail", message=ir.Const(value=text)) if first.setdefault(text, end).span != end.span:
                yield RULE.found(
                    f"the step fails with the same words as in line {first[text].span.line}",
                    end.span,
                    "say in each what was found: the answer, or what was expected",
                )
            case _:
                pass
