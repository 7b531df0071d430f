"""The parameters of `http.#HTTPDo`: address, headers and body of one request."""

from __future__ import annotations

from .. import cue, ir
from .forms import first, item_if
from .values import Values


def parameters(call: ir.Call, values: Values) -> tuple[cue.Field, ...]:
    """What the provider is given for `call`."""
    headers, body = _content(call, values)
    request: list[cue.Field] = [cue.Field("timeout", cue.Lit(call.timeout))]
    if headers:
        request.append(cue.Field("header", cue.StructLit(headers, short=len(headers) == 1)))
    if body is not None:
        request.append(cue.Field("body", body))
    return (
        cue.Field("method", cue.Lit(call.method)),
        cue.Field("url", _address(call, values)),
        cue.Field("request", cue.StructLit(tuple(request), short=len(request) == 1)),
    )


def _content(call: ir.Call, values: Values) -> tuple[tuple[cue.Field, ...], cue.Expr | None]:
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
        body, kind = _encoded(call.form, values), "application/x-www-form-urlencoded"
    if kind and not any(name.lower() == "content-type" for name in headers):
        headers = {"Content-Type": cue.Lit(kind), **headers}
    return tuple(cue.Field(name, value, quoted=True) for name, value in headers.items()), body


def _address(call: ir.Call, values: Values) -> cue.Expr:
    """The URL with its query."""
    url = values.expr(call.url)
    if not call.query:
        return url
    contains = cue.Call(cue.Select(values.use("strings"), "Contains"), (url, cue.Lit("?")))
    joint = first((item_if(contains, cue.Lit("&")), cue.Lit("?")))
    return cue.Interpolation((url, joint, _encoded(call.query, values)))


def _encoded(pairs: tuple[tuple[str, ir.Expr], ...], values: Values) -> cue.Expr:
    """`a=1&b=2`, percent-encoded."""
    escape = cue.Select(values.use("net"), "QueryEscape")
    parts: list[str | cue.Expr] = []
    for name, value in pairs:
        text = cue.Interpolation((values.expr(value),))
        parts += ["&" if parts else "", cue.Call(escape, (cue.Lit(name),)), "=", cue.Call(escape, (text,))]
    return cue.Interpolation(tuple(part for part in parts if part != ""))
