"""docs/compatibility.md is what `velasdk/publish/kinds.py` says today."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from velasdk.publish.kinds import RULES
from velasdk.report.compatibility import WORDS

PAGE = Path(__file__).parents[2] / "docs" / "compatibility.md"

HEAD = """<!-- fmt: off -->

# What a new version of an addon changes for others

`velasdk compile` writes beside the definitions what they promise: `contract.yaml`, which KubeVela does not read. `velasdk
publish addon` compares it with that of the last published release and asks for a version that says what has changed: for a
breaking change a major step, for an addition a minor one, for anything else a patch. Below 1.0.0 a breaking change asks for a
minor step and an addition for a patch. How a step decides is not compared.

A run in flight executes the new definition from its next execution on, because the controller reads the definition at each.
A suspended step is executed again by an event only, a resume say. An Application with `app.oam.dev/publishVersion` keeps the
definition that it has until that annotation is changed. What the last column says is seen on KubeVela's engines
(`tests/compatibility/in_flight.yaml`), what other versions of an API or of a workflow make of it is not.

| what has changed | | runs in flight |
|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(f"{row}\n" for row in rows())


def rows() -> Iterator[str]:
    """A row for each kind, what breaks first."""
    shown = {"name": "x", "old": "old", "new": "new"}
    for _, rule in sorted(RULES.items(), key=lambda pair: -pair[1].asks):
        yield f"| {rule.change.format_map(shown)} | {WORDS[rule.asks]} | {rule.in_flight.format_map(shown)} |"


def test_the_page_is_current() -> None:
    text = page()
    if os.environ.get("VELASDK_UPDATE") == "1":
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text, "VELASDK_UPDATE=1 pytest tests/compatibility writes it anew"
