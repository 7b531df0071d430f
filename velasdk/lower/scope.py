"""What a method's body can see while it is lowered: names, what is known of them, and where complaints go."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import FunctionType
from typing import Any, TypeAlias

from pydantic import BaseModel

from .. import ir
from ..diagnostics import Diagnostic, Findings, Refused, Span
from ..source import Source

CUE_WORDS = frozenset(
    "package import for in if let true false null string bytes bool int float number error rune float32 float64 "
    "int8 int16 int32 int64 int128 uint uint8 uint16 uint32 uint64 uint128".split()
)
PACKAGES = frozenset("json builtin http kube op list strings base64 hex hmac regexp net struct math".split())
SHARED = frozenset("parameter context output outputs".split())
INSIDE_CALLS = frozenset("method url request timeout body header message duration continue value metadata kind".split())
RESERVED = CUE_WORDS | PACKAGES | SHARED | INSIDE_CALLS | frozenset({"len", "div", "mod", "quo", "rem", "and", "or", "close"})
"""Names that mean something else somewhere in a template: no variable of the compiler may have one."""
CAPTURING = CUE_WORDS | PACKAGES | SHARED
"""Names that a field of a schema, written without quotes, would take away from its own constraints."""


@dataclass(slots=True)
class Names:
    """Gives out names that are unique in one template."""

    taken: set[str] = field(default_factory=lambda: set(RESERVED))
    reserved: set[str] = field(default_factory=lambda: set(RESERVED))
    placed: dict[Span, str] = field(default_factory=dict[Span, str])

    def reserve(self, names: Iterable[str]) -> None:
        """Names that are part of the step's contract: the labels of its Suspends."""
        found = set(names)
        self.taken |= found
        self.reserved |= found

    def of(self, place: Span, wanted: str) -> str:
        """A name for what is written at `place`, the same wherever a helper is called."""
        if place not in self.placed:
            self.placed[place] = self.fresh(wanted)
        return self.placed[place]

    def fresh(self, wanted: str) -> str:
        """`wanted` in camel case, with a number where it is taken."""
        words = [word for word in re.split(r"[^A-Za-z0-9]+", wanted) if word] or ["value"]
        base = words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])
        base = base if not base[0].isdigit() else f"n{base}"
        name, count = base, 1
        while name in self.taken or keyword.iskeyword(name) and name in CUE_WORDS:
            count += 1
            name = f"{base}{count}"
        self.taken.add(name)
        return name


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def place_of(source: Source, node: ast.AST) -> Span:
    """The place of `node`; of a function that is its name, not its whole body."""
    span = source.span(node)
    if not isinstance(node, FUNCTIONS):
        return span
    column = span.column + len("def " if isinstance(node, ast.FunctionDef) else "async def ")
    return Span(span.file, span.line, column, span.line, column + len(node.name))


@dataclass(slots=True)
class Whole:
    """What is the same everywhere in a step that is lowered: where complaints go, and what is found out on the way."""

    step: type[BaseModel]
    findings: Findings
    names: Names
    grammar: Callable[[ast.expr, Scope], ir.Expr]
    reads_key: bool = False
    paths: int = 0
    once: dict[str, Span] = field(default_factory=dict[str, Span])
    connections: dict[str, ir.ConnectionOf] = field(default_factory=dict[str, ir.ConnectionOf])


@dataclass(frozen=True, slots=True)
class Method:
    """One function being lowered; `callers` are those it is called from, itself included."""

    whole: Whole
    source: Source
    globals: Mapping[str, Any]
    callers: tuple[FunctionType, ...] = ()

    def span(self, node: ast.AST) -> Span:
        """The place of `node`."""
        return place_of(self.source, node)

    def refuse(self, code: str, node: ast.AST, message: str, help: str) -> Refused:
        """A diagnostic to raise at `node`."""
        return Refused(Diagnostic(code, message, self.span(node), help))


class Poisoned(Exception):
    """A name is used whose own definition was refused: nothing more to say."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A `Response`: what can be read of it, the action where `json()` finds no model, and who asked.

    `headers` are those that are read, by the name that Go gives them; they are added when they are.
    """

    name: str
    status: ir.Variable
    text: ir.Variable
    called: tuple[str | ir.Expr, ...]
    malformed: ir.ActionOf | None
    headers: dict[str, ir.Variable] = field(default_factory=dict[str, ir.Variable], compare=False)


Value: TypeAlias = ir.Expr | Answer
"""What a name stands for."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names bound on one path, and which expressions are known not to be None there."""

    method: Method
    variables: Mapping[str, Value | None]
    self_name: str | None = None
    context_name: str | None = None
    not_none: frozenset[ir.Expr] = frozenset()
    in_comprehension: bool = False

    def lower(self, node: ast.expr) -> ir.Expr:
        """The value of `node` here. Raises `Refused` with the first thing that cannot be expressed."""
        return self.method.whole.grammar(node, self)

    def bind(self, name: str, value: Value | None) -> Scope:
        """This scope with one more name; None when its value was refused."""
        return replace(self, variables={**self.variables, name: value})

    def knowing(self, facts: Iterable[ir.Expr]) -> Scope:
        """This scope where `facts` are not None."""
        return replace(self, not_none=self.not_none | frozenset(facts))


def facts(test: ir.Expr, holds: bool) -> frozenset[ir.Expr]:
    """The expressions that are not None when `test` is true (`holds`) or false."""
    match test:
        case ir.IsNone(value=value):
            return frozenset() if holds else frozenset({value})
        case ir.Not(value=value):
            return facts(value, not holds)
        case ir.And(left=left, right=right):
            both = (facts(left, holds), facts(right, holds))
            return both[0] | both[1] if holds else both[0] & both[1]
        case ir.Or(left=left, right=right):
            both = (facts(left, holds), facts(right, holds))
            return both[0] & both[1] if holds else both[0] | both[1]
        case ir.Compare(op="==", left=left, right=ir.Const()) if holds:
            return frozenset({left})
        case _:
            return frozenset()
