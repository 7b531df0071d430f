"""Programs as a Python developer would write them: each mistake is named, at its place, and its remedy works.

A case in mistakes/ begins with the diagnostics it must get, `# VS001 9:9 the source they point at`, and ends with `# help:`
and the lines that correct it: `# 9 | text` instead of line 9 (nothing for none), `#   | text` for one more below it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from velasdk.diagnostics import Severity
from velasdk.report.render import Format, render

from .programs import compiled, marked, told

FOLDER = Path(__file__).parent / "mistakes"
CASES = sorted(file for file in FOLDER.glob("*.py") if not file.name.startswith("_"))
EXPECTED = re.compile(r"# (VS[0-9]{3}) ([0-9]+):([0-9]+) ?(.*)")
FIX = re.compile(r"# ( *[0-9]*) +\|(?: (.*))?")
LEAKS = re.compile(r"Traceback|internal|0x[0-9a-f]{6}|<[a-z]+ object|NoneType|ir\.[A-Z]|ast\.[A-Z]|(?<![a-z.])/[a-z]+/[a-z]+/")


def expected(file: Path) -> list[tuple[str, int, int, str]]:
    found: list[tuple[str, int, int, str]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if (match := EXPECTED.fullmatch(line)) is None:
            break
        found.append((match[1], int(match[2]), int(match[3]), match[4]))
    return found


def fixed(file: Path) -> str:
    """The program with its correction."""
    lines = file.read_text(encoding="utf-8").splitlines()
    start = lines.index("# help:")
    program: dict[int, list[str]] = {number: [line] for number, line in enumerate(lines[:start], 1)}
    at = 0
    for line in lines[start + 1 :]:
        match = FIX.fullmatch(line)
        assert match is not None, line
        if number := match[1].strip():
            at = int(number)
            assert program[at], f"line {at} is corrected twice"
            program[at] = []
        program[at] += [match[2]] if match[2] else []
    return "".join(f"{line}\n" for kept in program.values() for line in kept)


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 320
    assert len({code for file in CASES for code, *_ in expected(file)}) >= 55


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_mistake_is_named_at_its_place(file: Path) -> None:
    result = compiled(file)
    assert [(d.code, d.span.line, d.span.column, marked(d)) for d in result.found] == expected(file), told(result)
    assert not result.steps
    for found in result.found:
        assert found.span.file == file
        assert found.help and not found.help.endswith(".")
        assert not found.message.endswith((".", "!"))
        assert not LEAKS.search(found.message + found.help), told(result)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_remedy_works(file: Path, tmp_path: Path) -> None:
    for beside in FOLDER.glob("_*.py"):
        shutil.copy(beside, tmp_path)
    corrected = tmp_path / file.name
    corrected.write_text(fixed(file), encoding="utf-8")
    result = compiled(corrected)
    errors = [found for found in result.found if found.severity is Severity.ERROR]  # a case may be warned of as a step
    assert errors == [], told(result)
    assert result.steps


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_mistake_can_be_printed(file: Path) -> None:
    found = compiled(file).found
    for format in Format:
        text = render(found, format)
        assert all(diagnostic.code in text for diagnostic in found)
