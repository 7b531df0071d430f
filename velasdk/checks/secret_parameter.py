"""A secret is a parameter: it stands in plain text wherever the step is used.

## Why
A parameter is written into the Application or the WorkflowRun, into git before that, and into the ConfigMap of the workflow
when it is the output of another step. Whoever may read these reads it. A `Connection` names a config instead, a Secret that
whoever installs the step has made. Parameters are taken for secrets when they are declared `Secret`, or when they are texts
whose name ends in password, passphrase, secret, token, api_key, access_key, private_key or credentials. Where there is no
other way, a comment that ignores this rule says which one is taken.

## Bad
```python
class Ask(Work, name="ask"):
    forge_token: str = Parameter(usage="Token of the forge")  # VS308

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, headers={"Authorization": f"Bearer {self.forge_token}"}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
class Login(Model):
    user: str
    word: Secret


class Ask(Work, name="ask"):
    login: Login = Parameter(usage="Who asks")  # VS308

    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, query={"user": self.login.user}, reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
class Ask(Work, name="ask"):
    forge_token: Connection = Parameter(default=Connection("forge"), usage="The forge")
    token_url: str = Parameter(usage="Where tokens are given out")
    max_token: int = Parameter(default=100, usage="How many tokens to spend")

    async def run(self, context: Context) -> Action:
        query = {"limit": self.max_token}
        job = await http.get("/jobs/7", connection=self.forge_token, query={"from": self.token_url}, reply=Job)
        spent = await http.get(self.token_url, query=query, reply=Job)
        return Continue() if job.phase == spent.phase else Wait("not done")
```

## Evidence
- [memory-inputs-in-plain-text](../engine.md#memory-inputs-in-plain-text)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..taint import secret_parameters
from .rule import Rule

RULE = Rule("VS308", "secret-parameter", Severity.WARNING)


def secret_parameter(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each parameter in the class statement of a step that is a secret and has no text of its own as default."""
    for field, span in secret_parameters(step):
        if not field.default:
            yield RULE.found(
                f"the secret `{field.name}` stands in plain text wherever the step is used",
                span,
                "take a `Connection`, which names a Secret of the cluster",
            )
