"""Rules with one condition dropped: what a test must notice when a rule is widened, or narrowed."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

Change = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one condition changed; `what` says which, `line` where it stands."""

    what: str
    line: int
    module: str
    number: int

    @property
    def source(self) -> str:
        """The text of the changed module."""
        tree = ast.parse(self.module)
        list(_changes(tree))[self.number][2]()
        return ast.unparse(ast.fix_missing_locations(tree))


def mutants(source: str) -> Iterator[Mutant]:
    """Every way to drop one condition from the functions of a module."""
    for number, (node, what, _) in enumerate(_changes(ast.parse(source))):
        yield Mutant(what, getattr(node, "lineno", 0), source, number)


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
