"""Each condition around a diagnostic of the language is needed: without it a page, a mistake or a step of ours tells.

The package is copied, one condition of it is dropped, and another Python compiles what there is. That takes seconds for each of
some hundred conditions: all of them are tried with `VELASDK_TEST_FULL=1`, else one in many.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.depth import FULL

from .mutants import Mutant, mutants
from .programs import program
from .test_mistakes import CASES
from .test_pages import BAD, GOOD

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "velasdk"
FILES = [
    *sorted((PACKAGE / "lower").glob("*.py")),
    PACKAGE / "definition.py",
    PACKAGE / "schema.py",
    PACKAGE / "constraints.py",
]
CODE = re.compile(r"VS[0-9]{3}")
EVERY = 150
"""One condition in so many is tried where not all are."""

COMPILE = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from velasdk.compiler import lower_all
from velasdk.diagnostics import Findings
for file in sorted(Path(sys.argv[3]).glob("*.py")):
    findings = Findings()
    steps = lower_all([file], findings)
    print(file.name, [step.name for step in steps], [(d.span.line, d.code, d.message) for d in findings.sorted()], flush=True)
"""

SURVIVORS: dict[str, str] = {}
"""Conditions that change nothing that can be seen, with the reason."""


def raising(tree: ast.Module) -> set[int]:
    """The lines of the conditions right around a diagnostic: its own `if`, and what it is joined with."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and any(_names_code(statement) for statement in node.body):
            lines.update(range(node.test.lineno, (node.test.end_lineno or 0) + 1))
    return lines


def _names_code(statement: ast.stmt) -> bool:
    if not isinstance(statement, (ast.Raise, ast.Expr, ast.Return)):
        return False
    constants = (node.value for node in ast.walk(statement) if isinstance(node, ast.Constant))
    return any(isinstance(value, str) and CODE.fullmatch(value) for value in constants)


def found() -> Iterator[tuple[Path, Mutant]]:
    for file in FILES:
        source = file.read_text(encoding="utf-8")
        lines = raising(ast.parse(source))
        for mutant in mutants(source):
            if mutant.line in lines:
                yield file, mutant


MUTANTS = list(found())
TRIED = MUTANTS if FULL else MUTANTS[::EVERY]


def name_of(one: tuple[Path, Mutant]) -> str:
    return f"{one[0].relative_to(PACKAGE)}:{one[1].line}: {one[1].what}"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with every block, mistake and step as a file, and what the package makes of them."""
    folder = tmp_path_factory.mktemp("corpus")
    for number, (code, block) in enumerate([*BAD, *GOOD]):
        if (named := program(block))[0] == "example.py":  # others take the place of a module
            (folder / f"{code.lower()}_{number}.py").write_text(named[1], encoding="utf-8", errors="surrogatepass")
    for file in (*CASES, *(ROOT / "steps").glob("*.py"), *(ROOT / "examples").glob("*.py")):
        if file.stem not in ("exit_at_import", "circular_import", "exception_at_import"):
            shutil.copy(file, folder)
    return folder, compiled_by(PACKAGE.parent, folder)


def compiled_by(package: Path, folder: Path) -> str:
    """What the package in a folder finds in the files of another one."""
    command = [sys.executable, "-c", COMPILE, str(package), str(Path(__file__).parent), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=600, check=False)
    return done.stdout + ("" if done.returncode == 0 else "failed")


def test_there_are_many_conditions() -> None:
    assert len(MUTANTS) >= 300


@pytest.mark.parametrize("one", TRIED, ids=name_of)
def test_each_condition_around_a_diagnostic_is_needed(
    one: tuple[Path, Mutant], corpus: tuple[Path, str], tmp_path: Path
) -> None:
    folder, before = corpus
    file, mutant = one
    shutil.copytree(PACKAGE, tmp_path / "velasdk", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / file.relative_to(PACKAGE.parent)).write_text(mutant.source, encoding="utf-8")
    after = compiled_by(tmp_path, folder)
    assert (after == before) is (name_of(one).partition(": ")[2] in SURVIVORS), "nothing tells that it is gone"
