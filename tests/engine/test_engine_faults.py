"""An engine that fails in the middle of an exploration: the same graph comes of it, or a clear error.

`bench/faults.py` does the same at many more points, and on every line.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.engine.cases import shipped
from tests.engine.faulty import FAULTS, faults, faulty
from velasdk.compiler import Compiled
from velasdk.engine import client
from velasdk.engine.client import Engine, EngineError, OperationError
from velasdk.explore import Graph, explore
from velasdk.explore.kinds import Kinds


@pytest.fixture(autouse=True)
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "GRACE", 0.5)


def small() -> Compiled:
    (found,) = (each for each in shipped() if each.step.name == "custom-ws")
    return found


def shown(graph: Graph) -> Graph:
    """All of a graph but how long it took."""
    return replace(graph, seconds=0.0)


def test_the_same_graph_comes_of_an_engine_that_fails_now_and_then(tmp_path: Path, engine: Engine) -> None:
    kinds = Kinds(small().step)
    with Engine(faulty(tmp_path, engine.binary, 5, least=2, most=4), timeout=2) as failing:
        found = explore(failing, small(), kinds, 2)
    assert shown(found) == shown(explore(engine, small(), kinds, 2))
    assert len(found.edges) > 40
    happened = faults(tmp_path)
    assert len(happened) >= 15
    assert len({each.split()[0] for each in happened}) >= len(FAULTS) / 2
    assert {each.split()[1] for each in happened} == {"run"}


def test_an_engine_that_always_fails_is_an_error(tmp_path: Path, engine: Engine) -> None:
    with Engine(faulty(tmp_path, engine.binary, 0, least=0, most=0), timeout=1) as failing:
        with pytest.raises(EngineError, match="engine .* during|what is no reply|gave no answer") as caught:
            explore(failing, small(), Kinds(small().step, 10), 1)
    assert not isinstance(caught.value, OperationError)
    assert len(faults(tmp_path)) == 2
