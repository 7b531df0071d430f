"""Every row of `run`: Python and the engine agree over generated histories, and what stands just beyond is refused."""

from __future__ import annotations

import pytest

from tests.depth import CANDIDATES, FULL, share
from tests.lines import check_taken
from velasdk.agreement import play
from velasdk.engine.client import Engine
from velasdk.histories import History, histories
from velasdk.paths import outputs_model

from .build_steps import run_step, running
from .harness import attempt, compiled
from .runs import OUTPUTS, RUNS, Run

COUNT = share(60, least=5)

by_title = pytest.mark.parametrize("run", RUNS, ids=lambda run: run.title)


def told(step_history: History, differences: object, template: str) -> str:
    return f"{differences}\nparameters {step_history.parameters!r}\nevents {step_history.events!r}\n{template}"


@by_title
def test_every_row_is_compiled_as_the_controller_takes_it(engine: Engine, run: Run) -> None:
    check_taken(engine, compiled(running(run)).template)


@by_title
def test_python_and_engine_agree(engine: Engine, run: Run) -> None:
    step = compiled(running(run))
    found = histories(step.step, COUNT, per_branch=share(3), candidates=min(1000, CANDIDATES))
    for history in found.items:
        played = play(engine, step, history)
        assert not played.differences, told(history, [str(one) for one in played.differences], step.template)
    assert not FULL or not found.unreached


@pytest.mark.parametrize("run", [run for run in RUNS if run.around], ids=lambda run: run.title)
@pytest.mark.parametrize("place", ["grouped", "application", "both"])
def test_python_and_engine_agree_in_a_group_and_in_an_application(engine: Engine, run: Run, place: str) -> None:
    step = compiled(running(run))
    grouped, application = place != "application", place != "grouped"
    for history in histories(step.step, share(20, least=2), seed=1, per_branch=1, candidates=min(300, CANDIDATES)).items:
        played = play(engine, step, history, grouped=grouped, application=application)
        assert not played.differences, told(history, [str(one) for one in played.differences], step.template)


@by_title
def test_every_near_miss_is_refused(run: Run) -> None:
    wrong: list[str] = []
    for miss in run.refused:
        steps, found = attempt(run_step(miss.python, miss.beside, miss.before))
        if steps or [one.code for one in found] != [miss.code] or miss.help not in found[0].help or not found[0].message:
            said = [(one.code, one.message, one.help) for one in found]
            wrong.append(f"{miss.python}: expected {miss.code} {miss.help!r}, got {said}")
    assert run.refused and not wrong, "\n".join(wrong)


def test_rows_have_titles_of_their_own() -> None:
    titles = [run.title for run in RUNS]
    assert len(set(titles)) == len(titles)
    assert all(outputs_model(compiled(running(run)).step.body) for run in RUNS if run.section == OUTPUTS)
