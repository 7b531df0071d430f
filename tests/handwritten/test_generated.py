"""What velasdk compiles itself has none of what it finds in templates written by hand, on no line that it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import LINES, Dialect
from velasdk.engine.client import Engine
from velasdk.handwritten.files import read_written

from .looking import looked_at, told

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "generated").glob("*/*/definitions/*.yaml"))


@pytest.mark.parametrize("dialect", Dialect)
def test_nothing_is_found_in_steps_and_examples(dialect: Dialect, every_line: dict[str, Engine]) -> None:
    findings = Findings()
    compiled = compile_all([ROOT / "steps", ROOT / "examples"], findings, ROOT, dialect)
    assert len(compiled) >= 10
    lines = [line for line, executed in LINES.items() if executed is dialect]
    for step in compiled:
        found = looked_at(step.template, every_line, lines).found
        assert not found, f"{step.step.name}\n{told(found)}"


def test_a_generated_definition_is_read_as_what_was_compiled() -> None:
    written = read_written(FILES)
    assert len(written) == len(FILES) >= 10
    for one in written:
        line = next(number for number, text in enumerate(one.text.split("\n"), 1) if text.startswith("parameter: {"))
        assert one.file.read_text(encoding="utf-8").splitlines()[one.before + line - 1] == " " * one.indent + "parameter: {"
