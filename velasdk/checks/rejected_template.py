"""The real engine does not take the template that a step compiled to.

## Why
`velasdk check --engine` compiles each template with the engine's own CUE and packages, executing nothing. No admission webhook
of KubeVela compiles a step, so a template that cannot compile would be noticed in its first run. An unused import alone
makes a step on KubeVela 1.11 fail once and then succeed, without having sent its request.

## Bad
No class is known that compiles to such a template: it is a bug of velasdk, worth a report with the class.

## Good
```python
class Ask(Approval, name="ask"):
    actions = ACTIONS
```

## Evidence
- [error-unused-import](../engine.md#error-unused-import)
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS301", "rejected-template")
