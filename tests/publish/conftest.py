"""Fixtures of the tests of publishing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.publish.helm import HelmCheck, helmcheck
from tests.publish.project import PYPROJECT, STEP, Project


@pytest.fixture(scope="session")
def helm() -> HelmCheck:
    """What Helm finds in a repository."""
    return helmcheck()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("HELM_REPO_")]:
        monkeypatch.delenv(name)
    (tmp_path / "steps").mkdir()
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "steps/paint.py").write_text(STEP)
    return Project(tmp_path, capsys)
