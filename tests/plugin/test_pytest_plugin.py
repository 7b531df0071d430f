"""The plugin inside pytest: lines in the ids, the option, a missing engine, what a failure shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.lines import LINE
from velasdk import scenarios
from velasdk.engine.client import Engine

pytest_plugins = ["pytester"]

assert scenarios  # imported here, it is not imported anew by each run of pytester

STEP = '''
from velasdk import Action, Context, Continue, Fail, Step, http


class Ping(Step, name="ping"):
    """Ask."""

    async def run(self, context: Context) -> Action:
        response = await http.get("http://ping/x")
        return Continue() if response.status == 200 else Fail("no ping")


'''


def played(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest on what is there; hypothesis, which takes a second to say nothing, is left out."""
    return pytester.runpytest("-p", "no:hypothesispytest", *arguments)


def ids(pytester: pytest.Pytester, *arguments: str) -> list[str]:
    pytester.makepyfile(test_it="def test_it(kubevela): ...")
    shown = played(pytester, "--collect-only", "-q", *arguments).stdout.lines
    return [line.partition("::")[2] for line in shown if "::" in line]


@pytest.mark.parametrize(
    ("arguments", "setting", "lines"),
    [
        ([], "", ["1.11"]),
        ([], "velasdk_lines = 1.9,1.11", ["1.9", "1.11"]),
        ([], "velasdk_lines = all", ["1.9", "1.10", "1.11"]),
        (["--velasdk-lines", "1.10"], "velasdk_lines = all", ["1.10"]),
        (["--velasdk-lines=1.11, 1.9,1.11"], "", ["1.9", "1.11"]),
        (["--velasdk-lines", "all"], "", ["1.9", "1.10", "1.11"]),
    ],
    ids=str,
)
def test_a_test_for_each_line(pytester: pytest.Pytester, arguments: list[str], setting: str, lines: list[str]) -> None:
    pytester.makeini(f"[pytest]\n{setting}\n")
    assert ids(pytester, *arguments) == [f"test_it[{line}]" for line in lines]


def test_lines_in_pyproject(pytester: pytest.Pytester) -> None:
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\nvelasdk_lines = ["1.10", "1.11"]\n')
    assert ids(pytester) == ["test_it[1.10]", "test_it[1.11]"]


def test_a_line_is_chosen_by_its_id(pytester: pytest.Pytester) -> None:
    assert ids(pytester, "--velasdk-lines", "all", "-k", "1.10") == ["test_it[1.10]"]


@pytest.mark.parametrize(
    ("arguments", "setting", "said"),
    [
        (["--velasdk-lines", "1.8"], "", "--velasdk-lines: there is no line `1.8`: use 1.9, 1.10, 1.11 or all"),
        (["--velasdk-lines", "1.11,newest"], "", "--velasdk-lines: there is no line `newest`: use 1.9, 1.10, 1.11 or all"),
        (["--velasdk-lines", ","], "", "--velasdk-lines: there is no line ``: use 1.9, 1.10, 1.11 or all"),
        ([], "velasdk_lines = 2", "velasdk_lines: there is no line `2`: use 1.9, 1.10, 1.11 or all"),
    ],
    ids=str,
)
def test_an_unknown_line(pytester: pytest.Pytester, arguments: list[str], setting: str, said: str) -> None:
    pytester.makeini(f"[pytest]\n{setting}\n")
    result = played(pytester, *arguments)
    assert result.ret is pytest.ExitCode.USAGE_ERROR
    assert f"ERROR: {said}" in result.stderr.lines


def test_a_missing_engine_is_an_error(pytester: pytest.Pytester, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(tmp_path / "none"))
    pytester.makepyfile("def test_it(kubevela): ...")
    result = played(pytester, "--velasdk-lines", "1.10")
    result.assert_outcomes(errors=1)
    shown = result.stdout.lines
    at = next(number for number, line in enumerate(shown) if "ERROR at setup of test_it[1.10]" in line)
    assert shown[at + 1] == "the engine of line 1.10 is not built: run `velasdk engine build 1.10`"
    assert shown[at + 2].startswith("====")


def test_a_failure_shows_what_happened(pytester: pytest.Pytester, engine: Engine) -> None:
    assert engine.version()
    pytester.makepyfile(
        STEP
        + """
def test_good(kubevela):
    run = kubevela.step(Ping())
    run.reconcile(200)
    assert run.phase == "succeeded"


def test_wrong(kubevela):
    run = kubevela.step(Ping())
    run.reconcile(200)
    assert run.phase == "failed"


def test_left(kubevela):
    kubevela.step(Ping()).reconcile(200, 200)


def test_both(kubevela):
    for wanted in "succeeded", "skipped":
        flow = kubevela.workflow([{"name": "a", "type": Ping}])
        flow.reconcile(200)
        assert flow["a"].phase == wanted
"""
    )
    result = played(pytester, "--velasdk-lines", LINE)
    result.assert_outcomes(passed=1, failed=3)
    result.stdout.fnmatch_lines(
        [
            f"*__ test_wrong[[]{LINE}[]] __*",
            "*AssertionError: assert 'succeeded' == 'failed'",
            f"*- velasdk: ping on {LINE} -*",
            "  event      phase      reason  request                   message",
            "  reconcile  succeeded  -       GET http://ping/x -> 200",
            "  the step ended succeeded, the workflow succeeded: 1 execution, 1 request",
            f"*__ test_left[[]{LINE}[]] __*",
            "    def test_left(kubevela):",
            ">       kubevela.step(Ping()).reconcile(200, 200)",
            "E       velasdk.scenarios.Unexpected: reconcile: 2 answers were given and 1 asked for",
            "",
            "test_a_failure_shows_what_happened.py:*: Unexpected",
            f"*- velasdk: ping on {LINE} -*",
            f"*__ test_both[[]{LINE}[]] __*",
            f"*- velasdk: workflow on {LINE} -*",
            f"*- velasdk: workflow on {LINE} -*",
            "  reconcile  succeeded  -       GET http://ping/x -> 200  a succeeded",
        ]
    )


def test_one_engine_for_all_tests_and_none_left(pytester: pytest.Pytester, engine: Engine) -> None:
    assert engine.version()
    pytester.makeconftest(
        """
import subprocess

import pytest

started = []
popen = subprocess.Popen


class Watched(popen):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        started.append(self)


subprocess.Popen = Watched


def pytest_unconfigure():
    subprocess.Popen = popen
    print("ENGINES", [process.poll() for process in started])
"""
    )
    pytester.makepyfile(
        STEP
        + """
import pytest


@pytest.mark.parametrize("n", range(3))
def test_it(kubevela, n):
    kubevela.step(Ping()).reconcile(200)


@pytest.fixture
def mine(kubevela):
    return kubevela.step(Ping())


def test_through_a_fixture(mine):
    mine.reconcile(200)


def test_unused(kubevela): ...


def test_late(request):
    request.getfixturevalue("kubevela")
"""
    )
    result = played(pytester, "-s", "--velasdk-lines", LINE)
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["`kubevela` is asked for while the test runs: name it among the arguments of the test"])
    result.stdout.fnmatch_lines(["ENGINES [[]0[]]"])


def test_what_a_session_without_it_imports() -> None:
    script = (
        "import sys; import velasdk.{}; print(*(one for one in ('pytest', 'rich', 'velasdk.compiler') if one in sys.modules))"
    )
    found = [
        subprocess.run([sys.executable, "-c", script.format(name)], capture_output=True, text=True, check=True).stdout.split()
        for name in ("pytest_plugin", "scenarios")
    ]
    assert found == [["pytest"], ["rich", "velasdk.compiler"]]
