"""Lowers Python expressions to typed IR, or says at which column Python and CUE would part ways."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from types import ModuleType
from typing import cast

from .. import ir
from ..context import CUE_NAMES
from ..schema import (
    AnyJson,
    Bool,
    Choice,
    DictOf,
    FieldOf,
    Int,
    ListOf,
    ModelOf,
    Null,
    Str,
    Type,
    Union_,
    fields,
    optional,
    union,
    without_null,
)
from .scope import Poisoned, Scope, facts

OPTIONAL_CONTEXT = ("app_name", "workflow_name", "publish_version")

COMPARISONS: dict[type[ast.cmpop], ir.CompareOp] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
ARITHMETIC: dict[type[ast.operator], ir.ArithmeticOp] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}


def is_int(type_: Type) -> bool:
    """Whether every value is an integer (an IntEnum member counts)."""
    return isinstance(type_, Int) or (isinstance(type_, Choice) and isinstance(type_.values[0], int))


def is_str(type_: Type) -> bool:
    """Whether every value is a string (a StrEnum member counts)."""
    return isinstance(type_, Str) or (isinstance(type_, Choice) and isinstance(type_.values[0], str))


def name_of(type_: Type) -> str:
    """A type in the author's words."""
    match type_:
        case Choice(python=python) if python is not None:
            return python.__name__
        case Choice(values=values):
            return f"Literal[{', '.join(map(repr, values))}]"
        case ListOf(item=item):
            return f"list[{name_of(item)}]"
        case DictOf(value=value):
            return f"dict[str, {name_of(value)}]"
        case ModelOf(python=python):
            return python.__name__
        case Union_(members=members):
            return " | ".join(name_of(member) for member in members)
        case Null():
            return "None"
        case AnyJson():
            return "Any"
        case _:
            return type(type_).__name__.lower()


def lower(node: ast.expr, scope: Scope) -> ir.Expr:
    """The value of `node`. Raises `Refused` with the first thing that cannot be expressed."""
    span = scope.method.span(node)
    match node:
        case ast.Constant(value=value):
            return constant(value, node, scope)
        case ast.Name(id=name):
            return _name(name, node, scope)
        case ast.Attribute(value=base, attr=attr):
            return _attribute(base, attr, node, scope)
        case ast.Subscript(value=base, slice=index):
            return _subscript(base, index, node, scope)
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return test(node, scope)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            number = lower(operand, scope)
            if isinstance(number, ir.Const) and type(number.value) is int:
                return ir.Const(-number.value, type=Int(), span=span)
            _need_int(number, operand, scope)
            return ir.Arithmetic("-", ir.Const(0, type=Int(), span=span), number, type=Int(), span=span)
        case ast.BinOp(left=left, op=op, right=right):
            return _arithmetic(left, op, right, node, scope)
        case ast.IfExp(test=condition, body=body, orelse=orelse):
            tested = test(condition, scope)
            then = lower(body, scope.knowing(facts(tested, True)))
            otherwise = lower(orelse, scope.knowing(facts(tested, False)))
            type_ = union((then.type, otherwise.type))
            return ir.Conditional(tested, then, otherwise, type=type_, span=span)
        case ast.JoinedStr(values=values):
            return _format(values, node, scope)
        case ast.List(elts=elements):
            items = tuple(lower(element, scope) for element in elements)
            item_type: Type = union(tuple(item.type for item in items)) if items else Str()
            return ir.ListDisplay(items, type=ListOf(item_type), span=span)
        case ast.Dict():
            return _dict(node, scope)
        case ast.ListComp():
            return comprehension(node, "list", scope)
        case ast.Call():
            return scope.method.lower_call(node, scope)
        case ast.Await():
            raise scope.method.refuse(
                "VS002", node, "`await` inside an expression has no order", "assign it to a name: `reply = await ...`"
            )
        case _:
            what, instead = _UNSUPPORTED.get(type(node), (f"`{ast.unparse(node)}`", "see docs/language.md"))
            raise scope.method.refuse("VS002", node, f"{what} cannot be expressed in CUE", instead)


