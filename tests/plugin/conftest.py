"""What the tests of the plugin share: the engine under test as a test's `kubevela` has it."""

from __future__ import annotations

import pytest

from tests.lines import LINE
from velasdk.engine.client import Engine
from velasdk.scenarios import KubeVela


@pytest.fixture(autouse=True)
def engines_at_home(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """`pytester` gives tests another home, and the engines are found in that of the user."""
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(engine.binary.parents[1]))


@pytest.fixture
def vela(engine: Engine) -> KubeVela:
    """The engine of the line under test."""
    return KubeVela(LINE, engine)
