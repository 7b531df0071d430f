"""What random programs are made of: models, parameters, and the types that expressions are built from.

A type is a word: `int`, a class of the prelude, `list:int`, `dict:int`; with `?` behind it the value may be None.
"""

from __future__ import annotations

PRELUDE = """\
from enum import IntEnum, StrEnum

from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Suspend, Wait, http, once


class Phase(StrEnum):
    OPEN = "open"
    DONE = "done"
    LOST = "lost"


class Prio(IntEnum):
    LOW = -1
    ZERO = 0
    HIGH = 7


class Part(Model):
    name: str
    size: int = 0
    label: str | None = None
    sizes: list[int] = []


class Job(Model):
    number: int
    title: str
    phase: Phase
    prio: Prio = Prio.ZERO
    owner: str | None = None
    most: int | None = None
    urgent: bool = False
    fine: bool | None = None
    before: Phase | None = None
    sizes: list[int] = []
    tags: list[str] = []
    parts: list[Part] = []
    first: Part | None = None
    limits: dict[str, int] = {}


class Result(Model):
    title: str
    count: int
    owner: str | None = None
    sizes: list[int] = []


"""

STEP = '''\
class Random(Step, name="random"):
    """A step that nobody thought of."""

    url: str = Parameter(default="http://api/x", usage="Where", pattern="^https?://[a-z]")
    title: str = Parameter(default="new")
    limit: int = Parameter(default=3)
    note: str | None = Parameter(default=None)
    cap: int | None = Parameter(default=None)
    tags: list[str] = Parameter(default=[])
    start: bool = Parameter(default=True)
    phase: Phase = Parameter(default=Phase.DONE)
    part: Part | None = Parameter(default=None)
    parts: list[Part] = Parameter(default=[])

    async def run(self, context: Context) -> Action:
'''

PARAMETERS = {
    "self.title": "str",
    "self.limit": "int",
    "self.note": "str?",
    "self.cap": "int?",
    "self.tags": "list:str",
    "self.start": "bool",
    "self.phase": "Phase",
    "self.part": "Part?",
    "self.parts": "list:Part",
}

FIELDS = {
    "Part": {"name": "str", "size": "int", "label": "str?", "sizes": "list:int"},
    "Job": {
        "number": "int",
        "title": "str",
        "phase": "Phase",
        "prio": "Prio",
        "owner": "str?",
        "most": "int?",
        "urgent": "bool",
        "fine": "bool?",
        "before": "Phase?",
        "sizes": "list:int",
        "tags": "list:str",
        "parts": "list:Part",
        "first": "Part?",
        "limits": "dict:int",
    },
}

MEMBERS = {"Phase": ("Phase.OPEN", "Phase.DONE", "Phase.LOST"), "Prio": ("Prio.LOW", "Prio.ZERO", "Prio.HIGH")}

CONSTANTS = {
    **MEMBERS,
    "int": ("0", "1", "-1", "2", "3", "7"),
    "str": ('""', '"a"', '"k"', '"ab"'),
    "bool": ("True", "False"),
    "Part": ('Part(name="a")', 'Part(name="", size=2)'),
    "list:int": ("[]", "[1, 2]"),
    "list:str": ("[]", '["a"]'),
    "list:Part": ('[Part(name="k")]',),
    "dict:int": ('{"k": 1}',),
}
"""Texts for each type that is never None."""

LOCALS = (*CONSTANTS, "int?", "str?", "Part?", "Phase?")
"""What a local variable may hold."""

NAMES = tuple(
    "item key value name decision path text status output outputs parameter string number error answer wait failed suspend"
    " undecided job net json struct div send hold request body header message nil null let import_ memory first".split()
)
"""Names that an emitted template may have a use for itself."""


def bare(type_: str) -> str:
    """The type without its `?`."""
    return type_.removesuffix("?")


def optional(type_: str) -> bool:
    """Whether a value of the type may be None."""
    return type_.endswith("?")


def item_of(type_: str) -> str:
    """What a list or a dict holds."""
    return type_.partition(":")[2]
