"""Refuses methods that Python would not call as a step calls them, or that are more than their own body."""

from __future__ import annotations

import ast
import inspect
from types import FunctionType

from ..diagnostics import Diagnostic, Refused, Span
from ..load import Loaded, class_span, function_span
from ..source import function_node
from ..step import StatusStep, Step
from .scope import place_of

TAKES = {"run": "context", "request": "context", "status": "reply"}
"""The methods of a step, each with the one argument it is called with."""


def check_method(loaded: Loaded, name: str) -> None:
    """Refuse the method `name` of a step when it is missing, decorated, or takes other arguments."""
    static, wanted = inspect.getattr_static(loaded.python, name), f"def {name}(self, {TAKES[name]})"
    wanted = f"async {wanted}" if name == "run" else wanted
    if static in (vars(StatusStep)[name], vars(Step).get(name)):
        mapped = name == "run" and ("status" in vars(loaded.python) or "actions" in vars(loaded.python))
        help = f"write `{wanted}`" + (", or derive from `StatusStep[Reply, Status]`" if mapped else "")
        raise Refused(Diagnostic("VS037", f"the step has no `{name}`", class_span(loaded, "class"), help))
    span, rest = function_span(loaded, name), "is decorated: only the method itself is compiled"
    if not isinstance(static, FunctionType) or hasattr(static, "__wrapped__"):
        raise Refused(Diagnostic("VS036", f"`{name}` {rest}", span, f"write a plain `{wanted}`"))
    found = function_node(static)
    if found is None:
        raise Refused(Diagnostic("VS003", f"the source of `{name}` cannot be read", span, "define it in a file"))
    source, node = found
    for decorator in () if isinstance(node, ast.Lambda) else node.decorator_list:
        if ast.unparse(decorator).rpartition(".")[2] != "override":
            raise Refused(Diagnostic("VS036", f"`{name}` {rest}", source.span(decorator), "take the decorator out"))
    check_signature(static, f"`{name}`", f"{wanted}:", place_of(source, node), 2, awaited=name == "run")


def check_signature(function: FunctionType, name: str, wanted: str, span: Span, count: int, awaited: bool = False) -> None:
    """Refuse a function that does not take `count` positional parameters, or is a generator, or `awaited` otherwise."""
    code = function.__code__
    if awaited and inspect.isasyncgenfunction(function):
        raise Refused(Diagnostic("VS035", f"{name} is awaited, and has a `yield`", span, "return one action"))
    if awaited and not inspect.iscoroutinefunction(function):
        raise Refused(Diagnostic("VS035", f"{name} is awaited, and is no `async def`", span, f"write `{wanted}`"))
    if not awaited and code.co_flags & (inspect.CO_COROUTINE | inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR):
        message, help = f"{name} is called, and not awaited or iterated over", f"write `{wanted}` without async and yield"
        raise Refused(Diagnostic("VS035", message, span, help))
    if code.co_argcount != count or code.co_kwonlyargcount or code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS):
        called = "the context alone" if name in ("`request`", "`run`") else "the reply alone"
        raise Refused(Diagnostic("VS035", f"{name} is called with {called}", span, f"write `{wanted}`"))
