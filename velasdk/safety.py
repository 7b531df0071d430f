"""When an expression can be evaluated: CUE evaluates every condition of a list, so each must be safe where it stands.

`needs` are the tests that make an expression safe; `alternatives` spell a test as chains of `if`s that are evaluated left
to right; `hazards` are the cases in which Python would raise and the step is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from . import ir
from .schema import AnyJson, Bool, Int, ListOf, Type, optional

Chain: TypeAlias = tuple[ir.Expr, ...]
"""Tests evaluated from left to right, each only if those before it hold."""


def negated(test: ir.Expr) -> ir.Expr:
    """The opposite of a test, written the short way."""
    opposite: dict[str, ir.CompareOp] = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
    match test:
        case ir.Not(value=value):
            return value
        case ir.Compare(op=op, left=left, right=right):
            return ir.Compare(opposite[op], left, right, type=Bool(), span=test.span)
        case ir.Or(left=ir.Compare() as left, right=ir.Compare() as right):
            return ir.And(negated(left), negated(right), type=Bool(), span=test.span)
        case ir.And(left=ir.Compare() as left, right=ir.Compare() as right):
            return ir.Or(negated(left), negated(right), type=Bool(), span=test.span)
        case _:
            return ir.Not(test, type=Bool(), span=test.span)


def children(value: ir.Expr) -> tuple[ir.Expr, ...]:
    """The expressions `value` is made of and always evaluates, in Python's order."""
    match value:
        case ir.Attribute(base=inner) | ir.NotNone(value=inner) | ir.IsNone(value=inner) | ir.Not(value=inner):
            return (inner,)
        case ir.Item(base=base, index=index):
            return (base, index)
        case ir.Compare(left=left, right=right) | ir.Arithmetic(left=left, right=right):
            return (left, right)
        case ir.And(left=left, right=right) | ir.Or(left=left, right=right):
            return (left, right)
        case ir.Conditional(test=test, then=then, otherwise=otherwise):
            return (test, then, otherwise)
        case ir.Format(parts=parts):
            return tuple(part for part in parts if not isinstance(part, str))
        case ir.ListDisplay(items=items):
            return items
        case ir.ObjectDisplay(items=items):
            return tuple(item for _, item in items)
        case ir.Comprehension(source=source):
            return (source,)
        case ir.Function(arguments=arguments):
            return arguments
        case _:
            return ()


def merged(chains: Iterable[Chain]) -> Chain:
    """The tests of several chains one after the other, each once."""
    return tuple(dict.fromkeys(test for chain in chains for test in chain))


def shared(chains: Iterable[Chain]) -> frozenset[ir.Expr]:
    """The tests that stand in every one of `chains`."""
    first, *others = (frozenset(chain) for chain in chains)
    for other in others:
        first &= other
    return first


def needs(value: ir.Expr) -> Chain:
    """The tests under which evaluating `value` is no error, in the order that makes each of them safe too."""
    match value:
        case ir.NotNone(value=inner):
            missing = ir.IsNone(inner, type=Bool(), span=value.span)
            return merged([needs(inner), (negated(missing),)])
        case ir.Variable(bound=bound):
            # Its field is null where it cannot be computed; the ways before this one have taken that case.
            return _present(value) if bound is not None and any(needs(bound)) else ()
        case ir.Compare(op="==" | "!=", left=ir.Variable(), right=ir.Const()):
            return ()  # null is equal to no constant, and no error
        case ir.And() | ir.Or():
            return ()  # written as lists that guard each part by itself, and are false where nothing can be computed
        case ir.Conditional():
            return _needs_of_conditional(value)
        case ir.Comprehension():
            return _needs_of_comprehension(value)
        case _:
            own = _own_hazard(value)
            inner_needs = merged(needs(child) for child in children(value))
            return merged([inner_needs, (own,) if own is not None else ()])


def _needs_of_conditional(value: ir.Conditional) -> Chain:
    """It is written as a list that guards each part by itself, and is null where its part cannot be computed."""
    first = joint(value.test)
    sides = ((value.then, True), (value.otherwise, False))
    if not _nullable(value.type) and first is not None:
        if all(set(needs(side)) <= set(chain) for side, holds in sides for chain in alternatives(value.test, holds)):
            return first
    return _present(value)


