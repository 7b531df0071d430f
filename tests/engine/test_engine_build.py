"""Where engines are kept, and what is said when one is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from velasdk.dialects import LINES
from velasdk.engine import build
from velasdk.engine.client import Engine, EngineError


def test_the_lines_in_order() -> None:
    assert build.lines() == list(LINES)


def test_a_missing_engine_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(tmp_path))
    with pytest.raises(EngineError, match=r"velasdk engine build 1\.11"):
        build.find("1.11")
    assert build.installed() == []


def test_an_unknown_line_names_the_known_ones() -> None:
    with pytest.raises(EngineError, match=r"no engine for line 1\.2.*1\.11"):
        build.find("1.2")


def test_no_go_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("velasdk.engine.build._scripts", lambda: [str(tmp_path)])
    with pytest.raises(EngineError, match=r"pip install velasdk\[engine\]"):
        build.build("1.11")


def test_a_compiler_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go = tmp_path / "go"
    go.write_text("#!/bin/sh\necho line.go:1:1: no such thing >&2\nexit 2\n")
    go.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(tmp_path / "engines"))
    with pytest.raises(EngineError, match="no such thing"):
        build.build("1.11")
    assert [path for path in (tmp_path / "engines").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("engine", LINES, indirect=True)
def test_the_built_engine_is_found(engine: Engine) -> None:
    line = engine.version().line
    assert build.find(line) == engine.binary
    (ours,) = [found for found in build.installed() if found.path == engine.binary]
    assert (ours.line, ours.current) == (line, True)


@pytest.mark.parametrize(
    ("engine", "workflow", "cue"),
    [
        ("1.9", "v0.6.0", "v0.5.0"),
        ("1.10", "v0.6.3-0.20250717221743-56b80cee4121", "v0.9.2"),
        ("1.11", "v0.7.2", "v0.14.1"),
    ],
    indirect=["engine"],
)
def test_the_version_names_what_it_is_built_from(engine: Engine, workflow: str, cue: str) -> None:
    version = engine.version()
    assert (version.workflow, version.cue) == (workflow, cue)
