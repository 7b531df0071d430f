"""A hand-written template gives a parameter a value that its function does not take.

## Why
The function is not executed: on no line is there a PATCH. Which values it takes is read from the packages of the line.

## Bad
```cue
import "vela/http"

send: http.#HTTPDo & {$params: {
        method: "PATCH"
        url:    parameter.url
        request: timeout: "10s"
}}
parameter: url: string
```

## Good
```cue
import "vela/http"

send: http.#HTTPDo & {$params: {
        method: "PUT"
        url:    parameter.url
        request: timeout: "10s"
}}
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS359", "refused-value")
