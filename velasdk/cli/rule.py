"""`velasdk rule`: what a code means, from the docstring of its rule."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from ..checks.pages import Page, pages
from ..diagnostics import VelasdkError
from ..settings import nearest
from .options import JsonOption


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
        Console(width=min(100, Console().width)).print(Markdown(page.whole))  # longer lines are hard to read
    else:
        print(page.whole)


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
