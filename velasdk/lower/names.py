"""What a name stands for: a literal, a constant outside the method, a value that may be None."""

from __future__ import annotations

import ast
import builtins
from dataclasses import replace
from enum import Enum, EnumMeta
from types import ModuleType
from typing import Any, cast
from unicodedata import is_normalized

from .. import ir
from ..constraints import is_text
from ..diagnostics import did_you_mean
from ..schema import Bool, Choice, DictOf, Int, ListOf, Null, Str, Type, optional, without_null
from . import advice
from .kinds import common, contains_itself
from .scope import Scope

MISSING = object()


def constant(value: object, node: ast.expr, scope: Scope) -> ir.Expr:
    """A literal, or the value of a module constant."""
    span = scope.method.span(node)
    if isinstance(value, Enum):
        enum = type(value)
        values: tuple[Any, ...] = tuple(member.value for member in enum)
        if any(all(type(one) is kind for one in values) for kind in (str, int)):
            if isinstance(value.value, str) and not is_text(value.value):
                raise scope.method.refuse("VS010", node, "a lone surrogate is no text", "write the whole character")
            return ir.Const(value.value, type=Choice(values, enum), span=span)
        raise scope.method.refuse(
            "VS031",
            node,
            f"the values of `{enum.__name__}` are not all strings or all integers",
            "give the enum values of one JSON kind",
        )
    if isinstance(value, bool):
        return ir.Const(value, type=Bool(), span=span)
    if isinstance(value, int):
        return ir.Const(value, type=Int(), span=span)
    if isinstance(value, str):
        if not is_text(value):
            raise scope.method.refuse("VS010", node, "a lone surrogate is no text", "write the whole character")
        return ir.Const(value, type=Str(), span=span)
    if value is None:
        return ir.Const(None, type=Null(), span=span)
    if isinstance(value, (list, tuple)):
        items = tuple(constant(item, node, scope) for item in cast("tuple[object, ...]", value))
        item_type: Type = common(item.type for item in items) if items else Str()
        return ir.ListDisplay(items, type=ListOf(item_type), span=span)
    if isinstance(value, dict):
        table = cast("dict[object, object]", value)
        pairs = tuple((key_of(key, node, scope), constant(item, node, scope)) for key, item in table.items())
        value_type: Type = common(item.type for _, item in pairs) if pairs else Str()
        return ir.ObjectDisplay(pairs, type=DictOf(value_type), span=span)
    what = "a float" if isinstance(value, float) else f"a {type(value).__name__}"
    raise scope.method.refuse(
        "VS023",
        node,
        f"{what} does not mean the same in Python and in CUE",
        advice.of(value) or "use str, int, bool, None, an enum member, a list or a dict of them",
    )


def key_of(key: object, node: ast.AST, scope: Scope) -> str:
    """A key of a dict as CUE keeps it. Raises `Refused` for one that it would change."""
    if type(key) is not str:
        raise scope.method.refuse("VS023", node, f"the key {key!r} is no string", "write strings as keys, as JSON does")
    if not is_normalized("NFC", key):
        raise scope.method.refuse(
            "VS010", node, f"CUE composes the characters of the key {key!r}", "write it in Unicode's normal form C"
        )
    return key


def live(node: ast.expr, scope: Scope) -> object:
    """What a name or dotted name means outside the function: a class, module, function or constant; else `MISSING`.

    Raises `Refused` for a member that an enum does not have.
    """
    match node:
        case ast.Name(id=name) if name in scope.variables or name in (scope.self_name, scope.context_name):
            return MISSING
        case ast.Name(id=name):
            return scope.method.globals.get(name, getattr(builtins, name, MISSING))
        case ast.Attribute(value=base, attr=attr):
            owner = live(base, scope)
            if isinstance(owner, EnumMeta) and not hasattr(owner, attr):
                members = list(owner.__members__)
                help = did_you_mean(attr, members, f"it has {', '.join(members)}")
                raise scope.method.refuse("VS009", node, f"`{owner.__name__}` has no `{attr}`", help)
            return getattr(owner, attr, MISSING) if isinstance(owner, (ModuleType, EnumMeta)) else MISSING
        case _:
            return MISSING


def root(node: ast.expr) -> ast.expr:
    """What a dotted name, an item or a call begins with."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node


def retyped(value: ir.Expr, type_: Type) -> ir.Expr:
    """`value` under another type."""
    return replace(value, type=type_)


def narrowed(value: ir.Expr, scope: Scope) -> ir.Expr:
    """`value`, marked where `scope` knows that it is not None."""
    return not_none(value) if value in scope.not_none else value


def not_none(value: ir.Expr) -> ir.Expr:
    """`value` where it is known not to be None."""
    return ir.NotNone(value, type=without_null(value.type), span=value.span)


def need_whole(value: ir.Expr, node: ast.expr, scope: Scope) -> None:
    """Refuse to hand on a value of a model that contains itself: what an API adds to its inner ones would go along."""
    match value:
        case ir.ObjectDisplay(items=items):
            for _, item in items:
                need_whole(item, node, scope)
        case ir.ListDisplay(items=items):
            for item in items:
                need_whole(item, node, scope)
        case ir.Conditional(then=then, otherwise=otherwise):
            need_whole(then, node, scope)
            need_whole(otherwise, node, scope)
        case ir.Comprehension(element=inner) | ir.Variable(bound=inner) | ir.NotNone(value=inner) if inner is not None:
            need_whole(inner, node, scope)
        case _ if contains_itself(value.type):
            help = "make a model of the fields that are wanted, without itself in it"
            message = f"`{ast.unparse(node)}` contains itself: fields that its model does not declare would be sent with it"
            raise scope.method.refuse("VS014", node, message, help)
        case _:
            pass


def need_not_none(value: ir.Expr, node: ast.expr, scope: Scope, use: str) -> None:
    """Refuse `use` of a value that may be None."""
    if optional(value.type):
        text = ast.unparse(node)
        raise scope.method.refuse(
            "VS006", node, f"`{text}` may be None where {use} is used", f"test `{text} is None` first and return"
        )
