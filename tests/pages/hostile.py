"""A step, parameters and replies that would do harm on a page that takes them for more than text."""

from __future__ import annotations

import json
from pathlib import Path

from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings
from velasdk.engine import protocol
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer
from velasdk.simulate import Script, Story, simulate

HOSTILE = "hostile"

MARKUP = "</pre></script><script>alert('in')</script><img src=x onerror=alert('out')>{{ 7*7 }}"
TURNED = "\u202egnorw si siht\u202c \x1b[31mred\x07 \u200b\u2028"
HUGE = "x" * 300_000

STEP = '''
"""Reviews."""
from enum import Enum
from velasdk import *


class Color(Enum):
    RED = "</script><script>alert(1)</script>"
    GREEN = "green"


class Reply(Model):
    color: Color
    note: str = ""


class Hostile(StatusStep[Reply, Color], name="hostile"):
    """Paint `a` house. <script>alert('doc')</script> </style> & {{ 7*7 }}"""

    url: str = Parameter(default="https://a.example/<img src=x onerror=alert(2)>", usage="<b>Where</b> the `painter` is")
    long: str = Parameter(default="WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW")

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json={"<b>": self.long}, headers={"X-Note": "</script>"}, reply=Reply)

    def status(self, reply: Reply) -> Color:
        return reply.color

    actions = {Color.RED: Wait("<script>alert(3)</script>"), Color.GREEN: Continue()}
'''


def hostile_step(folder: Path) -> Compiled:
    """The step, written to `folder`."""
    (folder / "hostile.py").write_text(STEP, encoding="utf-8")
    findings = Findings()
    steps = compile_all([folder / "hostile.py"], findings, folder)
    assert steps, findings.items
    return steps[0]


def hostile_stories(engine: Engine, compiled: Compiled) -> list[Story]:
    """Two runs of it, with an operator, a controller that dies, and replies that are huge, turned round or markup."""
    text = {"Content-Type": ("text/html",), "X-Token": (MARKUP,)}
    ask = protocol.reconcile
    events = (
        ask(Answer(503, text, MARKUP)),
        ask(Answer(503, {}, TURNED)),
        protocol.suspend(),
        protocol.resume(),
        protocol.no_connection(),
        protocol.crash_before_status(Answer(503, {}, HUGE)),
        protocol.advance(60),
        ask(Answer.of({"color": "green", "note": MARKUP})),
    )
    parameters = {"url": "https://a.example/" + "path/" * 40, "long": MARKUP}
    first = simulate(engine, compiled, Script(parameters, events=events, title=f"{MARKUP} {TURNED}"))
    second = simulate(engine, compiled, Script(events=(ask(Answer(400, {}, json.dumps([HUGE]))),), title="a huge reply"))
    return [first, second]
