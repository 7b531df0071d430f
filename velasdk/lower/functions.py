"""Helpers: functions of the module and methods of the step, lowered where they are called."""

from __future__ import annotations

import ast
import inspect
import sysconfig
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import FunctionType
from typing import Any, cast

from .. import ir, safety
from ..actions import Suspend
from ..source import function_node
from . import advice
from .conditions import test
from .kinds import common
from .names import constant, live
from .scope import Answer, Method, Scope, Value, Whole, facts

NOT_AWAITED = "await it in a statement of its own: `reply = await {}(...)`"


def helper(node: ast.expr, scope: Scope) -> FunctionType | None:
    """The author's function that `node`, called, means: one of a module, or a method of the step by `self.name`."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == scope.self_name:
        found = inspect.getattr_static(scope.method.whole.step, node.attr, None)
        found = found.__func__ if isinstance(found, staticmethod) else found
    else:
        found = live(node, scope)
    if not isinstance(found, FunctionType) or _is_library(found) or hasattr(found, "__wrapped__"):
        return None
    return found


def is_decorated(node: ast.expr, scope: Scope) -> bool:
    """Whether `node` means an author's function that a decorator replaced."""
    found = live(node, scope)
    inner = inspect.unwrap(found) if callable(found) and not isinstance(found, type) else None
    return inner is not found and isinstance(inner, FunctionType) and not _is_library(inner)


def _is_library(function: FunctionType) -> bool:
    if function.__code__.co_filename.startswith("<frozen "):
        return True  # such as `os`
    file = Path(function.__code__.co_filename).resolve()
    return any(file.is_relative_to(folder) for folder in _libraries())


@cache
def _libraries() -> tuple[Path, ...]:
    """Where code is that no author of steps wrote: Python's own, what is installed, and this package."""
    installed = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = [Path(path).resolve() for name, path in sysconfig.get_paths().items() if name in installed]
    return (*folders, Path(__file__).resolve().parents[1])


def entered(
    function: FunctionType,
    arguments: dict[str, Value | None],
    whole: Whole,
    *,
    callers: tuple[FunctionType, ...] = (),
    self_name: str | None = None,
    context_name: str | None = None,
    around: Scope | None = None,
) -> tuple[list[ast.stmt], Scope, ast.AST]:
    """The body of `function` with the scope in it; what is known `around` the call is known there too.

    Raises `Refused` when the source of the function cannot be read.
    """
    found = function_node(function)
    assert found is not None
    source, node = found
    visible = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
    whole.names.reserve(labels(source.tree, visible))
    method = Method(whole, source, visible, (*callers, function))
    scope = Scope(
        method,
        arguments,
        self_name,
        context_name,
        around.not_none if around is not None else frozenset(),
        around.in_comprehension if around is not None else False,
    )
    body: list[ast.stmt] = [ast.copy_location(ast.Return(node.body), node.body)] if isinstance(node, ast.Lambda) else node.body
    return body, scope, node


def labels(tree: ast.AST, visible: Mapping[str, Any]) -> Iterator[str]:
    """The labels that the Suspends of a file may have: no variable of the template may be called so."""
    for argument in _suspended(tree):
        value = visible.get(argument.id) if isinstance(argument, ast.Name) else getattr(argument, "value", None)
        if isinstance(value, str):
            yield value
    yield from (value.label for value in visible.values() if isinstance(value, Suspend))


@lru_cache(maxsize=64)
def _suspended(tree: ast.AST) -> tuple[ast.expr, ...]:
    """The arguments of the Suspends of a file, which is asked for each of its functions."""
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    found = [one for one in calls if ast.unparse(one.func).rpartition(".")[2] == "Suspend"]
    return tuple(argument for one in found for argument in (*one.args, *(keyword.value for keyword in one.keywords)))


