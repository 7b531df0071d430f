"""Each file of cases/ is a hand-written template whose lines say what is found in them, and on which lines of KubeVela."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from velasdk.engine.client import Engine
from velasdk.handwritten.files import read_written
from velasdk.handwritten.inspection import look

CASES = sorted((Path(__file__).parent / "cases").iterdir())
EXPECTED = re.compile(r"(VS\d{3}): ([\d., ]*\d)")


def expected(file: Path) -> set[tuple[int, str, str]]:
    """What the comments of a file say: line, code, line of KubeVela."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return {
        (number, code, line)
        for number, text in enumerate(lines, 1)
        for code, named in EXPECTED.findall(text.partition("// ")[2])
        for line in named.split(", ")
    }


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name)
def test_what_the_comments_say_is_found(file: Path, every_line: dict[str, Engine]) -> None:
    found: set[tuple[int, str, str]] = set()
    for written in read_written([file]):
        for one in look(written, every_line.__getitem__, None).found:
            found |= {
                (one.span.line, one.code, line) for line in re.findall(r"\b1\.\d+\b", one.message.partition(" on KubeVela ")[2])
            }
            source = file.read_text(encoding="utf-8").splitlines()[one.span.line - 1]
            assert source[one.span.column - 1 : one.span.column].strip(), f"{one.span} points at nothing"
    assert found == expected(file)


def test_the_cases_have_every_code_that_is_found_without_replies() -> None:
    codes = {code for file in CASES for _, code, _ in expected(file)}
    assert codes == {f"VS{number}" for number in range(350, 373)} - {"VS351"}  # that one needs --line


def test_a_place_is_that_of_the_file_in_characters(every_line: dict[str, Engine]) -> None:
    file = next(file for file in CASES if file.name == "several.yaml")
    (found,) = (one for one in look(read_written([file])[0], every_line.__getitem__, None).found)
    source = file.read_text(encoding="utf-8").splitlines()[found.span.line - 1]
    assert source[found.span.column - 1 : found.span.end_column - 1].startswith("send: http.#HTTPPost")
    assert source[: found.span.end_column - 1].endswith('timeout: "1s"}}')
