r"""A text holds characters that a CUE file cannot hold.

## Why
Half a character (a lone surrogate) has no UTF-8, so no template can be written with it. A control character or one that turns
the direction of text in a usage would end or disguise the comment that `vela show` prints.

## Bad
```python
region: str = Parameter(usage="Where\x07")  # VS010
```
```python
region: str = Parameter(default="\ud83d")  # VS010
```

## Good
```python
region: str = Parameter(usage="Where\nit runs")
```
```python
region: str = Parameter(default="\U0001f600")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS010", "unwritable-text")
