"""A `StatusStep` has a `run` of its own.

## Why
`StatusStep` has a `run` already: it sends what `request` returns and acts on what `status` reads. With another one beside
them the class says two things, and the engine could do only one. A step whose `run` says everything derives from `Step`.

## Bad
```python
class Ask(Approval, name="ask"):
    actions = ACTIONS

    async def run(self, context: Context) -> Action:  # VS038
        reply = await http.get(self.url, reply=Reply)
        return Continue() if reply.status == Status.DONE else Wait(reply.message)
```

## Good
```python
class Ask(Step, name="ask"):
    url: str = Parameter(default=API)

    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        return Continue() if reply.status == Status.DONE else Wait(reply.message)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS038", "overridden-run")
