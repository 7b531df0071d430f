"""A function or method is called that has no form in CUE with the same meaning.

## Why
Only the body of the step becomes CUE, and that of its helpers: plain functions of your own modules and methods of the step are
compiled where they are called. A library does not travel with it, and some functions that CUE has differ from Python's
for some inputs: `"ß".upper()` and `"İ".lower()` do, and `strings.Index` counts bytes.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.message.lower() == "no":  # VS003
        return Status.OPEN
    return reply.status
```
```python
class Ask(Approval, name="ask"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        if re.match("no", reply.message):  # VS003
            return Status.OPEN
        return reply.status


import re
```

## Good
```python
class Ask(Approval, name="ask"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        if self.refused(reply):
            return Status.OPEN
        return reply.status

    def refused(self, reply: Reply) -> bool:
        return reply.message.startswith("no")
```
```python
def status(self, reply: Reply) -> Status:
    if reply.message.strip(" ") == "no":
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS003", "unsupported-call")
