"""Writes the steps that hold rows of the table: one that sends their values, one that tells them of a reply."""

# ruff: noqa: E501 - code and data of steps, one line each

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from .runs import PARAMETERS as PARAMETERS_OF_RUNS
from .runs import RUN_PRELUDE, Run
from .table import FLOW_PRELUDE, PRELUDE, Flow, Row

PARAMETERS = """    url: str = Parameter(default="http://api/x?q=1", usage="Address")
    note: str | None = Parameter(default=None)
    level: Level = Parameter(default=Level.LOW)
    tags: list[str] = Parameter(default=["a", ""])
"""

HEAD = """

class State(IntEnum):
    ON = 1


class Sent(Model):
    n: int


"""


def sending(rows: Sequence[Row]) -> str:
    """A step whose body has the value of each row, computed from the parameter `d`."""
    uses_d = any("d." in row.python for row in rows)
    pairs = "".join(f'                "r{n}": {row.python},\n' for n, row in enumerate(rows))
    return (
        f'{PRELUDE}{HEAD}class Sending(StatusStep[Sent, State], name="sending"):\n{PARAMETERS}'
        + ("    d: D\n" if uses_d else "")
        + "\n    def request(self, context: Context) -> Request[Sent]:\n"
        + ("        d = self.d\n" if uses_d else "")
        + f"        return http.post(\n            self.url,\n            json={{\n{pairs}            }},\n            reply=Sent,\n        )\n"
        + "\n    def status(self, reply: Sent) -> State:\n        return State.ON\n\n    actions = {State.ON: Continue()}\n"
    )


def telling(rows: Sequence[Row]) -> str:
    """A step that waits and tells in its message the value of each row, computed from the reply."""
    told = "".join(f'            f"{n}={{{shown(row, n)}}};"\n' for n, row in enumerate(rows))
    names = "".join(f"        v{n} = {row.python}\n" for n, row in enumerate(rows))
    return (
        f'{PRELUDE}{HEAD}class Telling(StatusStep[Reply, State], name="telling"):\n{PARAMETERS}'
        + "\n    def request(self, context: Context) -> Request[Reply]:\n        return http.get(self.url, reply=Reply)\n"
        + f"\n    def status(self, reply: Reply) -> State | Wait:\n        d = reply.d\n{names}"
        + f"        return Wait(\n{told}        )\n\n    actions = {{State.ON: Continue()}}\n"
    )


def shown(row: Row, n: int) -> str:
    """The value of a row as text in the language itself."""
    name = f"v{n}"
    match row.kind:
        case "bool":
            return f"'T' if {name} else 'F'"
        case "str?":
            return f"{name} if {name} is not None else 'None'"
        case "str[]":
            return f"'|'.join({name})"
        case "int[]":
            return f"'|'.join([str(n) for n in {name}])"
        case _:
            return name


TELLABLE = ("str", "int", "bool", "str?", "str[]", "int[]", "Color", "Level")


def flowing(flow: Flow) -> str:
    """The step of a flow."""
    return FLOW_PRELUDE + flow_class(0, flow.status, flow.actions)


def flow_class(n: int, status: str, actions: str) -> str:
    """One step class that judges an `Answer`."""
    body = indent(status, " " * 8)
    return (
        f'\n\nclass Flowing{n}(StatusStep[Answer, Phase], name="flowing-{n}"):\n'
        "    def request(self, context: Context) -> Request[Answer]:\n"
        '        return http.get("http://api/", reply=Answer)\n\n'
        f"    def status(self, reply: Answer) -> Phase | Action:\n{body}\n\n    actions = {actions}\n"
    )


def calling(calls: Sequence[str]) -> str:
    """A file with one step for each request."""
    return PRELUDE + HEAD + "".join(call_class(n, call) for n, call in enumerate(calls))


def call_class(n: int, call: str) -> str:
    """One step class that sends a request."""
    return (
        f'\n\nclass Calling{n}(StatusStep[Sent, State], name="calling-{n}"):\n{PARAMETERS}'
        f"\n    def request(self, context: Context) -> Request[Sent]:\n        return {call}\n"
        "\n    def status(self, reply: Sent) -> State:\n        return State.ON\n\n    actions = {State.ON: Continue()}\n"
    )


def refusing(snippets: Sequence[str]) -> str:
    """A file with one step for each expression: it is what the step sends."""
    classes = "".join(
        f'\n\nclass Refused{n}(StatusStep[Sent, State], name="refused-{n}"):\n{PARAMETERS}    d: D\n'
        "\n    def request(self, context: Context) -> Request[Sent]:\n        d = self.d\n"
        f"        return http.post(self.url, json=[{snippet}], reply=Sent)\n"
        "\n    def status(self, reply: Sent) -> State:\n        return State.ON\n\n    actions = {State.ON: Continue()}\n"
        for n, snippet in enumerate(snippets)
    )
    return PRELUDE + HEAD + classes


def running(run: Run) -> str:
    """The step of a row of `run`."""
    return run_step(run.python, run.beside, run.before)


def run_step(python: str, beside: str, before: str) -> str:
    """A step with this body of `run`, these methods beside it, and these helpers in its module."""
    methods = f"\n{indent(beside, '    ')}\n" if beside else ""
    return (
        f'{RUN_PRELUDE}\n\n{before}\n\n\nclass Running(Step, name="running"):\n{PARAMETERS_OF_RUNS}'
        f"\n    async def run(self, context: Context) -> Action:\n{indent(python, ' ' * 8)}\n{methods}"
    )
