"""A comment ignores a warning that is not there.

## Why
A comment that is left behind hides the next warning of its kind in that place, which nobody has judged. It has to stand on the
line where the warning points, or on that of the class statement. While the files have errors it is not known which comments are
of use.

## Bad
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)  # velasdk: ignore[VS311]: a report takes a minute  # VS051
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```

## Good
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url, timeout="60s")  # velasdk: ignore[VS311]: a report takes a minute
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)
    told = "# velasdk: ignore[VS311]: this is a text"
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status} to {told}")
```
"""

from __future__ import annotations

from ..diagnostics import Severity
from .rule import Rule

RULE = Rule("VS051", "unused-ignore", Severity.WARNING)
