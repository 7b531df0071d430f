"""A hand-written template does not compile on a line.

## Why
No admission webhook compiles the template of a workflow step: the definition is accepted, and its first run fails, or on 1.10
and 1.11 succeeds at the second execution. What only an answer can settle is not reported.

## Bad
```cue
import "vela/builtin"

refuse: builtin.#Fail & {$params: message: reason}
```

## Good
```cue
import "vela/builtin"

refuse: builtin.#Fail & {$params: message: parameter.reason}
parameter: reason: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS350", "uncompilable-template")
