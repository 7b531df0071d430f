"""A Suspend of a hand-written template that an answer leads to has nothing beside it that holds the step.

## Why
A Suspend that was resumed does nothing any more, and execution falls through. A resume while the API still says "pending"
then lets the step succeed, and so does a Wait that comes in between, without anybody having resumed. A ConditionalWait behind
it holds.

## Bad
```cue
import (
        "encoding/json"
        "vela/builtin"
        "vela/http"
)

if parameter.url != _|_ {
        send: http.#HTTPDo & {$params: {
                method: "POST"
                url:    parameter.url
                request: timeout: "10s"
        }}
        if send.$returns.body != _|_ {
                reply: *json.Unmarshal(send.$returns.body) | null
                state: *reply.data.status | null
                if state != 1 {
                        "waiting-for-review": builtin.#Suspend
                }
        }
}
parameter: url: string
```

## Good
```cue
import (
        "encoding/json"
        "vela/builtin"
        "vela/http"
)

if parameter.url != _|_ {
        send: http.#HTTPDo & {$params: {
                method: "POST"
                url:    parameter.url
                request: timeout: "10s"
        }}
        if send.$returns.body != _|_ {
                reply: *json.Unmarshal(send.$returns.body) | null
                state: *reply.data.status | null
                if state != 1 {
                        "waiting-for-review": builtin.#Suspend
                        recheck: builtin.#ConditionalWait & {$params: continue: false}
                }
        }
}
parameter: url: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS370", "unheld-suspend")
