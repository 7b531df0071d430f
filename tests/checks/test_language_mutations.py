"""Each condition right around a report of a diagnostic is needed, and so is each report: without it a program tells.

The programs are those that tests of the language compile: blocks of pages, mistakes and their corrections, rows of tables. One
function of the compiler is changed, and the programs that call it are looked at again. All of it takes minutes of a processor
and is done with `VELASDK_TEST_FULL=1`; else a few are tried.
"""

from __future__ import annotations

import ast
import importlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.depth import FULL
from velasdk import schema

from .corpus import Known, Program, Said, programs
from .mutants import Mutant, changed, codes_in, in_place, mutants
from .programs import time_limit

PACKAGE = Path(__file__).parent.parent.parent / "velasdk"
LOADING = ("definition", "load", "ignoring")
"""Modules that see a file before its steps are lowered, or after: their programs are looked at as whole files."""

MODULES = [
    *(f"velasdk.lower.{file.stem}" for file in sorted((PACKAGE / "lower").glob("[a-z]*.py"))),
    *(f"velasdk.{name}" for name in ("schema", "constraints", *LOADING)),
]

SURVIVORS = {
    "functions.value_of without `value is not None`": "no argument is None: it would have been refused before",
    "requests.request without `keyword.arg is None`": "None is no known name either",
    "load._import_error without `isinstance(error, UnicodeDecodeError)`": "no other error is raised outside of all files",
}
"""What changes nothing that can be seen, with the reason: most of them tell a type checker something."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A mutant of a function that reports some diagnostics."""

    module: str
    function: str
    mutant: Mutant
    codes: frozenset[str]

    def __str__(self) -> str:
        return f"{self.module.rpartition('.')[2]}.{self.function} {self.mutant.what}"


def reporting(tree: ast.Module) -> Iterator[tuple[str, range, frozenset[str]]]:
    """The lines of reports of a diagnostic, and of the conditions right around them, with the function they are in."""
    for outer in tree.body:
        for function in outer.body if isinstance(outer, ast.ClassDef) else [outer]:
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, (ast.Raise, ast.Expr, ast.Return)) and (codes := codes_in(node)):
                        yield function.name, range(node.lineno, node.lineno + 1), frozenset(codes)
                    elif isinstance(node, ast.If) and (codes := said_in(node.body)):
                        yield function.name, range(node.test.lineno, (node.test.end_lineno or 0) + 1), frozenset(codes)


def said_in(block: list[ast.stmt]) -> set[str]:
    """The codes that a block reports, not those of blocks in it."""
    plain = (ast.Raise, ast.Expr, ast.Return, ast.Assign)
    return {code for statement in block if isinstance(statement, plain) for code in codes_in(statement)}


def source_of(module: str) -> str:
    return (PACKAGE.parent / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")


def found(module: str) -> Iterator[Dropped]:
    source = source_of(module)
    places = list(reporting(ast.parse(source)))
    for mutant in mutants(source):
        for name, lines, codes in places:
            if mutant.line in lines:
                yield Dropped(module, name, mutant, codes)
                break


DROPPED = [one for module in MODULES for one in found(module)]
TRIED = DROPPED if FULL else random.Random(3).sample([one for one in DROPPED if str(one) not in SURVIVORS], 6)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Program]:
    return programs(tmp_path_factory.mktemp("programs"))


def test_there_are_many() -> None:
    assert len(DROPPED) >= 600
    reports = {code for one in DROPPED if one.mutant.what.startswith("without VS") for code in one.codes}
    written = {code for module in MODULES for code in codes_in(ast.parse(source_of(module)))}
    assert reports == written


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("module", sorted({one.module for one in TRIED}))
def test_each_condition_around_a_report_and_each_report_is_needed(module: str, corpus: list[Program]) -> None:
    tried = [one for one in TRIED if one.module == module]
    left = [one for one in tried if not noticed(one, corpus)]
    assert not [f"{one.mutant.line}: {one}" for one in left if str(one) not in SURVIVORS]
    known = {str(one) for one in tried} & SURVIVORS.keys()
    assert known == {str(one) for one in left}, "what is listed survives"


def noticed(one: Dropped, corpus: list[Program]) -> bool:
    """Whether something else is found in a program when one function is changed."""
    codes = changed(one.mutant, importlib.import_module(one.module))
    assert codes, f"{one} changes no function"
    called = {(function.__code__.co_filename, function.__code__.co_firstlineno) for function in codes}
    whole = one.module.rpartition(".")[2] in LOADING
    for program in sorted(corpus, key=lambda program: not program.codes & one.codes):
        for known in [program.whole] if whole else program.steps:
            if known.called & called and said(known, codes) != known.said:
                return True
    return False


def said(known: Known, codes: dict[FunctionType, CodeType]) -> Said | None:
    """What is found in a program with other functions; None where they break, or do not end."""
    try:
        with in_place(codes), time_limit():
            return known.look()
    except BaseException:  # noqa: BLE001 - whatever a changed compiler raises; too long is a KeyboardInterrupt
        return None
    finally:
        vars(schema)["_fields"].clear()  # what a changed compiler understood of a model
