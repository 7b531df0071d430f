"""The parameters of `http.#HTTPDo`: address, headers and body of one request; and the headers of its answer."""

from __future__ import annotations

from urllib.parse import quote_plus

from .. import cue, ir
from ..lower.scope import Names
from ..schema import Str
from .connection import authorization, certificates
from .forms import first, item, item_if, joined, member
from .operations import Operations
from .types import Use
from .values import Values


def parameters(
    call: ir.Call, values: Values, operations: Operations, names: Names
) -> tuple[list[cue.Decl], tuple[cue.Field, ...]]:
    """What the provider is given for `call`, and the fields that must stand before it."""
    before: list[cue.Decl] = []

    def named(value: cue.Expr, name: str) -> cue.Expr:
        """`value` under a name, as it is read more than once."""
        before.append(field := cue.Field(names.fresh(f"{call.name}-{name}"), value))
        return cue.Ref(str(field.label))

    headers, body = _content(call, values, operations)
    target, name = (call.url, "url") if call.path is None else (call.path, "path")
    address = values.expr(target)
    if call.query:
        if not isinstance(target, (ir.Const, ir.ParameterOf, ir.Variable)):  # it is looked at for a `?`
            address = named(address, name)
        address = _with_query(target, address, call.query, values, operations)
    if (connection := call.connection) is not None:
        if not connection.bearer:
            address = address if isinstance(address, (cue.Lit, cue.Ref)) else named(address, "path")
            body = body if body is None or isinstance(body, cue.Lit) else named(body, "payload")
        given = authorization(connection, values.use, call.method, address, body)
        headers = (*headers, cue.Field("Authorization", given, quoted=True))
        address = joined(cue.Ref(connection.url.name), address)
    request: list[cue.Field] = [cue.Field("timeout", cue.Lit(call.timeout))]
    if headers:
        request.append(cue.Field("header", cue.StructLit(headers, short=len(headers) == 1)))
    if body is not None:
        request.append(cue.Field("body", body))
    return before, (
        cue.Field("method", cue.Lit(call.method)),
        cue.Field("url", address),
        cue.Field("request", cue.StructLit(tuple(request), short=len(request) == 1)),
        *(certificates(connection, values.use, operations) if connection is not None else ()),
    )


def _content(call: ir.Call, values: Values, operations: Operations) -> tuple[tuple[cue.Field, ...], cue.Expr | None]:
    """The headers, a content type among them where there is a body, and the body."""
    headers = {name: values.expr(value) for name, value in call.headers}
    body: cue.Expr | None = None
    kind = ""
    if call.json is not None:
        marshal = cue.Select(values.use("json"), "Marshal")
        body, kind = cue.Call(marshal, (values.wire(call.json),)), "application/json"
    elif call.text is not None:
        body, kind = values.expr(call.text), "text/plain; charset=utf-8"
    elif call.form:
        body, kind = _encoded(call.form, values, operations), "application/x-www-form-urlencoded"
    if kind and not any(name.lower() == "content-type" for name in headers):
        headers = {"Content-Type": cue.Lit(kind), **headers}
    return tuple(cue.Field(name, value, quoted=True) for name, value in headers.items()), body


def _with_query(
    target: ir.Expr, address: cue.Expr, pairs: tuple[tuple[str, ir.Expr], ...], values: Values, operations: Operations
) -> cue.Expr:
    """`address`, which is that of `target`, with a query."""
    query = _encoded(pairs, values, operations).parts
    if isinstance(target, ir.Const):
        return cue.Interpolation((f"{target.value}{'&' if '?' in target.value else '?'}{query[0]}", *query[1:]))
    contains = cue.Call(cue.Select(values.use("strings"), "Contains"), (address, cue.Lit("?")))
    joint = first((item_if(contains, cue.Lit("&")), cue.Lit("?")))
    return cue.Interpolation((address, joint, *query))


def _encoded(pairs: tuple[tuple[str, ir.Expr], ...], values: Values, operations: Operations) -> cue.Interpolation:
    """`a=1&b=2`, percent-encoded."""
    parts: list[str | cue.Expr] = []
    for name, value in pairs:
        if isinstance(value, ir.Const):
            parts.append(f"{'&' if parts else ''}{quote_plus(name)}={quote_plus(str(value.value))}")
            continue
        text = values.expr(value)
        shown = text if isinstance(value.type, Str) else cue.Interpolation((text,))
        parts += [f"{'&' if parts else ''}{quote_plus(name)}=", operations.escaped(shown)]
    return cue.Interpolation(tuple(parts))


def header(use: Use, returned: cue.Expr, name: str) -> cue.Expr:
    """The header `name` of an answer, whatever its case, its values joined; null where there is none."""
    strings = use("strings")
    lower = cue.Call(cue.Select(strings, "ToLower"), (cue.Ref("name"),))
    each = cue.For("name", "values", member(returned, "header"))
    joined = cue.Call(cue.Select(strings, "Join"), (cue.Ref("values"), cue.Lit(", ")))
    return first((item((each, cue.If(cue.Binary("==", lower, cue.Lit(name.lower())))), joined), cue.Lit(None)))
