"""Fixtures of the tests of publishing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.painting import STEP
from tests.publish.helm import HelmCheck, helmcheck
from tests.publish.project import PYPROJECT, Project


@pytest.fixture(scope="session")
def helm() -> HelmCheck:
    """What Helm finds in a repository."""
    return helmcheck()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("HELM_REPO_")]:
        monkeypatch.delenv(name)
    found = Project(tmp_path, capsys)
    found.write("pyproject.toml", PYPROJECT)
    found.write("steps/paint.py", STEP)
    return found
