"""What to write instead of what is refused."""

from __future__ import annotations

import ast
from types import ModuleType

PER_ITEM = "a step has a fixed number of requests: let the API take all items at once, or write each request out"
CHANGES = frozenset("append extend insert remove pop clear sort reverse update setdefault popitem add discard".split())

_STATEMENTS: dict[type[ast.stmt], tuple[str, str]] = {
    ast.For: ("a `for` statement", "use a comprehension, `any(...)` or `all(...)`"),
    ast.AsyncFor: ("an `async for` statement", "read the answer as a whole: `reply = await http.get(...)`"),
    ast.While: ("a `while` loop", "return `Wait(...)`: the engine executes the step again"),
    ast.Try: ("`try`", "nothing raises here: test the value first, or use the policies of the request"),
    ast.With: ("`with`", "leave it out: a step holds no resources"),
    ast.AsyncWith: ("`async with`", "leave it out: a step holds no resources, and `timeout=` is an argument of the request"),
    ast.Match: ("`match`", "use `if` and `return`"),
    ast.AugAssign: ("changing a name", "give the new value a name of its own; nothing is kept for the next execution"),
    ast.Raise: ("`raise`", 'return `Fail("...")`'),
    ast.Assert: ("`assert`", 'write `if not ...: return Fail("...")`'),
    ast.Delete: ("`del`", "leave it out"),
    ast.Global: ("`global`", "use a parameter or a module constant"),
    ast.Nonlocal: ("`nonlocal`", "use a parameter or a module constant"),
    ast.Import: ("an import inside a method", "import at the top of the file"),
    ast.ImportFrom: ("an import inside a method", "import at the top of the file"),
    ast.FunctionDef: ("a function inside a method", "write it at the top of the file, or as a method of the step"),
    ast.AsyncFunctionDef: ("a function inside a method", "write it at the top of the file, or as a method of the step"),
    ast.ClassDef: ("a class inside a method", "declare it at the top of the file"),
    ast.Expr: ("a statement that does nothing but call", "assign the value to a name, or leave it out"),
    ast.Assign: ("this assignment", "assign one plain name: `name = ...`"),
    ast.AnnAssign: ("this assignment", "assign one plain name: `name = ...`"),
}

_CLOCK = "leave it to the API: a step has no clock, and is executed again as often as it waits"
_CHANCE = "use `context.idempotency_key`: it is the same at every execution of the run"
_SAY = "leave it out: a step tells people what it does in the message of its action"
_SEND = "send it with `reply = await http.get(...)` and its like"
_TEXT = "write an f-string; what `query=` gets is percent-encoded"
_LOOP = "use a comprehension over one list: `[... for item in some_list if ...]`"
_READ = "declare the field with the type it has: replies are read with `reply=Model` or `response.json(Model)`"
_MODULES = {
    "time": _CLOCK,
    "datetime": _CLOCK,
    "asyncio": "await one request after the other, and return `Wait(...)` where it is too early",
    "random": _CHANCE,
    "secrets": _CHANCE,
    "uuid": _CHANCE,
    "logging": _SAY,
    "json": _READ,
    "base64": "write all of it: `base64.b64encode(text.encode()).decode()`",
    "os": "declare a parameter: the workflow gives it a value",
    "posixpath": _TEXT,
    "urllib.parse": _TEXT,
    "re": "use startswith(), endswith(), split() or `in`; a parameter has `pattern=`",
    "itertools": _LOOP,
    "functools": _LOOP,
    **dict.fromkeys(("requests", "httpx", "aiohttp", "urllib", "urllib.request", "http.client", "socket"), _SEND),
    **dict.fromkeys(("subprocess", "pathlib", "_io"), "leave it to the API: a step has no machine of its own"),
}
_BUILTINS = {
    "print": _SAY,
    "int": _READ,
    "float": _READ,
    "range": "compare the number: `200 <= number < 300`",
    "isinstance": "test `... is None`, or compare a field that tells",
    "open": "declare a parameter: the workflow gives it a value",
    "super": "write what the two have in common as a method with a name of its own",
    **dict.fromkeys(("enumerate", "zip", "map", "filter"), _LOOP),
    **dict.fromkeys(("sorted", "reversed"), "leave the items in their order, or let the API sort them"),
    **dict.fromkeys(("list", "set", "tuple"), _LOOP),
    "dict": 'write it out: `{"name": value}`',
}


def statement(node: ast.stmt) -> tuple[str, str]:
    """What a refused statement is called, and what to write instead."""
    if isinstance(node, ast.For) and any(isinstance(one, ast.Await) for one in ast.walk(node)):
        return "a `for` statement", f"{PER_ITEM}; to ask again later, return `Wait(...)`"
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=attr))) if attr in CHANGES:
            return f"changing a value with `.{attr}()`", "give the new value a name of its own"
        case _:
            return _STATEMENTS.get(type(node), (f"`{type(node).__name__.lower()}`", "see docs/language.md"))


def of(*found: object) -> str | None:
    """What to write instead of something from outside the step; None where nothing better is known."""
    for one in found:
        module = one.__name__ if isinstance(one, ModuleType) else getattr(one, "__module__", "")
        if module == "builtins":
            names = _BUILTINS.get(str(getattr(one, "__name__", "")))
        else:
            names = _MODULES.get(str(module)) or _MODULES.get(str(module).partition(".")[0])
        if names is not None:
            return names
    return None
