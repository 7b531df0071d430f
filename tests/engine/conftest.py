"""Every step in `steps/`, compiled once: a test that takes `compiled` runs for each of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "steps"


@cache
def shipped() -> tuple[Compiled, ...]:
    findings = Findings()
    compiled = compile_all([ROOT / "steps"], findings, ROOT)
    assert not findings.has_errors, findings.sorted()
    assert len(compiled) >= 2, "steps/ is where this project shows what it can do"
    return tuple(compiled)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "compiled" in metafunc.fixturenames:
        metafunc.parametrize("compiled", shipped(), ids=[one.step.name for one in shipped()])


@pytest.fixture
def case(compiled: Compiled) -> dict[str, Any]:
    """What `tests/data/steps/<name>.yaml` says of a step: its parameters and the replies of its API."""
    file = DATA / f"{compiled.step.name}.yaml"
    assert file.is_file(), f"a new step needs its cases: write {file.relative_to(ROOT)}"
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found
