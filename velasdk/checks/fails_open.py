"""A step with a hand-written template succeeds, although it was answered wrongly.

## Why
`velasdk check FILE --reply REPLIES` makes wrong answers from the approval in REPLIES, or takes those that stand there, and
plays each on the engine of every line: three times from the start, after the pending reply, and after that and a resume. The
finding counts the runs in which the step succeeded and shows the shortest traces. A list that decides and ends in a refusal
keeps all of them closed.

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
                if state == 2 {
                        rejected: builtin.#Fail & {$params: message: "rejected"}
                }
                if state == 0 {
                        "waiting-for-review": builtin.#Suspend
                        recheck: builtin.#ConditionalWait & {$params: continue: false}
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
                kind: [
                        if send.$returns.statusCode != 200 {"invalid"},
                        if (reply.code & 0) == _|_ {"invalid"},
                        if (state & 0) != _|_ {"pending"},
                        if (state & 1) != _|_ {"approved"},
                        "invalid",
                ][0]
                if kind == "invalid" {
                        refused: builtin.#Fail & {$params: message: "not approved"}
                }
                if kind == "pending" {
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

RULE = Rule("VS390", "fails-open")
