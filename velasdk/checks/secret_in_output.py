"""A secret is among the outputs of a step.

## Why
What a step puts out for later ones is stored in a ConfigMap of the workflow, in plain text, and is there for as long as the
workflow. Let the step that needs the secret fetch it, or have the API write it into a Kubernetes Secret and put out its name.

## Bad
```python
class Token(Model):
    access_token: Secret


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        return Continue(outputs=Item(name=token.access_token))  # VS304
```
```python
class Token(Model):
    access_token: Secret


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        return Continue(outputs=token)  # VS304
```

## Good
```python
class Token(Model):
    access_token: Secret
    secret_name: str


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        return Continue(outputs=Item(name=token.secret_name, size=len(token.access_token)))
```

## Evidence
- [action-outputs-of-a-waiting-step](../engine.md#action-outputs-of-a-waiting-step)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..taint import secrets_in
from ..ways import ends
from .rule import Rule

RULE = Rule("VS304", "secret-in-output", Severity.WARNING)


def secret_in_output(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each outputs that are made of a secret."""
    for end in ends(step.body):
        if isinstance(end.action, ir.ContinueOf):
            for name in secrets_in([end.action.outputs]):
                yield RULE.found(
                    f"the secret `{name}` is stored in plain text for later steps",
                    end.span,
                    "put out where it is found, such as the name of a Kubernetes Secret",
                )
