"""What `once` remembers: a variable of the workflow's context, named after the id of the step.

It is opened with an empty value at each execution, which changes nothing in it, so that reading it never fails. Putting a
value of another content under the same name is an error of the engine: an answer is put once and never changed.
"""

from __future__ import annotations

from .. import cue, ir
from ..effects.once import LONGEST, done, lost, too_long
from ..lower.scope import Names
from ..paths import unreadable
from .forms import OBJECT, first, fits, guarded, item_if, member, or_null, path
from .operations import Operations
from .request import header
from .types import Use

_ESCAPED = "A byte order mark in a variable is an error the engine does not survive."


class Memory:
    """Writes the opening of the memory, and for each `once` what happens with and without an answer in it."""

    def __init__(self, use: Use, operations: Operations, names: Names) -> None:
        self.use = use
        self.operations = operations
        self.names = names
        self.name, self.open, self.read = (names.fresh(name) for name in ("memory", "openMemory", "readMemory"))

    def opened(self, body: list[cue.Decl]) -> list[cue.Decl]:
        """`body`, with what this run remembers."""
        found = self.operations.value(self.read)
        doc = (
            "What is done once per run is remembered in the workflow's context, under the id of this step.",
            "It is opened first, so that reading it never fails; opening changes nothing in it.",
        )
        return [
            self._variable(self.open, "Put", cue.Field("value", cue.StructLit(())), doc=doc),
            self._variable(self.read, "Get"),
            guarded(cue.Binary("!=", found, cue.Bottom()), [cue.Field(self.name, found), *body]),
        ]

    def either(self, call: ir.Call, once: ir.Once, known: str, fresh: list[cue.Decl], after: list[cue.Decl]) -> list[cue.Decl]:
        """`fresh` while the call has no answer, then `after`, where `known` is the answer."""
        remembered = self.names.fresh(f"{once.name}-remembered")
        kept = cue.Index(cue.Ref(self.name), cue.Lit(once.name))
        marshal, unmarshal = (cue.Select(self.use("json"), name) for name in ("Marshal", "Unmarshal"))
        answer: cue.Expr = cue.Call(unmarshal, (kept,))
        if unreadable(call) is None:  # the step decides what the answer means, so it must be a whole one
            kinds = (("statusCode", cue.Ref("int")), ("body", cue.Ref("string")), ("header", OBJECT))
            whole = cue.StructLit(tuple(cue.Field(name, kind) for name, kind in kinds), inline=True)
            answer = cue.Call(unmarshal, (self._escaped(cue.Call(marshal, (cue.Binary("&", answer, whole),))),))
            fail = self.operations.fail(self.names.fresh(f"{once.name}-lost"), cue.Lit(lost(once.name)))
            missing, there = (cue.Binary(op, cue.Ref(known), cue.Lit(None)) for op in ("==", "!="))
            after = [guarded(missing, [fail]), guarded(there, after)]
        return [
            cue.Field(remembered, first((item_if(fits(kept, cue.Ref("string")), cue.Lit(True)), cue.Lit(False)))),
            guarded(cue.Unary("!", cue.Ref(remembered)), fresh),
            guarded(cue.Ref(remembered), [cue.Field(known, or_null(answer)), *after]),
        ]

    def kept(self, call: ir.Call, once: ir.Once, label: str) -> list[cue.Decl]:
        """Remember the answer of `call`; the step goes on at its next execution, when the answer is stored."""
        returned = self.operations.answer(call.label)
        body = member(returned, "body")
        read = {name: self.names.fresh(f"{once.name}-{name}") for name, _ in once.answer.headers}
        headers = cue.StructLit(
            tuple(cue.Field(name, cue.Ref(field), quoted=True) for name, field in read.items()), inline=True
        )
        parts = (cue.Field("statusCode", member(returned, "statusCode")), cue.Field("body", body), cue.Field("header", headers))
        marshal = cue.Select(self.use("json"), "Marshal")
        written = cue.Call(marshal, (cue.StructLit(parts, inline=True),))
        escaped = self._escaped(written)
        answer = self.names.fresh(f"{once.name}-stored")
        value = cue.Field("value", cue.StructLit((cue.Field(once.name, cue.Ref(answer), quoted=True),), short=True))
        length = cue.Call(cue.Ref("len"), (body,))
        return [
            guarded(
                cue.Binary(">", length, cue.Lit(LONGEST)),
                [self.operations.fail(self.names.fresh(f"{once.name}-too-long"), cue.Lit(too_long(once.name)))],
            ),
            guarded(
                cue.Binary("<=", length, cue.Lit(LONGEST)),
                [
                    *(cue.Field(field, header(self.use, returned, name)) for name, field in read.items()),
                    cue.Field(
                        answer, escaped, doc=("A byte order mark in a variable is an error the engine does not survive.",)
                    ),
                    self._variable(self.names.fresh(f"keep-{once.name}"), "Put", value),
                    self.operations.wait(label, cue.Lit(done(once.name))),
                ],
            ),
        ]

    def _escaped(self, text: cue.Expr) -> cue.Expr:
        """JSON without a byte order mark, which neither a variable nor `json.Unmarshal` takes."""
        replace = cue.Select(self.use("strings"), "Replace")
        return cue.Call(replace, (text, cue.Lit("\ufeff"), cue.Lit("\\ufeff"), cue.Lit(-1)))

    def _variable(self, label: str, method: str, *value: cue.Field, doc: tuple[str, ...] = ()) -> cue.Field:
        name = cue.Interpolation(("velasdk-once-", path("context", "stepSessionID")))
        return self.operations.variable(label, method, name, *value, doc=doc)
