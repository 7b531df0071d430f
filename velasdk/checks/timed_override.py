"""A Suspend with a duration succeeds when the time has passed, and nobody has resumed it.

## Why
When the duration has elapsed the engine goes on by itself, which is the same to it as a resume: with `on_resume="succeed"` the
step succeeds while the API still says pending. A resume before that does nothing: the step suspends again until the time has
passed. So the override is the clock's, and no operator's.

## Bad
```python
actions = {
    Status.OPEN: Suspend("open", duration="24h", on_resume="succeed", reason="the operator decides"),  # VS107
    Status.DONE: Continue(),
}
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

## Evidence
- [time-duration-elapses](../engine.md#time-duration-elapses)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ends
from .rule import Rule

RULE = Rule("VS107", "timed-override", Severity.WARNING)


def timed_override(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each Suspend with a duration that succeeds behind it."""
    for end in ends(step.body):
        if isinstance(end.action, ir.SuspendOf) and end.action.succeed and end.action.duration is not None:
            yield RULE.found(
                f"after {end.action.duration} the step succeeds whatever the API says, and nobody has resumed it",
                end.span,
                "leave `duration` out, or `on_resume`: the step then asks again when the time has passed",
            )
