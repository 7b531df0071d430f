"""Provider calls as the builtin dialect writes them: `x: kube.#Read & {$params: ...}`, results in `x.$returns`."""

from __future__ import annotations

from .. import cue
from .types import Use


class Operations:
    """Writes calls of the engine's providers; `use` notes the packages they come from."""

    def __init__(self, use: Use) -> None:
        self._use = use

    def call(self, label: str, package: str, operation: str, *params: cue.Field, doc: tuple[str, ...] = ()) -> cue.Field:
        """A call with several lines of parameters."""
        wrapped = cue.Field("$params", cue.StructLit(params, short=len(params) == 1))
        verb = cue.Select(self._use(package), f"#{operation}")
        return cue.Field(label, cue.Binary("&", verb, cue.StructLit((wrapped,), hugs=True)), doc=doc)

    def fail(self, label: str, message: cue.Expr) -> cue.Field:
        """Fail the step for good."""
        return self._verb(label, "Fail", cue.Field("message", message))

    def end(self, label: str, message: cue.Expr) -> cue.Field:
        """End the workflow."""
        return self._verb(label, "Break", cue.Field("message", message))

    def wait(self, label: str, message: cue.Expr) -> cue.Field:
        """Execute the step again later; nothing behind this is executed now."""
        return self._verb(label, "ConditionalWait", cue.Field("continue", cue.Lit(False)), cue.Field("message", message))

    def suspend(self, label: str, duration: str | None) -> cue.Field:
        """Stop; once resumed this does nothing any more. The label is quoted: it is a name for people, not for CUE."""
        if duration is None:
            return cue.Field(label, cue.Select(self._use("builtin"), "#Suspend"), quoted=True)
        return self._verb(label, "Suspend", cue.Field("duration", cue.Lit(duration)), quoted=True)

    def _verb(self, label: str, verb: str, *params: cue.Field, quoted: bool = False) -> cue.Field:
        wrapped = cue.Field("$params", cue.StructLit(params, inline=True, short=len(params) == 1))
        operation = cue.Select(self._use("builtin"), f"#{verb}")
        return cue.Field(label, cue.Binary("&", operation, cue.StructLit((wrapped,), inline=True)), quoted=quoted)
