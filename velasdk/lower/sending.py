"""Lowers what is awaited: a request, its policies, and what the step goes on with."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast

from pydantic import BaseModel

from .. import ir, safety
from ..definition import LABEL
from ..diagnostics import Span
from ..effects.once import lost, once
from ..schema import Bool, Int, ModelOf, Null, Str, Type, Union_
from .expressions import text_parts
from .models import check
from .names import live, not_none
from .requests import RequestParts, request
from .scope import Answer, Names, Poisoned, Scope, Value

Then: TypeAlias = Callable[[Value | None], ir.Node]
"""Makes what follows from a value; of None nothing more is said: it was refused."""

Made: TypeAlias = Callable[[Then], ir.Node]
"""A value that is ready: makes its node from what follows."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one call in the template: its own, and what those of its parts begin with."""

    label: str
    name: str
    reply: str
    status: str
    text: str
    misfit: str
    tags: dict[str, str]

    @classmethod
    def of(cls, label: str, hint: str, reply: str = "") -> Naming:
        """Names for the answer `hint` of a call."""
        tags = {"unavailable": f"{hint}-unavailable", "refused": f"{hint}-refused", "malformed": f"{hint}-malformed"}
        return cls(label, hint, reply or hint, f"{hint}-status-code", f"{hint}-text", f"{hint}-misfit", tags)


ONLY = Naming(
    "send",
    "",
    "reply",
    "status-code",
    "text",
    "misfit",
    {"unavailable": "unavailable", "refused": "request-refused", "malformed": "reply-malformed"},
)
"""The names of the one call of a `StatusStep`."""


def effect(node: ast.expr, hint: str, scope: Scope) -> Made | None:
    """The request in `await node`, once or at every execution; None when it is something else. Raises `Refused`."""
    parts = request(node, scope)
    if parts is not None:
        found = parts
        naming = Naming.of(f"{parts.method.lower()}-{hint}", hint or parts.method.lower())
        return lambda then: send(found, naming, scope, then)
    if isinstance(node, ast.Call) and live(node.func, scope) is once:
        name, parts = _once(node, scope)
        return lambda then: send_once(name, parts, hint, scope, then)
    return None


def _once(node: ast.Call, scope: Scope) -> tuple[str, RequestParts]:
    """The name and the request of `once(name, request)`."""
    method = scope.method
    given: dict[str, ast.expr] = dict(zip(("name", "request"), node.args, strict=False))
    given |= {one.arg: one.value for one in node.keywords if one.arg is not None}
    if set(given) != {"name", "request"} or len(node.args) + len(node.keywords) != 2:
        raise method.refuse("VS024", node, "`once` takes a name and a request", 'write `once("name", http.post(...))`')
    name = scope.lower(given["name"])
    if not isinstance(name, ir.Const) or not isinstance(name.value, str) or not LABEL.fullmatch(name.value):
        raise method.refuse(
            "VS210",
            given["name"],
            "the name of a `once` is no constant of letters, digits, `-`, `_` and `.`",
            'write it out: `once("submit", ...)`',
        )
    place = method.span(node)
    if method.whole.once.setdefault(name.value, place) != place:
        raise method.refuse(
            "VS044",
            node,
            f"two requests are remembered as `{name.value}`: the second would get the first's answer",
            "give each its own name",
        )
    parts = request(given["request"], scope)
    if parts is None:
        raise method.refuse("VS024", given["request"], "this is no request", 'write `once("name", http.post(...))`')
    malformed = parts.policies.get("on_malformed")
    if parts.reply is None and malformed is not None and not (isinstance(malformed, ir.MessageOf) and malformed.kind == "Fail"):
        wanted = cast("ast.Call", given["request"]).keywords
        raise method.refuse(
            "VS216",
            next(one.value for one in wanted if one.arg == "on_malformed"),
            "an answer that is remembered is not asked for again: this would wait for another one for ever",
            "give `reply=` a model, or make it `on_malformed=Fail(...)`",
        )
    method.whole.reads_key = True  # what is remembered under an id that can be lost is lost with it
    return name.value, parts


def send(parts: RequestParts, naming: Naming, scope: Scope, then: Then) -> ir.Node:
    """A call that is sent at every execution."""
    label = scope.method.whole.names.fresh(naming.label)
    answer, node, policies = _answered(parts, naming, scope.method.whole.names, then)
    return _call(parts, label, naming.name, answer, node, policies, scope.method.whole.names)


def send_once(name: str, parts: RequestParts, hint: str, scope: Scope, then: Then) -> ir.Node:
    """A call whose good answer is kept under `name`; `then` follows where it is known already."""
    names = scope.method.whole.names
    label = names.fresh(f"{parts.method.lower()}-{name}")
    kept = ir.Return(ir.KeepOf(label), f"{name}-done", parts.span)
    fresh, node, policies = _answered(parts, Naming.of(name, name, f"{name}-reply"), names, lambda value: kept)
    hint = hint or f"known-{name}"
    naming = replace(Naming.of(label, name), reply=hint, status=f"{hint}-status-code", text=f"{hint}-text")
    naming.tags["malformed"] = f"{name}-lost"
    known, after, _ = _answered(parts, naming, names, then, kept=True)
    return _call(parts, label, name, fresh, node, policies, names, ir.Once(name, hint, known, after))