_UNSUPPORTED: dict[type[ast.expr], tuple[str, str]] = {
    ast.Lambda: ("a lambda as a value", "call a module-level function, or write the expression where it is used"),
    ast.NamedExpr: ("`:=`", "assign the name in a statement of its own"),
    ast.Set: ("a set", "use a list"),
    ast.SetComp: ("a set", "use a list"),
    ast.DictComp: ("a dict comprehension (two items may have one key)", "use a list of models"),
    ast.GeneratorExp: ("a generator as a value", "write a list: `[... for ... in ...]`"),
    ast.Tuple: ("a tuple", "use a list"),
    ast.Starred: ("unpacking", "write the items out"),
    ast.Slice: ("a slice", "use a comprehension with a condition"),
    ast.Yield: ("`yield`", "return one action"),
    ast.YieldFrom: ("`yield from`", "return one action"),
    ast.UnaryOp: ("this operator", "use `not` for tests and `-` for integers"),
}


def constant(value: object, node: ast.expr, scope: Scope) -> ir.Expr:
    """A literal, or the value of a module constant."""
    span = scope.method.span(node)
    if isinstance(value, Enum):
        enum = type(value)
        values = tuple(member.value for member in enum)
        return ir.Const(value.value, type=Choice(values, enum), span=span)
    if isinstance(value, bool):
        return ir.Const(value, type=Bool(), span=span)
    if isinstance(value, int):
        return ir.Const(value, type=Int(), span=span)
    if isinstance(value, str):
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise scope.method.refuse("VS010", node, "a lone surrogate is no text", "write the whole character")
        return ir.Const(value, type=Str(), span=span)
    if value is None:
        return ir.Const(None, type=Null(), span=span)
    if isinstance(value, (list, tuple)):
        items = tuple(constant(item, node, scope) for item in cast("tuple[object, ...]", value))
        item_type: Type = union(tuple(item.type for item in items)) if items else Str()
        return ir.ListDisplay(items, type=ListOf(item_type), span=span)
    if isinstance(value, dict):
        table = cast("dict[object, object]", value)
        pairs = tuple((str(key), constant(item, node, scope)) for key, item in table.items())
        value_type: Type = union(tuple(item.type for _, item in pairs)) if pairs else Str()
        return ir.ObjectDisplay(pairs, type=DictOf(value_type), span=span)
    what = "a float" if isinstance(value, float) else f"a {type(value).__name__}"
    raise scope.method.refuse(
        "VS002",
        node,
        f"{what} does not mean the same in Python and in CUE",
        "use str, int, bool, None, an enum member, a list or a dict of them",
    )


def live(node: ast.expr, scope: Scope) -> object:
    """What a name or dotted name means outside the function: a class, module, function or constant; else `MISSING`."""
    match node:
        case ast.Name(id=name) if name in scope.variables or name in (scope.self_name, scope.context_name):
            return MISSING
        case ast.Name(id=name):
            return scope.method.globals.get(name, getattr(builtins, name, MISSING))
        case ast.Attribute(value=base, attr=attr):
            owner = live(base, scope)
            if isinstance(owner, ModuleType) or (isinstance(owner, type) and issubclass(owner, Enum)):
                return getattr(owner, attr, MISSING)
            return MISSING
        case _:
            return MISSING


MISSING = object()


def _name(name: str, node: ast.expr, scope: Scope) -> ir.Expr:
    if name in scope.variables:
        value = scope.variables[name]
        if value is None:
            raise Poisoned
        return _narrowed(value, scope)
    if name == scope.self_name or name == scope.context_name:
        raise scope.method.refuse(
            "VS002", node, f"`{name}` itself is no value", f"use one of its fields: `{name}.<field>`"
        )
    value_outside = live(node, scope)
    if value_outside is MISSING:
        raise scope.method.refuse(
            "VS009", node, f"`{name}` is not defined here", "assign it before it is used, on every path that leads here"
        )
    if callable(value_outside) or isinstance(value_outside, ModuleType):
        raise scope.method.refuse("VS009", node, f"`{name}` is no value", "call it, or use a constant")
    return constant(value_outside, node, scope)


