"""A request of a hand-written template may take longer than 30 seconds, and the controller waits with it.

## Why
A request is sent by the controller itself, while it executes the step: until there is an answer, or the time-out, that
worker of the controller does nothing else, and no terminate reaches the step. Some slow steps stop all workflows of a
cluster. It is what VS311 says of a step in Python.

## Bad
```cue
import "vela/http"

job: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "5m"
}}
parameter: url: string
```

## Good
```cue
import "vela/http"

job: http.#HTTPDo & {$params: {
        url: parameter.url
        request: timeout: "30s"
}}
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS371", "slow-request")
