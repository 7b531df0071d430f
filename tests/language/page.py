"""Writes `docs/language.md` from the table: what is written, what is emitted, what it is worth, and what is refused."""

# ruff: noqa: E501 - code and data of steps, one line each

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from textwrap import dedent, indent

from velasdk.diagnostics import Diagnostic
from velasdk.engine.client import Engine

from . import page_of_runs
from .build_steps import call_class, calling, flow_class, flowing, refusing, sending
from .harness import answer, attempt, compiled, on_engine
from .table import CALLS, EXPRESSIONS, FLOW_PRELUDE, FLOWS, PRELUDE, Call, Flow, Row, Section

EXAMPLE = {
    "s": "a,b", "t": "b", "i": -7, "j": 2, "n": 6, "m": -4, "u": 999999999999999, "f": 1.5, "b": True, "c": "red", "l": 7,
    "e": "two", "k": "x", "os": "a", "oi": 0, "oc": "red", "op": {"x": 3, "label": "lab"}, "p": {"x": 1}, "strs": ["a,b", "é"], "ints": [2, -3, 4], "colors": ["red"],
    "rows": [[1, 2], [], [3, 4]], "items": [{"name": "n", "size": 1}, {"name": "m", "size": 2, "tags": ["u"], "inner": {"x": 9}}],
    "opts": [None, {"x": 2}], "table": {"k": 10, "a,b": 20}, "points": {"red": {"x": 5}}, "a-b": "-", "z": {"if": [None]},
}  # fmt: skip

INTRODUCTION = """\
<!-- fmt: off -->

# The step language

What the methods of a step, its helpers and the functions in `actions` may be written in, what each construct becomes in CUE, and
what it is worth. Everything else is refused with a diagnostic; some of what stands just beyond is listed under each heading.

First come expressions, then the methods and the table of a `StatusStep`, requests, and at last steps with a `run` of their own:
several requests, responses, `match`, helpers, `once` and outputs.

This page is written from the tables in `tests/language/table.py` and `tests/language/runs.py`, whose every row is executed as Python
and on the engine and must come to the same. `VELASDK_UPDATE=1 pytest tests/language/test_page.py` writes it anew.

An `int` is an integer of 64 bits: what a reply has beyond is not of its type. A field with bounds has these instead, each on its
side. A parameter has 15 digits at most, as KubeVela 1.9 rounds longer ones: declare it `str` where that is not enough. CUE computes with 34 digits (24 on KubeVela 1.9) and rounds what has more, so a result that may have more than 24
is refused (VS049).

The values below are those of these declarations and this data:
"""


def page(engine: Engine) -> str:
    """The whole page."""
    data = json.dumps(EXAMPLE, ensure_ascii=False)
    parts = [INTRODUCTION, fenced("python", PRELUDE.strip()), f"`d` is this, as a parameter:\n\n{fenced('json', data)}"]
    parts += [section(engine, one) for one in EXPRESSIONS]
    parts.append("## `status` and `actions`\n\nThe reply of these is:\n\n" + fenced("python", answer_classes()))
    parts += [flow(one) for one in FLOWS]
    parts.append("## Requests")
    parts += [call(one) for one in CALLS]
    parts.append(page_of_runs.part())
    return "\n\n".join(parts) + "\n"


def answer_classes() -> str:
    """What the flows have beside the declarations at the top of the page."""
    return FLOW_PRELUDE.removeprefix(PRELUDE).strip()


def fenced(language: str, text: str) -> str:
    """A block of code."""
    return f"```{language}\n{text}\n```"