def _needs_of_comprehension(value: ir.Comprehension) -> Chain:
    """What stands before the loop; what follows from its conditions, or is to be tested in the loop, does not."""
    found, known = [needs(value.source)], frozenset[ir.Expr]()
    for part in (*value.conditions, value.element):
        outside = (test for test in needs(part) if not mentions(test, value.variable) and not is_presence(test))
        found.append(tuple(test for test in outside if test not in known))
        known |= shared(alternatives(part)) if part is not value.element else frozenset()
    return merged(found)


def _present(value: ir.Expr) -> Chain:
    """The test that `value`, null where it cannot be computed, is there; nothing where null is one of its values."""
    missing = ir.IsNone(value, type=Bool(), span=value.span)
    return () if _nullable(value.type) else (negated(missing),)


def is_presence(test: ir.Expr) -> bool:
    """Whether `test` is that a value which is never None could be computed."""
    return isinstance(test, ir.Not) and isinstance(test.value, ir.IsNone) and not _nullable(test.value.value.type)


def _nullable(type_: Type) -> bool:
    return optional(type_) or isinstance(type_, AnyJson)


def occurs(variable: ir.Variable, node: ir.Node) -> bool:
    """Whether `variable` is used anywhere below `node`."""
    return any(value == variable for value in ir.walk(node))


def mentions(value: ir.Expr, variable: ir.Variable) -> bool:
    """Whether `variable` occurs in `value`."""
    return any(part == variable for part in ir.walk(value))


def joint(test: ir.Expr) -> Chain | None:
    """The needs under which `test` can be evaluated in one piece; None when its right side needs more than its left."""
    match test:
        case ir.And(left=left, right=right) | ir.Or(left=left, right=right):
            first, second = joint(left), joint(right)
            return first if first is not None and second is not None and set(second) <= set(first) else None
        case ir.Not(value=value):
            return joint(value)
        case _:
            return needs(test)


def _own_hazard(value: ir.Expr) -> ir.Expr | None:
    """The test that `value` itself, its parts being fine, can be computed; None when it always can."""
    span = value.span
    match value:
        case ir.Item(base=base, index=ir.Const(value=int(index))) if isinstance(base.type, ListOf):
            length = ir.Function("len", (base,), type=Int(), span=span)
            least = ir.Const(index + 1 if index >= 0 else -index, type=Int(), span=span)
            return ir.Compare(">=", length, least, type=Bool(), span=span)
        case ir.Item(base=base, index=index):
            return ir.Function("in", (index, base), type=Bool(), span=span)
        case ir.Arithmetic(op="//" | "%", right=right) if not (isinstance(right, ir.Const) and right.value):
            return ir.Compare("!=", right, ir.Const(0, type=Int(), span=span), type=Bool(), span=span)
        case _:
            return None


def alternatives(test: ir.Expr, holds: bool = True) -> list[Chain]:
    """Chains of which one holds exactly when `test` is true (or, with `holds=False`, false)."""
    match test:
        case ir.Not(value=value):
            return alternatives(value, not holds)
        case (ir.And() | ir.Or()) as both if joint(both) is None:
            if isinstance(both, ir.And) == holds:
                return [
                    merged([one, other]) for one in alternatives(both.left, holds) for other in alternatives(both.right, holds)
                ]
            rest = alternatives(both.right, holds)
            if any(needs(both.right)):
                rest = [merged([one, other]) for one in alternatives(both.left, not holds) for other in rest]
            return alternatives(both.left, holds) + rest
        case _:
            return [merged([joint(test) or (), (test if holds else negated(test),)])]


def hazards(value: ir.Expr) -> Iterator[tuple[Chain, ir.Expr]]:
    """The cases in which `value` cannot be computed: a chain that holds then, and the expression at fault."""
    match value:
        case ir.And(left=left, right=right) | ir.Or(left=left, right=right):
            yield from hazards(left)
            yield from _under(alternatives(left, isinstance(value, ir.And)), right)
        case ir.Conditional(test=test, then=then, otherwise=otherwise):
            yield from hazards(test)
            yield from _under(alternatives(test), then)
            yield from _under(alternatives(test, holds=False), otherwise)
        case _:
            for child in children(value):
                yield from hazards(child)
            own = _own_hazard(value)
            if own is not None:
                yield merged([*(needs(child) for child in children(value)), (negated(own),)]), value


def _under(chains: list[Chain], value: ir.Expr) -> Iterator[tuple[Chain, ir.Expr]]:
    for chain, fault in hazards(value):
        for before in chains:
            yield merged([before, chain]), fault
