"""Lowers `http.post(...)` and its like: address, body, headers, query, policies."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from types import FunctionType

from pydantic import BaseModel

from .. import ir
from ..definition import DURATION
from ..diagnostics import Span, did_you_mean
from ..effects import http
from ..schema import Null, Str
from .actions import action
from .expressions import text_parts
from .kinds import is_int, is_str, name_of
from .models import check
from .names import MISSING, live, need_not_none, need_whole
from .scope import Poisoned, Scope


@dataclass(frozen=True, slots=True)
class RequestParts:
    """The arguments of one `http` call, lowered."""

    node: ast.Call
    method: str
    url: ir.Expr
    reply: type[BaseModel] | None
    timeout: str
    json: ir.Expr | None
    form: tuple[tuple[str, ir.Expr], ...]
    text: ir.Expr | None
    headers: tuple[tuple[str, ir.Expr], ...]
    query: tuple[tuple[str, ir.Expr], ...]
    policies: dict[str, ir.ActionOf]
    connection: ir.ConnectionOf | None
    path: ir.Expr | None
    span: Span


METHODS: dict[object, str] = {http.get: "GET", http.post: "POST", http.put: "PUT", http.delete: "DELETE"}


HEADER = re.compile(r"[-!#$%&'*+.^_`|~0-9A-Za-z]+")


POLICIES = ("on_unavailable", "on_refused", "on_malformed")


def request(node: ast.expr, scope: Scope) -> RequestParts | None:
    """The parts of `http.post(...)` and its like, or None when `node` is something else."""
    if not isinstance(node, ast.Call):
        return None
    function = live(node.func, scope)
    if function is MISSING and isinstance(node.func, ast.Attribute) and live(node.func.value, scope) is http:
        raise scope.method.refuse(
            "VS003", node, f"`http` has no `{node.func.attr}`", "it has get, post, put and delete: the engines refuse PATCH"
        )
    if not isinstance(function, FunctionType) or function not in METHODS:
        return None
    method = METHODS[function]
    given: dict[str, ast.expr] = {}
    if len(node.args) > 1:
        raise scope.method.refuse("VS024", node.args[1], "only the address stands without a name", "write `json=...`")
    if node.args:
        given["url"] = node.args[0]
    for keyword in node.keywords:
        known = {field.name for field in dataclass_fields(http.Request)} - {"method"}
        if keyword.arg is None or keyword.arg not in known or keyword.arg in given:
            meant = {"params": "query", "data": "form", "body": "json", "content": "text"}.get(keyword.arg or "")
            its = f"it has {', '.join(sorted(known))}"
            what = f"has no `{keyword.arg}`" if keyword.arg not in given else f"has two `{keyword.arg}`"
            raise scope.method.refuse(
                "VS024",
                keyword,
                f"a request {what if keyword.arg else 'takes its arguments by name, not unpacked'}",
                f"write `{meant}=`" if meant else did_you_mean(keyword.arg or "", known - given.keys(), its),
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
    reply = live(given["reply"], scope) if "reply" in given and not _is_none(given["reply"]) else None
    if isinstance(named := given.get("reply"), ast.Name) and named.id in scope.variables and scope.variables[named.id] is None:
        raise Poisoned
    if reply is not None and not (isinstance(reply, type) and issubclass(reply, BaseModel)):
        raise scope.method.refuse("VS024", given["reply"], "the reply is no model", "give `reply=SomeModel`")
    if reply is not None and not check(reply, "reply", scope.method.span(node), scope.method.whole.findings):
        raise Poisoned
    policies: dict[str, ir.ActionOf] = {}
    for name in POLICIES:
        if name in given and not _is_none(given[name]):
            found = action(given[name], scope)
            if found is None:
                raise scope.method.refuse(
                    "VS024", given[name], f"`{name}` is no action", 'give Wait, Suspend or Fail: `Wait("...")`'
                )
            if isinstance(found, ir.ContinueOf):
                raise scope.method.refuse(
                    "VS207",
                    given[name],
                    f"`{name}` lets the step succeed without an answer",
                    "use Wait, Suspend or Fail",
                )
            policies[name] = found
    headers = _pairs(given.get("headers"), "headers", scope)
    url, path = _text(given.get("url"), "url", node, scope), None
    connection = _connection(given["connection"], scope) if "connection" in given else None
    if connection is not None:
        path = _path(url, given["url"], scope)
        if any(name.lower() == "authorization" for name, _ in headers):
            help = "leave the header out, or the connection"
            raise scope.method.refuse("VS024", given["headers"], "the connection says what `Authorization` is", help)
        url = ir.Format(text_parts((connection.url, path)), type=Str(), span=path.span)
    return RequestParts(
        node=node,
        method=method,
        url=url,
        reply=reply,
        timeout=_timeout(given.get("timeout"), scope),
        json=_json(given["json"], scope) if "json" in given else None,
        form=_pairs(given.get("form"), "form", scope),
        text=_text(given["text"], "text", node, scope) if "text" in given else None,
        headers=headers,
        query=_pairs(given.get("query"), "query", scope),
        policies=policies,
        connection=connection,
        path=path,
        span=scope.method.span(node),
    )


def _connection(node: ast.expr, scope: Scope) -> ir.ConnectionOf | None:
    """The connection that `self.api` is, None where it is written as None. Raises `Refused`."""
    if _is_none(node):
        return None
    match node:
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner == scope.self_name:
            if (found := scope.method.whole.connections.get(name)) is not None:
                return found
        case _:
            pass
    raise scope.method.refuse(
        "VS024",
        node,
        f"`{ast.unparse(node)}` is no connection of the step",
        'declare `api: Connection = Connection("name-of-a-config")` in the class and give `connection=self.api`',
    )


def _path(url: ir.Expr, node: ast.expr, scope: Scope) -> ir.Expr:
    """`url` as a path behind the address of a connection. Raises `Refused` unless it is known to begin with a slash."""
    if not _is_path(url):
        message = "with a connection the address is a path, and this does not begin with a `/` that is written out"
        raise scope.method.refuse("VS024", node, message, 'write `"/reviews"` or `f"/jobs/{number}"`')
    return url


def _is_path(url: ir.Expr) -> bool:
    match url:
        case ir.Const(value=str(text)) | ir.Format(parts=(str(text), *_)):
            return text.startswith("/") and "#" not in text
        case ir.Variable(bound=bound) if bound is not None:
            return _is_path(bound)
        case ir.Format(parts=(ir.Variable() as first, *_)):
            return _is_path(first)
        case _:
            return False


def _is_none(node: ast.expr) -> bool:
    """Whether `node` is `None` as it is written."""
    return isinstance(node, ast.Constant) and node.value is None


def _text(node: ast.expr | None, name: str, call_node: ast.Call, scope: Scope) -> ir.Expr:
    if node is None:
        raise scope.method.refuse("VS024", call_node, f"the request has no `{name}`", f"give `{name}`")
    value = scope.lower(node)
    need_not_none(value, node, scope, f"`{name}`")
    if not is_str(value.type):
        raise scope.method.refuse("VS007", node, f"`{name}` is {name_of(value.type)}", "give a string")
    return value


def _json(node: ast.expr, scope: Scope) -> ir.Expr:
    value = scope.lower(node)
    if isinstance(value.type, Null):
        raise scope.method.refuse("VS014", node, "`json=None` sends no body", "leave `json` out, or send a model")
    need_whole(value, node, scope)
    return value


def _timeout(node: ast.expr | None, scope: Scope) -> str:
    if node is None:
        return "3s"
    value = scope.lower(node)
    if isinstance(value, ir.Const) and isinstance(value.value, str) and DURATION.fullmatch(value.value):
        return value.value
    raise scope.method.refuse("VS040", node, "a time-out is a constant duration", 'write `timeout="10s"`')


def _check_header(name: str, value: ir.Expr, repeated: bool, at: ast.expr, scope: Scope) -> None:
    """Refuse a header that Go's client sends to nobody, or one that would replace another."""
    if not HEADER.fullmatch(name):
        problem = f"{name!r} is no name of a header", "use letters, digits and `-`"
    elif repeated:
        problem = f"the header `{name}` stands twice", "write it once: case makes no difference"
    elif isinstance(value, ir.Const) and any((char < " " and char != "\t") or char == "\x7f" for char in str(value.value)):
        problem = f"the header `{name}` holds a control character", "write it on one line"
    else:
        return
    raise scope.method.refuse("VS024", at, *problem)


def _pairs(node: ast.expr | None, name: str, scope: Scope) -> tuple[tuple[str, ir.Expr], ...]:
    if node is None:
        return ()
    value = scope.lower(node)
    if isinstance(value, ir.Variable) and value.bound is not None:
        value = value.bound  # a name for a dict display is as good as that
    if not isinstance(value, ir.ObjectDisplay):
        raise scope.method.refuse("VS002", node, f"`{name}` is no dict display", f"write `{name}={{'name': value}}`")
    for number, (key, item) in enumerate(value.items):
        at = node.values[number] if isinstance(node, ast.Dict) else node
        if name == "headers":
            earlier = [other.lower() for other, _ in value.items[:number]]
            _check_header(key, item, key.lower() in earlier, at, scope)
        need_not_none(item, at, scope, f"`{name}`")
        if not (is_str(item.type) or (name == "query" and is_int(item.type))):
            raise scope.method.refuse(
                "VS007",
                at,
                f"`{key}` in `{name}` is {name_of(item.type)}",
                "give strings: put it into an f-string if it is an int",
            )
    return value.items