def _attribute(base: ast.expr, attr: str, node: ast.Attribute, scope: Scope) -> ir.Expr:
    span = scope.method.span(node)
    if isinstance(base, ast.Name) and base.id == scope.self_name:
        return _parameter(attr, node, scope)
    if isinstance(base, ast.Name) and base.id == scope.context_name:
        if attr not in CUE_NAMES:
            known = ", ".join(CUE_NAMES)
            raise scope.method.refuse("VS009", node, f"`Context` has no `{attr}`", f"it has {known}")
        scope.method.reads_key |= attr == "idempotency_key"
        absent = attr in OPTIONAL_CONTEXT
        type_: Type = union((Str(), Null())) if absent else Str()
        return _narrowed(ir.ContextOf(CUE_NAMES[attr], absent, type=type_, span=span), scope)
    outside = live(node, scope)
    if outside is not MISSING:
        return constant(outside, node, scope)
    value = lower(base, scope)
    if isinstance(value.type, Choice) and value.type.python is not None and attr == "value":
        return retyped(value, Choice(value.type.values))
    need_not_none(value, base, scope, f"`.{attr}`")
    if isinstance(value.type, ModelOf):
        field = next((f for f in fields(value.type.python) if f.name == attr), None)
        if field is not None:
            found = ir.Attribute(value, field.wire, type=field.type, span=span)
            return _narrowed(found, scope)
    raise scope.method.refuse(
        "VS003",
        node,
        f"`{ast.unparse(base)}` is {name_of(value.type)} and has no `.{attr}` that CUE knows",
        "use a field of its model; docs/language.md lists the methods",
    )


def _parameter(attr: str, node: ast.expr, scope: Scope) -> ir.Expr:
    field = next((f for f in fields(scope.method.step) if f.name == attr), None)
    if field is None:
        raise scope.method.refuse(
            "VS009", node, f"`self.{attr}` is no parameter of the step", f"declare `{attr}: str = Parameter(...)`"
        )
    return _narrowed(
        ir.ParameterOf(field.wire, may_be_absent(field), type=field.type, span=scope.method.span(node)), scope
    )


def may_be_absent(field: FieldOf) -> bool:
    """Whether a workflow may leave the parameter out and Python then sees None."""
    return not field.required and field.default is None


def retyped(value: ir.Expr, type_: Type) -> ir.Expr:
    """`value` under another type."""
    return replace(value, type=type_)


def _narrowed(value: ir.Expr, scope: Scope) -> ir.Expr:
    return not_none(value) if value in scope.not_none else value


def not_none(value: ir.Expr) -> ir.Expr:
    """`value` where it is known not to be None."""
    return ir.NotNone(value, type=without_null(value.type), span=value.span)


def need_not_none(value: ir.Expr, node: ast.expr, scope: Scope, use: str) -> None:
    """Refuse `use` of a value that may be None."""
    if optional(value.type):
        text = ast.unparse(node)
        raise scope.method.refuse(
            "VS006", node, f"`{text}` may be None where {use} is used", f"test `{text} is None` first and return"
        )


def _subscript(base: ast.expr, index: ast.expr, node: ast.Subscript, scope: Scope) -> ir.Expr:
    value = lower(base, scope)
    need_not_none(value, base, scope, "an item")
    if scope.in_comprehension:
        raise scope.method.refuse(
            "VS002", node, "an item inside a comprehension may be missing for some elements", "give the model a field"
        )
    at = lower(index, scope) if not isinstance(index, ast.Slice) else None
    if isinstance(value.type, ListOf) and isinstance(at, ir.Const) and type(at.value) is int:
        return ir.Item(value, at, type=value.type.item, span=scope.method.span(node))
    if isinstance(value.type, DictOf) and at is not None and is_str(at.type):
        return ir.Item(value, at, type=value.type.value, span=scope.method.span(node))
    raise scope.method.refuse(
        "VS002",
        node,
        f"this item of {name_of(value.type)} cannot be expressed in CUE",
        "use a constant index of a list or a string key of a dict",
    )


def _need_int(value: ir.Expr, node: ast.expr, scope: Scope) -> None:
    need_not_none(value, node, scope, "arithmetic")
    if not is_int(value.type):
        raise scope.method.refuse(
            "VS007",
            node,
            f"`{ast.unparse(node)}` is {name_of(value.type)}, and arithmetic is for integers",
            "join strings with an f-string; floats do not compute alike in Python and in CUE",
        )


