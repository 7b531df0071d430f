"""A step breaks: everything behind it is executed all the same, and the workflow ends failed.

## Why
A Break ends nothing, on no line of KubeVela. Its own step succeeds, and so every step behind it is executed, also those that
depend on it, those of a step group, and those of an Application. A step that suspends behind it is suspended for good: the
workflow counts as terminated, and a resume is refused. When all steps have ended the workflow is failed. To keep from
executing what is behind, `Fail`. To leave some of it out, `Continue` with an output that the `if:` of those steps looks at:
then the workflow succeeds.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.QUEUED:
        return Break("there is nothing to do")  # VS312
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.QUEUED:
        return Fail("there is nothing to do")
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Evidence
- [action-break-is-no-stop](../engine.md#action-break-is-no-stop)
- [action-break-alone](../engine.md#action-break-alone)
- [action-break-in-a-dag](../engine.md#action-break-in-a-dag)
- [action-break-in-a-group](../engine.md#action-break-in-a-group)
- [action-break-in-an-application](../engine.md#action-break-in-an-application)
- [action-break-before-a-gate](../engine.md#action-break-before-a-gate)
- [action-break-and-if](../engine.md#action-break-and-if)
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS312", "continuing-break")
