"""All programs that tests of the language compile, to try on them what a changed compiler makes of them.

They are loaded when they are asked for, and only once: a compiler that is changed behind the loader lowers them again.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from types import FrameType
from typing import TypeAlias

from tests.language.build_steps import call_class, calling, flow_class, refusing, run_step, running, sending, telling
from tests.language.runs import RUNS
from tests.language.table import CALLS, EXPRESSIONS, FLOW_PRELUDE, FLOWS
from velasdk import ir
from velasdk.compiler import lower_all
from velasdk.diagnostics import Diagnostic, Findings
from velasdk.load import Loaded, load
from velasdk.lower.step import lower_step

from .near_misses import NEAR
from .programs import program
from .test_mistakes import CASES, FOLDER, expected, fixed
from .test_pages import BAD, GOOD

ROOT = Path(__file__).parent.parent.parent
TELLABLE = 42
"""How many rows of the language fit into one step that tells of a reply."""

Said: TypeAlias = tuple[frozenset[Diagnostic], list[ir.StepOf | None]]
"""What is found in a program, and what its steps mean."""


@dataclass(frozen=True)
class Program:
    """One file in a folder of its own, as the loader forgets what stands beside a file; `codes` are what it is about."""

    folder: Path
    name: str
    text: str
    codes: frozenset[str]

    @cached_property
    def file(self) -> Path:
        """The file, written."""
        self.folder.mkdir()
        for beside in FOLDER.glob("_*.py"):
            (self.folder / beside.name).write_text(beside.read_text(encoding="utf-8"), encoding="utf-8")
        file = self.folder / self.name
        file.write_text(self.text, encoding="utf-8", errors="surrogatepass")
        return file

    @cached_property
    def whole(self) -> Known:
        """The file as `velasdk check` takes it."""
        return known(self._whole)

    def _whole(self) -> Said:
        findings = Findings()
        steps = lower_all([self.file], findings)  # of classes made anew, which equal no others
        return frozenset(findings.items), [None for _ in steps]

    @cached_property
    def steps(self) -> list[Known]:
        """The steps of the file, each lowered by itself."""
        return [known(partial(lowered, one)) for one in load([self.file], Findings())]


def lowered(loaded: Loaded) -> Said:
    """What is found in one step."""
    findings = Findings()
    step = lower_step(loaded, findings)
    return frozenset(findings.items), [step]


@dataclass(frozen=True)
class Known:
    """What the compiler as it is finds in a program, and the functions that it called: their files and first lines."""

    look: Callable[[], Said]
    said: Said
    called: frozenset[tuple[str, int]]


def known(look: Callable[[], Said]) -> Known:
    """Look at a program for the first time."""
    called: set[tuple[str, int]] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            called.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        said = look()
    finally:
        sys.setprofile(before)
    return Known(look, said, frozenset(called))


def programs(folder: Path) -> list[Program]:
    """Every program, below `folder`."""
    found = [*_pages(), *_mistakes(), *_near(), *_language(), *_steps()]
    return [Program(folder / f"p{n}", name, text, frozenset(codes)) for n, (name, text, codes) in enumerate(found)]


def _pages() -> Iterator[tuple[str, str, set[str]]]:
    for number, (code, block) in enumerate([*BAD, *GOOD]):
        name, text = program(block)
        yield f"page_{number}.py" if name == "example.py" else name, text, {code}


def _mistakes() -> Iterator[tuple[str, str, set[str]]]:
    for file in CASES:
        codes = {code for code, *_ in expected(file)}
        yield file.name, file.read_text(encoding="utf-8", errors="surrogatepass"), codes
        yield f"{file.stem}_corrected.py", fixed(file), codes


def _near() -> Iterator[tuple[str, str, set[str]]]:
    for number, near in enumerate(NEAR):
        yield f"near_{number}.py", near.program[1], {near.code}
    yield "not_utf8.py", "# \udcff\n", {"VS020"}


def _language() -> Iterator[tuple[str, str, set[str]]]:
    rows = [row for section in EXPRESSIONS for row in section.rows]
    sure = [row for row in rows if not row.may_fail]
    told = [row for row in sure if not row.sent_only]
    yield "sending.py", sending(sure), set()
    for at in range(0, len(told), TELLABLE):
        yield f"telling_{at}.py", telling(told[at : at + TELLABLE]), set()
    for at, row in enumerate(row for row in rows if row.may_fail):
        yield f"may_fail_{at}.py", sending([row]), set()
    yield "flows.py", FLOW_PRELUDE + "".join(flow_class(n, one.status, one.actions) for n, one in enumerate(FLOWS)), set()
    yield "calls.py", calling([call.python for call in CALLS]), set()
    for number, run in enumerate(RUNS):
        yield f"run_{number}.py", running(run), set()
        for other, miss in enumerate(run.refused):
            yield f"run_{number}_{other}.py", run_step(miss.python, miss.beside, miss.before), {miss.code}
    refused: dict[str, list[str]] = defaultdict(list)
    for near in (near for row in rows for near in row.refused):
        refused[near.code].append(near.python)
    for code, snippets in refused.items():
        yield f"refused_{code}.py", refusing(snippets), {code}
    for number, near in enumerate(near for call in CALLS for near in call.refused):
        yield f"call_{number}.py", calling([]) + call_class(0, near.python), {near.code}
    for number, flow in enumerate(FLOWS):
        for other, (text, actions, code, _) in enumerate(flow.refused):
            yield f"flow_{number}_{other}.py", FLOW_PRELUDE + flow_class(0, text, actions or flow.actions), {code}


def _steps() -> Iterator[tuple[str, str, set[str]]]:
    warned = (ROOT / "tests" / "checks" / "warned").glob("*.py")
    for file in sorted([*(ROOT / "steps").glob("*.py"), *(ROOT / "examples").glob("*.py"), *warned]):
        yield file.name, file.read_text(encoding="utf-8"), set()