def _arithmetic(left: ast.expr, op: ast.operator, right: ast.expr, node: ast.BinOp, scope: Scope) -> ir.Expr:
    if type(op) not in ARITHMETIC:
        raise scope.method.refuse(
            "VS002", node, "this operator does not mean the same in CUE", "use + - * // and % on integers"
        )
    one, other = lower(left, scope), lower(right, scope)
    _need_int(one, left, scope)
    _need_int(other, right, scope)
    divides = isinstance(op, (ast.FloorDiv, ast.Mod)) and not (isinstance(other, ir.Const) and other.value != 0)
    if divides and scope.in_comprehension:
        raise scope.method.refuse(
            "VS002", node, "a division inside a comprehension may have no result", "divide by a constant"
        )
    return ir.Arithmetic(ARITHMETIC[type(op)], one, other, type=Int(), span=scope.method.span(node))


def _format(values: list[ast.expr], node: ast.JoinedStr, scope: Scope) -> ir.Expr:
    parts: list[str | ir.Expr] = []
    for value in values:
        if isinstance(value, ast.Constant):
            text = constant(value.value, node, scope)
            parts.append(cast("str", cast("ir.Const", text).value))
        elif isinstance(value, ast.FormattedValue):
            if value.format_spec is not None or value.conversion != -1:
                raise scope.method.refuse(
                    "VS008", value, "a format such as `:>8` or `!r` has no form in CUE", "write the value as it is"
                )
            part = lower(value.value, scope)
            need_not_none(part, value.value, scope, "an f-string")
            plain_enum = isinstance(part.type, Choice) and part.type.python is not None
            shown = is_str(part.type) or is_int(part.type)
            if not shown or (plain_enum and not _prints_value(cast("Choice", part.type))):
                raise scope.method.refuse(
                    "VS008",
                    value.value,
                    f"`{ast.unparse(value.value)}` is {name_of(part.type)}, which CUE does not print as Python does",
                    "put str and int values into f-strings; write `.value` for an enum member",
                )
            parts.append(part)
    return ir.Format(text_parts(parts), type=Str(), span=scope.method.span(node))


def text_parts(parts: Iterable[str | ir.Expr]) -> tuple[str | ir.Expr, ...]:
    """The parts of an f-string, what is constant joined to its neighbours."""
    found: list[str | ir.Expr] = []
    for part in parts:
        text = str(part.value) if isinstance(part, ir.Const) else part
        if isinstance(text, ir.Format):
            found = list(text_parts((*found, *text.parts)))
        elif isinstance(text, str) and found and isinstance(found[-1], str):
            found[-1] += text
        elif text != "":
            found.append(text)
    return tuple(found)


def _prints_value(type_: Choice) -> bool:
    """Whether Python formats a member as its value: IntEnum and StrEnum do, `class X(str, Enum)` does not."""
    assert type_.python is not None
    return all(f"{member}" == str(member.value) for member in type_.python)


def _dict(node: ast.Dict, scope: Scope) -> ir.Expr:
    pairs: list[tuple[str, ir.Expr]] = []
    for key, value in zip(node.keys, node.values, strict=True):
        name = lower(key, scope) if key is not None else None
        if not isinstance(name, ir.Const) or not isinstance(name.value, str):
            raise scope.method.refuse(
                "VS002", key or node, "a key of a dict display must be a constant string", "write `{'name': value}`"
            )
        if any(known == name.value for known, _ in pairs):
            raise scope.method.refuse("VS002", key or node, f"the key {name.value!r} stands twice", "write it once")
        pairs.append((name.value, lower(value, scope)))
    value_type: Type = union(tuple(value.type for _, value in pairs)) if pairs else Str()
    return ir.ObjectDisplay(tuple(pairs), type=DictOf(value_type), span=scope.method.span(node))


