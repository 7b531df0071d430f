"""A hand-written template calls a function that its package does not have.

## Why
On 1.10 and 1.11 such a template compiles without a word. The field is no operation, so nothing is executed there, and the
step may succeed. Which functions there are is read from the packages of the line.

## Bad
```cue
import "vela/kube"

read: kube.#Get & {$params: value: {apiVersion: "v1", kind: "Secret", metadata: name: parameter.name}}
parameter: name: string
```

## Good
```cue
import "vela/kube"

read: kube.#Read & {$params: value: {apiVersion: "v1", kind: "Secret", metadata: name: parameter.name}}
parameter: name: string
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS353", "unknown-function")
