"""The project of another team: a step like `custom-ws`, in versions."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.e2e.published import publish

ROOT = Path(__file__).parents[2]
"""This project."""

PROJECT = """\
[project]
name = "reviews"
version = "{version}"

[tool.velasdk]
dialects = ["legacy", "builtin"]

[tool.velasdk.addon]
name = "reviews"
description = "Reviews of a team"
"""


class Project:
    """A directory with a step and the repository it is published to; version 1.0.0 at first."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.repository = home / "repository"
        shutil.copytree(ROOT / "steps", home / "steps", ignore=lambda _, names: set(names) - {"custom_ws.py"})
        self.change('name="custom-ws"', 'name="team-review"')
        self.release("1.0.0")

    def change(self, old: str, new: str) -> None:
        """Another text in the step."""
        path = self.home / "steps" / "custom_ws.py"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def release(self, version: str) -> None:
        """The version to publish next."""
        (self.home / "pyproject.toml").write_text(PROJECT.format(version=version), encoding="utf-8")

    def publish(self) -> None:
        """Publish it as it is now."""
        publish(self.home, self.repository)
