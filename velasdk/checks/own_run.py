"""A step has a `run` of its own, which cannot be compiled yet.

## Why
`request`, `status` and `actions` are compiled; a step that overrides `run` would be compiled to something it does not do.

## Bad
```python
class Ask(Step, name="ask"):
    async def run(self, context: Context) -> Action:
        return Continue()
```

## Good
```python
class Ask(Approval, name="ask"):
    actions = ACTIONS
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS038", "own-run")
