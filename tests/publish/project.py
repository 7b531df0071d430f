"""A project with one step, and `velasdk publish addon` run in it."""

from __future__ import annotations

from dataclasses import dataclass

from tests import painting
from tests.painting import Ran
from velasdk.publish.directory import LOCK

PYPROJECT = """\
[project]
name = "house-steps"
version = "1.0.0"
description = "Houses"

[tool.velasdk]
dialects = ["legacy", "builtin"]
"""
TOKEN = "s3cret/t0ken+with=signs"


@dataclass(frozen=True)
class Project(painting.Project):
    """The project, and its addon published."""

    def publish(self, *arguments: str) -> Ran:
        return self.velasdk("publish", "addon", *arguments)

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text()
        assert old in text
        (self.root / path).write_text(text.replace(old, new))

    def charts(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.root / "charts").iterdir() if path.name != LOCK}
