"""The pages that are looked at, each made once, and one browser for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.explore.small import few, mutant, small
from tests.lines import LINE
from tests.pages.chromium import chromium
from tests.pages.hostile import HOSTILE, hostile_step, hostile_stories
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.engine.client import Engine
from velasdk.explore import explore
from velasdk.explore.lines import Explored
from velasdk.pages.explored import explored_page
from velasdk.pages.shown import shown_page
from velasdk.pages.simulated import simulated
from velasdk.show import shown

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> dict[str, Path]:
    """The pages by name. That of the graph has a violation: a template that sends its request too early."""
    folder = tmp_path_factory.mktemp("pages")
    step = compile_all([ROOT / "steps" / "import_infrastructure.py"], Findings(), ROOT)[0]
    hostile = hostile_step(folder)
    texts = {
        "show": shown_page(shown(step)),
        "hostile-show": shown_page(shown(hostile)),
        "simulate": simulated(HOSTILE, LINE, hostile_stories(engine, hostile.on(LINE))),
        "explore": explored_page([broken(engine)]),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8", errors="backslashreplace")
    return {name: folder / f"{name}.html" for name in texts}


def broken(engine: Engine) -> Explored:
    """A gate that sends before its id is recorded, explored a few events deep."""
    early = mutant(small()["gate"].on(engine.line), (r"recorded: \[", "recorded: [true,"))
    kinds = few("gate", "pending", "approved")
    graph = explore(engine, early, kinds, 3)
    assert graph.violations
    return Explored(early, kinds, (replace(graph, seconds=1.0),), tuple(graph.violations), 0)
