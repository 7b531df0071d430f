"""A parameter of the step changes nothing.

## Why
Whoever writes a workflow sees the parameter in VelaUX and in `vela show`, sets it, and nothing comes of it. A parameter that a
base class declares is not looked at: another step may use it.

## Bad
```python
class Ask(Work, name="ask"):
    region: str = Parameter(usage="Where the job is")  # VS223

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
class Ask(Work, name="ask"):
    region: str = Parameter(usage="Where the job is")

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, query={"region": self.region}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
class Ask(Work, name="ask"):
    api: Connection = Parameter(default=Connection("jobs"), alias="jobsApi")

    async def run(self, context: Context) -> Action:
        job = await http.get("/jobs/7", connection=self.api, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..load import declared_in
from ..paths import calls
from ..schema import fields
from .rule import Rule

RULE = Rule("VS223", "unused-parameter", Severity.WARNING)


def unused_parameter(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each parameter in the class statement of a step that no way reads."""
    used = {part.name for part in ir.walk(step.body) if isinstance(part, ir.ParameterOf)}
    used |= {call.connection.parameter for call in calls(step.body) if call.connection is not None}
    declared = declared_in(step.python, step.span.file)
    for field in fields(step.python):
        if field.name in declared and field.wire not in used:
            yield RULE.found(f"nothing depends on `{field.name}`", declared[field.name], "use it in the step, or take it out")
