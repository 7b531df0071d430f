"""A hand-written template imports a package that a line does not have.

## Why
1.9 has `vela/op`; `vela/builtin`, `vela/http`, `vela/kube` and the others came with 1.10. A template for one is none for the
other, and an import that is not known is seen at the first execution only. On 1.10 and 1.11 the second one then succeeds.

## Bad
```cue
// --line 1.9
import "vela/builtin"

gate: builtin.#Suspend
```

## Good
```cue
// --line 1.9
import "vela/op"

gate: op.#Suspend & {}
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS351", "unknown-package")
