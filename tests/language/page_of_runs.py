"""Writes the part of `docs/language.md` about steps with a `run` of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent, indent

from .build_steps import run_step, running
from .harness import attempt, compiled
from .runs import PARAMETERS, RUN_PRELUDE, RUNS, Miss, Run

INTRODUCTION = """\
## Steps with a `run` of their own

A `Step` has one method that does all, `async def run(self, context: Context) -> Action`: it awaits as many requests as it needs
and returns one action. Each row of this part is played on the engine over generated histories (answers of all kinds, outages,
crashes of the controller, resumes, restarts) and comes to the same as its Python, request by request.

- Every execution begins at the top. It knows of an earlier one only what the API says and what `once` remembers.
- A returned action ends the execution. Nothing follows it: there is no `finally`, and no way to act after a `Suspend` but to be
  executed again from the top.
- CUE has no statements that come after one another, only conditions. What follows an `if` or a `case` that goes on is therefore
  written once for each way that leads to it: two such `if`s in a row make four copies. That costs size, never a request, as one
  way is taken. 200 paths are the most (VS015). An `if` that returns costs nothing, and neither does a conditional expression.
- `once("name", request)` is sent at least once per run and, but for outages and crashes, once: its answer is stored before
  anything behind it is done. The name is part of the step's contract.
- Outputs are there when the step succeeds and null when it does not. A later step reads them by `inputs`, as shown below.

Of the emitted CUE is shown what is done once the parameters fit and the id of the step is known. The ends that policies make
are shown in some rows and left out in the others, and requests are `{...}` where there are many lines.

The rows have these declarations and parameters:
"""


def part() -> str:
    """The whole part."""
    declared = RUN_PRELUDE.strip() + "\n\n\nclass Running(Step, name='running'):\n" + PARAMETERS.rstrip()
    parts = [INTRODUCTION, _fenced("python", declared)]
    section = ""
    for one in RUNS:
        if one.section != section:
            section = one.section
            parts.append(f"### {section}")
        parts.append(row(one))
    return "\n\n".join(parts)


def row(one: Run) -> str:
    """One row: its Python, what it is about, the CUE, and what is refused."""
    parts = [f"#### {one.title}", one.told.strip(), _fenced("python", written(one.python, one.beside, one.before))]
    parts.append(_fenced("cue", excerpt(compiled(running(one)).template, one.whole)))
    parts += ["Refused:", *map(refusal, one.refused)]
    return "\n\n".join(part for part in parts if part)


def written(python: str, beside: str, before: str) -> str:
    """`run` with what stands around it, as an author sees it."""
    run = f"async def run(self, context: Context) -> Action:\n{indent(python, '    ')}"
    return "\n\n".join(part for part in (before, run, beside) if part)


def refusal(miss: Miss) -> str:
    """What is refused, and what is said of it."""
    [found] = attempt(run_step(miss.python, miss.beside, miss.before))[1]
    python = "\n\n".join(part for part in (miss.before, miss.python, miss.beside) if part)
    return f"{_fenced('python', python)}\n\n{found.code}, {found.message}; {found.help}"


def excerpt(template: str, whole: bool) -> str:
    """What a step does once its parameters fit and its id is known; without its policies, unless `whole`."""
    lines = re.sub(r"steps_\w+\.py", "running.py", template).splitlines()
    start = next((n for n, line in enumerate(lines) if line.strip() == "if recorded {"), None)
    start = lines.index("if parametersFit {") if start is None else start
    margin = lines[start][: -len(lines[start].lstrip())] if lines[start].startswith("\t") else ""
    end = next(n for n in range(start, len(lines)) if lines[n] == f"{margin}}}")
    found = lines[start + 1 : end]
    found = found if whole else [*_without_policies(found)]
    text = dedent("\n".join(found)).expandtabs(4)
    return text if whole or len(found) <= LONG else _REQUEST.sub(r"\1\2: http.#HTTPDo & {...}", text)


def _without_policies(lines: list[str]) -> Iterator[str]:
    skipped = ""
    for line in lines:
        if skipped:
            skipped = "" if line == skipped else skipped
        elif block := _POLICY.fullmatch(line):
            skipped = f"{block[1]}}}"
        else:
            yield line


LONG = 50
"""How many lines of CUE are shown with the parameters of its requests."""

_REQUEST = re.compile(r"^( *)(\w+): http\.#HTTPDo & \{\$params: \{\n.*?^\1\}\}$", re.DOTALL | re.MULTILINE)
_POLICY = re.compile(r'(\t*)if \w+ == "\w*(?:Unavailable|Refused|Malformed|Undecided)\d*" \{')


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```"
