"""The outputs carry a model of a reply as a whole, and in it JSON that nobody has declared.

## Why
Outputs are stored in a ConfigMap of the workflow, in plain text, and each of their fields is a promise to later steps. A model
with a field of `Any` hands on whatever the API puts there, today and in its next version: a token, or a megabyte. A model whose
fields are all declared carries these and nothing else.

## Bad
```python
async def run(self, context: Context) -> Action:
    reply = await http.get(self.url, reply=Reply)
    return Continue(outputs=reply)  # VS224
```

## Good
```python
class Outcome(Model):
    name: str
    found: Any


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        return Continue(outputs=Outcome(name=reply.message, found=reply.extra))
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    return Continue(outputs=job)
```
```python
class Outcome(Model):
    extra: Any = None


class Ask(Work, name="ask"):
    settings: Outcome = Parameter(default=Outcome())

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue(outputs=self.settings) if job.phase == Phase.DONE else Wait("not done")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..schema import AnyJson, Type, without_null
from ..taint import sources
from ..ways import ends
from .rule import Rule

RULE = Rule("VS224", "undeclared-output", Severity.WARNING)


def undeclared_output(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each outputs with a value of a reply that holds undeclared JSON, and is not that JSON itself."""
    for end in ends(step.body):
        if isinstance(end.action, ir.ContinueOf):
            for name, value in sources([end.action.outputs], _undeclared).items():
                if not _of_parameter(value) and not isinstance(without_null(value.type), AnyJson):
                    yield RULE.found(
                        f"`{name}` goes into the outputs as a whole, with JSON that nobody has declared",
                        end.span,
                        "make a model of your own for the outputs, and give it the fields that later steps read",
                    )


def _undeclared(type_: Type) -> bool:
    return isinstance(type_, AnyJson)


def _of_parameter(value: ir.Expr) -> bool:
    while isinstance(value, ir.Attribute):
        value = value.base
    return isinstance(value, ir.ParameterOf)
