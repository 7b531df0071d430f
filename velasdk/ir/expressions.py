"""Expressions of a step: typed and pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from ..diagnostics import Span
from ..schema import Type


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
