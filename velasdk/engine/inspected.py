"""What the engine's `inspect` says of a hand-written template: twins of the Go structs in `engine/driver/inspected.go`.

Places are ranges of the text that was given: lines count from 1, columns from 1 in bytes, the end is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from velasdk.engine.protocol import Problem


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A range of the text."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import; `known` tells whether the line has the package, and is true for all of CUE's own."""

    place: Place
    path: str
    known: bool
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something at a place, and what it is about."""

    place: Place
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A value that has the name of a parameter and stands beside `$params`; `own`: the package itself put it there."""

    place: Place
    name: str
    value: Any
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A literal that is not among the values a parameter takes; `allowed` is None when they cannot be listed."""

    place: Place
    path: str
    value: Any
    allowed: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A call of a provider function.

    `holder` is what it stands in: `let`, `definition`, `hidden`, `optional`, `list`, `struct`, or none of these; `used` tells
    that fields have it as their value, and that nothing reads what it itself returns. `block` numbers the `if` or `for` around
    it, 0 for none; `decided` tells whether a guard around it reads what an operation returned, `keyed` whether it has the id
    of the step. `given` are the parameters by path, with None for what is no literal, `defaults` what the package gives,
    `missing` what has no value; with `spread` more may be given than is seen.
    """

    place: Place
    function: str
    package: str
    do: str
    label: str
    holder: str
    used: bool
    guarded: bool
    block: int
    decided: bool
    keyed: bool
    given: dict[str, Any]
    defaults: dict[str, Any]
    spread: bool
    missing: tuple[str, ...]
    beside: tuple[Beside, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A name that a package of the line does not have; `kind` is function, parameter or result, `of` what should have it.

    `known` are the names that are there; `open` tells that CUE takes any other name without an error.
    """

    place: Place
    kind: str
    name: str
    of: str
    known: tuple[str, ...] | None
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """A template: `template` is what a controller is given, `name`, `type` and `labels` those of the definition around it.

    `errors` are the compiler's, those apart that an answer may still settle.
    `decoded` are answers without a default beside them, `joined` guards that use behind `&&` what they test for before it,
    `stored` presence tests that a guard reads out of another field, `aliases` fields whose value is another's operation.
    """

    template: str
    name: str
    type: str
    labels: dict[str, str]
    errors: tuple[Problem, ...]
    imports: tuple[Import, ...]
    operations: tuple[Operation, ...]
    unknown: tuple[Unknown, ...]
    decoded: tuple[Place, ...]
    joined: tuple[Named, ...]
    stored: tuple[Named, ...]
    aliases: tuple[Named, ...]
