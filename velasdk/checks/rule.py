"""What a rule is: a code, a name, and a page that is the docstring of its file."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Diagnostic, Severity, Span


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` never changes its meaning; `name` reads as "allow <name>", in kebab case.

    What is certainly wrong is an `ERROR`; a judgement is a `WARNING`, which the author may answer with a reason.
    """

    code: str
    name: str
    severity: Severity = Severity.ERROR

    def found(self, message: str, span: Span, help: str) -> Diagnostic:
        """A finding of the rule."""
        return Diagnostic(self.code, message, span, help, self.severity)
