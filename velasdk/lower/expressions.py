"""Lowers Python expressions to typed IR, or says at which column Python and CUE would part ways."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from types import ModuleType
from typing import cast

from .. import ir
from ..context import CUE_NAMES
from ..diagnostics import did_you_mean
from ..schema import Bool, Choice, DictOf, FieldOf, Int, ListOf, ModelOf, Null, Str, Type, union
from .advice import PER_ITEM
from .calls import call
from .comprehensions import comprehension
from .conditions import either, test
from .digits import exact
from .kinds import common, is_int, is_str, name_of
from .models import known_fields
from .names import MISSING, constant, key_of, live, narrowed, need_not_none, retyped
from .responses import header, part_of
from .scope import Answer, Poisoned, Scope, facts

OPTIONAL_CONTEXT = ("app_name", "workflow_name", "publish_version")


ARITHMETIC: dict[type[ast.operator], ir.ArithmeticOp] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}


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
        case ast.BoolOp(op=ast.Or(), values=values) if not isinstance(lower(values[0], scope).type, Bool):
            return either(values, scope)
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return test(node, scope, of_bools=isinstance(node, ast.BoolOp))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            number = lower(operand, scope)
            if isinstance(number, ir.Const) and type(number.value) is int:
                return ir.Const(-number.value, type=Int(), span=span)
            _need_int(number, operand, scope)
            negated = ir.Arithmetic("-", ir.Const(0, type=Int(), span=span), number, type=Int(), span=span)
            return exact(negated, node, scope)
        case ast.BinOp(left=left, op=op, right=right):
            return _arithmetic(left, op, right, node, scope)
        case ast.IfExp(test=condition, body=body, orelse=orelse):
            tested = test(condition, scope)
            then = lower(body, scope.knowing(facts(tested, True)))
            otherwise = lower(orelse, scope.knowing(facts(tested, False)))
            type_ = common((then.type, otherwise.type))
            return ir.Conditional(tested, then, otherwise, type=type_, span=span)
        case ast.JoinedStr(values=values):
            return _format(values, node, scope)
        case ast.List(elts=elements):
            items = tuple(lower(element, scope) for element in elements)
            item_type: Type = common(item.type for item in items) if items else Str()
            return ir.ListDisplay(items, type=ListOf(item_type), span=span)
        case ast.Dict():
            return _dict(node, scope)
        case ast.ListComp():
            return exact(comprehension(node, "list", scope), node, scope)
        case ast.Call():
            return call(node, scope)
        case ast.Await():
            help = PER_ITEM if scope.in_comprehension else "assign it to a name first: `reply = await ...`"
            raise scope.method.refuse("VS002", node, "`await` inside an expression has no order", help)
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
    ast.Slice: ("a slice", "use startswith(), endswith() or removeprefix() of a text, single items of a list"),
    ast.Yield: ("`yield`", "return one action"),
    ast.YieldFrom: ("`yield from`", "return one action"),
    ast.UnaryOp: ("this operator", "use `not` for tests and `-` for integers"),
}


def _name(name: str, node: ast.expr, scope: Scope) -> ir.Expr:
    if name in scope.variables:
        value = scope.variables[name]
        if value is None:
            raise Poisoned
        if isinstance(value, Answer):
            raise scope.method.refuse(
                "VS002",
                node,
                f"`{name}` is a whole response",
                f"use `{name}.status`, `.text`, `.headers[...]` or `.json(Model)`",
            )
        return narrowed(value, scope)
    if name == scope.self_name or name == scope.context_name:
        raise scope.method.refuse("VS002", node, f"`{name}` itself is no value", f"use one of its fields: `{name}.<field>`")
    value_outside = live(node, scope)
    if value_outside is MISSING:
        help = "assign it before it is used, on every path that leads here"
        if not any(name in function.__code__.co_varnames for function in scope.method.callers[-1:]):
            help = did_you_mean(name, {*scope.variables, *scope.method.globals}, help)
        raise scope.method.refuse("VS009", node, f"`{name}` is not defined here", help)
    if callable(value_outside) or isinstance(value_outside, ModuleType):
        raise scope.method.refuse("VS009", node, f"`{name}` is no value", "call it, or use a constant of the module")
    return constant(value_outside, node, scope)


def _attribute(base: ast.expr, attr: str, node: ast.Attribute, scope: Scope) -> ir.Expr:
    span = scope.method.span(node)
    if isinstance(base, ast.Name) and base.id == scope.self_name:
        return _parameter(attr, node, scope)
    if isinstance(base, ast.Name) and base.id == scope.context_name:
        if attr not in CUE_NAMES:
            known = ", ".join(CUE_NAMES)
            help = did_you_mean(attr, CUE_NAMES, f"it has {known}")
            raise scope.method.refuse("VS009", node, f"`Context` has no `{attr}`", help)
        scope.method.whole.reads_key |= attr == "idempotency_key"
        absent = attr in OPTIONAL_CONTEXT
        type_: Type = union((Str(), Null())) if absent else Str()
        return narrowed(ir.ContextOf(CUE_NAMES[attr], absent, type=type_, span=span), scope)
    outside = live(node, scope)
    if outside is not MISSING:
        return constant(outside, node, scope)
    if isinstance(base, ast.Name) and isinstance(response := scope.variables.get(base.id), Answer):
        return part_of(response, attr, node, scope)
    value = lower(base, scope)
    if isinstance(value.type, Choice) and value.type.python is not None and attr == "value":
        return retyped(value, Choice(value.type.values))
    need_not_none(value, base, scope, f"`.{attr}`")
    if isinstance(value.type, ModelOf):
        field = next((f for f in known_fields(value.type.python) if f.name == attr), None)
        if field is None and attr in value.type.python.model_fields:
            raise Poisoned  # of a type that was reported where the model is declared
        if field is not None:
            found = ir.Attribute(value, field.wire, type=field.type, span=span)
            return narrowed(found, scope)
    declared = [f.name for f in known_fields(value.type.python)] if isinstance(value.type, ModelOf) else []
    its = f"its model declares {', '.join(declared)}"
    raise scope.method.refuse(
        "VS009",
        node,
        f"`{ast.unparse(base)}` is {name_of(value.type)} and has no `.{attr}` that CUE knows",
        did_you_mean(attr, declared, its) if declared else "use a value of a model; docs/language.md lists the methods",
    )


def _parameter(attr: str, node: ast.expr, scope: Scope) -> ir.Expr:
    field = next((f for f in known_fields(scope.method.whole.step) if f.name == attr), None)
    if field is None and attr in scope.method.whole.step.model_fields:
        raise Poisoned  # of a type that was reported where it is declared
    if field is None:
        method = inspect.getattr_static(scope.method.whole.step, attr, None)
        declared = [f.name for f in known_fields(scope.method.whole.step)]
        help = did_you_mean(attr, declared, f"declare `{attr}: str = Parameter(...)`")
        if isinstance(method, property):
            help = f"write a plain method, and call it: `self.{attr}()`"
            raise scope.method.refuse("VS036", node, f"`self.{attr}` is a property, which is not compiled", help)
        help = f"call it: `self.{attr}()`" if callable(method) else help
        raise scope.method.refuse("VS009", node, f"`self.{attr}` is no parameter of the step", help)
    return narrowed(ir.ParameterOf(field.wire, may_be_absent(field), type=field.type, span=scope.method.span(node)), scope)


def may_be_absent(field: FieldOf) -> bool:
    """Whether a workflow may leave the parameter out and Python then sees None."""
    return not field.required and field.default is None


def _subscript(base: ast.expr, index: ast.expr, node: ast.Subscript, scope: Scope) -> ir.Expr:
    if isinstance(index, ast.Slice):
        what, instead = _UNSUPPORTED[ast.Slice]
        raise scope.method.refuse("VS002", node, f"{what} cannot be expressed in CUE", instead)
    if (found := header(base, index, scope)) is not None:
        if found not in scope.not_none:
            help = f"test `{ast.unparse(index)} in {ast.unparse(base)}` first and return"
            raise scope.method.refuse("VS006", node, f"`{ast.unparse(node)}` may be missing", help)
        return narrowed(found, scope)
    value = lower(base, scope)
    need_not_none(value, base, scope, "an item")
    if scope.in_comprehension:
        raise scope.method.refuse(
            "VS022", node, "an item inside a comprehension may be missing for some elements", "give the model a field"
        )
    at = lower(index, scope)
    if isinstance(value.type, ListOf) and isinstance(at, ir.Const) and type(at.value) is int:
        return ir.Item(value, at, type=value.type.item, span=scope.method.span(node))
    if isinstance(value.type, DictOf) and is_str(at.type):
        return ir.Item(value, at, type=value.type.value, span=scope.method.span(node))
    raise scope.method.refuse(
        "VS002",
        node,
        f"this item of {name_of(value.type)} cannot be expressed in CUE",
        "use a constant index of a list or a string key of a dict; test a text with startswith(), endswith() or `in`",
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
        raise scope.method.refuse("VS022", node, "a division inside a comprehension may have no result", "divide by a constant")
    computed = ir.Arithmetic(ARITHMETIC[type(op)], one, other, type=Int(), span=scope.method.span(node))
    return exact(computed, node, scope)


def _format(values: list[ast.expr], node: ast.JoinedStr, scope: Scope) -> ir.Expr:
    parts: list[str | ir.Expr] = []
    for value in values:
        if isinstance(value, ast.Constant):
            text = constant(value.value, node, scope)
            parts.append(cast("str", cast("ir.Const", text).value))
        elif isinstance(value, ast.FormattedValue):
            if value.format_spec is not None or value.conversion != -1:
                raise scope.method.refuse(
                    "VS028", value.value, "a format such as `:>8` or `!r` has no form in CUE", "write the value as it is"
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
        name, at = lower(key, scope) if key is not None else None, key or node
        if not isinstance(name, ir.Const) or not isinstance(name.value, str):
            raise scope.method.refuse(
                "VS002", at, "a key of a dict display must be a constant string", "write `{'name': value}`"
            )
        key_of(name.value, at, scope)
        if any(known == name.value for known, _ in pairs):
            raise scope.method.refuse("VS002", at, f"the key {name.value!r} stands twice", "write it once")
        pairs.append((name.value, lower(value, scope)))
    value_type: Type = common(value.type for _, value in pairs) if pairs else Str()
    return ir.ObjectDisplay(tuple(pairs), type=DictOf(value_type), span=scope.method.span(node))
