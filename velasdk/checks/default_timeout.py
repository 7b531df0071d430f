"""A request of a hand-written template has no time-out of its own, so it is given up after three seconds.

## Why
Three seconds are the providers' own on all lines. A request that is given up is a failed one, and the eleventh failure in the
life of a step ends it. Longer ones keep a worker of the controller: ten seconds are plenty for most APIs.

## Bad
```cue
import "vela/http"

send: http.#HTTPDo & {$params: url: parameter.url}
parameter: url: string
```

## Good
```cue
import "vela/http"

send: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "10s"
}}
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS369", "default-timeout")
