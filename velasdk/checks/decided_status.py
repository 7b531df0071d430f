"""A test of the status can never be true: a policy of the request decides that status.

## Why
An answer of 5xx or 429 is `on_unavailable`'s, by default a Wait, and with `on_refused` all but 2xx is that policy's. The
step goes on only with what is left; a test of any other status looks like a decision and is none.

## Bad
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)
    if answer.status == 503:  # VS225
        return Fail("the API is down")
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url, on_refused=Fail("refused"))
    match answer.status:
        case 200 | 204:
            return Continue()
        case 404:  # VS225
            return Wait("not there yet")
        case _:
            return Fail(f"{self.url} answered {answer.status}")
```
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)
    if answer.status in [429, 503]:  # VS225
        return Wait("the API is busy")
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```

## Good
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url, on_unavailable=Fail("the API is down"))
    if answer.status == 404:
        return Wait("not there yet")
    return Continue() if answer.status == 200 else Fail(f"{self.url} answered {answer.status}")
```
```python
async def run(self, context: Context) -> Action:
    answer = await http.get(self.url)
    if answer.status != 500 and answer.status < 500 and answer.status in [200, 429]:
        return Continue()
    return Fail("failed") if answer.status >= 400 and answer.status > 401 else Fail(f"{answer.status}")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, on_refused=Fail("refused"))
    parts = await http.get(f"{self.url}/parts")
    return Wait("not there yet") if self.gone(job.status) or self.gone(parts.status) else Continue()


def gone(self, status: int) -> bool:
    return status == 404
```
```python
async def run(self, context: Context) -> Action:
    parts = await http.get(f"{self.url}/parts")
    job = await http.get(self.url, on_refused=Fail("refused"))
    return Wait("not there yet") if self.gone(parts.status) or self.gone(job.status) else Continue()


def gone(self, status: int) -> bool:
    return status == 404
```
```python
async def run(self, context: Context) -> Action:
    reply = await http.get(self.url, reply=Reply)
    return Continue() if reply.count == 500 or reply.count in [429, 500] else Fail(f"{reply.count} are too few")
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import eq, ge, gt, le, lt, ne

from .. import ir
from ..diagnostics import Diagnostic, Severity, Span
from ..paths import answers_of
from ..ways import tests, ways
from .rule import Rule

RULE = Rule("VS225", "decided-status", Severity.WARNING)

TESTS: dict[str, Callable[[int, int], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
LEFT = frozenset(range(100, 500)) - {429}
"""What `on_unavailable` leaves to a step."""
ACCEPTED = LEFT & frozenset(range(200, 300))
"""What `on_refused` leaves to it."""


def decided_status(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each test that is true of no status that the policies of a request leave to the step."""
    found: dict[Span, bool] = {}
    for way in ways(step.body):
        left: dict[str, frozenset[int]] = {}
        for call in (node for node in way.nodes if isinstance(node, ir.Call)):
            statuses = ACCEPTED if call.policies > 1 else LEFT
            left |= {answer.status.name: statuses for answer in answers_of(call)}
        for part in (part for test in tests(way) for part in ir.walk(test)):
            match part:
                case ir.Compare(op=op, left=ir.Variable(name=name), right=ir.Const(value=number)) if name in left:
                    possible = any(TESTS[op](status, number) for status in left[name])
                case ir.Function(name="in", arguments=(ir.Variable(name=name), ir.ListDisplay(items=items))) if name in left:
                    possible = not all(isinstance(item, ir.Const) and item.value not in left[name] for item in items)
                case _:
                    continue
            # A test in a helper is one of several answers: it is of use where it can be true of any.
            found[part.span] = found.get(part.span, False) or possible
    for span in (span for span, possible in found.items() if not possible):
        yield RULE.found(
            "this is never true: a policy of the request decides that status",
            span,
            "take the test out, or give the policy: `on_unavailable=` for 5xx and 429, `on_refused=` for all but 2xx",
        )
