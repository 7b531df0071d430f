"""A project with one step, and velasdk run in it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests import painting
from tests.cluster.api_server import Answer, ApiServer, Asked
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings

STEP = '''
from velasdk import *


class Reply(Model):
    color: str


class Paint(Step, name="paint"):
    """Paint a house."""

    url: str = Parameter(usage="Where the painter is")
    coats: int = Parameter(default=2, ge=1)

    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        if reply.color == "wet":
            return Suspend("drying")
        if reply.color == "pale":
            return Suspend("another-coat", on_resume="succeed", reason="the owner decides")
        return Continue()
'''


METADATA = {"name": "x", "resourceVersion": "1"}
"""What all objects have."""


@dataclass(frozen=True)
class Project(painting.Project):
    """The project, the server it asks, and what else is ended with the test."""

    server: ApiServer
    more: ExitStack


def template() -> str:
    """What the step compiles to."""
    findings = Findings()
    (compiled,) = compile_all([Path("steps")], findings, Path.cwd())
    return compiled.template


def created(asked: Asked) -> Answer:
    """What an API server makes of a new object."""
    metadata = asked.body["metadata"]
    name = metadata.get("name") or f"{metadata['generateName']}x7k2p"
    return Answer(201, {**asked.body, "metadata": {"name": name, "namespace": "team", "resourceVersion": "7"}})
