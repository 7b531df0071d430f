"""A project with one step in the working directory, and velasdk run in it: what tests of several commands begin with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from velasdk.cli import main

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


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """The project, and velasdk run in it."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def velasdk(self, *arguments: str) -> Ran:
        code = main(arguments)
        said = self.capture.readouterr()
        return Ran(code, said.out, said.err)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")
