"""Expressions of the IR as CUE, each in the form that was seen to mean the same on every line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from .. import cue, ir, safety
from ..schema import AnyJson, DictOf, ListOf, ModelOf, Type, Union_
from .declared import declared
from .forms import first, item, item_if, member, or_null
from .types import Use, data

STRINGS = {
    "str.startswith": "HasPrefix",
    "str.endswith": "HasSuffix",
    "str.removeprefix": "TrimPrefix",
    "str.removesuffix": "TrimSuffix",
    "str.split": "Split",
    "str.count": "Count",
    "str.strip": "Trim",
    "str.lstrip": "TrimLeft",
    "str.rstrip": "TrimRight",
}
"""str methods whose CUE form is a function of the same arguments in the same order."""


@dataclass(frozen=True)
class Values:
    """Writes expressions.

    `use` notes imports, `absent` names the binding of an optional parameter or context field, `known` are the tests that
    hold wherever the expression will stand.
    """

    use: Use
    absent: Callable[[ir.ParameterOf | ir.ContextOf], str]
    known: frozenset[ir.Expr] = frozenset()

    def knowing(self, tests: Iterable[ir.Expr]) -> Values:
        """The same where `tests` hold too."""
        return replace(self, known=self.known | frozenset(tests))

    def needs(self, value: ir.Expr) -> safety.Chain:
        """What `value` needs beyond what is known."""
        return self.unknown(safety.needs(value))

    def guards(self, value: ir.Expr) -> safety.Chain:
        """The tests that must stand before `value`: a conditional is null by itself where it cannot be computed."""
        return () if isinstance(value, ir.Conditional) else self.needs(value)

    def unknown(self, chain: safety.Chain) -> safety.Chain:
        """The tests of `chain` that are not known to hold."""
        return tuple(test for test in chain if test not in self.known)

    def alternatives(self, test: ir.Expr, holds: bool = True) -> list[safety.Chain]:
        """`safety.alternatives` without what is known."""
        return [self.unknown(chain) for chain in safety.alternatives(test, holds)]

    def expr(self, value: ir.Expr) -> cue.Expr:
        """`value` where everything it needs is known to hold."""
        match value:
            case ir.Const():
                return data(value.value)
            case ir.ParameterOf(name=name):
                return cue.Ref(self.absent(value)) if value.absent else member(cue.Ref("parameter"), name)
            case ir.ContextOf(name=name):
                return cue.Ref(self.absent(value)) if value.absent else cue.Select(cue.Ref("context"), name)
            case ir.Variable(name=name):
                return cue.Ref(name)
            case ir.Attribute(base=base, name=name):
                return member(self.expr(base), name)
            case ir.NotNone(value=inner):
                return self.expr(inner)
            case ir.Item(base=base, index=index):
                return self._item(base, index)
            case ir.Compare() | ir.IsNone() | ir.And() | ir.Or() | ir.Not():
                return self._test_value(value)
            case ir.Conditional(test=test, then=then, otherwise=otherwise):
                return self._conditional(test, then, otherwise, Values.expr)
            case ir.Format():
                return cue.Interpolation(tuple(p if isinstance(p, str) else self.expr(p) for p in _flat(value)))
            case ir.Arithmetic():
                return self._arithmetic(value)
            case ir.ListDisplay(items=items):
                return cue.ListLit(tuple(self.expr(one) for one in items))
            case ir.ObjectDisplay(items=items):
                return cue.StructLit(tuple(cue.Field(k, self.expr(v), quoted=True) for k, v in items))
            case ir.Comprehension():
                return self._comprehension(value, Values.expr)
            case ir.Function():
                return self._function(value)

    def condition(self, test: ir.Expr) -> cue.Expr:
        """A test that needs nothing, as a CUE boolean."""
        match test:
            case ir.Compare(op=op, left=left, right=right):
                return cue.Binary(op, self.expr(left), self.expr(right))
            case ir.IsNone(value=value):
                return cue.Binary("==", self.expr(value), cue.Lit(None))
            case ir.Not(value=ir.IsNone(value=value)):
                return cue.Binary("!=", self.expr(value), cue.Lit(None))
            case ir.Not(value=value):
                return cue.Unary("!", self.condition(value))
            case ir.And(left=left, right=right):
                return cue.Binary("&&", self.condition(left), self.condition(right))
            case ir.Or(left=left, right=right):
                return cue.Binary("||", self.condition(left), self.condition(right))
            case _:
                return self.expr(test)

    def clauses(self, chain: safety.Chain) -> tuple[cue.For | cue.If, ...]:
        """A chain as `if a if b`: CUE evaluates the second only if the first holds."""
        return tuple(cue.If(self.condition(test)) for test in chain)

    def safe(self, value: ir.Expr) -> cue.Expr:
        """`value` where nothing is known: null when it cannot be computed, for a field above a decision."""
        needed = self.guards(value)
        if not needed:
            return self.expr(value)
        if _is_path(value):
            return or_null(self.expr(value))
        return first((self._guarded(needed, self.knowing(needed).expr(value)), cue.Lit(None)))

    def lines(self, value: ir.Expr) -> cue.Expr:
        """`value` as a field, null where it cannot be computed; a choice of several on lines of its own."""
        written = self.safe(value)
        if isinstance(written, cue.Index) and isinstance(written.base, cue.ListLit) and written.base.items[2:]:
            return replace(written, base=replace(written.base, multiline=True))
        return written

    def bound(self, value: ir.Expr) -> cue.Expr:
        """`value` as a field of its own, which other fields may refer to."""
        written = self.lines(value)
        if not _from_absent(value) and not _in_parameter(value):
            return written
        # To the engine of 1.11 a second alias of an optional parameter can be a cycle, and its error a success at the next
        # execution (tests/language/test_found.py); so can an alias of any part of another. What comes back from JSON is
        # plain data.
        marshal, unmarshal = (cue.Select(self.use("json"), name) for name in ("Marshal", "Unmarshal"))
        return or_null(cue.Call(unmarshal, (cue.Call(marshal, (written,)),)))

    def wire(self, value: ir.Expr) -> cue.Expr:
        """`value` as it is sent: of a model that was read only the fields the class declares."""
        match value:
            case ir.ObjectDisplay(items=items):
                return cue.StructLit(tuple(cue.Field(k, self.wire(v), quoted=True) for k, v in items))
            case ir.ListDisplay(items=items):
                return cue.ListLit(tuple(self.wire(one) for one in items))
            case ir.Conditional(test=test, then=then, otherwise=otherwise):
                return self._conditional(test, then, otherwise, Values.wire)
            case ir.Comprehension(kind="list"):
                return self._comprehension(value, Values.wire)
            case _:
                return declared(self.expr(value), value.type, 0)

    def _conditional(
        self, test: ir.Expr, then: ir.Expr, otherwise: ir.Expr, write: Callable[[Values, ir.Expr], cue.Expr]
    ) -> cue.Expr:
        items: list[cue.ListItem] = []
        for chain in self.alternatives(test):
            inner = self.knowing(chain)
            items.append(self._guarded((*chain, *inner.guards(then)), write(inner.knowing(inner.guards(then)), then)))
        needed = self.guards(otherwise)
        if not needed and not self.needs(test):
            return first((*items, write(self, otherwise)))
        for chain in self.alternatives(test, holds=False):
            inner = self.knowing(chain)
            items.append(
                self._guarded((*chain, *inner.guards(otherwise)), write(inner.knowing(inner.guards(otherwise)), otherwise))
            )
        return first((*items, cue.Lit(None)))

    def _guarded(self, chain: safety.Chain, value: cue.Expr) -> cue.Comprehension:
        return item(self.clauses(chain), value)

    def _test_value(self, test: ir.Expr) -> cue.Expr:
        """A test as a value, its right sides evaluated only where Python would."""
        chains = self.alternatives(test)
        if len(chains) == 1 and len(chains[0]) == 1:
            return self.condition(chains[0][0])
        return first((*(self._guarded(chain, cue.Lit(True)) for chain in chains), cue.Lit(False)))

    def _item(self, base: ir.Expr, index: ir.Expr) -> cue.Expr:
        at = self.expr(index)
        if isinstance(index, ir.Const) and isinstance(index.value, int) and index.value < 0:
            length = cue.Call(cue.Ref("len"), (self.expr(base),))
            at = cue.Binary("-", length, cue.Lit(-index.value))
        return cue.Index(self.expr(base), at)

    def _arithmetic(self, value: ir.Arithmetic) -> cue.Expr:
        left, right = self.expr(value.left), self.expr(value.right)
        if value.op in ("+", "-", "*"):
            if value.op == "-" and value.left == ir.Const(0, type=value.type, span=value.span):
                return cue.Unary("-", right)
            return self._product(value, left, right) if value.op == "*" else cue.Binary(value.op, left, right)
        # CUE's div and mod are Euclidean, Python's follow the sign of the divisor.
        remainder = cue.Call(cue.Ref("mod"), (left, right))
        quotient = cue.Call(cue.Ref("div"), (left, right))
        if isinstance(value.right, ir.Const) and value.right.value > 0:
            return quotient if value.op == "//" else remainder
        nonzero = cue.Binary("!=", remainder, cue.Lit(0))
        below = cue.Binary("&&", nonzero, cue.Binary("<", right, cue.Lit(0)))
        if value.op == "//":
            return first((item_if(below, cue.Binary("-", quotient, cue.Lit(1))), quotient))
        return first((item_if(below, cue.Binary("+", remainder, right)), remainder))

    def _product(self, value: ir.Arithmetic, left: cue.Expr, right: cue.Expr) -> cue.Expr:
        # The 1.11 controller takes `parameter.x * 3`, and some other products, for a repeated list and rewrites them.
        product: cue.Expr = cue.Binary("*", left, right)
        if _passes_for_a_list(left) or _passes_for_a_list(right):
            product = cue.Call(cue.Select(self.use("list"), "Product"), (cue.ListLit((left, right)),))
        if any(isinstance(one, ir.Const) and one.value > 0 for one in (value.left, value.right)):
            return product
        return cue.Binary("+", product, cue.Lit(0))  # CUE prints 0 * -1 as -0

    def _comprehension(self, value: ir.Comprehension, write: Callable[[Values, ir.Expr], cue.Expr]) -> cue.Expr:
        clauses: list[cue.For | cue.If] = [cue.For(None, value.variable.name, self.expr(value.source))]
        conditions = list(value.conditions)
        if value.kind in ("any", "all"):
            conditions.append(value.element if value.kind == "any" else safety.negated(value.element))
        chains: list[safety.Chain] = [()]
        for condition in conditions:
            chains = [safety.merged([a, b]) for a in chains for b in self.alternatives(condition)]
        element: cue.Expr = cue.Lit(0)
        if value.kind not in ("any", "all"):
            inner = self.knowing(safety.shared(chains))
            present = tuple(test for test in inner.needs(value.element) if safety.is_presence(test))
            chains = [safety.merged([chain, present]) for chain in chains]
            element = write(inner.knowing(present), value.element)
        items: list[cue.ListItem] = []
        if len(chains) == 1:
            items = [item((*clauses, *self.clauses(chains[0])), element)]
        else:  # one loop over a list of the alternatives keeps the order of the source
            tests = [self._guarded(chain, cue.Lit(True)) for chain in chains]
            items = [item((*clauses, cue.If(first((*tests, cue.Lit(False))))), element)]
        found = cue.ListLit(tuple(items))
        if value.kind == "list":
            return found
        if value.kind == "sum":
            return cue.Call(cue.Select(self.use("list"), "Sum"), (found,))
        counted = cue.Call(cue.Ref("len"), (found,))
        return cue.Binary(">" if value.kind == "any" else "==", counted, cue.Lit(0))

    def _function(self, value: ir.Function) -> cue.Expr:
        arguments = tuple(self.expr(argument) for argument in value.arguments)
        types = tuple(argument.type for argument in value.arguments)
        match value.name:
            case "len" if isinstance(types[0], (ListOf, DictOf)):
                return cue.Call(cue.Ref("len"), arguments)
            case "len":
                runes = cue.Call(cue.Select(self.use("strings"), "Runes"), arguments)
                return cue.Call(cue.Ref("len"), (runes,))
            case "sum":
                return cue.Call(cue.Select(self.use("list"), "Sum"), arguments)
            case "min" | "max":
                better = cue.Binary("<=" if value.name == "min" else ">=", arguments[0], arguments[1])
                return first((item_if(better, arguments[0]), arguments[1]))
            case "in" if isinstance(types[1], ListOf):
                return cue.Call(cue.Select(self.use("list"), "Contains"), (arguments[1], arguments[0]))
            case "in" if isinstance(types[1], DictOf):
                keys = cue.ListLit((item((cue.For("key", "_", arguments[1]),), cue.Ref("key")),))
                return cue.Call(cue.Select(self.use("list"), "Contains"), (keys, arguments[0]))
            case "in":
                return cue.Call(cue.Select(self.use("strings"), "Contains"), (arguments[1], arguments[0]))
            case "base64":
                return cue.Call(cue.Select(self.use("base64"), "Encode"), (cue.Lit(None), arguments[0]))
            case "str.replace":
                return cue.Call(cue.Select(self.use("strings"), "Replace"), (*arguments, cue.Lit(-1)))
            case "str.join":
                return cue.Call(cue.Select(self.use("strings"), "Join"), arguments[::-1])
            case name:
                return cue.Call(cue.Select(self.use("strings"), STRINGS[name]), arguments)


def _flat(value: ir.Format) -> Iterator[str | ir.Expr]:
    """The parts of an f-string, those of f-strings in it in their place."""
    for part in value.parts:
        if isinstance(part, ir.Format):
            yield from _flat(part)
        else:
            yield part


def _passes_for_a_list(value: cue.Expr) -> bool:
    """Whether kubevela/pkg `cue/upgrade` may take `value` for a list: it goes by names and packages, not by types."""
    match value:
        case cue.Select(base=cue.Ref(name=name)):
            return name in ("parameter", "context")
        case cue.Select(base=base) | cue.Index(base=base, index=cue.Lit(value=str())):
            return _passes_for_a_list(base)
        case cue.Call(function=cue.Select(base=base)):
            return base == cue.Ref("list")
        case _:
            return isinstance(value, cue.Ref)


def _from_absent(value: ir.Expr) -> bool:
    """Whether an optional parameter is anywhere in `value`, or in what a name in it stands for."""
    return any(
        (isinstance(part, ir.ParameterOf) and part.absent)
        or (isinstance(part, ir.Variable) and part.bound is not None and _from_absent(part.bound))
        for part in ir.walk(value)
    )


def _in_parameter(value: ir.Expr) -> bool:
    """Whether `value` is part of a parameter, or an object or a list that may hold one: not a scalar that is computed."""
    match value:
        case ir.Attribute(base=inner) | ir.NotNone(value=inner):
            return _in_parameter(inner)
        case ir.ParameterOf():
            return True
        case _:
            return _is_compound(value.type) and any(isinstance(part, ir.ParameterOf) for part in ir.walk(value))


def _is_compound(type_: Type) -> bool:
    members = type_.members if isinstance(type_, Union_) else (type_,)
    return any(isinstance(one, (ModelOf, ListOf, DictOf, AnyJson)) for one in members)


def _is_path(value: ir.Expr) -> bool:
    """Whether `value` only selects fields, so that one fallback covers all that may be missing."""
    match value:
        case ir.Attribute(base=inner) | ir.NotNone(value=inner):
            return _is_path(inner)
        case _:
            return isinstance(value, (ir.Variable, ir.ParameterOf, ir.ContextOf))
