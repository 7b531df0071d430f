"""Findings in each format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from velasdk.diagnostics import Diagnostic, Severity, Span
from velasdk.report.frame import LINE
from velasdk.report.render import Format, render, summary


def found(file: Path, *span: int, help: str = "") -> Diagnostic:
    return Diagnostic("VS006", "a `value` may be None", Span(file, *span), help)


def frame(tmp_path: Path, text: str, *span: int, help: str = "") -> str:
    file = tmp_path / "a.py"
    file.write_text(text, encoding="utf-8")
    return render([found(file, *span, help=help)], Format.FULL).replace(str(tmp_path) + "/", "")


def test_full(tmp_path: Path) -> None:
    text = "x = 1\nif  value.field:\n    pass\n"
    assert frame(tmp_path, text, 2, 5, 2, 16, help="test it first:\n`if value is not None`") == (
        "error[VS006]: a `value` may be None\n"
        " --> a.py:2:5\n"
        "  |\n"
        "2 | if  value.field:\n"
        "  |     ^^^^^^^^^^^\n"
        "  |\n"
        "  = help: test it first:\n"
        "          `if value is not None`\n"
        "\n"
    )


def test_the_gutter_is_as_wide_as_the_number(tmp_path: Path) -> None:
    assert frame(tmp_path, "\n" * 122 + "value\n", 123, 1, 123, 6) == (
        "error[VS006]: a `value` may be None\n   --> a.py:123:1\n    |\n123 | value\n    | ^^^^^\n\n"
    )


@pytest.mark.parametrize(
    ("text", "span", "line", "carets"),
    [
        ("f(\n  1,\n)\n", (1, 1, 3, 2), "f(", "^^"),
        ("value\n", (1, 3, 0, 0), "value", "  ^"),
        ("value\n", (1, 6, 1, 6), "value", "     ^"),
        ("value\n", (1, 60, 1, 70), "value", "     ^"),
        ("\tvalue\n", (1, 2, 1, 7), "    value", "    ^^^^^"),
        ("a\tvalue\n", (1, 3, 1, 8), "a   value", "    ^^^^^"),
        ("a\tb\n", (1, 2, 1, 4), "a   b", " ^^^^"),
        ("漢字 = value\n", (1, 6, 1, 11), "漢字 = value", "       ^^^^^"),
        ("漢字 = value\n", (1, 1, 1, 3), "漢字 = value", "^^^^"),
        ("'😀' + x\n", (1, 7, 1, 8), "'😀' + x", "       ^"),
        ("e\u0301 = x\n", (1, 6, 1, 7), "e\u0301 = x", "    ^"),
        ("'\u263a\ufe0f' + x\n", (1, 8, 1, 9), "'\u263a\ufe0f' + x", "      ^"),
        ("'\x1b[31m' + x\n", (1, 11, 1, 12), "'\\x1b[31m' + x", "             ^"),
        ("'\u202e' + x\n", (1, 7, 1, 8), "'\\u202e' + x", "           ^"),
        ("שלום = x\n", (1, 8, 1, 9), "שלום = x", "       ^"),
        ("a\x0cb\u2028c\n", (1, 5, 1, 6), "a\\x0cb\\u2028c", "            ^"),
    ],
)
def test_the_carets_stand_below_what_is_meant(tmp_path: Path, text: str, span: tuple[int, ...], line: str, carets: str) -> None:
    lines = frame(tmp_path, text, *span).splitlines()
    assert lines[3] == f"1 | {line}"
    assert lines[4] == f"  | {carets}"


def test_a_long_line_is_cut_around_the_place(tmp_path: Path) -> None:
    text = "x" * 5000 + "value" + "y" * 5000 + "\n"
    lines = frame(tmp_path, text, 1, 5001, 1, 5006).splitlines()
    assert len(lines[3]) == len("1 | ") + len("...") * 2 + LINE
    start = lines[4].index("^")
    assert lines[3][start : start + 5] == "value"
    assert lines[4].count("^") == 5


@pytest.mark.parametrize("line", [0, 3, 10**9])
def test_a_place_that_is_not_there(tmp_path: Path, line: int) -> None:
    assert "^" not in frame(tmp_path, "value\n", line, 1)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert render([found(tmp_path / "no.py", 1, 1)], Format.FULL).count("\n") == 3
    (tmp_path / "latin.py").write_bytes(b"# \xe9\nvalue\n")
    assert "2 | value" in render([found(tmp_path / "latin.py", 2, 1)], Format.FULL)


HOSTILE = Diagnostic("VS019", "raises \x1b[2J\n\u202eX", Span(Path("a\x1b\n.py"), 1, 1), "do\x07")


def test_author_text_cannot_reach_the_terminal() -> None:
    for format in Format:
        text = render([HOSTILE], format)
        assert all(char == "\n" or char.isprintable() for char in text)
    assert render([HOSTILE], Format.CONCISE) == "a\\x1b\\n.py:1:1: error[VS019] raises \\x1b[2J\\n\\u202eX\n"


def test_colour_only_when_asked(tmp_path: Path) -> None:
    assert "\x1b[1;31merror[VS006]\x1b[0m" in render([found(tmp_path, 1, 1)], Format.FULL, color=True)
    assert "\x1b" not in render([found(tmp_path, 1, 1)], Format.FULL)


def test_concise() -> None:
    warning = Diagnostic("VS102", "resumed", Span(Path("steps/a.py"), 14, 5), "x", Severity.WARNING)
    assert render([warning], Format.CONCISE) == "steps/a.py:14:5: warning[VS102] resumed\n"


def test_json_is_stable() -> None:
    records = json.loads(render([found(Path("steps/a.py"), 2, 3, 4, 5, help="h"), found(Path("b.py"), 7, 8)], Format.JSON))
    assert records == [
        {
            "code": "VS006",
            "severity": "error",
            "message": "a `value` may be None",
            "help": "h",
            "file": "steps/a.py",
            "line": 2,
            "column": 3,
            "end_line": 4,
            "end_column": 5,
        },
        {
            "code": "VS006",
            "severity": "error",
            "message": "a `value` may be None",
            "help": "",
            "file": "b.py",
            "line": 7,
            "column": 8,
            "end_line": 7,
            "end_column": 8,
        },
    ]
    assert render([], Format.JSON) == "[]\n"


@pytest.mark.parametrize(
    ("errors", "warnings", "files", "steps", "text"),
    [
        (0, 0, 1, 2, "2 steps, no errors"),
        (0, 1, 1, 1, "1 step, 1 warning"),
        (1, 0, 1, 0, "1 error in 1 file"),
        (3, 0, 2, 0, "3 errors in 2 files"),
        (2, 2, 1, 0, "2 errors and 2 warnings in 1 file"),
    ],
)
def test_the_summary_counts(errors: int, warnings: int, files: int, steps: int, text: str) -> None:
    kinds = [Severity.ERROR] * errors + [Severity.WARNING] * warnings
    items = [Diagnostic("VS001", "", Span(Path(str(i % files)), i), "", kind) for i, kind in enumerate(kinds)]
    assert summary(items, steps) == text
