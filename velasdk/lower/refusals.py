"""What is wrong with a statement, a returned expression or an `await` that is none of the language."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import cast

from ..actions import Break, Continue, Fail, Suspend, Wait
from ..diagnostics import Refused
from . import advice
from .calls import EFFECTS
from .functions import helper
from .matches import is_wildcard
from .names import live, root
from .scope import FUNCTIONS, Answer, Poisoned, Scope

ACTIONS: tuple[object, ...] = (Break, Continue, Fail, Suspend, Wait)


def unsupported(statement: ast.stmt, scope: Scope) -> Refused:
    """What is wrong with a statement that is none of the language."""
    method = scope.method
    what, instead = advice.statement(statement)
    if isinstance(statement, ast.Expr) and isinstance(call := statement.value, ast.Call):
        if live(call.func, scope) in ACTIONS:
            return method.refuse("VS001", statement, "the action is not returned", f"write `return {ast.unparse(call)}`")
        if not_awaited(call, scope):
            text = ast.unparse(call.func)
            return method.refuse("VS043", call, f"`{text}(...)` is not awaited", f"write `await {text}(...)`")
        begin = root(call)
        if isinstance(begin, ast.Name) and isinstance(scope.variables.get(begin.id), Answer):
            help = "test its `.status`, or give the request a policy such as `on_refused=`; assign what `.json(Model)` reads"
            return method.refuse("VS001", call, f"`{ast.unparse(call)}` does nothing here", help)
        instead = advice.of(live(call.func, scope), live(begin, scope)) or instead
    return method.refuse("VS001", statement, f"{what} cannot be expressed in CUE", instead)


def no_action(node: ast.expr, scope: Scope) -> Refused:
    """What is wrong with a returned expression that is no action. Raises `Poisoned` where that was said already."""
    method, begin = scope.method, root(node)
    if isinstance(begin, ast.Name) and begin.id in scope.variables and scope.variables[begin.id] is None:
        raise Poisoned
    if isinstance(node, ast.Await):
        awaited = node.value
        if not isinstance(awaited, ast.Call) or not (not_awaited(awaited, scope) or helper(awaited.func, scope)):
            return not_awaitable(node, scope)
        help = "assign it to a name, `reply = await ...`, and return what it means"
        return method.refuse("VS025", node, "this is an answer, and no action", help)
    if isinstance(node, ast.Call) and not_awaited(node, scope):
        text = ast.unparse(node.func)
        return method.refuse("VS043", node, f"`{text}(...)` is not awaited", f"write `await {text}(...)`, and return an action")
    return method.refuse("VS025", node, "this is no action", "return Continue, Fail, Wait or Suspend")


def not_awaited(node: ast.Call, scope: Scope) -> bool:
    """Whether a call does nothing before it is awaited."""
    function = helper(node.func, scope)
    return live(node.func, scope) in EFFECTS or (function is not None and inspect.iscoroutinefunction(function))


def not_awaitable(node: ast.Await, scope: Scope) -> Refused:
    """What is wrong with `await` of something that is no request. Raises `Poisoned` where that was said already."""
    value, begin = node.value, root(node.value)
    if isinstance(begin, ast.Name) and begin.id in scope.variables and scope.variables[begin.id] is None:
        raise Poisoned
    text = f"{ast.unparse(value.func)}(...)" if isinstance(value, ast.Call) else ast.unparse(value)
    help = 'await `http.get(...)` and its like, `once("name", ...)` or a function of your own with `async def`'
    if isinstance(value, ast.Call):
        found = live(value.func, scope)
        help = f"write `return {ast.unparse(value)}`" if found in ACTIONS else help
        help = advice.of(found, live(begin, scope)) or help
    return scope.method.refuse("VS043", node, f"`{text}` is nothing that a step can await", help)


def never_executed(function: ast.AST) -> Iterator[ast.stmt]:
    """The statements that stand after a `return`, or an `if` that returns in every branch, in the same block."""
    for node in ast.walk(function):
        for block in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(block, list):
                statements = cast("list[ast.stmt]", block)
                for before, after in zip(statements, statements[1:], strict=False):
                    if _leaves([before]):
                        yield after
                        break


def _leaves(statements: list[ast.stmt]) -> bool:
    """Whether no path goes on behind `statements`."""
    return any(
        isinstance(one, ast.Return)
        or (isinstance(one, ast.If) and _leaves(one.body) and _leaves(one.orelse))
        or (isinstance(one, ast.Match) and is_wildcard(one.cases[-1]) and all(_leaves(case.body) for case in one.cases))
        for one in statements
    )


def stored(node: ast.AST) -> Iterator[str]:
    """The names that something refused would have bound: nothing more is said about them."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id
        elif isinstance(inner, (*FUNCTIONS, ast.ClassDef)):
            yield inner.name
        elif isinstance(inner, ast.alias):
            yield inner.asname or inner.name.partition(".")[0]
        elif isinstance(inner, (ast.MatchAs, ast.MatchStar)) and inner.name:
            yield inner.name
