"""Lowers calls: the functions and methods that agree on all inputs, and constructed models."""

from __future__ import annotations

import ast
import base64
from collections.abc import Callable
from types import ModuleType
from typing import Any, cast

from pydantic import BaseModel

from .. import ir
from ..actions import Break, Continue, Fail, Suspend, Wait
from ..diagnostics import Refused
from ..effects import http
from ..effects.once import once
from ..reading import fits
from ..schema import AnyJson, Bool, Choice, DictOf, Int, ListOf, ModelOf, Str, Type, fields, optional
from . import advice
from .comprehensions import comprehension
from .digits import exact
from .functions import NOT_AWAITED, helper, is_decorated, value_of
from .kinds import assignable, is_int, is_str, name_of
from .models import check
from .names import constant, live, need_not_none, root
from .responses import header_by_get, method_of_response
from .scope import Poisoned, Scope

EFFECTS = (http.get, http.post, http.put, http.delete, once)
"""What is awaited, and is no value by itself."""

STR_METHODS: dict[str, tuple[int, Type]] = {
    "startswith": (1, Bool()),
    "endswith": (1, Bool()),
    "removeprefix": (1, Str()),
    "removesuffix": (1, Str()),
    "replace": (2, Str()),
    "split": (1, ListOf(Str())),
    "join": (1, Str()),
    "count": (1, Int()),
    "strip": (1, Str()),
    "lstrip": (1, Str()),
    "rstrip": (1, Str()),
}
"""str methods that agree with their CUE form on all inputs, with the number of arguments each takes here."""


def call(node: ast.Call, scope: Scope) -> ir.Expr:
    """The value of a call. Raises `Refused` for a function that has no form in CUE with the same meaning."""
    span = scope.method.span(node)
    encoded = _base64(node, scope)
    if encoded is not None:
        return ir.Function("base64", (encoded,), type=Str(), span=span)
    if (found := header_by_get(node, scope)) is not None:
        return found
    if (author := helper(node.func, scope)) is not None:
        try:
            return value_of(author, node, scope)
        except Refused as refused:
            if refused.diagnostic.code != "VS043" or author in scope.method.callers:
                raise
            text = ast.unparse(node.func)  # it returns a request, for its caller to await
            raise scope.method.refuse("VS043", node, f"`{text}(...)` is not awaited", NOT_AWAITED.format(text)) from None
    function = live(node.func, scope)
    if function in EFFECTS:
        text = ast.unparse(node.func)
        raise scope.method.refuse("VS043", node, f"`{text}(...)` is not awaited", NOT_AWAITED.format(text))
    begin = root(node.func)
    if isinstance(begin, ast.Name) and begin.id in scope.variables and scope.variables[begin.id] is None:
        raise Poisoned
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == scope.self_name:
        help = "write a plain method of the step, or write what it does where it is used"
        raise scope.method.refuse("VS003", node, f"`self.{node.func.attr}()` is not compiled with the step", help)
    if (wrong := method_of_response(node, scope)) is not None:
        raise wrong
    if is_decorated(node.func, scope):
        message, help = (
            f"`{ast.unparse(node.func)}` is decorated: only the function itself is compiled",
            "take the decorator out",
        )
        raise scope.method.refuse("VS036", node, message, help)
    if isinstance(function, type) and issubclass(function, BaseModel):
        return _model(function, node, scope)
    if function in (any, all, sum) and len(node.args) == 1 and not node.keywords:
        return _gather(cast("Callable[..., Any]", function).__name__, node.args[0], node, scope)
    if function is len and len(node.args) == 1 and not node.keywords:
        value = scope.lower(node.args[0])
        need_not_none(value, node.args[0], scope, "len()")
        if is_str(value.type) or isinstance(value.type, (ListOf, DictOf)):
            return ir.Function("len", (value,), type=Int(), span=span)
    if function in (min, max) and len(node.args) == 2 and not node.keywords:
        pair = tuple(scope.lower(argument) for argument in node.args)
        if all(is_int(value.type) for value in pair):
            return ir.Function(cast("Callable[..., Any]", function).__name__, pair, type=Int(), span=span)
    if function is str and len(node.args) == 1 and not node.keywords:
        value = scope.lower(node.args[0])
        if (is_str(value.type) or is_int(value.type)) and not isinstance(value.type, Choice):
            return ir.Format((value,), type=Str(), span=span)
    if function in (Break, Continue, Fail, Suspend, Wait):
        raise scope.method.refuse(
            "VS003", node, "an action is no value", f"return it where it is decided: `return {ast.unparse(node)}`"
        )
    outside = live(begin, scope)
    library = callable(outside) or isinstance(outside, ModuleType)
    if isinstance(node.func, ast.Attribute) and not library:
        return _method(node.func, node, scope)
    name = ast.unparse(node.func)
    known = "any, all, sum, len, min and max of two integers, str of an int, and the models you declare"
    for argument in node.args:
        if isinstance(argument, ast.Name) and argument.id in scope.variables and scope.variables[argument.id] is None:
            raise Poisoned
    help = advice.of(live(node.func, scope), outside) or f"use {known}"
    raise scope.method.refuse("VS003", node, f"`{name}(...)` has no form in CUE that means the same", help)


