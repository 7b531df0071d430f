"""A secret stands in the message of a step.

## Why
The message of a Fail or a Wait is written into the status of the run: `vela workflow`, VelaUX and everybody who
may read the run show it.

## Bad
```python
class Token(Model):
    access_token: Secret


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        shown = f"got {token.access_token}"
        return Continue() if token.access_token.startswith("v2.") else Fail(f"{self.url}: {shown}")  # VS303
```
```python
class Group(Model):
    members: list[Secret]


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        group = await http.get(self.url, reply=Group)
        if len(group.members) > 3:
            return Continue()
        return Wait(", ".join([f"<{one}>" for one in group.members]))  # VS303
```
```python
class Token(Model):
    value: Secret | None = None


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        return Continue() if token.value is None else Fail(said(token))  # VS303


def said(token: Token) -> str:
    text = token.value.replace("-", "") if token.value is not None else "nothing"
    return text if token.value is not None else "no token"
```

## Good
```python
class Token(Model):
    access_token: Secret
    expires: int


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        kind = "short" if len(token.access_token) < 20 else "long"
        return Continue() if token.access_token.startswith("v2.") else Fail(f"a {kind} token, for {token.expires} s")
```

## Evidence
- [action-fail-is-final](../engine.md#action-fail-is-final)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..paths import calls
from ..taint import secrets_in
from ..ways import ends
from .rule import Rule

RULE = Rule("VS303", "secret-in-message", Severity.WARNING)


def secret_in_message(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each message that is made of a secret."""
    addresses = {call.span: secrets_in([call.url]) for call in calls(step.body)}
    for end in ends(step.body):
        if isinstance(end.action, ir.MessageOf):
            for name in secrets_in([end.action.message]).keys() - addresses.get(end.span, {}):  # a policy's own names these
                yield RULE.found(
                    f"the secret `{name}` is shown in the status of the step",
                    end.span,
                    "leave it out of the message: say what was asked, not with what",
                )
