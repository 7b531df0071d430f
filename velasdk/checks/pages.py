"""The pages of the rules, read from the source of this package and not executed: a list must not cost an import each."""

from __future__ import annotations

import ast
import pkgutil
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """One rule: its code, its name and its page in Markdown."""

    code: str
    name: str
    text: str

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.text.partition("\n")[0]

    @property
    def why(self) -> str:
        """The text under `## Why`; the summary where the page has none."""
        return self.text.partition("\n## Why\n")[2].partition("\n## ")[0].strip() or self.summary

    @property
    def whole(self) -> str:
        """The page under its title."""
        return f"# {self.code}: {self.name}\n\n{self.text}"


def pages() -> list[Page]:
    """All rules by code."""
    files = (FOLDER / f"{module.name}.py" for module in pkgutil.iter_modules([str(FOLDER)]))
    return sorted((page for file in files if (page := _page(file)) is not None), key=lambda page: page.code)


def _page(file: Path) -> Page | None:
    """The page of a rule's file, None for one without `RULE = Rule(code, name)`."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for statement in tree.body:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id="RULE")],
                value=ast.Call(args=[ast.Constant(value=str(code)), ast.Constant(value=str(name)), *_]),
            ):
                return Page(code, name, ast.get_docstring(tree) or "")
            case _:
                continue
    return None
