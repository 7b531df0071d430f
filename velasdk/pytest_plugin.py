"""The pytest plugin: the fixture `kubevela`, on each of the lines that `--velasdk-lines` chooses.

pytest loads this module in every session; the compiler and the engines are imported by the first test that uses them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from .diagnostics import VelasdkError
from .dialects import LINES, NEWEST

if TYPE_CHECKING:
    from .scenarios import Engines, KubeVela

OPTION = "--velasdk-lines"
SETTING = "velasdk_lines"

STARTED: pytest.StashKey[KubeVela] = pytest.StashKey()
"""What the fixture gave to a test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option and the setting that choose lines."""
    help = f"KubeVela lines that tests with `kubevela` run on: {', '.join(LINES)} or all, separated by commas"
    parser.getgroup("velasdk").addoption(OPTION, metavar="LINES", help=f"{help} [default: {SETTING}, or {NEWEST}]")
    parser.addini(SETTING, help, type="args", default=[NEWEST])


def pytest_configure(config: pytest.Config) -> None:
    """A line that does not exist is told before anything runs."""
    lines_of(config)


def lines_of(config: pytest.Config) -> list[str]:
    """The chosen lines, oldest first. Raises `pytest.UsageError` for one that does not exist, or none at all."""
    option: str | None = config.getoption(OPTION)
    given: list[str] = config.getini(SETTING) if option is None else [option]
    names = [name.strip() for text in given for name in text.split(",") if name.strip()]
    where = SETTING if option is None else OPTION
    for name in names or [""]:
        if name != "all" and name not in LINES:
            raise pytest.UsageError(f"{where}: there is no line `{name}`: use {', '.join(LINES)} or all")
    return [line for line in LINES if line in names or "all" in names]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with `kubevela` runs once for each chosen line."""
    if "velasdk_line" in metafunc.fixturenames:
        metafunc.parametrize("velasdk_line", lines_of(metafunc.config), indirect=True)


@pytest.fixture
def velasdk_line(request: pytest.FixtureRequest) -> str:
    """The KubeVela line that this test runs on."""
    if not hasattr(request, "param"):
        pytest.fail("`kubevela` is asked for while the test runs: name it among the arguments of the test", pytrace=False)
    return str(request.param)


@pytest.fixture(scope="session")
def velasdk_engines() -> Iterator[Engines]:
    """The engines of this session, one process for each line that is used."""
    engines: Engines = import_module("velasdk.scenarios").Engines()
    yield engines
    engines.close()


@pytest.fixture
def kubevela(request: pytest.FixtureRequest, velasdk_line: str, velasdk_engines: Engines) -> KubeVela:
    """The real engine of a KubeVela line: `kubevela.step(...)` and `kubevela.workflow(...)` begin runs on it."""
    try:
        found = velasdk_engines.on(velasdk_line)
    except VelasdkError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
    request.node.stash[STARTED] = found
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure is reported with what happened in the runs of the test."""
    report = yield
    started = item.stash.get(STARTED, None)
    if started is not None and report.failed:
        report.sections += [(f"velasdk: {run.title}", run.story) for run in started.runs]
    return report
