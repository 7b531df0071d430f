"""Rules with one condition or one report dropped: what a test must notice when a rule is widened, narrowed, or gone."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import Any, cast

Change = Callable[[], None]
CODE = re.compile(r"VS[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one condition changed; `what` says which, `line` where it stands."""

    what: str
    line: int
    module: str
    number: int

    @property
    def tree(self) -> ast.Module:
        """The changed module; what is not changed stands where it stood."""
        tree = ast.parse(self.module)
        list(_changes(tree))[self.number][2]()
        return ast.fix_missing_locations(tree)

    @property
    def source(self) -> str:
        """The text of the changed module."""
        return ast.unparse(self.tree)


def mutants(source: str) -> Iterator[Mutant]:
    """Every way to drop one condition, or one report of a diagnostic, from the functions of a module."""
    for number, (node, what, _) in enumerate(_changes(ast.parse(source))):
        yield Mutant(what, getattr(node, "lineno", 0), source, number)


def codes_in(node: ast.AST) -> set[str]:
    """The codes of diagnostics that are written in a piece of code."""
    texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return {text for text in texts if CODE.fullmatch(text)}


def changed(mutant: Mutant, module: ModuleType) -> dict[FunctionType, CodeType]:
    """The functions of an imported module that a mutant of it changes, with their other code."""
    codes = _codes(compile(mutant.tree, str(module.__file__), "exec", dont_inherit=True))
    return {one: code for one in _functions(module) if (code := codes.get(one.__qualname__, one.__code__)) != one.__code__}


@contextmanager
def in_place(codes: dict[FunctionType, CodeType]) -> Generator[None]:
    """While this lasts, functions have another code, also for whoever imported them."""
    kept = {function: function.__code__ for function in codes}
    for function, code in codes.items():
        function.__code__ = code
    try:
        yield
    finally:
        for function, code in kept.items():
            function.__code__ = code


def _codes(code: CodeType) -> dict[str, CodeType]:
    """The code of the functions and methods of a module, by their qualified name; not of those inside of functions."""
    found: dict[str, CodeType] = {}
    for one in code.co_consts:
        if isinstance(one, CodeType) and one.co_flags & 0x2:  # a function has locals of its own, a class has not
            found[one.co_qualname] = one
        elif isinstance(one, CodeType):
            found |= _codes(one)
    return found


def _functions(holder: Any) -> Iterator[FunctionType]:
    """The functions that a module, or a class of it, defines."""
    name = holder.__name__ if isinstance(holder, ModuleType) else holder.__module__
    for value in list(vars(holder).values()):
        inner = getattr(value, "fget", None) or getattr(value, "__func__", None) or getattr(value, "__wrapped__", None) or value
        if isinstance(inner, FunctionType) and inner.__module__ == name:
            yield inner
        elif isinstance(inner, type) and inner.__module__ == name:
            yield from _functions(inner)


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, Change]]:
    """The conditions of a tree, in order: where each stands, what is dropped, and what drops it."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    seen: set[int] = set()
    for node in (node for function in functions for node in ast.walk(function)):
        if id(node) in seen:
            continue
        seen.add(id(node))
        match node:
            case ast.If() | ast.IfExp():
                yield from _test(node, "test")
            case ast.match_case(guard=guard) if guard is not None:
                yield from _test(node, "guard")
            case ast.comprehension(ifs=ifs):
                for number, test in enumerate(ifs):
                    yield test, f"without `if {ast.unparse(test)}`", _deleted(ifs, number)
            case ast.MatchClass(kwd_attrs=names, kwd_patterns=patterns):
                for number, pattern in enumerate(patterns):
                    if not isinstance(pattern, ast.MatchAs) or pattern.pattern is not None:
                        yield pattern, f"without `{names[number]}={ast.unparse(pattern)}`", _unmatched(patterns, number)
            case ast.BoolOp(op=ast.And() | ast.Or(), values=values):
                for number, value in enumerate(values):
                    yield value, f"without `{ast.unparse(value)}`", _neutral(node, number)
            case _:
                pass
        for block in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(block, list):
                yield from _unsaid(cast("list[ast.stmt]", block))


def _unsaid(block: list[ast.stmt]) -> Iterator[tuple[ast.AST, str, Change]]:
    """The statements of a block that report a diagnostic."""
    for number, statement in enumerate(block):
        if isinstance(statement, (ast.Raise, ast.Expr, ast.Return)) and (codes := codes_in(statement)):
            yield statement, f"without {' '.join(sorted(codes))}", partial(block.__setitem__, number, ast.Pass())


def _test(node: ast.AST, name: str) -> Iterator[tuple[ast.AST, str, Change]]:
    test: ast.expr = getattr(node, name)
    if any(isinstance(part, ast.NamedExpr) for part in ast.walk(test)):
        return  # what is bound there is used
    for value in (True, False):
        yield test, f"`{ast.unparse(test)}` is {value}", partial(setattr, node, name, ast.Constant(value))


def _deleted(tests: list[ast.expr], number: int) -> Change:
    return lambda: tests.__delitem__(number)


def _unmatched(patterns: list[ast.pattern], number: int) -> Change:
    bound = [part.name for part in ast.walk(patterns[number]) if isinstance(part, ast.MatchAs) and part.name]

    def change() -> None:
        patterns[number] = ast.MatchAs(name=bound[0]) if bound else ast.MatchAs()

    return change


def _neutral(node: ast.BoolOp, number: int) -> Change:
    value = isinstance(node.op, ast.And)
    if any(isinstance(part, ast.NamedExpr) for part in ast.walk(node.values[number])):
        kept = copy.deepcopy(node.values[number])
        other: ast.expr = ast.BoolOp(ast.Or() if value else ast.And(), [kept, ast.Constant(value)])
    else:
        other = ast.Constant(value)
    return lambda: node.values.__setitem__(number, other)
