"""Writes the steps that hold rows of the table: one that sends their values, one that tells them of a reply."""

from __future__ import annotations

from collections.abc import Sequence

from .table import PRELUDE, Row

PARAMETERS = '''    url: str = Parameter(default="http://api/x?q=1", usage="Address")
    note: str | None = Parameter(default=None)
    level: Level = Parameter(default=Level.LOW)
    tags: list[str] = Parameter(default=["a", ""])
'''

HEAD = '''

class State(IntEnum):
    ON = 1


class Sent(Model):
    n: int


'''


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
    told = "".join(f"            f\"{n}={{{shown(row, n)}}};\"\n" for n, row in enumerate(rows))
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
