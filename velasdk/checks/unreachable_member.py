"""A member of the enum has an action, and no reply leads to it.

## Why
`actions` maps every member, and reads as if all of them could happen. A member that `status` never returns has an action
that is never taken: often it is the approval that was forgotten, or the rejection.

## Bad
```python
actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}  # VS218


def status(self, reply: Reply) -> Status | Continue | Fail:
    if reply.count > self.limit:
        return Fail(f"{reply.count} are too many")
    return Status.OPEN if reply.owner is None else Continue()
```
```python
actions = {
    Status.OPEN: Suspend("open"),  # VS218
    Status.DONE: Continue(),
}


def status(self, reply: Reply) -> Status | Fail:
    found = Status.DONE if reply.owner is None or reply.count > self.limit else Status.DONE
    return found
```

## Good
```python
actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}


def status(self, reply: Reply) -> Status | Fail:
    if reply.count > self.limit:
        return Fail(f"{reply.count} are too many")
    return Status.OPEN if reply.owner is None else Status.DONE
```
```python
actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}


def status(self, reply: Reply) -> Status | Fail:
    if reply.count > self.limit:
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..load import actions_in, part_span
from ..paths import after
from ..step import status_type
from .rule import Rule

RULE = Rule("VS218", "unreachable-member", Severity.WARNING)


def unreachable_member(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each member in the table of a `StatusStep` that no way leads to."""
    if not actions_in(step.python, step.span.file):  # a table of several steps need not be used up by one
        return
    enum = status_type(step.python)
    assert enum is not None
    tags = set(_tags(step.body))
    for member in enum:
        if member.name.lower().replace("_", "-") not in tags:
            yield RULE.found(
                f"no reply leads to `{enum.__name__}.{member.name}`",
                part_span(step.python, step.span.file, f"value:{member.name}"),
                "return it from `status`, or take it out of the enum and of `actions`",
            )


def _tags(body: ir.Node) -> Iterator[str]:
    """The tags of all ends that can be reached."""
    waiting = [body]
    while waiting:
        node = waiting.pop()
        match node:
            case ir.Return(tag=tag):
                yield tag
            case ir.Switch(subject=subject, cases=cases):
                values = _values(subject)
                waiting += (case for value, case in cases if values is None or value in values)
            case _:
                waiting += after(node)


def _values(subject: ir.Expr | None) -> set[object] | None:
    """What `subject` can be, None for all of its type."""
    match subject:
        case ir.Const(value=value):
            return {value}
        case ir.Conditional(then=then, otherwise=otherwise):
            one, other = _values(then), _values(otherwise)
            return None if one is None or other is None else one | other
        case ir.Variable(bound=bound):
            return _values(bound)
        case _:
            return None
