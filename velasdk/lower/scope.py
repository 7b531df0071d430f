"""What a method's body can see while it is lowered: names, what is known of them, and where complaints go."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from .. import ir
from ..diagnostics import Diagnostic, Findings, Refused, Span
from ..source import Source

CUE_WORDS = frozenset(
    "package import for in if let true false null string bytes bool int float number error rune float32 float64 "
    "int8 int16 int32 int64 int128 uint uint8 uint16 uint32 uint64 uint128".split()
)
PACKAGES = frozenset("json builtin http kube list strings base64 net struct math".split())
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

    def reserve(self, names: Iterable[str]) -> None:
        """Names that are part of the step's contract: the labels of its Suspends."""
        found = set(names)
        self.taken |= found
        self.reserved |= found

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
class Method:
    """One function being lowered, and what is the same everywhere in it."""

    source: Source
    globals: Mapping[str, Any]
    step: type[BaseModel]
    findings: Findings
    names: Names
    grammar: Callable[[ast.expr, Scope], ir.Expr]
    reads_key: bool = False
    paths: int = 0

    def span(self, node: ast.AST) -> Span:
        """The place of `node`."""
        return place_of(self.source, node)

    def refuse(self, code: str, node: ast.AST, message: str, help: str) -> Refused:
        """A diagnostic to raise at `node`."""
        return Refused(Diagnostic(code, message, self.span(node), help))


class Poisoned(Exception):
    """A name is used whose own definition was refused: nothing more to say."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names bound on one path, and which expressions are known not to be None there."""

    method: Method
    variables: Mapping[str, ir.Expr | None]
    self_name: str | None = None
    context_name: str | None = None
    not_none: frozenset[ir.Expr] = frozenset()
    in_comprehension: bool = False

    def lower(self, node: ast.expr) -> ir.Expr:
        """The value of `node` here. Raises `Refused` with the first thing that cannot be expressed."""
        return self.method.grammar(node, self)

    def bind(self, name: str, value: ir.Expr | None) -> Scope:
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
