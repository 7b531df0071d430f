"""A hand-written template imports a package and does not use it.

## Why
CUE of 1.11 takes that for an error, so an upgrade of KubeVela breaks the step: its first execution fails, its second one
succeeds, and nothing was executed.

## Bad
```cue
import (
        "strings"
        "vela/builtin"
)

refuse: builtin.#Fail & {$params: message: parameter.reason}
parameter: reason: string
```

## Good
```cue
import (
        "strings"
        "vela/builtin"
)

refuse: builtin.#Fail & {$params: message: strings.ToLower(parameter.reason)}
parameter: reason: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS360", "unused-import")
