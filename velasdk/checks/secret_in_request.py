"""A secret stands in a header or in the body of a request.

## Why
Since KubeVela 1.10 the engine writes a request that found nobody, or got no answer in time, into the status of the step and
into its log, headers and body included: one refused connection, and whoever may read the run reads the secret. A
`Connection` signs what it sends, and its token is in no request; a `BearerConnection` sends it with a reason. Where an API
wants the secret itself, say so in a comment that ignores this rule.

## Bad
```python
class Ask(Work, name="ask"):
    key: Secret = Parameter(usage="Key of the API")  # velasdk: ignore[VS308]: an input from a step that reads a Secret

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, headers={"X-Key": self.key}, reply=Job)  # VS305
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
class Token(Model):
    access_token: Secret


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        job = await http.put(f"{self.url}/login", json=token, reply=Job)  # VS305
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
class Token(Model):
    access_token: Secret


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        job = await http.put(f"{self.url}/login", form={"token": token.access_token}, reply=Job)  # VS305
        told = await http.put(f"{self.url}/news", text=token.access_token, reply=Job)  # VS305
        return Continue() if job.phase == told.phase else Wait("not done")
```

## Good
```python
class Ask(Work, name="ask"):
    api: Connection = Parameter(default=Connection("jobs"))

    async def run(self, context: Context) -> Action:
        job = await http.get("/jobs/7", connection=self.api, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Evidence
- [connection-leaks-the-request](../engine.md#connection-leaks-the-request)
- [connection-nothing-hides-a-header](../engine.md#connection-nothing-hides-a-header)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..paths import written_calls
from ..taint import secrets_in
from .rule import Rule

RULE = Rule("VS305", "secret-in-request", Severity.WARNING)


def secret_in_request(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each request with a header or a body that is made of a secret."""
    for call in written_calls(step.body):
        for name in secrets_in([call.json, call.text, *(value for _, value in (*call.headers, *call.form))]):
            yield RULE.found(
                f"the secret `{name}` is shown in the status of the step when this finds nobody",
                call.span,
                "let a `Connection` sign the request, or a `BearerConnection` send its token",
            )
