"""Programs that tests write: compiled from text, with the diagnostics and the source below each."""

from __future__ import annotations

import re
import signal
import sys
import textwrap
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from velasdk.compiler import compile_all
from velasdk.diagnostics import Diagnostic, Findings

sys.path.insert(0, str(Path(__file__).parent))  # for `from prelude import *`
PRELUDE = "from prelude import *\n\n\n"
STEP = 'class Ask(Approval, name="ask"):\n'
GENERAL = 'class Ask(Work, name="ask"):\n'


@dataclass(frozen=True, slots=True)
class Result:
    """What the compiler made of some files: `steps` templates, and what it found."""

    found: list[Diagnostic]
    steps: int

    @property
    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.found]


def compiled(*files: Path) -> Result:
    """Compile files. Whatever the compiler raises is a bug of it, and fails the test."""
    findings = Findings()
    steps = compile_all(files, findings, files[0].parent)
    assert bool(steps) or findings.has_errors or not findings.items
    return Result(findings.sorted(), len(steps))


def program(block: str) -> tuple[str, str]:
    """The name and text of the file that a block of a page stands for.

    A block without a class is the body of `class Ask(Approval, name="ask")`, with `actions = ACTIONS` unless it has its own;
    one with a `run` that of `class Ask(Work, name="ask")`. A first line `# some_name.py` names the file.
    """
    first = block.partition("\n")[0]
    name = first.removeprefix("# ") if first.startswith("# ") and first.endswith(".py") else "example.py"
    lines = block.splitlines()
    if not any(line.startswith(("class ", "import ", "raise ")) for line in lines):
        if any(line.startswith(("async def run(", "def run(")) for line in lines):
            return name, PRELUDE + GENERAL + textwrap.indent(block, "    ")
        own = any(line.startswith("actions") for line in lines)
        block = STEP + textwrap.indent(block if own else f"actions = ACTIONS\n\n{block}", "    ")
    return name, PRELUDE + block


def written(folder: Path, block: str) -> Path:
    """The file of a block, in `folder`."""
    name, text = program(block)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def marked(found: Diagnostic) -> str:
    """The source that a diagnostic points at, up to the end of its first line."""
    span = found.span
    line = span.file.read_text(encoding="utf-8").splitlines()[span.line - 1]
    return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]


MARK = re.compile(r"# ((?:VS[0-9]{3})(?: VS[0-9]{3})*)$")


def marks(file: Path) -> set[tuple[int, str]]:
    """The lines of a file that end in `# VS101`, with the code."""
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return {(number, code) for number, line in lines if (found := MARK.search(line)) for code in found[1].split()}


@contextmanager
def time_limit(seconds: float = 10.0) -> Generator[None]:
    """Interrupt what takes longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt("the compiler takes too long")  # what the loader lets through

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def told(result: Result) -> str:
    """All diagnostics of a result, to be read in a failed test."""
    return "\n".join(f"{d.span.line}:{d.span.column} {d.code} {d.message} | {d.help}" for d in result.found)
