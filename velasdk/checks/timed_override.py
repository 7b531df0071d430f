"""A Suspend is to be opened by an operator and by the clock: only one of them can.

## Why
With a duration it is the clock that opens a Suspend, whoever resumes: before the time is up a resume changes nothing, as the
step suspends again at its next execution, and then the controller goes on by itself. An approval must not open so, and so
what happens then has a word of its own. `on_elapse="recheck"`, the default, asks again. `on_elapse="succeed"` is a delay: the
step succeeds because the time is up, whatever the API says; it wants a `duration=` and a `reason=`, and no `on_resume`.

## Bad
```python
actions = {
    Status.OPEN: Suspend("open", duration="24h", on_resume="succeed", reason="the operator decides"),  # VS107
    Status.DONE: Continue(),
}
```
```python
async def run(self, context: Context) -> Action:
    return Suspend("cool-off", on_elapse="succeed", reason="caches expire")  # VS107
```

## Good
```python
actions = {
    Status.OPEN: Suspend("open", on_resume="succeed", reason="the operator decides"),
    Status.DONE: Continue(),
}
```
```python
actions = {Status.OPEN: Suspend("open", duration="24h"), Status.DONE: Continue()}
```
```python
async def run(self, context: Context) -> Action:
    return Suspend("cool-off", duration="10m", on_elapse="succeed", reason="caches expire")
```

## Evidence
- [time-duration-opens](../engine.md#time-duration-opens)
- [time-duration-then-recheck](../engine.md#time-duration-then-recheck)
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS107", "timed-override")
