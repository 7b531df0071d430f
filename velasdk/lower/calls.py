"""Lowers calls: the functions and methods that agree on all inputs, constructed models, actions and requests."""

from __future__ import annotations

import ast
import base64
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import Any, Literal, cast

from pydantic import BaseModel

from .. import ir
from ..actions import Action, Break, Continue, Fail, Suspend, Wait
from ..definition import DURATION, suspend_problems
from ..diagnostics import Span
from ..effects import http
from ..schema import (
    AnyJson,
    Bool,
    Choice,
    DictOf,
    Float,
    Int,
    ListOf,
    ModelOf,
    Null,
    Str,
    Type,
    Union_,
    fields,
)
from .expressions import MISSING, comprehension, constant, is_int, is_str, live, lower, name_of, need_not_none
from .scope import Scope

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
    function = live(node.func, scope)
    if isinstance(function, type) and issubclass(function, BaseModel):
        return _model(function, node, scope)
    if function in (any, all, sum) and len(node.args) == 1 and not node.keywords:
        return _gather(cast("Callable[..., Any]", function).__name__, node.args[0], node, scope)
    if function is len and len(node.args) == 1:
        value = lower(node.args[0], scope)
        need_not_none(value, node.args[0], scope, "len()")
        if is_str(value.type) or isinstance(value.type, (ListOf, DictOf)):
            return ir.Function("len", (value,), type=Int(), span=span)
    if function in (min, max) and len(node.args) == 2 and not node.keywords:
        pair = tuple(lower(argument, scope) for argument in node.args)
        if all(is_int(value.type) for value in pair):
            return ir.Function(cast("Callable[..., Any]", function).__name__, pair, type=Int(), span=span)
    if function is str and len(node.args) == 1 and not node.keywords:
        value = lower(node.args[0], scope)
        if (is_str(value.type) or is_int(value.type)) and not isinstance(value.type, Choice):
            return ir.Format((value,), type=Str(), span=span)
    if function is MISSING and isinstance(node.func, ast.Attribute):
        return _method(node.func, node, scope)
    name = ast.unparse(node.func)
    known = "any, all, sum, len, min and max of two integers, str of an int, and the models you declare"
    raise scope.method.refuse("VS003", node, f"`{name}(...)` has no form in CUE that means the same", f"use {known}")


def _gather(name: str, argument: ast.expr, node: ast.Call, scope: Scope) -> ir.Expr:
    if isinstance(argument, (ast.GeneratorExp, ast.ListComp)):
        return comprehension(argument, cast("ir.Gathering", name), scope)
    value = lower(argument, scope)
    if name == "sum" and isinstance(value.type, ListOf) and is_int(value.type.item):
        return ir.Function("sum", (value,), type=Int(), span=scope.method.span(node))
    raise scope.method.refuse(
        "VS003", node, f"`{name}()` of this has no form in CUE", f"write `{name}(... for item in some_list)`"
    )


