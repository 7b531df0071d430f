"""A step is in a file that no other file can import.

## Why
Python imports a file by its name, and a name in Python has letters, digits and `_`. velasdk compiles a step in
`approve-change.py` all the same, but its test cannot say `from approve-change import ApproveChange`: that is a subtraction.
The step keeps its own name, whatever its file is called.

## Bad
```python
# approve-change.py
class ApproveChange(Approval, name="approve-change"):  # VS053
    actions = ACTIONS
```

## Good
```python
# approve_change.py
class ApproveChange(Approval, name="approve-change"):
    actions = ACTIONS
```
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from .rule import Rule

RULE = Rule("VS053", "unimportable-file", Severity.WARNING)


def unimportable_file(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report a step whose file has a name that stands in no `import`."""
    name = step.span.file.stem
    if not name.isidentifier() or keyword.iskeyword(name):
        yield RULE.found(
            f"no test can import a file named `{step.span.file.name}`",
            step.span,
            "use letters, digits and `_` in its name, as `approve_change.py` does; the step keeps its own",
        )
