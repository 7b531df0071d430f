"""Every statement of `docs/engine.md` is seen on the engines as the page says."""

from __future__ import annotations

import os

import pytest

from velasdk.dialects import LINES
from velasdk.engine.client import Engine

from .playing import trace
from .scenario import FOLDER, Scenario, scenarios, write_trace

PLAYED = [(scenario, line) for scenario in scenarios() for line in scenario.on]


@pytest.mark.parametrize(("scenario", "line"), PLAYED, ids=[f"{scenario.name}-{line}" for scenario, line in PLAYED])
def test_what_is_seen_is_what_is_said(scenario: Scenario, line: str, every_line: dict[str, Engine]) -> None:
    seen = trace(every_line[line], scenario, line)
    if os.environ.get("VELASDK_UPDATE") == "1":
        write_trace(scenario.name, line, seen)
    else:
        assert line in scenario.seen, "VELASDK_UPDATE=1 pytest tests/evidence writes the trace"
        assert seen == scenario.seen[line]


@pytest.mark.parametrize("scenario", scenarios(), ids=[scenario.name for scenario in scenarios()])
def test_a_scenario_is_one(scenario: Scenario) -> None:
    kinds = [kind for kind in (scenario.values, scenario.matrix, scenario.cases or scenario.events) if kind]
    assert len(kinds) == 1, "it has events, values or a matrix"
    assert set(scenario.on) <= set(LINES)
    assert bool(scenario.values) == (scenario.cue is not None)
    assert not scenario.title.endswith(".")
    assert scenario.says.strip().endswith(".")


def test_every_file_has_its_place() -> None:
    names = [scenario.name for scenario in scenarios()]
    assert sorted(names) == sorted(file.stem for file in FOLDER.glob("*.yaml")), "contents.yaml names each once"
    assert len({scenario.title for scenario in scenarios()}) == len(names) >= 85
