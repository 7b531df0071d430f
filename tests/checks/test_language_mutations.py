"""Each condition around a diagnostic of the language is needed: without it a page or a mistake of that code tells.

The package is copied, one condition of it is dropped, and another Python compiles what there is of the code. That takes seconds
for each of some hundred conditions: all of them are tried with `VELASDK_TEST_FULL=1`, else one.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.depth import FULL

from .mutants import Mutant, mutants
from .programs import program
from .test_mistakes import CASES, FOLDER, expected
from .test_pages import BAD, GOOD

PACKAGE = Path(__file__).parent.parent.parent / "velasdk"
FILES = [
    *sorted((PACKAGE / "lower").glob("*.py")),
    *(PACKAGE / f"{name}.py" for name in ("definition", "schema", "constraints")),
]
CODE = re.compile(r"VS[0-9]{3}")
COMPILE = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from velasdk.compiler import lower_all
from velasdk.diagnostics import Findings
for file in sorted(Path(sys.argv[3]).glob("[a-z]*.py")):
    findings = Findings()
    steps = lower_all([file], findings)
    print(file.name, [step.name for step in steps], [(d.span.line, d.code, d.message) for d in findings.sorted()], flush=True)
"""

SURVIVORS: dict[str, str] = {}
"""Conditions without which nothing changes that can be seen, with the reason."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """One condition that is dropped, and the codes of the diagnostics it stands around."""

    file: Path
    mutant: Mutant
    codes: frozenset[str]

    def __str__(self) -> str:
        return f"{self.file.relative_to(PACKAGE)}:{self.mutant.line}: {self.mutant.what}"


def raising(tree: ast.Module) -> dict[int, frozenset[str]]:
    """The lines of the conditions right around a diagnostic, with its code: its own `if`, and what that is joined of."""
    lines: dict[int, frozenset[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and (codes := frozenset(code for one in node.body for code in _codes(one))):
            lines.update(dict.fromkeys(range(node.test.lineno, (node.test.end_lineno or 0) + 1), codes))
    return lines


def _codes(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, (ast.Raise, ast.Expr, ast.Return)):
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value


def found() -> Iterator[Dropped]:
    for file in FILES:
        source = file.read_text(encoding="utf-8")
        lines = raising(ast.parse(source))
        for mutant in mutants(source):
            if mutant.line in lines:
                yield Dropped(file, mutant, lines[mutant.line])


DROPPED = list(found())
TRIED = DROPPED if FULL else DROPPED[7:8]


def corpus(folder: Path, codes: frozenset[str]) -> None:
    """Every block and every mistake of some codes, as files in a folder."""
    for number, (code, block) in enumerate([*BAD, *GOOD]):
        name, text = program(block)
        if code in codes and name == "example.py":  # others take the place of a module
            (folder / f"block_{number}.py").write_text(text, encoding="utf-8", errors="surrogatepass")
    for file in CASES:
        if codes & {code for code, *_ in expected(file)}:
            shutil.copy(file, folder)
    for beside in FOLDER.glob("_*.py"):
        shutil.copy(beside, folder)


def compiled_by(package: Path, folder: Path) -> str:
    """What the package in a folder finds in the files of another one, up to where it breaks."""
    command = [sys.executable, "-c", COMPILE, str(package), str(Path(__file__).parent), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=120, check=False)
    return done.stdout + ("" if done.returncode == 0 else "broken")


def test_there_are_many_conditions() -> None:
    assert len(DROPPED) >= 250
    assert len({code for one in DROPPED for code in one.codes}) >= 25


@pytest.mark.parametrize("one", TRIED, ids=str)
def test_each_condition_around_a_diagnostic_is_needed(one: Dropped, tmp_path: Path) -> None:
    folder, copied = tmp_path / "corpus", tmp_path / "copied"
    folder.mkdir()
    corpus(folder, one.codes)
    shutil.copytree(PACKAGE, copied / "velasdk", ignore=shutil.ignore_patterns("__pycache__"))
    (copied / one.file.relative_to(PACKAGE.parent)).write_text(one.mutant.source, encoding="utf-8")
    told = compiled_by(PACKAGE.parent, folder) != compiled_by(copied, folder)
    assert told is (str(one).partition(": ")[2] not in SURVIVORS), "nothing tells that it is gone"
