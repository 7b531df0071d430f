"""A secret stands in the address of a request.

## Why
Addresses are written into logs by everything they pass: proxies, gateways, the API. The engine writes one into the status
of the step when the connection breaks, on every line of KubeVela, and a Fail that a policy makes by itself names it.

## Bad
```python
class Token(Model):
    access_token: Secret


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        job = await http.get(self.url, query={"token": token.access_token}, reply=Job, on_refused=Fail("refused"))  # VS306
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
class Token(Model):
    access_token: Secret
    job: str


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        job = await http.get(f"{self.url}/{token.job}", query={"size": len(token.access_token)}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Evidence
- [connection-leaks-the-request](../engine.md#connection-leaks-the-request)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..paths import written_calls
from ..taint import secrets_in
from .rule import Rule

RULE = Rule("VS306", "secret-in-address", Severity.WARNING)


def secret_in_address(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each request whose address or query is made of a secret."""
    for call in written_calls(step.body):
        for name in secrets_in([call.url, *(value for _, value in call.query)]):
            yield RULE.found(
                f"the secret `{name}` is part of the address, which logs and the status of the step show",
                call.span,
                "let a `Connection` sign the request, or a `BearerConnection` send its token",
            )
