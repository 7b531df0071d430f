r"""A pattern uses classes or groups that Python and CUE read differently.

## Why
CUE's patterns are RE2: `\d` and `\w` are ASCII there and Unicode in Python, and groups with names or options differ between
lines of engines.

## Bad
```python
ticket: str = Parameter(pattern=r"^OPS-\d+$")  # VS029
```

## Good
```python
ticket: str = Parameter(pattern=r"^OPS-[0-9]+$")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS029", "unportable-pattern")
