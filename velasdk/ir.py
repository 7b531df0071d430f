"""What a step does, as data: frozen dataclasses with source spans, the meeting point of lowering, checks and emission.

Expressions are typed and pure. A step's body is a tree of nodes: each path through it is one thing an execution may do,
and ends in a `Return` or, where the language cannot compute, in a refusal that the emitter adds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any, Literal, TypeAlias, TypeVar, cast, get_args

from pydantic import BaseModel

from .diagnostics import Span
from .schema import Type

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What every expression has: its type and where it was written; neither is part of its identity."""

    type: Type = field(compare=False)
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Const(_Typed):
    """A constant: JSON data."""

    value: Any


@dataclass(frozen=True, slots=True)
class ParameterOf(_Typed):
    """`self.name`: a parameter, by its name in YAML. `absent` when a workflow may leave it out: then it is None."""

    name: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class ContextOf(_Typed):
    """`context.name`, by the engine's name of it. `absent` when not every run has it."""

    name: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Variable(_Typed):
    """A name bound by a `Let` (to `bound`), a `Call` (its reply) or a comprehension; unique in the step."""

    name: str
    bound: Expr | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Attribute(_Typed):
    """A field of a model, by its wire name."""

    base: Expr
    name: str


@dataclass(frozen=True, slots=True)
class Item(_Typed):
    """`base[index]`: a constant index of a list (negative counts from the end), or a key of a dict."""

    base: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class NotNone(_Typed):
    """`value` on a path where it is known not to be None."""

    value: Expr


CompareOp: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Compare(_Typed):
    """A comparison of two values of one kind."""

    op: CompareOp
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class IsNone(_Typed):
    """`value is None`."""

    value: Expr


@dataclass(frozen=True, slots=True)
class And(_Typed):
    """`left and right` of two tests, right only if left."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Or(_Typed):
    """`left or right` of two tests, right only if not left."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Not(_Typed):
    """`not value` of a test."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Conditional(_Typed):
    """`then if test else otherwise`."""

    test: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Format(_Typed):
    """An f-string of str and int parts."""

    parts: tuple[str | Expr, ...]


ArithmeticOp: TypeAlias = Literal["+", "-", "*", "//", "%"]


@dataclass(frozen=True, slots=True)
class Arithmetic(_Typed):
    """Integer arithmetic with Python's signs."""

    op: ArithmeticOp
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class ListDisplay(_Typed):
    """`[a, b]`."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class ObjectDisplay(_Typed):
    """A dict display or a constructed model: wire names and values in order."""

    items: tuple[tuple[str, Expr], ...]


Gathering: TypeAlias = Literal["list", "any", "all", "sum"]


@dataclass(frozen=True, slots=True)
class Comprehension(_Typed):
    """`[element for variable in source if c]`; with `kind` any/all/sum, what that builtin makes of it."""

    kind: Gathering
    element: Expr
    variable: Variable
    source: Expr
    conditions: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Function(_Typed):
    """A function or str method of the language that agrees on all inputs, by its Python name (`str.replace`, `len`)."""

    name: str
    arguments: tuple[Expr, ...]


Expr: TypeAlias = (
    Const
    | ParameterOf
    | ContextOf
    | Variable
    | Attribute
    | Item
    | NotNone
    | Compare
    | IsNone
    | And
    | Or
    | Not
    | Conditional
    | Format
    | Arithmetic
    | ListDisplay
    | ObjectDisplay
    | Comprehension
    | Function
)


@dataclass(frozen=True, slots=True)
class ContinueOf:
    """`Continue`: the step succeeds."""


@dataclass(frozen=True, slots=True)
class MessageOf:
    """`Fail`, `Break` or `Wait` with its message."""

    kind: Literal["Fail", "Break", "Wait"]
    message: Expr


@dataclass(frozen=True, slots=True)
class SuspendOf:
    """`Suspend`: all constant, as the label is part of the step's contract."""

    label: str
    succeed: bool = False
    duration: str | None = None


ActionOf: TypeAlias = ContinueOf | MessageOf | SuspendOf


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
    """The member of an enum decides: one case for each value, so that what is left is a refusal."""

    subject: Expr
    cases: tuple[tuple[str | int, Node], ...]
    enum: type[Enum]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Let:
    """`variable = value`, then the rest."""

    variable: Variable
    value: Expr
    then: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One HTTP request; `then` decides what its answer means.

    There `status` is the HTTP status, `variable` the decoded reply or None where it is not of the model, and `misfit`,
    where it is None, the path of the first field that is not.
    """

    label: str
    method: str
    url: Expr
    reply: type[BaseModel]
    variable: Variable
    status: Variable
    misfit: Variable
    then: Node
    timeout: str
    json: Expr | None = None
    form: tuple[tuple[str, Expr], ...] = ()
    text: Expr | None = None
    headers: tuple[tuple[str, Expr], ...] = ()
    query: tuple[tuple[str, Expr], ...] = ()
    span: Span = field(compare=False, repr=False)


Node: TypeAlias = Return | Branch | Switch | Let | Call


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
    for kind in (*get_args(Expr), *get_args(ActionOf), *get_args(Node))
}
"""The fields of each node and expression in which other nodes and expressions may stand."""
