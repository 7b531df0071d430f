"""A connection sends its token with every request, and does not say why it does not sign instead.

## Why
Since KubeVela 1.10 the engine writes an operation that failed into the status of the step and into its log, headers and body
included. A connection that is refused, or an answer that does not come in time, is such a failure: whoever may read the run
reads the token. A `Connection` signs its requests, and what an engine shows of one is good for nothing else. Some APIs want
the token all the same; which, and why, is worth a sentence for whoever reviews the step.

## Bad
```python
class Ask(Work, name="ask"):
    api: BearerConnection = Parameter(default=BearerConnection("forge"))  # VS302

    async def run(self, context: Context) -> Action:
        job = await http.get("/jobs/7", connection=self.api, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not yet")
```

## Good
```python
class Forge(BearerConnection):
    reason = "the forge takes bearer tokens only; its token can read jobs and nothing else"


class Ask(Work, name="ask"):
    api: Forge = Parameter(default=Forge("forge"))

    async def run(self, context: Context) -> Action:
        job = await http.get("/jobs/7", connection=self.api, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not yet")
```

## Evidence
- [connection-leaks-the-request](../engine.md#connection-leaks-the-request)
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS302", "unexplained-token")