def called(function: FunctionType, node: ast.Call, scope: Scope) -> tuple[list[ast.stmt], Scope, ast.AST]:
    """The body of a helper with its arguments bound. Raises `Refused` for a call that Python would not make, or recursion."""
    method = scope.method
    name = ast.unparse(node.func)
    if function in method.callers:
        help = "a step has a fixed number of executions of each line: use a comprehension, or return `Wait(...)`"
        raise method.refuse("VS042", node, f"`{name}` calls itself", help)
    if (found := function_node(function)) is None:
        raise method.refuse("VS003", node, f"the source of `{name}` cannot be read", "define it with `def` in a file")
    definition = found[1]
    if not isinstance(definition, ast.Lambda) and definition.decorator_list:
        if any(ast.unparse(one).rpartition(".")[2] not in ("staticmethod", "override") for one in definition.decorator_list):
            raise method.refuse(
                "VS036", node, f"`{name}` is decorated: only the function itself is compiled", "take the decorator out"
            )
    if any(isinstance(one, ast.Starred) for one in node.args) or any(one.arg is None for one in node.keywords):
        raise method.refuse("VS024", node, "a helper takes its arguments one by one, not unpacked", "write them out")
    for one in inspect.signature(function).parameters.values():
        if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD):
            help = "take a list, or parameters of their own"
            raise method.refuse("VS035", node, f"`{name}` takes any number of arguments: `{one}`", help)
    is_method = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    is_method = is_method and cast("ast.Name", cast("ast.Attribute", node.func).value).id == scope.self_name
    static = isinstance(inspect.getattr_static(method.whole.step, function.__name__, None), staticmethod)
    given: list[Any] = [*([cast("ast.Attribute", node.func).value] if is_method and not static else []), *node.args]
    try:
        bound = inspect.signature(function).bind(*given, **{cast("str", one.arg): one.value for one in node.keywords})
    except TypeError as error:
        raise method.refuse("VS024", node, f"`{name}`: {error}", f"it is `{name}({ast.unparse(definition.args)})`") from None
    bound.apply_defaults()
    arguments: dict[str, Value | None] = {}
    self_name = context_name = None
    for parameter, value in bound.arguments.items():
        if not isinstance(value, ast.expr):
            arguments[parameter] = constant(value, node, scope)
        elif isinstance(value, ast.Name) and value.id == scope.self_name:
            self_name = parameter
        elif isinstance(value, ast.Name) and value.id == scope.context_name:
            context_name = parameter
        else:
            arguments[parameter] = argument(value, scope)
    return entered(
        function,
        arguments,
        method.whole,
        callers=method.callers,
        self_name=self_name,
        context_name=context_name,
        around=scope,
    )


def argument(node: ast.expr, scope: Scope) -> Value:
    """The value of an argument: an expression, or a response under its name."""
    if isinstance(node, ast.Name) and isinstance(found := scope.variables.get(node.id), Answer):
        return found
    return scope.lower(node)


def value_of(function: FunctionType, node: ast.Call, scope: Scope) -> ir.Expr:
    """What a helper returns, as one expression: its `if`s are conditionals, its names what they stand for."""
    if inspect.iscoroutinefunction(function):
        name = ast.unparse(node.func)
        raise scope.method.refuse("VS043", node, f"`{name}(...)` is not awaited", NOT_AWAITED.format(name))
    body, inner, definition = called(function, node, scope)
    for value in inner.variables.values():
        if value is not None and not isinstance(value, Answer) and any(safety.hazards(value)):
            raise scope.method.refuse(
                "VS022", node, "an argument may have no value where it is not used", "assign it to a name first"
            )
    return _value(body, inner, definition)


def _value(statements: list[ast.stmt], scope: Scope, end: ast.AST) -> ir.Expr:
    method = scope.method
    if not statements:
        raise method.refuse("VS004", end, "a path ends without `return`", "return a value on every path")
    first, rest = statements[0], statements[1:]
    match first:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Pass() | ast.AnnAssign(target=ast.Name(), value=None):
            return _value(rest, scope, end)
        case ast.Return(value=ast.expr() as value):
            return scope.lower(value)
        case ast.If(test=condition, body=then, orelse=orelse):
            tested = test(condition, scope)
            one = _value([*then, *rest], scope.knowing(facts(tested, True)), end)
            other = _value([*orelse, *rest], scope.knowing(facts(tested, False)), end)
            return ir.Conditional(tested, one, other, type=common((one.type, other.type)), span=method.span(first))
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ):
            if name in scope.variables:
                raise method.refuse(
                    "VS005", first, f"`{name}` is assigned a second time", "give the new value a name of its own"
                )
            found = scope.lower(value)
            if any(safety.hazards(found)):
                raise method.refuse(
                    "VS022", value, "this may have no value where it is not used", "return it, or compute it in the step"
                )
            return _value(rest, scope.bind(name, found), end)
        case _:
            what, instead = advice.statement(first)
            raise method.refuse(
                "VS001",
                first,
                f"{what} in a helper that gives a value cannot be expressed in CUE",
                instead,
            )