def section(engine: Engine, one: Section) -> str:
    """One heading with its rows."""
    certain = [row for row in one.rows if not row.may_fail]
    found = {} if not certain else dict(zip(certain, emitted(engine, certain), strict=True))
    for row in one.rows:
        if row.may_fail:
            [found[row]] = emitted(engine, [row])
    lines = "\n".join(f"{row.python}\n{indent(cue, '    ')}\n    = {value}" for row, (cue, value) in ordered(one, found))
    notes = "\n".join(f"`{row.python}` fails the step where it has no value." for row in one.rows if row.may_fail)
    misses = [miss.python for row in one.rows for miss in row.refused]
    refused = refusals(misses, attempt(refusing(misses))[1])
    return "\n\n".join(part for part in (f"## {one.title}", fenced("text", lines), notes, refused) if part)


def ordered(one: Section, found: dict[Row, tuple[str, str]]) -> Iterator[tuple[Row, tuple[str, str]]]:
    """The rows in the order of the table."""
    for row in one.rows:
        yield row, found[row]


def emitted(engine: Engine, rows: list[Row]) -> list[tuple[str, str]]:
    """The CUE of each row and its value, as JSON, on the engine."""
    step = compiled(sending(rows))
    given = {"d": EXAMPLE} if any("d." in row.python for row in rows) else {}
    [seen] = on_engine(engine, step, given, [answer('{"n": 1}')])
    [(*_, values)] = seen.sent
    body = re.search(r"(?ms)^\t+body: json\.Marshal\(\{\n(.*?)^(\t+)\}\)$", step.template)
    assert body is not None
    parts = re.split(rf'(?m)^{body[2]}\t"r\d+":[ \t]+', body[1])[1:]
    cues = [dedented(part) for part in parts]
    shown = [json.dumps(values[f"r{n}"], ensure_ascii=False).replace("\u2028", "\\u2028") for n in range(len(rows))]
    return list(zip(cues, shown, strict=True))


def dedented(text: str) -> str:
    """A value of several lines, moved to the left margin."""
    head, _, rest = text.rstrip("\n").partition("\n")
    return f"{head}\n{dedent(rest)}".rstrip("\n").expandtabs(4)


def refusals(snippets: list[str], findings: list[Diagnostic]) -> str:
    """A list of what is refused: the snippet, what is said of it, the remedy."""
    lines = [
        f"- `{snippet}`: {found.code}, {found.message}; {found.help}" for snippet, found in zip(snippets, findings, strict=True)
    ]
    return "Refused:\n\n" + "\n".join(lines) if lines else ""


def flow(one: Flow) -> str:
    """One `status` method and the decision it becomes."""
    template = compiled(flowing(one)).template
    decision = re.search(r"(?ms)^\t*if reply == null.*?^\t+\]\[0\]$|^\t+reply: .*?^\t+\]\[0\]$", template)
    assert decision is not None
    written = f"def status(self, reply: Answer) -> Phase | Action:\n{indent(one.status, '    ')}\n\nactions = {one.actions}"
    source = FLOW_PRELUDE + "".join(
        flow_class(n, status, actions or one.actions) for n, (status, actions, *_) in enumerate(one.refused)
    )
    said = attempt(source)[1]
    lines = "\n\n".join(
        f"{fenced('python', status if not actions else f'{status}' + chr(10) + f'actions = {actions}')}\n\n"
        f"{found.code}, {found.message}; {found.help}"
        for (status, actions, *_), found in zip(one.refused, said, strict=True)
    )
    parts = (f"### {one.title}", fenced("python", written), fenced("cue", dedent(decision[0]).expandtabs(4)))
    return "\n\n".join((*parts, *(["Refused:", lines] if lines else [])))


def call(one: Call) -> str:
    """One request and the operation it becomes."""
    [step], _ = attempt(calling([one.python]))
    sends = re.findall(r"(?ms)^(\t*)(send\d*: http.*?^\1\}+)$", step.template)
    cue = "\n".join(dedent(margin + text).expandtabs(4) for margin, text in sends)
    source = calling([]) + "".join(call_class(n, miss.python) for n, miss in enumerate(one.refused))
    refused = refusals([miss.python for miss in one.refused], attempt(source)[1])
    return "\n\n".join(part for part in (f"### {one.title}", fenced("python", one.python), fenced("cue", cue), refused) if part)
