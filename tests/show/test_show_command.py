"""`velasdk show`, and the files that it and its like write."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from tests.painting import STEP, Project
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.report.columns import width
from velasdk.report.shown import print_shown
from velasdk.show import shown

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.chdir(tmp_path)
    found = Project(tmp_path, capsys)
    found.write("pyproject.toml", '[project]\nname = "house-steps"\nversion = "1.2.0"\ndescription = "Houses"\n')
    found.write("steps/paint.py", STEP)
    return found


PAINT = """\
paint: Paint in steps/paint.py
  Paint a house.

parameters:
  url  string  required  Where the painter is

request:
  GET <url>
  (sent at every execution until the step is finished; time limit 3s)
  (a 2xx reply is reply: {color: "red" or "green"})
  - the API is not available (HTTP 5xx or 429): the step waits and asks again by itself: `GET <url> answered <HTTP status>`
  - the API refuses (any other HTTP status but 2xx): the step fails, and the workflow with it: \
`GET <url> answered <HTTP status>`
"""


def test_plain_lines_when_piped(project: Project) -> None:
    done = project.velasdk("show", "paint")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(PAINT)
    assert '\n  running -> waiting: reply.color is "red"\n' in done.out
    assert "\x1b" not in done.out


def test_for_a_program(project: Project) -> None:
    found = json.loads(project.velasdk("show", "paint", "--json", "--dialect", "legacy").out)
    assert found["parameters"] == [
        {"name": "url", "type": "string", "required": True, "default": "", "usage": "Where the painter is"}
    ]
    (request,) = found["requests"]
    assert (request["method"], request["address"], request["timeout"], request["once"]) == ("GET", "<url>", "3s", False)
    assert {
        "from": "running",
        "to": "waiting",
        "when": ["the API is not available (HTTP 5xx or 429)", 'reply.color is "red"'],
    } in found["transitions"]
    assert found["dialect"] == "legacy"
    assert '"vela/op"' in found["template"]


@pytest.mark.parametrize("wide", [80, 200])
@pytest.mark.parametrize("color", [True, False])
def test_on_a_terminal(wide: int, color: bool) -> None:
    text = io.StringIO()
    console = Console(
        file=text, width=wide, force_terminal=True, no_color=not color, highlight=False, emoji=False, markup=False
    )
    for compiled in compile_all([ROOT / "steps"], Findings(), ROOT):
        print_shown(console, shown(compiled))
    lines = text.getvalue().split("\n")
    assert "\x1b[36m" in text.getvalue() or not color
    plain = [_bare(line) for line in lines]
    assert max(map(width, plain)) <= wide
    assert any(line.startswith("States") for line in plain)


def _bare(line: str) -> str:
    while "\x1b[" in line:
        before, _, after = line.partition("\x1b[")
        line = before + after.partition("m")[2]
    return line


def test_files(project: Project) -> None:
    assert project.velasdk("show", "paint", "--svg", "a.svg", "--html", "a.html").out == "wrote a.svg\nwrote a.html\n"
    assert (project.root / "a.svg").read_text().startswith("<svg ")
    assert (project.root / "a.html").read_text().startswith("<!doctype html>")
    (project.root / "a.svg").write_text("old")
    (project.root / "a.svg").chmod(0o600)
    assert project.velasdk("show", "paint", "--svg", "a.svg").code == 0
    assert (project.root / "a.svg").read_text().startswith("<svg ")
    assert (project.root / "a.svg").stat().st_mode & 0o777 == 0o600, "what stood there keeps its mode"
    assert project.velasdk("show", "paint", "--svg", "-").out.startswith("<svg ")
    assert sorted(each.name for each in project.root.iterdir()) == ["a.html", "a.svg", "pyproject.toml", "steps"]
    assert project.velasdk("show", "paint", "--mermaid").out.startswith(
        "%% paint, as the oracle of velasdk says\nstateDiagram-v2\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("paint", "--html", "no/a.html"), "velasdk: no/a.html cannot be written: there is no folder no\n"),
        (("paint", "--svg", "steps"), "velasdk: steps is a folder: name a file in it\n"),
        (("pain",), "velasdk: there is no step `pain`: did you mean `paint`?\n"),
        (("paint", "--dialect", "cue"), "velasdk: "),
    ],
)
def test_what_cannot_be_done(project: Project, arguments: tuple[str, ...], said: str) -> None:
    done = project.velasdk("show", *arguments)
    assert done.code == 2
    assert done.err.startswith(said)


def test_no_engine_is_needed(project: Project) -> None:
    script = "import sys; from velasdk.cli import main; main(['show', 'paint']); print('velasdk.engine.client' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=project.root, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\nFalse\n")
