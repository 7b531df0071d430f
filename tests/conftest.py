"""Fixtures for every test: the real engine, built if it is not there. A test never skips for want of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.lines import LINE
from velasdk.dialects import LINES
from velasdk.engine import build
from velasdk.engine.client import Engine


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine of the line under test, one process for the whole session; of another where a test is parametrised."""
    with Engine(build.build(getattr(request, "param", LINE))) as started:
        yield started


@pytest.fixture(scope="session")
def every_line(engine: Engine) -> Iterator[dict[str, Engine]]:
    """An engine of each line."""
    with ExitStack() as stack:
        yield {line: engine if line == LINE else stack.enter_context(Engine(build.build(line))) for line in LINES}
