"""Which lines of Python each line of CUE was written for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import Dialect
from velasdk.emit.template import emit_placed
from velasdk.show.beside import beside

ROOT = Path(__file__).parents[2]


@cache
def steps() -> dict[str, Compiled]:
    found = compile_all([ROOT / "steps", ROOT / "examples"], Findings(), ROOT)
    assert len(found) >= 10
    return {compiled.step.name: compiled for compiled in found}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("name", steps())
def test_the_text_is_the_same_with_origins(name: str, dialect: Dialect) -> None:
    compiled = steps()[name].into(dialect)
    text, origins = emit_placed(compiled.step, compiled.origin, dialect)
    assert text == compiled.template
    assert len(origins) == text.count("\n") + 1
    assert sum(origin is not None for origin in origins) > len(origins) / 3


PLACES = [
    ("custom-ws", 'builtin.#Fail & {$params: message: "a parameter is missing', ("",)),
    ("custom-ws", "#ReviewReply: {", ("class ReviewReply(Model):",)),
    ("custom-ws", "msg:  *", ('msg: str = ""',)),
    ("custom-ws", "url: *", ('url: str = Parameter(default="http://127.0.0.1:8080/api/custom-ws"',)),
    ("custom-ws", ": http.#HTTPDo", ("http.post(self.url, json=body, reply=ReviewReply",)),
    ("custom-ws", '"waiting-for-review": builtin.#Suspend', ('Review.PENDING: Suspend("waiting-for-review")',)),
    ("custom-ws", '"review rejected"', ('Review.REJECTED: Fail("review rejected")',)),
    ("custom-ws", "answered code", ("return Fail(f",)),
    ("import-infrastructure", "postSubmit: http.#HTTPDo", ('await once("submit", http.post(',)),
    ("import-infrastructure", '{"jobWait"}', ('return Wait(f"{len(job.imported)} of',)),
    ("import-infrastructure", "resources imported", ('return Wait(f"{len(job.imported)} of',)),
    ("import-infrastructure", "memory: readMemory", ("",)),
]
"""A step, a part of a line of its template, and the beginnings of what that line was written for; "" for nobody's."""


@pytest.mark.parametrize(("name", "cue", "python"), PLACES, ids=str)
def test_a_line_comes_from_a_place(name: str, cue: str, python: tuple[str, ...]) -> None:
    pair = beside(steps()[name])
    lines = {file: text for file, _, text in pair.files}
    found = [part for text, part in pair.cue if cue in text]
    assert found, "no line of the template has it"
    for part in found:
        said = "".join(lines[part.file][part.first - 1 : part.last]) if part is not None else ""
        assert any(each in said if each else not said for each in python), said


def test_files_beside_the_step() -> None:
    """A model from another file is shown with that file."""
    pair = beside(steps()["init-environment"])
    assert [name for _, name, _ in pair.files] == ["steps/init_environment.py"]
    assert pair.cue[0][1] is None
    assert pair.cue[-1][0] == "}"
