"""mypy and pyright, both strict, find the mistakes of `wrong/` and no others."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WRONG = sorted((HERE / "wrong").glob("*.py"))


def marked(file: Path) -> set[int]:
    lines = file.read_text(encoding="utf-8").splitlines()
    found = {number for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
    assert len(found) >= 15
    return found


@pytest.mark.parametrize("file", WRONG, ids=lambda file: file.stem)
def test_mypy_finds_each_mistake(file: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = re.findall(r"^.*?:(\d+): error:", run.stdout, re.MULTILINE)
    assert {int(line) for line in errors} == marked(file), run.stdout + run.stderr


@pytest.mark.parametrize("file", WRONG, ids=lambda file: file.stem)
def test_pyright_finds_each_mistake(file: Path, tmp_path: Path) -> None:
    project = tmp_path / "pyrightconfig.json"
    project.write_text(json.dumps({"typeCheckingMode": "strict", "pythonVersion": "3.11"}))
    (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "--project", str(project)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(run.stdout)["generalDiagnostics"]
    lines = {entry["range"]["start"]["line"] + 1 for entry in found if entry["severity"] == "error"}
    assert lines == marked(file), "\n".join(f"{e['range']['start']['line'] + 1}: {e['message']}" for e in found)
