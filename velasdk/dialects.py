"""The KubeVela lines that steps are compiled for, and the dialects of CUE that these take."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Dialect(StrEnum):
    """A style of emitted text; one text of a dialect runs on all its lines."""

    LEGACY = "legacy"
    """KubeVela 1.9: `vela/op`, parameters and results of a provider are fields beside each other."""
    BUILTIN = "builtin"
    """KubeVela 1.10 and 1.11: `vela/builtin`, `$params`, `$returns`."""


LINES: Mapping[str, Dialect] = {"1.9": Dialect.LEGACY, "1.10": Dialect.BUILTIN, "1.11": Dialect.BUILTIN}
"""The lines that there is an engine for, oldest first, and what each executes."""

NEWEST = "1.11"
"""The line that is taken where none is named."""


def newest(dialect: Dialect) -> str:
    """The newest line that executes `dialect`."""
    return [line for line, executed in LINES.items() if executed is dialect][-1]
