"""Every step in `steps/`, compiled once: a test that takes `compiled` runs for each of them, one with `gate` for the gates."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.engine.cases import Case, case_of, gates, shipped
from velasdk.compiler import Compiled
from velasdk.engine.client import Engine


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "gate" in metafunc.fixturenames:
        metafunc.parametrize("compiled", gates(), ids=[one.step.name for one in gates()])
    elif "compiled" in metafunc.fixturenames:
        metafunc.parametrize("compiled", shipped(), ids=[one.step.name for one in shipped()])


@pytest.fixture
def gate(compiled: Compiled) -> Compiled:
    """A step that sends one request and suspends while its answer is `pending`."""
    return compiled


@pytest.fixture
def case(compiled: Compiled) -> Case:
    """What `tests/data/steps/<name>.yaml` says of a step: its parameters and the replies of its API."""
    return case_of(compiled)


@pytest.fixture(scope="session")
def engines(engine: Engine) -> Iterator[list[Engine]]:
    """As many engines as there are processors, four at most: for what takes minutes on one."""
    with ExitStack() as stack:
        alone = "PYTEST_XDIST_WORKER" not in os.environ  # else each processor has a worker already
        more = [stack.enter_context(Engine(engine.binary)) for _ in range(min(4, os.cpu_count() or 1) - 1) if alone]
        yield [engine, *more]
