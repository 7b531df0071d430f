"""What the steps of an addon promise: to workflows their parameters and outputs, to operators the labels of their suspends,
to APIs the idempotency key, and to runs in flight what an older definition has remembered for them.

`velasdk compile` writes it as `contract.yaml`, a file that KubeVela's addon reader passes over, and `velasdk publish`
compares it with that of the last published version. How a step decides is no part of it.
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from .. import schema
from ..dialects import Dialect

K = TypeVar("K")

FILE = "contract.yaml"

PURPOSE = (
    "# What workflows, operators, APIs and runs in flight rely on in this addon. KubeVela does not read it: `velasdk publish`",
    "# compares it with that of the version published last, and says which step of the version a change asks for.",
)
"""What the file is for, as comments at its top."""

FORMAT: Literal[1] = 1
"""The number of the format; another meaning or another key is another number."""

KEY, ID = "<key>", "<step_session_id>"
"""What stands for the id of the step in a request: where it is safe from a crash, and where it is not."""

MAX = 2**63 - 1


class _Strict(BaseModel):
    """Two of these are the same if their `data` are: to pydantic a default of null is none."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    def data(self) -> dict[str, Any]:
        """This as JSON data, without what is as in most."""
        return self.model_dump(mode="json", exclude_unset=True)


class _Type(_Strict, Generic[K]):
    """A type of JSON, and null if it is `nullable`; that of a field has a `default`, JSON too, unless it is required."""

    type: K
    nullable: bool = False
    default: Any = None

    @property
    def required(self) -> bool:
        """Whether a field of this type has no default."""
        return "default" not in self.model_fields_set


class Text(_Type[Literal["string"]]):
    """A string; lengths in characters, the pattern is searched."""

    min_length: int = 0
    max_length: int = MAX
    pattern: str | None = None


class Integer(_Type[Literal["integer"]]):
    """A number without fraction and exponent, from `ge` to `le`."""

    ge: int = schema.LEAST
    le: int = schema.GREATEST


class Number(_Type[Literal["number"]]):
    """Any number within the bounds that are given."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None


class Plain(_Type[Literal["boolean", "null", "any"]]):
    """`true` or `false`, null, or any JSON value."""


class Choice(_Type[Literal["choice"]]):
    """One of some strings or some integers; `names` are what an enum calls its integers, in the same order."""

    values: Annotated[list[str] | list[int], Field(min_length=1)]
    names: list[str] = []


class Array(_Type[Literal["list"]]):
    """A list; lengths in items."""

    items: Type
    min_items: int = 0
    max_items: int = MAX


class Map(_Type[Literal["map"]]):
    """An object with arbitrary keys."""

    values: Type


class Object(_Type[Literal["object"]]):
    """An object with the fields of a model of the step; others are passed over."""

    model: str


class OneOf(_Type[Literal["one of"]]):
    """One of several types, told apart by their JSON kind or by a field that differs in each."""

    types: Annotated[list[Type], Field(min_length=1)]


Type: TypeAlias = Annotated[
    Text | Integer | Number | Plain | Choice | Array | Map | Object | OneOf, Field(discriminator="type")
]


class Gate(_Strict):
    """What is promised of one label: what a resume does there, and how long it has to last (a Go duration).

    With a `duration` it is not a resume but its end that does it.
    """

    on_resume: Literal["recheck", "succeed"]
    duration: str | None = None


class Memory(_Strict):
    """A request that is sent once per run, and how its answer is read in the executions behind it.

    Of a `reply` only what fits that model was remembered; any other answer was as it came, and `reads` are the models that
    its body is read as. `headers` are those that are remembered with it.
    """

    request: str
    reply: str | None = None
    reads: list[str] = []
    headers: list[str] = []


class Account(_Strict):
    """What the config that a parameter names is used for: its token signs or is sent, with `tls` its certificates are used."""

    auth: Literal["signature", "bearer"]
    tls: bool = False


class Promise(_Strict):
    """One step. `key` says where each request, by method and address, has the idempotency key, and what it is part of.

    `connections` are the parameters that name a config, which whoever installs the addon makes. With `reads_run` the step
    reads the Application or WorkflowRun that it is part of.
    """

    parameters: dict[str, Type] = {}
    outputs: dict[str, Type] = {}
    suspends: dict[str, Gate] = {}
    key: dict[str, dict[str, str]] = {}
    once: dict[str, Memory] = {}
    connections: dict[str, Account] = {}
    reads_run: bool = False
    models: dict[str, dict[str, Type]] = {}


class Contract(_Strict):
    """An addon. `vela` are the versions of KubeVela that take it."""

    format: Literal[1]
    addon: str
    dialect: Annotated[Dialect, Field(strict=False)]
    vela: str
    steps: dict[str, Promise]
