"""A Suspend lets whoever resumes it, or the clock, override the answer, and does not say why.

## Why
With `on_resume="succeed"` a resumed step succeeds while the API still says pending, and with `on_elapse="succeed"` one whose
time is up. That is sometimes wanted and always worth a sentence for whoever reviews the step.

## Bad
```python
actions = {Status.OPEN: Suspend("open", on_resume="succeed"), Status.DONE: Continue()}  # VS205
```

## Good
```python
actions = {
    Status.OPEN: Suspend("open", on_resume="succeed", reason="the operator on duty decides"),
    Status.DONE: Continue(),
}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS205", "unexplained-override")
