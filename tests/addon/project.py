"""A small project on disk, and its steps compiled."""

from __future__ import annotations

from pathlib import Path

from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings

STEP = '''
from enum import Enum
from velasdk import *


class Color(Enum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


class Limits(Model):
    retries: int = Field(default=3, ge=0, le=9)
    hosts: list[str] = []


class Reply(Model):
    color: Color
    note: str = ""


class Paint(StatusStep[Reply, Color], name="{name}"{keywords}):
    """{doc}"""

    url: str = Parameter(usage="Where | the *painter* is")
    limits: Limits = Parameter(default=Limits(), usage="How often")
    color: Color = Color.RED

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json={{"id": context.idempotency_key, "n": 1}}, headers={{"X-Name": context.name}}, reply=Reply)

    def status(self, reply: Reply) -> Color:
        return reply.color

    actions = {{
        Color.RED: Suspend("wait-for-paint", duration="24h"),
        Color.GREEN: Continue(),
        Color.BLUE: lambda reply: Fail(f"blue | {{reply.note}}"),
    }}
'''


def source(name: str = "paint", doc: str = "Paint a house.", keywords: str = "") -> str:
    """A step file; `doc` is put between three quotes as it is."""
    return STEP.format(name=name, doc=doc, keywords=keywords)


def compiled(folder: Path, *sources: str) -> list[Compiled]:
    """The steps of those files, which must be without errors."""
    (folder / "steps").mkdir(exist_ok=True)
    for number, text in enumerate(sources):
        (folder / "steps" / f"step{number}.py").write_text(text, encoding="utf-8")
    findings = Findings()
    steps = compile_all([folder / "steps"], findings, folder)
    assert not findings.items, findings.items
    return steps
