"""Each rule on lowered steps is needed, and so is each of its conditions: without it a page, a case or a step tells.

A case of warned/ is a file whose lines say what is found in them, `# VS101` at their end; most are near misses.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from velasdk import ir, taint, ways
from velasdk.compiler import CHECKS
from velasdk.diagnostics import Diagnostic, Findings
from velasdk.load import load
from velasdk.lower.step import lower_step

from .mutants import Mutant, mutants
from .programs import compiled, marks, program, told, written
from .test_pages import BAD, GOOD

ROOT = Path(__file__).parent.parent.parent
CASES = sorted((Path(__file__).parent / "warned").glob("*.py"))
CODES = [rule.code for rule, _ in CHECKS]
MODULES = [importlib.import_module(check.__module__) for _, check in CHECKS]

SURVIVORS = {
    "decided_status without `name='in'`": "no other function takes a status and a list",
    "ways without `then=ir.Return() as end`": "a policy is one action",
    "taint `model not in seen` is True": "goes on for ever with a model that contains itself: the last test here",
}
"""Conditions that change nothing that can be seen, with the reason."""

Seen = dict[str, set[tuple[str, int, int, str]]]


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[ir.StepOf]:
    """The lowered steps of all pages of these rules, all cases, steps/ and examples/."""
    folder = tmp_path_factory.mktemp("blocks")
    files = [*CASES, *(ROOT / "steps").glob("*.py"), *(ROOT / "examples").glob("*.py")]
    for number, (_, block) in enumerate(one for one in [*BAD, *GOOD] if one[0] in CODES):
        file = folder / f"block_{number}.py"
        file.write_text(program(block)[1], encoding="utf-8")
        files.append(file)
    findings = Findings()
    found = [step for loaded in load(files, findings) if (step := lower_step(loaded, findings))]
    assert not findings.items
    return found


def seen(check: Callable[[ir.StepOf], Iterator[Diagnostic]], steps: list[ir.StepOf]) -> list[set[Diagnostic]]:
    """What a rule finds in each step."""
    return [set(check(step)) for step in steps]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_case_is_warned_of_where_it_says(file: Path) -> None:
    result = compiled(file)
    assert {(found.span.line, found.code) for found in result.found} == marks(file), told(result)
    assert result.steps


def test_each_rule_is_needed(steps: list[ir.StepOf]) -> None:
    assert len(CHECKS) >= 24 and len(steps) >= 110
    for rule, check in CHECKS:
        assert any(seen(check, steps)), f"without {rule.code} nothing is missed"


@pytest.mark.parametrize("number", range(len(CHECKS)), ids=CODES)
def test_each_condition_of_a_rule_is_needed(number: int, steps: list[ir.StepOf]) -> None:
    check, module = CHECKS[number][1], MODULES[number]
    before = seen(check, steps)
    survivors: list[str] = []
    for mutant in mutants(inspect.getsource(module)):
        names = executed(mutant, module)
        if not noticed(names[check.__name__], before, steps):
            survivors.append(f"{mutant.line}: {mutant.what}")
    assert_noticed(survivors, module)


@pytest.mark.parametrize("module", [ways, taint], ids=["ways", "taint"])
def test_each_condition_that_rules_share_is_needed(
    module: ModuleType, steps: list[ir.StepOf], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [seen(check, steps) for _, check in CHECKS]
    survivors: list[str] = []
    for mutant in mutants(inspect.getsource(module)):
        names = executed(mutant, module)
        with monkeypatch.context() as patch:
            for rule in MODULES:
                for name in vars(module).keys() & vars(rule).keys():
                    if getattr(getattr(rule, name), "__module__", "") == module.__name__:
                        patch.setattr(rule, name, names[name])
            if not any(noticed(check, found, steps) for (_, check), found in zip(CHECKS, before, strict=True)):
                survivors.append(f"{mutant.line}: {mutant.what}")
    assert_noticed(survivors, module)


def assert_noticed(survivors: list[str], module: ModuleType) -> None:
    """That nothing survived but what is known to change nothing."""
    name = module.__name__.rpartition(".")[2]
    left = [one for one in survivors if f"{name} {one.partition(': ')[2]}" not in SURVIVORS]
    assert not left, "\n".join(left)


def noticed(check: Callable[[ir.StepOf], Iterator[Diagnostic]], before: list[set[Diagnostic]], steps: list[ir.StepOf]) -> bool:
    """Whether a rule finds other things than `before`, or cannot look any more."""
    try:
        return any(set(check(step)) != known for step, known in zip(steps, before, strict=True))
    except Exception:  # noqa: BLE001 - whatever a mutated rule raises
        return True


def executed(mutant: Mutant, module: ModuleType) -> dict[str, Any]:
    """The names of a mutated module, which is not imported."""
    names: dict[str, Any] = {"__name__": module.__name__, "__package__": module.__package__, "__file__": module.__file__}
    exec(compile(mutant.source, f"<{mutant.what}>", "exec"), names)  # noqa: S102
    return names


def test_a_model_that_contains_itself_is_looked_at_once(tmp_path: Path) -> None:
    tree = "class Tree(Model):\n    name: str\n    below: list['Tree'] = []\n\n\n"
    run = "    async def run(self, context: Context) -> Action:\n        tree = await http.get(self.url, reply=Tree)\n"
    end = "        return Continue(outputs=Item(name=tree.name)) if len(tree.below) > 0 else Fail(tree.name)\n"
    result = compiled(written(tmp_path, f'{tree}class Ask(Work, name="ask"):\n{run}{end}'))
    assert result.steps and result.found == [], told(result)
