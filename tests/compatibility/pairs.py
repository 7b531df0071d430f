"""Two versions of a step: a file of `steps/`, and what is replaced in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.language import harness
from velasdk.compiler import Compiled
from velasdk.contract import Contract
from velasdk.contract.promised import contract
from velasdk.dialects import Dialect
from velasdk.settings import Addon

FOLDER = Path(__file__).parent
ADDON = Addon(name="reviews", version="1.0.0")


def table(name: str) -> list[dict[str, Any]]:
    """The rows of a YAML file beside this one."""
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return rows


def version(step: str, change: Mapping[str, str] | None) -> Compiled:
    """The step of a file with each text of `change` replaced, which must be there."""
    text = (FOLDER / "steps" / f"{step}.py").read_text(encoding="utf-8")
    for old, new in (change or {}).items():
        assert old in text, f"{old!r} is not in {step}.py"
        text = text.replace(old, new)
    return _compiled(text)


@cache
def _compiled(text: str) -> Compiled:
    return harness.compiled(text)


def promised(*steps: Compiled) -> Contract:
    """The contract of an addon with these steps."""
    return contract(ADDON, Dialect.BUILTIN, ">=1.10.0", steps)
