"""A credential is written into the step itself.

## Why
What a header says in the code is written into the definition, in the addon, its package and every cluster that installs it, and
the engine shows it when a connection breaks. A token belongs into a config, which a `Connection` names.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, headers={"Authorization": "Bearer k-7f2m9q4xd"}, reply=Job)  # VS310
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, headers={"X-Api-Key": "k-7f2m9q4xd"}, reply=Job)  # VS310
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
KEY = "k-7f2m9q4xd"


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, headers={"Authorization": f"Bearer {KEY}"}, reply=Job)  # VS310
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
async def run(self, context: Context) -> Action:
    key = "k-7f2m9q4xd"
    job = await http.get(self.url, headers={"X-Api-Key": key}, reply=Job)  # VS310
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
class Ask(Work, name="ask"):
    api: Connection = Parameter(default=Connection("forge"), usage="The forge")

    async def run(self, context: Context) -> Action:
        job = await http.get("/jobs/7", connection=self.api, headers={"X-Api-Version": "2"}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
class Token(Model):
    value: str


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        job = await http.get(self.url, headers={"Authorization": f"Bearer {token.value}"}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, headers={"X-Tenant-Token": context.namespace}, reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Evidence
- [connection-leaks-the-request](../engine.md#connection-leaks-the-request)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..paths import written_calls
from .rule import Rule

RULE = Rule("VS310", "written-credential", Severity.WARNING)

HEADERS = re.compile(r"(proxy-)?authorization|(.*-)?(api-?key|token|secret|password)", re.IGNORECASE)
"""The headers that credentials stand in."""


def written_credential(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each header for credentials with a constant text."""
    for call in written_calls(step.body):
        for name, value in call.headers:
            if HEADERS.fullmatch(name) and _written(value):
                yield RULE.found(
                    f"the credential in `{name}` is published with the step",
                    call.span,
                    "declare `api: Connection = Connection(...)` and give `connection=self.api`",
                )


def _written(value: ir.Expr) -> bool:
    """Whether a text is put together of constants alone."""
    # A name bound to a constant is that constant by now, and so is each part of an f-string.
    return isinstance(value, ir.Const) or (isinstance(value, ir.Format) and all(isinstance(part, str) for part in value.parts))
