"""Lowers what is read of a `Response`: its status, its text, one of its headers."""

from __future__ import annotations

import ast

from .. import ir
from ..diagnostics import Refused
from ..schema import Bool, Null, Str, union
from .kinds import common
from .names import narrowed, not_none
from .scope import Answer, Scope


def part_of(response: Answer, attr: str, node: ast.expr, scope: Scope) -> ir.Expr:
    """`response.status` or `response.text`."""
    if attr == "status":
        return response.status
    if attr == "text":
        return response.text
    if attr == "headers":
        text = ast.unparse(node)
        help = f'use one of them: `{text}.get("Location")`, or `"Location" in {text}`'
        raise scope.method.refuse("VS002", node, "the headers as a whole are no value", help)
    help = "it has status, text, headers and json(Model)"
    raise scope.method.refuse("VS009", node, f"a response has no `{attr}`", help)


def header(owner: ast.expr, name: ast.expr, scope: Scope) -> ir.Expr | None:
    """The header `name` of the response whose headers `owner` are, or None where it is missing; None for another owner."""
    match owner:
        case ast.Attribute(value=ast.Name(id=holder), attr="headers"):
            response = scope.variables.get(holder)
        case _:
            return None
    if not isinstance(response, Answer):
        return None
    key = scope.lower(name)
    if not isinstance(key, ir.Const) or not isinstance(key.value, str) or not key.value.isascii():
        raise scope.method.refuse(
            "VS002", name, "the name of a header is a constant", 'write it out: `.headers.get("Location")`'
        )
    # As Go's http.Header has it, whatever the server wrote: `x-request-id` is `X-Request-Id`.
    canonical = "-".join(part[:1].upper() + part[1:].lower() for part in key.value.split("-"))
    if canonical not in response.headers:
        wanted = scope.method.whole.names.fresh(f"{response.name}-{canonical}")
        type_ = union((Str(), Null()))
        response.headers[canonical] = ir.Variable(wanted, type=type_, span=scope.method.span(name))
    return response.headers[canonical]


def header_by_get(node: ast.Call, scope: Scope) -> ir.Expr | None:
    """`response.headers.get("Location")`, also with a default, or None when `node` is something else."""
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr="get"), args=[name, *default], keywords=[]) if not default[1:]:
            found = header(owner, name, scope)
        case _:
            return None
    if found is None or not default:
        return narrowed(found, scope) if found is not None else None
    missing, otherwise = ir.IsNone(found, type=Bool(), span=found.span), scope.lower(default[0])
    type_ = common((Str(), otherwise.type))
    return ir.Conditional(missing, otherwise, not_none(found), type=type_, span=found.span)


def method_of_response(node: ast.Call, scope: Scope) -> Refused | None:
    """What is wrong with the call of a method of a response inside an expression; None for another call."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)) if isinstance(scope.variables.get(name), Answer):
            if attr != "json":
                help = "it has status, text, headers and json(Model)"
                return scope.method.refuse("VS009", node, f"a response has no `{attr}()`", help)
            text = ast.unparse(node) if node.args else f"{name}.json(SomeModel)"
            help = f"a statement of its own: `found = {text}`, in `run` or in an `async def`"
            return scope.method.refuse("VS002", node, f"`{ast.unparse(node)}` inside an expression has no order", help)
        case _:
            return None