def test(node: ast.expr, scope: Scope) -> ir.Expr:
    """`node` as a condition, with Python's truth of strings, integers, lists and optional values."""
    span = scope.method.span(node)
    match node:
        case ast.BoolOp(op=op, values=values):
            found = test(values[0], scope)
            for value in values[1:]:
                right = test(value, scope.knowing(facts(found, isinstance(op, ast.And))))
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
            return _truth(lower(node, scope), node, scope)


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
            raise scope.method.refuse("VS007", node, "`is` compares identity, which CUE has not", "use `==`")
        value = lower(left, scope)
        found: ir.Expr = ir.IsNone(value, type=Bool(), span=span)
        return found if isinstance(op, ast.Is) else ir.Not(found, type=Bool(), span=span)
    one, other = lower(left, scope), lower(right, scope)
    if isinstance(op, (ast.In, ast.NotIn)):
        found = _contains(one, other, left, right, node, scope)
        return found if isinstance(op, ast.In) else ir.Not(found, type=Bool(), span=span)
    if isinstance(other.type, Null) or isinstance(one.type, Null):
        raise scope.method.refuse("VS007", node, "`==` with None", "write `is None` or `is not None`")
    equality = isinstance(op, (ast.Eq, ast.NotEq))
    if not equality:
        need_not_none(one, left, scope, "`<`")
        need_not_none(other, right, scope, "`<`")
    if not _alike(without_null(one.type), without_null(other.type), equality):
        raise scope.method.refuse(
            "VS007",
            node,
            f"`{ast.unparse(left)}` is {name_of(one.type)} and `{ast.unparse(right)}` is {name_of(other.type)}: "
            "CUE compares only values of one kind",
            "compare two strings, two integers, two booleans or two members of one enum",
        )
    return ir.Compare(COMPARISONS[type(op)], one, other, type=Bool(), span=span)


def _alike(one: Type, other: Type, equality: bool) -> bool:
    if isinstance(one, Choice) and isinstance(other, Choice) and one.python is not None and other.python is not None:
        return equality and one.python is other.python
    if isinstance(one, Bool) and isinstance(other, Bool):
        return equality
    return (is_int(one) and is_int(other)) or (is_str(one) and is_str(other))


def _contains(
    one: ir.Expr, container: ir.Expr, left: ast.expr, right: ast.expr, node: ast.Compare, scope: Scope
) -> ir.Expr:
    need_not_none(one, left, scope, "`in`")
    need_not_none(container, right, scope, "`in`")
    type_ = container.type
    within_text = is_str(type_) and is_str(one.type)
    within_list = isinstance(type_, ListOf) and _alike(one.type, type_.item, equality=True)
    within_dict = isinstance(type_, DictOf) and is_str(one.type)
    if not (within_text or within_list or within_dict):
        raise scope.method.refuse(
            "VS007",
            node,
            f"`in` cannot look for {name_of(one.type)} in {name_of(type_)}",
            "look for a string in a string, a scalar in a list of its kind, or a key in a dict",
        )
    return ir.Function("in", (one, container), type=Bool(), span=scope.method.span(node))


def comprehension(node: ast.ListComp | ast.GeneratorExp, kind: ir.Gathering, scope: Scope) -> ir.Expr:
    """A comprehension over one list, or what any(), all() or sum() make of it."""
    if len(node.generators) != 1 or node.generators[0].is_async:
        raise scope.method.refuse(
            "VS002", node, "a comprehension with two loops has no form here yet", "use one `for` in each comprehension"
        )
    generator = node.generators[0]
    source = lower(generator.iter, scope)
    need_not_none(source, generator.iter, scope, "a loop")
    if not isinstance(source.type, ListOf) or not isinstance(generator.target, ast.Name):
        raise scope.method.refuse(
            "VS002",
            generator.iter,
            f"a comprehension goes over a list with one name, and this is {name_of(source.type)}",
            "write `for item in some_list`; the order of a dict's keys differs between engines",
        )
    span = scope.method.span(node)
    variable = ir.Variable(
        scope.method.names.fresh(generator.target.id),
        type=source.type.item,
        span=scope.method.span(generator.target),
    )
    inner = replace(scope.bind(generator.target.id, variable), in_comprehension=True)
    conditions: list[ir.Expr] = []
    for condition in generator.ifs:
        conditions.append(test(condition, inner))
        inner = inner.knowing(facts(conditions[-1], True))
    element = test(node.elt, inner) if kind in ("any", "all") else lower(node.elt, inner)
    types: dict[str, Type] = {"list": ListOf(element.type), "sum": Int()}
    if kind == "sum" and not is_int(element.type):
        raise scope.method.refuse("VS007", node.elt, "sum() adds integers", "sum an int field")
    return ir.Comprehension(kind, element, variable, source, tuple(conditions), type=types.get(kind, Bool()), span=span)
