"""Lowers comprehensions, and what any(), all() and sum() make of them."""

from __future__ import annotations

import ast
from dataclasses import replace

from .. import ir
from ..schema import Bool, Int, ListOf, Type
from .conditions import test
from .kinds import is_int, name_of
from .names import need_not_none
from .scope import Scope, facts


def comprehension(node: ast.ListComp | ast.GeneratorExp, kind: ir.Gathering, scope: Scope) -> ir.Expr:
    """A comprehension over one list, or what any(), all() or sum() make of it."""
    if len(node.generators) != 1 or node.generators[0].is_async:
        raise scope.method.refuse(
            "VS022", node, "a comprehension with two loops has no form here yet", "use one `for` in each comprehension"
        )
    generator = node.generators[0]
    source = scope.lower(generator.iter)
    need_not_none(source, generator.iter, scope, "a loop")
    if not isinstance(source.type, ListOf) or not isinstance(generator.target, ast.Name):
        raise scope.method.refuse(
            "VS022",
            generator.iter if not isinstance(source.type, ListOf) else generator.target,
            f"a comprehension goes over a list with one name, and this is {name_of(source.type)}",
            "write `for item in some_list`; the order of a dict's keys differs between engines",
        )
    span = scope.method.span(node)
    variable = ir.Variable(
        scope.method.whole.names.of(scope.method.span(generator.target), generator.target.id),
        type=source.type.item,
        span=scope.method.span(generator.target),
    )
    inner = replace(scope.bind(generator.target.id, variable), in_comprehension=True)
    conditions: list[ir.Expr] = []
    for condition in generator.ifs:
        conditions.append(test(condition, inner))
        inner = inner.knowing(facts(conditions[-1], True))
    element = test(node.elt, inner) if kind in ("any", "all") else inner.lower(node.elt)
    types: dict[str, Type] = {"list": ListOf(element.type), "sum": Int()}
    if kind == "sum" and not is_int(element.type):
        raise scope.method.refuse("VS007", node.elt, "sum() adds integers", "sum an int field")
    return ir.Comprehension(kind, element, variable, source, tuple(conditions), type=types.get(kind, Bool()), span=span)
