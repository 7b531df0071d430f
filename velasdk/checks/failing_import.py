"""Importing the file raises an exception.

## Why
Classes, parameters and models are read live, so the file is imported at every check and compile, on every machine that does.
A file that needs a variable, a network or a module of another project compiles only where it has them.

## Bad
```python
import os

ADDRESS = os.environ["NO_SUCH_VARIABLE"]  # VS019
```
```python
import no_such_module  # VS019
```
```python
raise SystemExit(0)  # VS019
```

## Good
```python
import os

ADDRESS = os.environ.get("NO_SUCH_VARIABLE", "http://api.example")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS019", "failing-import")
