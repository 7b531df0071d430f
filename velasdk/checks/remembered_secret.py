"""An answer with a secret in it is remembered.

## Why
What `once` remembers is stored in a ConfigMap of the workflow, the whole body in plain text, and is there for as long as the
workflow. Ask for the secret anew in each execution, or have the API keep it and remember its name.

## Bad
```python
class Token(Model):
    access_token: Secret


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await once("token", http.post(f"{self.url}/tokens", text=context.idempotency_key, reply=Token))  # VS307
        return Continue() if token.access_token.startswith("v2.") else Fail("an old token")
```

## Good
```python
class Token(Model):
    access_token: Secret


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.post(f"{self.url}/tokens", text=context.idempotency_key, reply=Token)
        return Continue() if token.access_token.startswith("v2.") else Fail("an old token")
```

## Evidence
- [memory-put-then-get](../engine.md#memory-put-then-get)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..paths import calls, models_read
from ..schema import ModelOf
from ..taint import holds_secret
from .rule import Rule

RULE = Rule("VS307", "remembered-secret", Severity.WARNING)


def remembered_secret(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each `once` whose answer is read as a model with a secret."""
    for call in {call.span: call for call in calls(step.body) if call.once is not None}.values():
        for model in models_read(call):
            if holds_secret(ModelOf(model)):
                yield RULE.found(
                    f"a `{model.__name__}` has a secret in it, and the answer is stored in plain text",
                    call.span,
                    "ask for it in each execution: await the request without `once`",
                )
