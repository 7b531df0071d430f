"""Calls of the engine's providers, in either dialect: what is different between the two is in one table.

`builtin` writes `x: http.#HTTPDo & {$params: ...}` and finds the results in `x.$returns`. `legacy` has one package, `op`,
with parameters and results beside each other: `x: op.#HTTPDo & {...}` and `x.response`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .. import cue
from ..dialects import Dialect
from .forms import first, fits, item, item_if, path
from .types import Use


@dataclass(frozen=True, slots=True)
class Table:
    """How a dialect writes a call: `package` if one has all operations, `params` around parameters, where results are.

    `read` is the test that an object was read or could not be. `ordered`: what is executed first must be said, as a label
    in quotes comes last otherwise (kubevela/workflow v0.6.0, `TagFieldOrder`). `escapes`: its CUE has `net.QueryEscape`.
    `elsewhere`: `tls_config` can name another namespace than that of the run.
    """

    package: str | None
    params: str | None
    answer: str
    value: tuple[str, ...]
    error: tuple[str, ...]
    read: tuple[str, ...]
    ordered: bool
    escapes: bool
    elsewhere: bool


TABLES: Mapping[Dialect, Table] = {
    Dialect.BUILTIN: Table(
        package=None,
        params="$params",
        answer="$returns",
        value=("$returns", "value"),
        error=("$returns", "err"),
        read=("$returns", "value"),
        ordered=False,
        escapes=True,
        elsewhere=True,
    ),
    Dialect.LEGACY: Table(
        package="op",
        params=None,
        answer="response",
        value=("value",),
        error=("err",),
        read=("value", "metadata", "resourceVersion"),
        ordered=True,
        escapes=False,
        elsewhere=False,
    ),
}


_NEVER = cue.Lit(False)


class Operations:
    """Writes calls in `dialect`; `use` notes the packages they come from."""

    def __init__(self, use: Use, dialect: Dialect) -> None:
        self._use = use
        self._table = TABLES[dialect]

    def call(self, label: str, package: str, operation: str, *params: cue.Field, doc: tuple[str, ...] = ()) -> cue.Field:
        """A call with several lines of parameters."""
        verb = self._verb(package, operation)
        if self._table.params is None:
            return cue.Field(label, cue.Binary("&", verb, cue.StructLit(params)), doc=doc)
        wrapped = cue.Field(self._table.params, cue.StructLit(params, short=len(params) == 1))
        return cue.Field(label, cue.Binary("&", verb, cue.StructLit((wrapped,), hugs=True)), doc=doc)

    @property
    def reads_elsewhere(self) -> bool:
        """Whether `tls_config` can name a Secret in another namespace than that of the run."""
        return self._table.elsewhere

    def answer(self, label: str) -> cue.Expr:
        """The answer of a request: its `statusCode`, `body` and `header`."""
        return path(label, self._table.answer)

    def value(self, label: str, *names: str) -> cue.Expr:
        """What was read, or a part of it."""
        return path(label, *self._table.value, *names)

    def error(self, label: str) -> cue.Expr:
        """Why an object could not be read."""
        return path(label, *self._table.error)

    def was_read(self, label: str) -> cue.Expr:
        """The test that an object was read, or that it could not be."""
        found = cue.Binary("!=", path(label, *self._table.read), cue.Bottom())
        if self._table.read == self._table.value:
            return found
        return cue.Binary("||", found, fits(self.error(label), cue.Ref("string")))

    def escaped(self, text: cue.Expr) -> cue.Expr:
        """`text` percent-encoded, as Go's `url.QueryEscape` does it."""
        if self._table.escapes:
            return cue.Call(cue.Select(self._use("net"), "QueryEscape"), (text,))
        strings, char = self._use("strings"), cue.Ref("char")
        upper = cue.Call(cue.Select(strings, "ToUpper"), (cue.Call(cue.Select(self._use("hex"), "Encode"), (char,)),))
        encoded = cue.Call(cue.Select(self._use("regexp"), "ReplaceAll"), (cue.Lit(".."), upper, cue.Lit("%$0")))
        plain = item_if(cue.Binary("=~", char, cue.Lit("^[A-Za-z0-9_.~-]$")), char)
        space = item_if(cue.Binary("==", char, cue.Lit(" ")), cue.Lit("+"))
        chars = cue.For(None, "char", cue.Call(cue.Select(strings, "Split"), (text, cue.Lit(""))))
        each = cue.ListLit((item((chars,), first((plain, space, encoded))),))
        return cue.Call(cue.Select(strings, "Join"), (each, cue.Lit("")))

    def fail(self, label: str, message: cue.Expr) -> cue.Field:
        """Fail the step for good."""
        return self._action(label, "Fail", cue.Field("message", message))

    def wait(self, label: str, message: cue.Expr, order: int = 0, until: cue.Expr | None = None) -> cue.Field:
        """Execute the step again later, unless `until` holds; nothing behind this is executed now."""
        params = cue.Field("continue", until or _NEVER), cue.Field("message", message)
        return self._action(label, "ConditionalWait", *params, order=order)

    def suspend(self, label: str, duration: str | None) -> cue.Field:
        """Stop; once resumed, or when the time is up, this does nothing any more, and what holds then has the order 2.

        The label is quoted: it is a name for people, not for CUE.
        """
        params = () if duration is None else (cue.Field("duration", cue.Lit(duration)),)
        return self._action(label, "Suspend", *params, quoted=True, order=1)

    def variable(self, label: str, method: str, name: cue.Expr, *value: cue.Field, doc: tuple[str, ...] = ()) -> cue.Field:
        """Put or get a variable of the workflow's context."""
        params = (cue.Field("method", cue.Lit(method)), cue.Field("path", name), *value)
        if self._table.params is not None:
            return self.call(label, "builtin", "DoVar", *params, doc=doc)
        # The package has no definition for it (kubevela/workflow v0.6.0, `op.cue`), the engine has the operation.
        return cue.Field(label, cue.StructLit((cue.Field("#do", cue.Lit("var"), special=True), *params)), doc=doc)

    def _verb(self, package: str, operation: str) -> cue.Expr:
        return cue.Select(self._use(self._table.package or package), f"#{operation}")

    def _action(self, label: str, verb: str, *params: cue.Field, quoted: bool = False, order: int = 0) -> cue.Field:
        operation = self._verb("builtin", verb)
        order_of = (f"@step({order})",) if order and self._table.ordered else ()
        if not params:
            return cue.Field(label, operation, quoted=quoted, attributes=order_of)
        if self._table.params is not None:
            params = (cue.Field(self._table.params, cue.StructLit(params, inline=True, short=len(params) == 1)),)
        given = cue.Binary("&", operation, cue.StructLit(params, inline=True))
        return cue.Field(label, given, quoted=quoted, attributes=order_of)
