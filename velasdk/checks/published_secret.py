"""A secret has a default: it is published with the step.

## Why
The default of a parameter is written into the definition, in the addon, its package and every cluster that installs it. Whoever
may read any of them has the secret, and there is no taking it back.

## Bad
```python
class Ask(Work, name="ask"):
    api_key: str = Parameter(default="k-7f2m9q4xd")  # VS309

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, headers={"X-Key": self.api_key}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
class Ask(Work, name="ask"):
    api: Connection = Parameter(default=Connection("forge"), usage="The forge")
    token_count: str = Parameter(default="one")

    async def run(self, context: Context) -> Action:
        job = await http.get("/jobs/7", connection=self.api, query={"count": self.token_count}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
class Ask(Work, name="ask"):
    api_key: str = Parameter(default="")  # velasdk: ignore[VS308]: an input from a step that reads a Secret

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, headers={"X-Key": self.api_key}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Evidence
- [memory-inputs-in-plain-text](../engine.md#memory-inputs-in-plain-text)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic
from ..taint import secret_parameters
from .rule import Rule

RULE = Rule("VS309", "published-secret")


def published_secret(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each parameter in the class statement of a step that is a secret and has one as its default."""
    for field, span in secret_parameters(step):
        if field.default:
            yield RULE.found(
                f"the default of the secret `{field.name}` is published with the step",
                span,
                "take the default out, and the secret out of use: it is in the history of this file",
            )
