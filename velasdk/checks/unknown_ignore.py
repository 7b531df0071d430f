"""A comment ignores a code that is no warning.

## Why
A code that is misspelt ignores nothing, and the code of an error cannot be ignored: what is certainly wrong is wrong for any
reason.

## Bad
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)  # velasdk: ignore[VS1101]: the API knows it again  # VS052
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)  # velasdk: ignore  # VS052
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```

## Good
```python
async def run(self, context: Context) -> Action:
    answer = await http.post(self.url, text="go")  # velasdk: ignore[VS102]: the API starts one job at a time
    return Continue() if answer.status == 200 else Fail("no") if answer.status == 409 else Wait("busy")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS052", "unknown-ignore")
