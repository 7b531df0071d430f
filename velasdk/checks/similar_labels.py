"""Two suspend labels of a step differ in case only.

## Why
`vela workflow` shows the label of a Suspend and nothing else of it since KubeVela 1.10. Whoever resumes the workflow cannot
tell `review` from `Review`; to the engine they are two gates.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Suspend("review")
        case Phase.RUNNING:
            return Suspend("Review")  # VS217
        case Phase.DONE:
            return Continue()
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.QUEUED:
            return Suspend("review-of-the-plan")
        case Phase.RUNNING:
            return Suspend("review-of-the-run")
        case Phase.DONE:
            return Continue()
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ends
from .rule import Rule

RULE = Rule("VS217", "similar-labels", Severity.WARNING)


def similar_labels(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each label that an earlier one is alike."""
    first: dict[str, str] = {}
    for end in ends(step.body):
        if isinstance(end.action, ir.SuspendOf):
            label = end.action.label
            other = first.setdefault(label.lower(), label)
            if other != label:
                yield RULE.found(
                    f"the labels `{other}` and `{label}` differ in case only",
                    end.span,
                    "choose labels that say what each gate is for",
                )
