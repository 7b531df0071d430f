"""A field of a hand-written template is another field's operation, and executes it once more.

## Why
A reference copies the whole value, the operation included: `b: a` sends the request of `a` twice in each execution, on every
line.

## Bad
```cue
import "vela/http"

send: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "10s"
}}
answer: send
parameter: url: string
```

## Good
```cue
import "vela/http"

send: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "10s"
}}
answer: send.$returns
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS363", "repeated-operation")
