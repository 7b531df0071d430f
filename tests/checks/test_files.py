"""Files that are odd as files: other encodings, other line ends, very long methods, mistakes in a file beside."""

from __future__ import annotations

from pathlib import Path

from .programs import PRELUDE, Result, compiled, marked, told

STEP = 'class Ask(Approval, name="ask"):\n    actions = ACTIONS\n'
METHOD = f"{STEP}\n    def status(self, reply: Reply) -> Status:\n"


def result_of(folder: Path, content: str | bytes) -> Result:
    file = folder / "odd_steps.py"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return compiled(file)


def test_a_file_without_steps_is_fine(tmp_path: Path) -> None:
    assert result_of(tmp_path, "") == Result([], 0)


def test_a_file_in_another_encoding_is_no_python(tmp_path: Path) -> None:
    result = result_of(tmp_path, f"{PRELUDE}# größer\n{STEP}".encode("latin-1"))
    assert [(d.code, d.span.line) for d in result.found] == [("VS020", 4)], told(result)


def test_other_line_ends_do_not_move_the_place(tmp_path: Path) -> None:
    program = f"{PRELUDE}{METHOD}        return reply.nothing\n"
    result = result_of(tmp_path, program.replace("\n", "\r\n"))
    assert [(d.code, d.span.line, d.span.column) for d in result.found] == [("VS009", 8, 16)], told(result)


def test_an_error_of_the_authors_own_is_not_one_of_syntax(tmp_path: Path) -> None:
    result = result_of(tmp_path, 'import ast\n\nVALUE = ast.literal_eval("1 +")\n')
    assert [(d.code, d.span.line) for d in result.found] == [("VS019", 3)], told(result)
    result = result_of(tmp_path, 'VALUE = b"\\xff".decode()\n')
    assert [(d.code, d.span.line) for d in result.found] == [("VS019", 1)], told(result)


def test_a_syntax_error_in_a_file_beside_is_shown_there(tmp_path: Path) -> None:
    (tmp_path / "helper_of_odd.py").write_text("x = = 1\n", encoding="utf-8")
    result = result_of(tmp_path, f"from helper_of_odd import x\n{PRELUDE}{STEP}")
    assert [(d.code, d.span.file.name, d.span.line, d.span.column) for d in result.found] == [
        ("VS020", "helper_of_odd.py", 1, 5)
    ], told(result)


def test_one_wrong_file_hides_no_other(tmp_path: Path) -> None:
    wrong, right = tmp_path / "a_steps.py", tmp_path / "b_steps.py"
    wrong.write_text("x = = 1\n", encoding="utf-8")
    right.write_text(f"{PRELUDE}{METHOD}        return reply.nothing\n", encoding="utf-8")
    result = compiled(wrong, right)
    assert [(d.code, marked(d)) for d in result.found] == [("VS020", "="), ("VS009", "reply.nothing")], told(result)


def test_a_very_long_method_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    lines = "".join(f"        x{n} = reply.count + {n}\n" for n in range(2000))
    result = result_of(tmp_path, f"{PRELUDE}{METHOD}{lines}        return reply.status\n")
    assert result.codes == ["VS015"], told(result)


def test_a_deep_expression_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    deep = " + ".join(["reply.count"] * 900)
    result = result_of(tmp_path, f"{PRELUDE}{METHOD}        return Status.DONE if {deep} > 3 else reply.status\n")
    assert result.codes in (["VS015"], []), told(result)


def test_paths_that_all_end_without_return_are_counted_too(tmp_path: Path) -> None:
    lines = "".join(f"        if reply.count == {n}:\n            pass\n" for n in range(40))
    result = result_of(tmp_path, f"{PRELUDE}{METHOD}{lines}")
    assert "VS015" in result.codes, told(result)
