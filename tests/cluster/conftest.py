"""velasdk in a project, against a server that answers as an API server does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cluster.api_server import DEFINITIONS, RUNS, Answer, ApiServer
from tests.cluster.project import METADATA, STEP, Project, created, template
from velasdk.cluster import follow, operate


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Project]:
    """The server knows the definition, and makes runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "paint.py").write_text(STEP, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "house"\nversion = "1.0.0"\n', encoding="utf-8")
    definition = {"metadata": METADATA, "spec": {"schematic": {"cue": {"template": template()}}}}
    with ApiServer() as server, ExitStack() as more:
        server.answers[f"GET {DEFINITIONS.format('vela-system')}/paint"] = [Answer(200, definition)]
        server.answers[f"POST {RUNS.format('team')}"] = [created]
        monkeypatch.setenv("KUBECONFIG", str(server.kubeconfig(tmp_path)))
        yield Project(tmp_path, capsys, server, more)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "PAUSES", (0.02,))
    monkeypatch.setattr(operate, "PAUSE", 0.01)
