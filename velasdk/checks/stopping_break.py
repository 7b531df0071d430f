"""A hand-written template breaks: everything behind it is executed all the same, and the workflow ends failed.

## Why
A Break ends nothing, on no line of KubeVela. Its own step succeeds, and so every step behind it is executed, also those that
depend on it. When all steps have ended the workflow is failed. It is what VS312 says of a step in Python, with what the
engines do.

## Bad
```cue
import "vela/builtin"

if parameter.frozen {
        stop: builtin.#Break & {$params: message: "nothing is released now"}
}
parameter: frozen: bool
```

## Good
```cue
import "vela/builtin"

if parameter.frozen {
        stop: builtin.#Fail & {$params: message: "nothing is released now"}
}
parameter: frozen: bool
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS372", "stopping-break")
