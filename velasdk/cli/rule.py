"""`velasdk rule`: what a code means, from the docstring of its rule."""

from __future__ import annotations

import ast
import json
import pkgutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from .. import checks
from ..diagnostics import VelasdkError
from ..settings import nearest
from .options import JsonOption


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


def pages() -> list[Page]:
    """All rules by code, read from the source of `velasdk.checks` and not executed: a list must not cost an import each."""
    found = [
        page
        for folder in checks.__path__
        for module in pkgutil.iter_modules([folder])
        if (page := _page(Path(folder) / f"{module.name}.py")) is not None
    ]
    return sorted(found, key=lambda page: page.code)


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


def rule(
    code: Annotated[str | None, typer.Argument(help="A code such as VS201, or a rule's name. [default: list all]")] = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a diagnostic: why it is one, a bad and a good example."""
    known = pages()
    if code is None:
        _list(known, as_json)
        return
    page = next((page for page in known if code.lower() in (page.code.lower(), page.name)), None)
    if page is None:
        names = [page.code for page in known] if code[:2].lower() == "vs" else [page.name for page in known]
        raise VelasdkError(f"there is no rule `{code}`{nearest(code.upper() if code[:2].lower() == 'vs' else code, names)}")
    if as_json:
        print(json.dumps(_record(page) | {"page": page.text}, indent=2))
    elif sys.stdout.isatty():
        Console(width=min(100, Console().width)).print(Markdown(_text(page)))  # longer lines are hard to read
    else:
        print(_text(page))


def _text(page: Page) -> str:
    return f"# {page.code}: {page.name}\n\n{page.text}"


def _record(page: Page) -> dict[str, str]:
    return {"code": page.code, "name": page.name, "summary": page.summary}


def _list(known: list[Page], as_json: bool) -> None:
    if as_json:
        print(json.dumps([_record(page) for page in known], indent=2))
    elif sys.stdout.isatty():
        table = Table("code", "name", "summary", box=None, pad_edge=False)
        for page in known:
            table.add_row(page.code, page.name, Text(page.summary))
        Console().print(table)
    else:
        for page in known:
            print(f"{page.code} {page.name}: {page.summary}")
