"""An operation in an optional or hidden field of a hand-written template is executed.

## Why
A question mark or an underscore does not switch an operation off on 1.10 and 1.11, where it looks as if it did.

## Bad
```cue
import "vela/builtin"

refuse?: builtin.#Fail & {$params: message: "no"}
```

## Good
```cue
import "vela/builtin"

if parameter.refuse {
        refuse: builtin.#Fail & {$params: message: "no"}
}
parameter: refuse: bool
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS362", "executed-declaration")