def _gather(name: str, argument: ast.expr, node: ast.Call, scope: Scope) -> ir.Expr:
    if isinstance(argument, (ast.GeneratorExp, ast.ListComp)):
        return exact(comprehension(argument, cast("ir.Gathering", name), scope), node, scope)
    value = scope.lower(argument)
    if name == "sum" and isinstance(value.type, ListOf) and is_int(value.type.item):
        return exact(ir.Function("sum", (value,), type=Int(), span=scope.method.span(node)), node, scope)
    raise scope.method.refuse(
        "VS003", node, f"`{name}()` of this has no form in CUE", f"write `{name}(... for item in some_list)`"
    )


def _method(function: ast.Attribute, node: ast.Call, scope: Scope) -> ir.Expr:
    value = scope.lower(function.value)
    need_not_none(value, function.value, scope, f"`.{function.attr}()`")
    arguments = tuple(scope.lower(argument) for argument in node.args)
    known = STR_METHODS.get(function.attr)
    usable = is_str(value.type) and known is not None and len(arguments) == known[0] and not node.keywords
    if usable and function.attr == "join":
        item = arguments[0].type.item if isinstance(arguments[0].type, ListOf) else None
        usable = item is not None and is_str(item)
    elif usable:
        usable = all(is_str(argument.type) for argument in arguments)
    if usable and function.attr == "split":
        usable = isinstance(arguments[0], ir.Const) and bool(arguments[0].value)
    if usable and known is not None:
        return ir.Function(f"str.{function.attr}", (value, *arguments), type=known[1], span=scope.method.span(node))
    text = ast.unparse(function.value)
    if function.attr in ("items", "keys", "values"):
        help = "declare a list of models instead: the order of a dict's keys differs between engines"
    elif function.attr == "format":
        help = 'write an f-string: `f"... {value} ..."`'
    elif isinstance(value.type, DictOf):
        help = f'test for the key: `{text}["key"] if "key" in {text} else ...`'
    elif not is_str(value.type):
        help = f"use its fields or items: {name_of(value.type)} has no methods here"
    else:
        names = ", ".join(STR_METHODS)
        help = f"str methods that do: {names} (strip with its characters, split with a constant separator)"
    raise scope.method.refuse(
        "VS003",
        node,
        f"`.{function.attr}()` of {name_of(value.type)} with these arguments does not mean the same in CUE",
        help,
    )


def _base64(node: ast.Call, scope: Scope) -> ir.Expr | None:
    """The text in `base64.b64encode(text.encode()).decode()`, the one way Python spells it."""
    match node:
        case ast.Call(
            func=ast.Attribute(
                value=ast.Call(
                    func=function,
                    args=[ast.Call(func=ast.Attribute(value=text, attr="encode"), args=[], keywords=[])],
                    keywords=[],
                ),
                attr="decode",
            ),
            args=[],
            keywords=[],
        ) if live(function, scope) is base64.b64encode:
            value = scope.lower(text)
            if is_str(value.type):
                return value
        case _:
            pass
    return None


def _model(model: type[BaseModel], node: ast.Call, scope: Scope) -> ir.Expr:
    """A constructed model as an object with wire names; what Python would reject is rejected here."""
    if node.args or any(keyword.arg is None for keyword in node.keywords):
        raise scope.method.refuse("VS024", node, "a model takes its fields by name", f"write `{model.__name__}(field=...)`")
    if not check(model, "body", scope.method.span(node), scope.method.whole.findings):
        raise Poisoned
    given = {cast("str", keyword.arg): keyword.value for keyword in node.keywords}
    pairs: list[tuple[str, ir.Expr]] = []
    for field in fields(model):
        argument = given.pop(field.name, None)
        if argument is None and field.wire != field.name:
            argument = given.pop(field.wire, None)
        if argument is None:
            if field.required:
                raise scope.method.refuse("VS024", node, f"`{model.__name__}` needs `{field.name}`", f"give `{field.name}=...`")
            pairs.append((field.wire, constant(field.default, node, scope)))
            continue
        value = scope.lower(argument)
        if not optional(field.type) and not isinstance(field.type, AnyJson):
            need_not_none(value, argument, scope, f"`{model.__name__}.{field.name}`")
        if (why := _not_assignable(value, field.type)) is not None:
            raise scope.method.refuse(
                "VS007",
                argument,
                f"`{model.__name__}.{field.name}` is {name_of(field.type)}: {why}",
                "give a value of the field's type; put constraints on the parameter, where they are checked first",
            )
        pairs.append((field.wire, value))
    for name in given:
        keyword = next(keyword for keyword in node.keywords if keyword.arg == name)
        raise scope.method.refuse(
            "VS024",
            keyword,
            f"`{model.__name__}` has no field `{name}`",
            f"it declares {', '.join(field.name for field in fields(model))}",
        )
    return ir.ObjectDisplay(tuple(pairs), type=ModelOf(model), span=scope.method.span(node))


def _not_assignable(value: ir.Expr, wanted: Type) -> str | None:
    """Why a strict model does not take `value`, or None when it does."""
    given = value.type
    if isinstance(value, ir.ListDisplay) and isinstance(wanted, ListOf) and wanted.min_length is wanted.max_length is None:
        return next((why for item in value.items if (why := _not_assignable(item, wanted.item)) is not None), None)
    if isinstance(value, ir.Conditional):
        return _not_assignable(value.then, wanted) or _not_assignable(value.otherwise, wanted)
    if assignable(given, wanted):
        beyond = isinstance(value, ir.Const) and not fits(wanted, value.value)
        return "this is beyond its 64 bits" if beyond else None
    alike = name_of(given) == name_of(wanted)
    return "this is not known to keep its constraints" if alike else f"this is {name_of(given)}"
