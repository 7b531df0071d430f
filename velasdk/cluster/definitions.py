"""The definition of a step in a cluster: where the engine looks for it, and whether it is what the source compiles to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ..compiler import Compiled
from ..connection import SYSTEM
from ..dialects import Dialect
from .kinds import DEFINITION
from .refusals import Refused

if TYPE_CHECKING:
    from .access import Cluster


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition that was found, and the CUE in it."""

    namespace: str
    template: str

    def same(self, compiled: Compiled) -> bool:
        """Whether it is what the step compiles to, in one of the dialects."""
        return any(self.template.strip() == compiled.into(each).template.strip() for each in Dialect)


def definition_of(cluster: Cluster, step: str) -> Definition | None:
    """The definition that the engine takes for a step of a run: of the run's namespace, or else of `vela-system`.

    Raises `Refused` when it may not be read.
    """
    for namespace in dict.fromkeys((cluster.namespace, SYSTEM)):
        found = cluster.read(DEFINITION, step, namespace)
        if found is not None:
            return Definition(namespace, _template(found))
    return None


def template_of(cluster: Cluster, step: str) -> str | None:
    """The CUE of that definition; None when there is none, or it may not be read."""
    try:
        found = definition_of(cluster, step)
    except Refused:
        return None
    return found.template if found is not None else None


def _template(found: Mapping[str, Any]) -> str:
    value: Any = found
    for key in ("spec", "schematic", "cue", "template"):
        value = cast("dict[str, Any]", value).get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""
