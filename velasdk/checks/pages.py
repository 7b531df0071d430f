"""The pages of the rules, read from the docstrings of their files: what `velasdk rule CODE` and docs/rules show."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from .rule import Rule

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADINGS = ("Why", "Bad", "Good")


@dataclass(frozen=True, slots=True)
class Page:
    """One rule for a reader: `summary` is one sentence, `bad` and `good` are programs."""

    rule: Rule
    module: str
    summary: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    text: str

    def markdown(self) -> str:
        """The page as Markdown."""
        return f"# {self.rule.code}: {self.rule.name}\n\n{self.text}\n"


@cache
def pages() -> tuple[Page, ...]:
    """The pages of all rules, by code. A file of this package is a rule when it has a `RULE`."""
    package = __name__.rpartition(".")[0]
    paths = importlib.import_module(package).__path__
    modules = [importlib.import_module(f"{package}.{found.name}") for found in pkgutil.iter_modules(paths)]
    return tuple(sorted((page_of(module) for module in modules if hasattr(module, "RULE")), key=lambda p: p.rule.code))


def page_of(module: ModuleType) -> Page:
    """The page in the docstring of a rule's file. Raises ValueError when it has not the shape of one."""
    text = inspect.getdoc(module) or ""
    summary, *sections = re.split(r"^## (\w+)\n", text, flags=re.MULTILINE)
    if tuple(sections[::2]) != HEADINGS:
        raise ValueError(f"{module.__name__}: the headings are {', '.join(sections[::2])}, not {', '.join(HEADINGS)}")
    why, bad, good = (section.strip() for section in sections[1::2])
    blocks = tuple(tuple(BLOCK.findall(section)) for section in (bad, good))
    return Page(module.RULE, module.__name__.rpartition(".")[2], summary.strip(), why, *blocks, text)
