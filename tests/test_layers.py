"""Imports point one way, files stay small enough to read, and importing the vocabulary is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "velasdk"

ORDER = [
    "diagnostics",
    "dialects",
    "model",
    "secret",
    "constraints",
    "connection",
    "schema",
    "numbers",
    "reading",
    "parameter",
    "actions",
    "context",
    "effects",
    "definition",
    "step",
    "addresses",
    "execution",
    "oracle",
    "testing",
    "source",
    "raised",
    "load",
    "ir",
    "paths",
    "ways",
    "safety",
    "taint",
    "lower",
    "checks",
    "ignoring",
    "cue",
    "printer",
    "emit",
    "compiler",
    "engine",
    "replies",
    "histories",
    "agreement",
    "settings",
    "contract",
    "addon",
    "publish",
    "cluster",
    "bodies",
    "simulate",
    "verify",
    "explore",
    "scaffold",
    "handwritten",
    "show",
    "report",
    "pages",
    "scenarios",
    "pytest_plugin",
    "cli",
    "__main__",
]
"""Each module imports only those above it."""


def modules() -> list[Path]:
    found = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "py.typed")
    assert len(found) >= 40
    return found


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> set[str]:
    """The first names below `velasdk` that a file imports."""
    package = ("velasdk", *path.relative_to(PACKAGE).parent.parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            full = (*base, *(node.module.split(".") if node.module else ()))
            if full[:1] == ("velasdk",):
                found |= {full[1]} if len(full) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("velasdk.")}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    own = name_of(path)
    assert own in ORDER, f"{own} has no place in the order"
    for other in imported(path) - {own}:
        assert ORDER.index(other) < ORDER.index(own), f"{own} imports {other}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_can_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module says what it is for"
    assert len(text.splitlines()) <= 360


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_inside_a_function(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert not inside


def test_the_vocabulary_imports_pydantic_and_nothing_heavier() -> None:
    script = "import sys, velasdk, velasdk.testing; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "pydantic" in found
    assert not {"rich", "typer", "click", "jinja2", "yaml", "hypothesis", "platformdirs"} & set(found)
