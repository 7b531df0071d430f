"""Fixtures for every test: the real engine, built if it is not there. A test never skips for want of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from velasdk.engine import build
from velasdk.engine.client import Engine


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The engine of line 1.11, one process for the whole session."""
    with Engine(build.build("1.11")) as started:
        yield started
