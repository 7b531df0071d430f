"""The KubeVela line that the tests run on: the newest, unless `VELASDK_TEST_LINE` names another (`make prove` does)."""

from __future__ import annotations

import os

from velasdk.dialects import LINES, NEWEST, Dialect
from velasdk.engine.client import Engine

LINE = os.environ.get("VELASDK_TEST_LINE", NEWEST)
DIALECT = LINES[LINE]

BUILTIN = [line for line, executed in LINES.items() if executed is Dialect.BUILTIN]
"""The lines of the builtin dialect, for tests whose templates are written in it and whose `engine` is parametrised."""


def check_taken(engine: Engine, template: str, *, formed: bool = True) -> None:
    """The controller takes `template` as it is and, if it is `formed`, can make a form of its parameters.

    It is laid out as the newest formatter would.
    """
    vetted = engine.vet(template)
    assert not vetted.errors, f"{vetted.errors}\n{template}"
    assert not vetted.rewritten, "the controller would execute another text"
    assert not (formed and vetted.schema_error), vetted.schema_error
    if LINE == NEWEST:
        assert engine.format(template) == template
