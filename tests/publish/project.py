"""A project with one step, and `velasdk publish addon` run in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from velasdk.cli import main
from velasdk.publish.directory import LOCK

STEP = '''
from enum import Enum
from velasdk import *


class Color(Enum):
    RED = "red"
    GREEN = "green"


class Reply(Model):
    color: Color


class Paint(StatusStep[Reply, Color], name="paint"):
    """Paint a house."""

    url: str = Parameter(usage="Where the painter is")

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, reply=Reply)

    def status(self, reply: Reply) -> Color:
        return reply.color

    actions = {Color.RED: Wait("painting"), Color.GREEN: Continue()}
'''
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
class Ran:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A project in the working directory, and velasdk run in it."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def publish(self, *arguments: str) -> Ran:
        code = main(["publish", "addon", *arguments])
        said = self.capture.readouterr()
        return Ran(code, said.out, said.err)

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text()
        assert old in text
        (self.root / path).write_text(text.replace(old, new))

    def charts(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.root / "charts").iterdir() if path.name != LOCK}
