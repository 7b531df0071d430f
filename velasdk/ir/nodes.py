"""The tree of a step: requests, decisions, and what each way ends in; and how to walk over all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any, Literal, TypeAlias, TypeVar, cast, get_args

from pydantic import BaseModel

from ..diagnostics import Span
from .expressions import Expr, Variable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ContinueOf:
    """`Continue`: the step succeeds, with `outputs` for later steps or none."""

    outputs: Expr | None = None


@dataclass(frozen=True, slots=True)
class MessageOf:
    """`Fail` or `Wait` with its message."""

    kind: Literal["Fail", "Wait"]
    message: Expr


@dataclass(frozen=True, slots=True)
class SuspendOf:
    """`Suspend`: all constant, as the label is part of the step's contract.

    `succeed`: the step succeeds behind it. Where it has a `duration` that is when the time is up, else once it is resumed.
    """

    label: str
    succeed: bool = False
    duration: str | None = None


@dataclass(frozen=True, slots=True)
class KeepOf:
    """The answer of the `once` that the call `label` is gets stored; the step goes on behind it at its next execution."""

    label: str


ActionOf: TypeAlias = ContinueOf | MessageOf | SuspendOf | KeepOf


@dataclass(frozen=True, slots=True)
class Return:
    """The step's answer on this path. `tag` names the path in the emitted decision and in outcomes."""

    action: ActionOf
    tag: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Branch:
    """`if test: then` / `else: otherwise`."""

    test: Expr
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Switch:
    """The member of an enum or a Literal decides: one case for each value, so that what is left is a refusal.

    `name` is what the subject is called in the template.
    """

    subject: Expr
    cases: tuple[tuple[str | int, Node], ...]
    enum: type[Enum] | None
    name: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Let:
    """`variable = value`, then the rest."""

    variable: Variable
    value: Expr
    then: Node


@dataclass(frozen=True, slots=True)
class Answer:
    """What is read of an answer: `status` is its HTTP status, `text` its body, `headers` those that are looked at.

    A header that the answer has not is None; names are as Go writes them (`X-Request-Id`).
    """

    status: Variable
    text: Variable
    headers: tuple[tuple[str, Variable], ...] = ()


@dataclass(frozen=True, slots=True)
class Decode:
    """The text named `source` as a model: `variable` is the model, or None where the text is none.

    There `misfit` is the path of the first field that does not fit.
    """

    source: str
    model: type[BaseModel]
    variable: Variable
    misfit: Variable
    then: Node


@dataclass(frozen=True, slots=True)
class Once:
    """The other half of a call that is done once per run: `then` follows where `name` has an answer already.

    What the template names after that answer begins with `hint`.
    """

    name: str
    hint: str
    answer: Answer
    then: Node


@dataclass(frozen=True, slots=True)
class ConnectionOf:
    """A parameter that names a config; `url` and `token` are what is read of it.

    The token is sent as it is (`bearer`) or signs; with `tls` the engine takes certificates of the config.
    """

    parameter: str
    bearer: bool
    tls: bool
    url: Variable
    token: Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One HTTP request; `then` decides what its answer means. Its first `policies` branches are the policies of the call.

    What the template names after the answer begins with `name`, if there is one. With `once` the good answer is kept in
    `then`, and the step goes on there. With a `connection` the `url` is a `path` behind its address.
    """

    label: str
    name: str
    method: str
    url: Expr
    answer: Answer
    policies: int
    then: Node
    timeout: str
    once: Once | None = None
    json: Expr | None = None
    form: tuple[tuple[str, Expr], ...] = ()
    text: Expr | None = None
    headers: tuple[tuple[str, Expr], ...] = ()
    query: tuple[tuple[str, Expr], ...] = ()
    connection: ConnectionOf | None = None
    path: Expr | None = None
    span: Span = field(compare=False, repr=False)


Node: TypeAlias = Return | Branch | Switch | Let | Decode | Call


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOf:
    """One step, ready to be checked and emitted; `names` are taken in its template."""

    name: str
    class_name: str
    python: type[BaseModel]
    description: str
    alias: str
    category: str
    labels: tuple[tuple[str, str], ...]
    scope: str | None
    version: str | None
    body: Node
    reads_key: bool
    connections: tuple[ConnectionOf, ...]
    names: frozenset[str]
    span: Span = field(compare=False)


def walk(part: object) -> Iterator[object]:
    """Every node and expression of `part`, itself included, from left to right; not the value a variable is bound to."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(reversed(cast("tuple[object, ...]", one)))
        elif names := _PARTS.get(type(one)):
            yield one
            waiting.extend(getattr(one, name) for name in reversed(names) if name != "bound")


def rebuilt(part: T, change: Callable[[Any], Any]) -> T:
    """`part` with `change` made to each of its parts; the same object where nothing changes."""
    if isinstance(part, tuple):
        items = cast("tuple[Any, ...]", cast(object, part))
        changed = tuple(change(item) for item in items)
        return cast(T, changed if any(new is not old for new, old in zip(changed, items, strict=True)) else items)
    node: Any = cast(object, part)
    differing: dict[str, Any] = {}
    for name in _PARTS.get(type(cast(object, part)), ()):
        old = getattr(node, name)
        if (type(old) in _PARTS or type(old) is tuple) and (new := change(old)) is not old:
            differing[name] = new
    return cast(T, replace(node, **differing)) if differing else part


_PARTS: dict[type, tuple[str, ...]] = {
    kind: tuple(one.name for one in fields(kind) if one.name not in ("type", "span"))
    for kind in (*get_args(Expr), *get_args(ActionOf), *get_args(Node), Answer, Once)
}
"""The fields of each node and expression in which other nodes and expressions may stand."""