def _method(function: ast.Attribute, node: ast.Call, scope: Scope) -> ir.Expr:
    value = lower(function.value, scope)
    need_not_none(value, function.value, scope, f"`.{function.attr}()`")
    arguments = tuple(lower(argument, scope) for argument in node.args)
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
    raise scope.method.refuse(
        "VS003",
        node,
        f"`.{function.attr}()` of {name_of(value.type)} with these arguments does not mean the same in CUE",
        f"str methods that do: {', '.join(STR_METHODS)} (strip with its characters, split with a constant separator)",
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
            value = lower(text, scope)
            if is_str(value.type):
                return value
        case _:
            pass
    return None


def _model(model: type[BaseModel], node: ast.Call, scope: Scope) -> ir.Expr:
    """A constructed model as an object with wire names; what Python would reject is rejected here."""
    if node.args or any(keyword.arg is None for keyword in node.keywords):
        raise scope.method.refuse(
            "VS003", node, "a model takes its fields by name", f"write `{model.__name__}(field=...)`"
        )
    given = {cast("str", keyword.arg): keyword.value for keyword in node.keywords}
    pairs: list[tuple[str, ir.Expr]] = []
    for field in fields(model):
        argument = given.pop(field.name, None)
        if argument is None and field.wire != field.name:
            argument = given.pop(field.wire, None)
        if argument is None:
            if field.required:
                raise scope.method.refuse(
                    "VS009", node, f"`{model.__name__}` needs `{field.name}`", f"give `{field.name}=...`"
                )
            pairs.append((field.wire, constant(field.default, node, scope)))
            continue
        value = lower(argument, scope)
        if (why := _not_assignable(value, field.type)) is not None:
            raise scope.method.refuse(
                "VS007",
                argument,
                f"`{model.__name__}.{field.name}` is {name_of(field.type)}: {why}",
                "give a value of the field's type; put constraints on the parameter, where they are checked first",
            )
        pairs.append((field.wire, value))
    for name in given:
        raise scope.method.refuse(
            "VS009", node, f"`{model.__name__}` has no field `{name}`", "use the names its class declares"
        )
    return ir.ObjectDisplay(tuple(pairs), type=ModelOf(model), span=scope.method.span(node))


def _not_assignable(value: ir.Expr, wanted: Type) -> str | None:
    """Why a strict model does not take `value`, or None when it does."""
    given = value.type
    if (
        isinstance(value, ir.ListDisplay)
        and isinstance(wanted, ListOf)
        and wanted.min_length is wanted.max_length is None
    ):
        return next((why for item in value.items if (why := _not_assignable(item, wanted.item)) is not None), None)
    if isinstance(value, ir.Conditional):
        return _not_assignable(value.then, wanted) or _not_assignable(value.otherwise, wanted)
    return None if assignable(given, wanted) else f"this is {name_of(given)}, or is not known to keep its constraints"


def assignable(given: Type, wanted: Type) -> bool:
    """Whether every value of `given` is one of `wanted`, constraints included."""
    if given == wanted or isinstance(wanted, AnyJson):
        return True
    if isinstance(given, Union_):
        return all(assignable(member, wanted) for member in given.members)
    match wanted:
        case Union_(members=members):
            return any(assignable(given, member) for member in members)
        case Str(min_length=None, max_length=None, pattern=None):
            return isinstance(given, Str) or (isinstance(given, Choice) and given.python is None and is_str(given))
        case Int(ge=None, gt=None, le=None, lt=None):
            return isinstance(given, Int) or (isinstance(given, Choice) and given.python is None and is_int(given))
        case Float(ge=None, gt=None, le=None, lt=None):
            return isinstance(given, (Int, Float))
        case Choice(values=values, python=python):
            return isinstance(given, Choice) and given.python is python and set(given.values) <= set(values)
        case ListOf(item=item, min_length=None, max_length=None):
            return isinstance(given, ListOf) and assignable(given.item, item)
        case DictOf(value=inner):
            return isinstance(given, DictOf) and assignable(given.value, inner)
        case _:
            return isinstance(wanted, Null) and isinstance(given, Null)


def action(node: ast.expr, scope: Scope) -> ir.ActionOf | None:
    """The action that `node` constructs, or None when it is no action."""
    if not isinstance(node, ast.Call):
        value = live(node, scope)
        return action_of(value, node, scope) if isinstance(value, (Continue, Fail, Break, Wait, Suspend)) else None
    made = live(node.func, scope)
    if made in (Fail, Break, Wait):
        text = next(iter(node.args), None) or next((k.value for k in node.keywords if k.arg == "message"), None)
        if text is None or len(node.args) + len(node.keywords) != 1:
            raise scope.method.refuse("VS003", node, "this action takes one message", 'write `Fail("...")`')
        message = lower(text, scope)
        if not is_str(message.type):
            raise scope.method.refuse("VS007", text, f"the message is {name_of(message.type)}", "write an f-string")
        kinds: dict[object, Any] = {Fail: "Fail", Break: "Break", Wait: "Wait"}
        return ir.MessageOf(kinds[made], message)
    if made is Continue:
        given = next(iter(node.args), None) or next((k.value for k in node.keywords if k.arg == "outputs"), None)
        return ir.ContinueOf(lower(given, scope) if given is not None else None)
    if made is Suspend:
        return action_of(Suspend(**_constants(node, ("label",), scope)), node, scope)
    return None


def action_of(value: Action, node: ast.expr, scope: Scope) -> ir.ActionOf:
    """A live action: an entry of `actions`, a module constant, or a Suspend with constant arguments."""
    if isinstance(value, Continue):
        if value.outputs is not None:
            raise scope.method.refuse("VS002", node, "constant outputs are not supported yet", "use `Continue()`")
        return ir.ContinueOf()
    if isinstance(value, Suspend):
        for problem in suspend_problems(value, ""):
            raise scope.method.refuse(problem.code, node, problem.message, problem.help)
        return ir.SuspendOf(value.label, value.on_resume == "succeed", value.duration)
    kind: Literal["Fail", "Break", "Wait"] = (
        "Fail" if isinstance(value, Fail) else "Break" if isinstance(value, Break) else "Wait"
    )
    return ir.MessageOf(kind, constant(value.message, node, scope))


def _constants(node: ast.Call, positional: tuple[str, ...], scope: Scope) -> dict[str, Any]:
    given = [*zip(positional, node.args, strict=False), *((k.arg or "", k.value) for k in node.keywords)]
    found: dict[str, Any] = {}
    for name, argument in given:
        value = lower(argument, scope)
        if not isinstance(value, ir.Const):
            raise scope.method.refuse(
                "VS203", argument, f"`{name}` of a Suspend depends on the run", "write a constant: it is a contract"
            )
        found[name] = value.value
    return found


@dataclass(frozen=True, slots=True)
class RequestParts:
    """The arguments of one `http` call, lowered."""

    node: ast.Call
    method: str
    url: ir.Expr
    reply: type[BaseModel]
    timeout: str
    json: ir.Expr | None
    form: tuple[tuple[str, ir.Expr], ...]
    text: ir.Expr | None
    headers: tuple[tuple[str, ir.Expr], ...]
    query: tuple[tuple[str, ir.Expr], ...]
    policies: dict[str, ir.ActionOf]
    span: Span


METHODS: dict[object, str] = {http.get: "GET", http.post: "POST", http.put: "PUT", http.delete: "DELETE"}
POLICIES = ("on_unavailable", "on_refused", "on_malformed")


def request(node: ast.expr, scope: Scope) -> RequestParts | None:
    """The parts of `http.post(...)` and its like, or None when `node` is something else."""
    if not isinstance(node, ast.Call) or (function := live(node.func, scope)) not in METHODS:
        return None
    method = METHODS[function]
    given: dict[str, ast.expr] = {}
    if len(node.args) > 1:
        raise scope.method.refuse("VS003", node.args[1], "only the address stands without a name", "write `json=...`")
    if node.args:
        given["url"] = node.args[0]
    for keyword in node.keywords:
        known = {field.name for field in dataclass_fields(http.Request)} - {"method"}
        if keyword.arg is None or keyword.arg not in known:
            raise scope.method.refuse(
                "VS003", keyword.value, f"a request has no `{keyword.arg}`", f"it has {', '.join(sorted(known))}"
            )
        given[keyword.arg] = keyword.value
    bodies = [name for name in ("json", "form", "text") if name in given]
    if len(bodies) > 1:
        raise scope.method.refuse(
            "VS014",
            node,
            f"the request has {len(bodies)} bodies: {' and '.join(bodies)}",
            "give one of json=, form=, text=",
        )
    if bodies and method in ("GET", "DELETE"):
        raise scope.method.refuse("VS014", given[bodies[0]], f"{method} sends no body", "use query=, or POST")
    reply = live(given["reply"], scope) if "reply" in given else MISSING
    if not (isinstance(reply, type) and issubclass(reply, BaseModel)):
        raise scope.method.refuse(
            "VS003", given.get("reply", node), "the request does not say what its reply is", "give `reply=SomeModel`"
        )
    policies: dict[str, ir.ActionOf] = {}
    for name in POLICIES:
        if name in given:
            found = action(given[name], scope)
            if found is None or isinstance(found, ir.ContinueOf):
                raise scope.method.refuse(
                    "VS207",
                    given[name],
                    f"`{name}` lets the step succeed without an answer",
                    "use Wait, Suspend, Fail or Break",
                )
            policies[name] = found
    return RequestParts(
        node=node,
        method=method,
        url=_text(given.get("url"), "url", node, scope),
        reply=reply,
        timeout=_timeout(given.get("timeout"), scope),
        json=_json(given["json"], scope) if "json" in given else None,
        form=_pairs(given.get("form"), "form", scope),
        text=_text(given["text"], "text", node, scope) if "text" in given else None,
        headers=_pairs(given.get("headers"), "headers", scope),
        query=_pairs(given.get("query"), "query", scope),
        policies=policies,
        span=scope.method.span(node),
    )


def _text(node: ast.expr | None, name: str, call_node: ast.Call, scope: Scope) -> ir.Expr:
    if node is None:
        raise scope.method.refuse("VS003", call_node, f"the request has no `{name}`", f"give `{name}`")
    value = lower(node, scope)
    need_not_none(value, node, scope, f"`{name}`")
    if not is_str(value.type):
        raise scope.method.refuse("VS007", node, f"`{name}` is {name_of(value.type)}", "give a string")
    return value


def _json(node: ast.expr, scope: Scope) -> ir.Expr:
    value = lower(node, scope)
    if isinstance(value.type, Null):
        raise scope.method.refuse("VS014", node, "`json=None` sends no body", "leave `json` out, or send a model")
    return value


def _timeout(node: ast.expr | None, scope: Scope) -> str:
    if node is None:
        return "3s"
    value = lower(node, scope)
    if isinstance(value, ir.Const) and isinstance(value.value, str) and DURATION.fullmatch(value.value):
        return value.value
    raise scope.method.refuse("VS206", node, "a time-out is a constant duration", 'write `timeout="10s"`')


def _pairs(node: ast.expr | None, name: str, scope: Scope) -> tuple[tuple[str, ir.Expr], ...]:
    if node is None:
        return ()
    value = lower(node, scope)
    if not isinstance(value, ir.ObjectDisplay):
        raise scope.method.refuse("VS002", node, f"`{name}` is no dict display", f"write `{name}={{'name': value}}`")
    for key, item in value.items:
        if not (is_str(item.type) or (name == "query" and is_int(item.type))):
            raise scope.method.refuse(
                "VS007",
                node,
                f"`{key}` in `{name}` is {name_of(item.type)}",
                "give strings; test an optional one first",
            )
    return value.items
