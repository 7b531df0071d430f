"""`Parameter`: declares what the user of a step may set under `properties:`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from pydantic import Field
from pydantic_core import PydanticUndefined

T = TypeVar("T")


@overload
def Parameter(*, init: bool) -> Any: ...
@overload
def Parameter(
    *,
    default: T,
    usage: str = ...,
    alias: str | None = ...,
    ge: float | None = ...,
    gt: float | None = ...,
    le: float | None = ...,
    lt: float | None = ...,
    min_length: int | None = ...,
    max_length: int | None = ...,
    pattern: str | None = ...,
) -> T: ...
@overload
def Parameter(
    *,
    default_factory: Callable[[], T],
    usage: str = ...,
    alias: str | None = ...,
    min_length: int | None = ...,
    max_length: int | None = ...,
) -> T: ...
@overload
def Parameter(
    *,
    usage: str = ...,
    alias: str | None = ...,
    ge: float | None = ...,
    gt: float | None = ...,
    le: float | None = ...,
    lt: float | None = ...,
    min_length: int | None = ...,
    max_length: int | None = ...,
    pattern: str | None = ...,
) -> Any: ...
def Parameter(  # noqa: N802 - reads as a declaration, like pydantic's Field
    *,
    default: Any = PydanticUndefined,
    default_factory: Callable[[], Any] | None = None,
    usage: str = "",
    alias: str | None = None,
    init: bool | None = None,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
    pattern: str | None = None,
) -> Any:
    """A parameter of a step: `url: str = Parameter(usage="Address of the review API")`.

    `usage` becomes the `// +usage=` comment that `vela show` and VelaUX print. Without `default` the parameter is
    required, and the step fails before it sends anything when a workflow leaves it out. Bounds (`ge gt le lt`), lengths
    in characters or items and `pattern` (searched, RE2 syntax) become CUE constraints. `alias` is the name in YAML.
    """
    texts: dict[str, object] = {"usage": usage, "alias": alias, "pattern": pattern}
    for name, text in texts.items():
        if text is not None and not isinstance(text, str):
            raise TypeError(f"{name}={text!r} is no text")
    numbers: dict[str, object] = {"ge": ge, "gt": gt, "le": le, "lt": lt}
    for name, bound in numbers.items():
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, (int, float)) or bound != bound):
            raise TypeError(f"{name}={bound!r} is no number")
    low, high = (
        max((b for b in (ge, gt) if b is not None), default=None),
        min((b for b in (le, lt) if b is not None), default=None),
    )
    if low is not None and high is not None and low > high:
        raise ValueError(f"no number is at least {low} and at most {high}")
    extra: dict[str, Any] = {"alias": alias} if alias is not None else {}
    bounds = {"ge": ge, "gt": gt, "le": le, "lt": lt, "min_length": min_length, "max_length": max_length}
    extra |= {name: value for name, value in bounds.items() if value is not None}
    if pattern is not None:
        extra["pattern"] = pattern
    if default_factory is not None:
        extra["default_factory"] = default_factory
    elif default is not PydanticUndefined:
        extra["default"] = default
    return Field(description=usage or None, init=init, **extra)
