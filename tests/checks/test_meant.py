"""What is misspelt is told what was meant, at import and in a method."""

from __future__ import annotations

from pathlib import Path

import pytest

from .programs import compiled, told

RIGHT = """
from enum import StrEnum
from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Suspend, http


class State(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"


class Reply(Model):
    state: State


GATES = {State.OPEN: "shut", State.EXPIRED: "open"}


class Ask(Step, name="ask"):
    url: str = Parameter(usage="Where to ask")

    async def run(self, context: Context) -> Action:
        reply = await http.get(f"{self.url}/{context.name}", reply=Reply)
        if reply.state == State.OPEN:
            return Suspend("open")
        return Continue() if reply.state == State.EXPIRED else Fail("neither")
"""

ROWS = [
    ('State.EXPIRED: "open"', 'State.EXPIERD: "open"', "VS019", "did you mean `EXPIRED`?"),
    ('State.EXPIRED: "open"', 'State.LATE: "open"', "VS019", "it has OPEN, EXPIRED"),
    ('State.EXPIRED: "open"', 'Stat.EXPIRED: "open"', "VS019", "did you mean `State`?"),
    ('State.EXPIRED: "open"', 'Elsewhere.EXPIRED: "open"', "VS019", "define it, or import it, before it is used"),
    ('State.EXPIRED: "open"', "1: once", "VS019", "import it: `from velasdk import once`"),
    ('State.EXPIRED: "open"', "1: re", "VS019", "import it: `import re`"),
    ('State.EXPIRED: "open"', '1: http.pots("a")', "VS019", "did you mean `post`?"),
    ("Parameter(usage=", "Parameter(useage=", "VS019", "did you mean `usage`?"),
    ("Suspend, http", "Supsend, http", "VS019", "did you mean `Suspend`?"),
    (
        'State.EXPIRED: "open"',
        "1: print(ende='')",
        "VS019",
        "let the file only declare: what it calls, opens and exits is done again at every compile",
    ),
    ("state == State.OPEN", "state == State.OPNE", "VS009", "did you mean `OPEN`?"),
    ("state == State.OPEN", "state == State.NEVER", "VS009", "it has OPEN, EXPIRED"),
    ("reply.state == State.OPEN", "reply.sate == State.OPEN", "VS009", "did you mean `state`?"),
    ("reply.state == State.OPEN", "reply.message == State.OPEN", "VS009", "its model declares state"),
    ("reply.state == State.OPEN", "rpely.state == State.OPEN", "VS009", "did you mean `reply`?"),
    ("{self.url}", "{self.ulr}", "VS009", "did you mean `url`?"),
    ("{self.url}", "{self.team}", "VS009", "declare `team: str = Parameter(...)`"),
    ("context.name", "context.nmae", "VS009", "did you mean `name`?"),
    ("reply=Reply", "repy=Reply", "VS024", "did you mean `reply`?"),
]


@pytest.mark.parametrize(("right", "wrong", "code", "help"), ROWS, ids=[row[1] for row in ROWS])
def test_what_is_misspelt_is_told(right: str, wrong: str, code: str, help: str, tmp_path: Path) -> None:
    assert RIGHT.count(right) == 1
    file = tmp_path / "ask_steps.py"
    file.write_text(RIGHT.replace(right, wrong), encoding="utf-8")
    result = compiled(file)
    assert [(found.code, found.help) for found in result.found] == [(code, help)], told(result)


def test_what_is_right_is_right(tmp_path: Path) -> None:
    file = tmp_path / "ask_steps.py"
    file.write_text(RIGHT, encoding="utf-8")
    assert compiled(file).found == []
