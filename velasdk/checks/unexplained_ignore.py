"""A comment ignores a warning and does not say why.

## Why
A warning is a judgement, and whoever writes the step may know better: `# velasdk: ignore[VS101]: the API knows the name
again`. The comment stands on the line where the warning points, or on that of the class statement, for the whole step.
Whoever reads the step next has to decide once more unless it says why. Without a reason the warning stays as well. Errors
cannot be ignored: what is certainly wrong is wrong for any reason. Several codes are written `ignore[VS101, VS305]:
reason`.

## Bad
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url, timeout="20s")  # velasdk: ignore[VS311]  # VS050
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```

## Good
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url, timeout="60s")  # velasdk: ignore[VS311]: a report takes a minute, twice a year
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```
```python
class Ask(Work, name="ask"):  # velasdk: ignore[VS220, VS311]: nobody waits for it but a cluster that is made for it
    async def run(self, context: Context) -> Action:
        answer = await http.get(self.url, timeout="60s")
        return Continue() if answer.status == 200 else Wait("not yet")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS050", "unexplained-ignore")
