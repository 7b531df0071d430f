"""What to do about an exception that importing an author's file raised: a misspelt name is most of them.

Python knows the name and where it looked for it; newer versions suggest one themselves, but none a name to import.
"""

from __future__ import annotations

import builtins
import inspect
import re
import sys
from enum import EnumMeta
from types import FrameType, TracebackType
from typing import Any

from pydantic import PydanticUserError

from .diagnostics import did_you_mean

DECLARE = "let the file only declare: what it calls, opens and exits is done again at every compile"
UNEXPECTED = re.compile(r"(\w+)(?:\.__\w+__)?\(\) got an unexpected keyword argument '(\w+)'")


def remedy(error: BaseException) -> str:
    """What the author writes instead."""
    if isinstance(error, ModuleNotFoundError):
        return "install the module where velasdk runs, or take the import out"
    if isinstance(error, ImportError):
        return _of_import(error)
    if isinstance(error, PydanticUserError):
        return "give each attribute of a class a type: `name: str`"
    if isinstance(error, AttributeError) and isinstance(error.name, str) and error.obj is not None:
        owner: Any = error.obj
        names = list(owner.__members__) if isinstance(owner, EnumMeta) else [n for n in dir(owner) if not n.startswith("_")]
        has = f"it has {', '.join(names)}" if isinstance(owner, EnumMeta) else DECLARE
        return did_you_mean(error.name, names, has)
    if isinstance(error, NameError) and isinstance(error.name, str):
        return _of_name(error.name, error.__traceback__)
    if isinstance(error, TypeError) and (found := UNEXPECTED.search(str(error))):
        return did_you_mean(found[2], _taken(_seen(error.__traceback__).get(found[1])), DECLARE)
    return DECLARE


def _taken(called: object) -> list[str]:
    """The names of the arguments of a function or class; none where Python does not know them."""
    try:
        return list(inspect.signature(called).parameters) if callable(called) else []
    except ValueError:
        return []


def _of_import(error: ImportError) -> str:
    """A name that a module does not have: misspelt, or not defined yet as the module imports this one."""
    wanted = re.search(r"cannot import name '(\w+)'", str(error))
    names = dir(sys.modules.get(error.name or ""))
    otherwise = "import a name that the module has; of two files that import each other, one must come first"
    return did_you_mean(wanted[1], names, otherwise) if wanted and wanted[1] not in names else otherwise


def _of_name(name: str, place: TracebackType | None) -> str:
    """A name that is not defined: velasdk has it, it is misspelt, or it is defined further down."""
    ours: list[str] = getattr(sys.modules.get("velasdk"), "__all__", [])
    if name in ours or name in sys.stdlib_module_names:
        return f"import it: `{f'from velasdk import {name}' if name in ours else f'import {name}'}`"
    return did_you_mean(name, {*_seen(place), *dir(builtins), *ours}, "define it, or import it, before it is used")


def _seen(place: TracebackType | None) -> dict[str, Any]:
    """The names that could be used where an exception was raised."""
    frame: FrameType | None = None
    while place is not None:
        frame, place = place.tb_frame, place.tb_next
    return {**frame.f_globals, **frame.f_locals} if frame is not None else {}
