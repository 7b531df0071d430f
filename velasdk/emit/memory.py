"""What `once` remembers: a variable of the workflow's context, named after the id of the step.

It is opened with an empty value at each execution, which changes nothing in it, so that reading it never fails. Putting a
value of another content under the same name is an error of the engine: an answer is put once and never changed.
"""

from __future__ import annotations

from .. import cue, ir
from ..effects.once import LONGEST, done, too_long
from ..lower.scope import Names
from .forms import first, fits, guarded, item_if, member, path
from .operations import Operations
from .types import Use


class Memory:
    """Writes the opening of the memory, and for each `once` what happens with and without an answer in it."""

    def __init__(self, use: Use, operations: Operations, names: Names) -> None:
        self.use = use
        self.operations = operations
        self.names = names
        self.name, self.open, self.read = (names.fresh(name) for name in ("memory", "openMemory", "readMemory"))

    def opened(self, body: list[cue.Decl]) -> list[cue.Decl]:
        """`body`, with what this run remembers."""
        found = path(self.read, "$returns", "value")
        doc = ("What is done once per run is remembered in the workflow's context, under the id of this step.",)
        return [
            self._variable(self.open, "Put", cue.Field("value", cue.StructLit(())), doc=doc),
            self._variable(self.read, "Get"),
            guarded(cue.Binary("!=", found, cue.Bottom()), [cue.Field(self.name, found), *body]),
        ]

    def either(self, name: str, known: str, fresh: list[cue.Decl], after: list[cue.Decl]) -> list[cue.Decl]:
        """`fresh` while `name` has no answer, then `after`, where `known` is the answer."""
        remembered = self.names.fresh(f"{name}-remembered")
        kept = cue.Index(cue.Ref(self.name), cue.Lit(name))
        unmarshal = cue.Select(self.use("json"), "Unmarshal")
        return [
            cue.Field(remembered, first((item_if(fits(kept, cue.Ref("string")), cue.Lit(True)), cue.Lit(False)))),
            guarded(cue.Unary("!", cue.Ref(remembered)), fresh),
            guarded(cue.Ref(remembered), [cue.Field(known, cue.Call(unmarshal, (kept,))), *after]),
        ]

    def kept(self, call: ir.Call, once: ir.Once, label: str) -> list[cue.Decl]:
        """Remember the answer of `call`; the step goes on at its next execution, when the answer is stored."""
        returned = path(call.label, "$returns")
        body = member(returned, "body")
        parts = [cue.Field("statusCode", member(returned, "statusCode")), cue.Field("body", body)]
        if once.answer.headers:
            parts.append(cue.Field("header", member(returned, "header")))
        marshal, replace = cue.Select(self.use("json"), "Marshal"), cue.Select(self.use("strings"), "Replace")
        text = cue.Call(marshal, (cue.StructLit(tuple(parts), inline=True),))
        # A byte order mark in a variable is an error that the engine of 1.11 does not survive.
        stored = cue.Call(replace, (text, cue.Lit("\ufeff"), cue.Lit("\\ufeff"), cue.Lit(-1)))
        length = cue.Call(cue.Ref("len"), (body,))
        answer = cue.Field(once.name, stored, quoted=True)
        kept = cue.Field("value", cue.StructLit((answer,), short=True))
        put = self._variable(self.names.fresh(f"keep-{once.name}"), "Put", kept)
        return [
            guarded(
                cue.Binary(">", length, cue.Lit(LONGEST)),
                [self.operations.fail(self.names.fresh(f"{once.name}-too-long"), cue.Lit(too_long(once.name)))],
            ),
            guarded(
                cue.Binary("<=", length, cue.Lit(LONGEST)),
                [put, self.operations.wait(label, cue.Lit(done(once.name)))],
            ),
        ]

    def _variable(self, label: str, method: str, *value: cue.Field, doc: tuple[str, ...] = ()) -> cue.Field:
        name = cue.Interpolation(("velasdk-once-", path("context", "stepSessionID")))
        params = (cue.Field("method", cue.Lit(method)), cue.Field("path", name), *value)
        return self.operations.call(label, "builtin", "DoVar", *params, doc=doc)
