"""What is found between two versions of a step: each kind by itself, and what is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from velasdk.publish.compatibility import compare
from velasdk.publish.kinds import RULES, Kind

from .pairs import promised, table, version

ROWS = table("changes.yaml")
OF_PACKAGES = {
    Kind.STEP_REMOVED,
    Kind.STEP_ADDED,
    Kind.VELA_NARROWED,
    Kind.VELA_WIDENED,
    Kind.DIALECT,
    Kind.SAME_VERSION,
    Kind.UNKNOWN,
}
"""What is not seen in two versions of one step: `test_packages.py` has them."""


def found(row: Mapping[str, Any]) -> list[str]:
    old, new = (promised(version(row["step"], row.get(each))) for each in ("old", "change"))
    return [f"{one.kind}: {one.change}" for one in compare(old, new)]


@pytest.mark.parametrize("row", ROWS, ids=[row["title"] for row in ROWS])
def test_what_is_found(row: Mapping[str, Any]) -> None:
    seen = found(row)
    assert seen == row.get("finds", [])


def test_every_kind_has_a_row() -> None:
    kinds = {one.partition(":")[0] for row in ROWS for one in row.get("finds", [])}
    assert kinds | OF_PACKAGES == set(RULES) == set(Kind)
    alone = {one.partition(":")[0] for row in ROWS for one in row.get("finds", []) if len(row["finds"]) == 1}
    assert kinds - alone <= {Kind.PARAMETER_RENUMBERED, Kind.CONNECTION_REMOVED, Kind.KEY_SAFE}, "each is found by itself"
    assert sum(not row.get("finds") for row in ROWS) >= 8
