"""Lowers conditions: comparisons, `and`, `or`, `not`, `in`, and the truth of values that are no booleans."""

from __future__ import annotations

import ast

from .. import ir
from ..schema import Bool, Choice, DictOf, Int, ListOf, ModelOf, Null, Str, optional, without_null
from .kinds import alike, common, is_int, is_str, name_of
from .names import need_not_none, not_none
from .responses import header
from .scope import Scope, facts

COMPARISONS: dict[type[ast.cmpop], ir.CompareOp] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def test(node: ast.expr, scope: Scope, of_bools: bool = False) -> ir.Expr:
    """`node` as a condition, with Python's truth of strings, integers, lists and optional values.

    With `of_bools` its value is used, so that the operands of `and` and `or` must be booleans already.
    """
    span = scope.method.span(node)
    match node:
        case ast.BoolOp(op=op, values=values):
            found = test(values[0], scope, of_bools)
            for value in values[1:]:
                right = test(value, scope.knowing(facts(found, isinstance(op, ast.And))), of_bools)
                make = ir.And if isinstance(op, ast.And) else ir.Or
                found = make(found, right, type=Bool(), span=span)
            return found
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ir.Not(test(operand, scope), type=Bool(), span=span)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            tests: list[ir.Expr] = []
            for one, comparison, other in zip([left, *comparators], ops, comparators, strict=False):
                known = frozenset[ir.Expr]().union(*(facts(t, True) for t in tests))
                tests.append(_compare(one, comparison, other, node, scope.knowing(known)))
            found = tests[0]
            for right in tests[1:]:
                found = ir.And(found, right, type=Bool(), span=span)
            return found
        case _:
            lowered = scope.lower(node)
            if of_bools and not isinstance(lowered.type, Bool):
                raise scope.method.refuse(
                    "VS034",
                    node,
                    f"`{ast.unparse(node)}` is {name_of(lowered.type)}, and `and` and `or` would give it as their value",
                    "write `b if a else a` for `a and b`, or compare it with something",
                )
            return _truth(lowered, node, scope)


def either(values: list[ast.expr], scope: Scope) -> ir.Expr:
    """`a or b` where it is used as a value: `a` if that is true, else `b`."""
    first, rest = scope.lower(values[0]), values[1:]
    if not rest:
        return first
    tested = _truth(first, values[0], scope)
    given = not_none(first) if optional(first.type) and not isinstance(first.type, Null) else first
    otherwise = either(rest, scope.knowing(facts(tested, False)))
    type_ = common((given.type, otherwise.type))
    return ir.Conditional(tested, given, otherwise, type=type_, span=scope.method.span(values[0]))


def _truth(value: ir.Expr, node: ast.expr, scope: Scope) -> ir.Expr:
    span = scope.method.span(node)
    type_ = value.type
    if isinstance(type_, Bool):
        return value
    if optional(type_) and not isinstance(type_, Null):
        present = ir.Not(ir.IsNone(value, type=Bool(), span=span), type=Bool(), span=span)
        inner = without_null(type_)
        if isinstance(inner, ModelOf):
            return present
        return ir.And(present, _truth(not_none(value), node, scope), type=Bool(), span=span)
    if is_str(type_):
        return ir.Compare("!=", value, ir.Const("", type=Str(), span=span), type=Bool(), span=span)
    if is_int(type_):
        return ir.Compare("!=", value, ir.Const(0, type=Int(), span=span), type=Bool(), span=span)
    if isinstance(type_, (ListOf, DictOf)):
        length = ir.Function("len", (value,), type=Int(), span=span)
        return ir.Compare(">", length, ir.Const(0, type=Int(), span=span), type=Bool(), span=span)
    raise scope.method.refuse(
        "VS007", node, f"`{ast.unparse(node)}` is {name_of(type_)} and no condition", "compare it with something"
    )


def _compare(left: ast.expr, op: ast.cmpop, right: ast.expr, node: ast.Compare, scope: Scope) -> ir.Expr:
    span = scope.method.span(node)
    if isinstance(op, (ast.Is, ast.IsNot)):
        if not (isinstance(right, ast.Constant) and right.value is None):
            raise scope.method.refuse("VS027", node, "`is` compares identity, which CUE has not", "use `==`")
        value = scope.lower(left)
        found: ir.Expr = ir.IsNone(value, type=Bool(), span=span)
        return found if isinstance(op, ast.Is) else ir.Not(found, type=Bool(), span=span)
    if isinstance(op, (ast.In, ast.NotIn)) and (given := header(right, left, scope)) is not None:
        missing = ir.IsNone(given, type=Bool(), span=span)
        return missing if isinstance(op, ast.NotIn) else ir.Not(missing, type=Bool(), span=span)
    if isinstance(op, (ast.In, ast.NotIn)) and isinstance(right, (ast.Tuple, ast.Set)):
        right = ast.copy_location(ast.List(right.elts, ast.Load()), right)
    one, other = scope.lower(left), scope.lower(right)
    if isinstance(op, (ast.In, ast.NotIn)):
        found = _contains(one, other, left, right, node, scope)
        return found if isinstance(op, ast.In) else ir.Not(found, type=Bool(), span=span)
    if isinstance(other.type, Null) or isinstance(one.type, Null):
        raise scope.method.refuse("VS026", node, "`==` or `!=` compares with None", "write `is None` or `is not None`")
    equality = isinstance(op, (ast.Eq, ast.NotEq))
    if not equality:
        need_not_none(one, left, scope, "`<`")
        need_not_none(other, right, scope, "`<`")
    if not alike(without_null(one.type), without_null(other.type), equality):
        raise scope.method.refuse(
            "VS007",
            node,
            f"`{ast.unparse(left)}` is {name_of(one.type)} and `{ast.unparse(right)}` is {name_of(other.type)}: "
            "CUE compares only values of one kind",
            "compare two strings, two integers, two booleans or two members of one enum",
        )
    for value, known, at in ((one, other, left), (other, one, right)):
        choice = without_null(known.type)
        if isinstance(value, ir.Const) and isinstance(choice, Choice) and value.value not in choice.values:
            raise scope.method.refuse(
                "VS007",
                at,
                f"`{ast.unparse(at)}` is no value of {name_of(choice)}",
                f"its values are {', '.join(map(repr, choice.values))}",
            )
    return ir.Compare(COMPARISONS[type(op)], one, other, type=Bool(), span=span)


def _contains(one: ir.Expr, container: ir.Expr, left: ast.expr, right: ast.expr, node: ast.Compare, scope: Scope) -> ir.Expr:
    need_not_none(one, left, scope, "`in`")
    need_not_none(container, right, scope, "`in`")
    type_ = container.type
    within_text = is_str(type_) and is_str(one.type)
    within_list = isinstance(type_, ListOf) and alike(one.type, type_.item, equality=True)
    within_dict = isinstance(type_, DictOf) and is_str(one.type)
    if not (within_text or within_list or within_dict):
        raise scope.method.refuse(
            "VS007",
            node,
            f"`in` cannot look for {name_of(one.type)} in {name_of(type_)}",
            "look for a string in a string, a scalar in a list of its kind, or a key in a dict",
        )
    return ir.Function("in", (one, container), type=Bool(), span=scope.method.span(node))
