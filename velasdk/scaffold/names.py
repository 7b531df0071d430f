"""What a project and its first step may be called; whoever types another name is told one that would do."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from importlib.util import find_spec

from ..definition import BUILTIN_STEPS
from ..diagnostics import VelasdkError
from ..settings import NAME, name_problem

STEP_LENGTH = 32
"""How long the name of a first step may be, in characters: its class and its tests stay within a line."""

USED = frozenset(
    ("Context", "Continue", "Decision", "Fail", "KubeVela", "Model", "Parameter", "Phase", "Reply", "Request", "Run")
    + ("ReviewReply", "ReviewRequest", "StatusStep", "StrEnum", "Suspend")
)
"""Names that the files of a new project use themselves."""


def project_name(name: str) -> str:
    """`name`, if an addon and a Python project can be called so. Raises `VelasdkError`, with a name that would do."""
    if problem := _project_problem(name):
        words = suggested(name)
        meant = _meant((words, f"{words}-steps"), _project_problem)
        raise VelasdkError(f"{name!r} cannot name a project: {problem}{meant}")
    return name


def step_name(name: str) -> str:
    """`name`, if a step, its file and its class can be called so. Raises `VelasdkError`, with a name that would do."""
    if problem := _step_problem(name):
        words = suggested(name)
        meant = _meant((words, f"{words}-review", f"review-{words}"), _step_problem)
        raise VelasdkError(f"{name!r} cannot name the first step: {problem}{meant}")
    return name


def suggested(text: str) -> str:
    """The words of `text` in lower case, joined by `-`; empty when it has none that ASCII can write."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", plain).lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")


def module_of(step: str) -> str:
    """The Python module of a step: `ask_twice` for `ask-twice`."""
    return step.replace("-", "_")


def class_of(step: str) -> str:
    """The class of a step: `AskTwice` for `ask-twice`."""
    name = "".join(word[:1].upper() + word[1:] for word in step.split("-"))
    return f"{name}Step" if name in USED else name


def _project_problem(name: str) -> str | None:
    if name == "velasdk":
        return "that is this tool, which the project depends on"
    return name_problem(name)


def _step_problem(name: str) -> str | None:
    if not NAME.fullmatch(name) or not name[0].isalpha():
        return "use lower-case letters and digits in words joined by single `-`, beginning with a letter"
    if len(name) > STEP_LENGTH:
        return f"it has {len(name)} characters, and {STEP_LENGTH} are enough to begin with"
    if name in BUILTIN_STEPS:
        return "KubeVela brings a step with that name"
    module = module_of(name)
    if keyword.iskeyword(module):
        return f"`{module}` is a word of Python's own"
    if module in sys.stdlib_module_names or find_spec(module) is not None:
        return f"steps/{module}.py would take the place of the module `{module}`"
    return None


def _meant(names: Iterable[str], problem: Callable[[str], str | None]) -> str:
    """`: did you mean ...?` with the first of `names` that has no problem."""
    found = next((name for name in names if problem(name) is None), None)
    return f": did you mean `{found}`?" if found else ""