def _call(
    parts: RequestParts,
    label: str,
    name: str,
    answer: ir.Answer,
    then: ir.Node,
    policies: int,
    names: Names,
    once: ir.Once | None = None,
) -> ir.Node:
    call = ir.Call(
        label=label,
        name=name,
        method=parts.method,
        url=parts.url,
        answer=answer,
        policies=policies,
        then=then,
        timeout=parts.timeout,
        once=once,
        json=parts.json,
        form=parts.form,
        text=parts.text,
        headers=parts.headers,
        query=parts.query,
        connection=parts.connection,
        path=parts.path,
        span=parts.span,
    )
    return _made_before(parts, call, names)


def _made_before(parts: RequestParts, call: ir.Call, names: Names) -> ir.Node:
    """`call`, where all that the request is made of can be computed, in the order of its arguments.

    Python computes a policy too before anything is sent.
    """
    given: dict[str, list[ir.Expr]] = {
        name: [item for _, item in getattr(parts, name)] for name in ("form", "headers", "query")
    }
    given |= {name: [value] for name in ("url", "json", "text") if (value := getattr(parts, name)) is not None}
    given |= {name: [one.message] for name, one in parts.policies.items() if isinstance(one, ir.MessageOf)}
    written = dict.fromkeys(("url", *(one.arg or "" for one in parts.node.keywords)))
    faulty = [value for name in written for value in given.get(name, ()) if any(safety.hazards(value))]
    known = [value for name in ("url", "form", "headers", "query", "json", "text") for value in given.get(name, ())]
    node: ir.Node = call
    if faulty != [value for value in known if any(safety.hazards(value))]:  # not the order in which a call is looked at
        for value in reversed(faulty):
            node = ir.Let(ir.Variable(names.fresh("computed"), value, type=value.type, span=value.span), value, node)
    return node


def _answered(
    parts: RequestParts, naming: Naming, names: Names, then: Then, *, kept: bool = False
) -> tuple[ir.Answer, ir.Node, int]:
    """What is read of an answer, what it means, and how many policies come first; a `kept` one has passed them."""
    span = parts.span
    status = ir.Variable(names.fresh(naming.status), type=Int(), span=span)
    text = ir.Variable(names.fresh(naming.text), type=Str(), span=span)
    called: tuple[str | ir.Expr, ...] = (f"{parts.method} ", parts.url)
    malformed = parts.policies.get("on_malformed")
    response = Answer(naming.reply, status, text, called, malformed)

    def compare(op: ir.CompareOp, number: int) -> ir.Expr:
        return ir.Compare(op, status, ir.Const(number, type=Int(), span=span), type=Bool(), span=span)

    def either(left: ir.Expr, right: ir.Expr) -> ir.Expr:
        return ir.Or(left, right, type=Bool(), span=span)

    def policy(name: str, kind: Literal["Fail", "Wait"]) -> ir.Return:
        said = ir.Format(text_parts((*called, " answered ", status)), type=Str(), span=span)
        return ir.Return(parts.policies.get(f"on_{name}") or ir.MessageOf(kind, said), naming.tags[name], span)

    tests: list[tuple[ir.Expr, ir.Return]] = []
    if kept:
        gone = ir.MessageOf("Fail", ir.Const(lost(naming.name), type=Str(), span=span))
        response = replace(response, malformed=gone if parts.reply is not None else malformed)
    else:
        tests.append((either(compare(">=", 500), compare("==", 429)), policy("unavailable", "Wait")))
        if parts.reply is not None or "on_refused" in parts.policies:
            tests.append((either(compare("<", 200), compare(">=", 300)), policy("refused", "Fail")))
    node = then(response) if parts.reply is None else decode(response, parts.reply, naming, names, span, then)
    for test, action in reversed(tests):
        node = ir.Branch(test, action, node)
    return ir.Answer(status, text, tuple(response.headers.items())), node, len(tests) + (parts.reply is not None)


def decode(response: Answer, model: type[BaseModel], naming: Naming, names: Names, span: Span, then: Then) -> ir.Node:
    """The body of `response` as a `model`, which is asked for at `span`, and what follows from it."""
    type_: Type = Union_((ModelOf(model), Null()))
    variable = ir.Variable(names.fresh(naming.reply), type=type_, span=span)
    misfit = ir.Variable(names.fresh(naming.misfit), type=Str(), span=span)
    said = (*response.called, f" answered no {model.__name__}: ", misfit, " is missing or not of its type")
    message = ir.Format(text_parts(said), type=Str(), span=span)
    unfit = ir.Return(response.malformed or ir.MessageOf("Fail", message), naming.tags["malformed"], span)
    missing = ir.IsNone(variable, type=Bool(), span=span)
    return ir.Decode(response.text.name, model, variable, misfit, ir.Branch(missing, unfit, then(not_none(variable))))


def reads_body(node: ast.expr, scope: Scope) -> Answer | None:
    """The response whose body `node`, `response.json(...)`, reads; None when `node` is something else."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="json")):
            found = scope.variables.get(name)
            return found if isinstance(found, Answer) else None
        case _:
            return None


def decoded(node: ast.expr, hint: str, scope: Scope) -> Made | None:
    """`response.json(Model)`, or None when `node` is something else."""
    response = reads_body(node, scope)
    if response is None or not isinstance(node, ast.Call):
        return None
    model = live(node.args[0], scope) if len(node.args) == 1 and not node.keywords else None
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        raise scope.method.refuse(
            "VS024", node, "`json` takes the model of the body", f"write `{ast.unparse(node.func)}(SomeModel)`"
        )
    whole, place = scope.method.whole, scope.method.span(node)
    if not check(model, "reply", place, whole.findings):
        raise Poisoned
    return lambda then: decode(response, model, Naming.of("", hint), whole.names, place, then)
