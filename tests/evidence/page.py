"""Writes `docs/engine.md` from the scenarios: what differs between lines, then each statement with what was seen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby, zip_longest
from pathlib import Path
from textwrap import fill
from typing import Any

from velasdk.dialects import LINES, Dialect

from .scenario import Scenario, Texts, merged, scenarios, sections, told

ENGINES = Path(__file__).parents[2] / "engine"

LONGEST = 400
"""How many characters of an entry are shown."""

INTRODUCTION = """\
<!-- fmt: off -->

# How KubeVela executes a step

What the workflow controller makes of a step's CUE, which it executes again and again until the step is finished. Each
statement below is a file in `tests/evidence/scenarios/`: hand-written CUE, a script of events, and what was seen on each line
of KubeVela. The tests play all of them on the real engines, and this page is written from the files
(`VELASDK_UPDATE=1 pytest tests/evidence/test_page.py`). The CUE is not what velasdk emits; it is why that looks as it does.

The engines are the workflow controllers of these modules:

"""

READING = """\
## How to read a trace

A row is an event, or a whole run where rows have names; a column is a line. An entry is phase and reason of the step after the
event, as `status.steps` shows them, and then how many requests were sent in it; there is `no status` before the first one is
written. `A > B` is A, then B after the next event, `3 x A` is A three times.

| event | is |
|---|---|
| `reconcile X` | the controller executes the run once, and X is answered: a text is a body with status 200, a number a status |
| `reconcile X + Y` | the same with two requests |
| `no-connection` | the same, and every request fails with "connection refused" |
| `crash-before-status X` | the controller dies when it is about to write the status of the run |
| `crash-after-request` | the controller dies right after its request left |
| `controller-restart` | the controller starts anew: what it had in memory is gone |
| `advance n s` | n seconds pass |
| `resume`, `suspend`, `terminate`, `restart` | what `vela workflow` does |

`again after n s` or `queued` says that the controller executes the run by itself, `not queued` that it does not. `id-A`,
`id-B` are ids of steps (`context.stepSessionID`), which are random, in the order they are met.
"""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION + modules(), READING, differences(), contents()]
    for title, of_section in sections().items():
        parts.append(f"## {title}\n")
        parts += [statement(scenario) for scenario in of_section]
    return "\n".join(parts)


def modules() -> str:
    """The versions that each line is made of."""
    rows: list[str] = []
    for line in LINES:
        text = (ENGINES / f"line-{line}" / "go.mod").read_text(encoding="utf-8")
        versions = [
            found[1] if (found := re.search(rf"{module} (v\S+)", text)) else "?"
            for module in (r"github\.com/kubevela/workflow", r"cuelang\.org/go")
        ]
        rows.append(f"| KubeVela {line} | {versions[0]} | {versions[1]} |\n")
    return "| line | `github.com/kubevela/workflow` | CUE |\n|---|---|---|\n" + "".join(rows)


def contents() -> str:
    """All statements, by section."""
    lines = ["## The statements\n"]
    for title, of_section in sections().items():
        lines.append(f"- **{title}**")
        lines += [f"  - [{plain(one.title)}](#{one.name})" for one in of_section]
    return "\n".join([*lines, ""])


# ---- what differs


def differences() -> str:
    """A row for each thing that is not the same on all lines that it was played on."""
    head = "| what | " + " | ".join(LINES) + " |\n|---|" + "---|" * len(LINES) + "\n"
    rows = [row for scenario in scenarios() for row in differing(scenario)]
    told = "An empty cell: there is no such thing on the line, or nothing to compare. Phases follow one another as `A > B`.\n"
    return "## What differs between lines\n\n" + told + "\n" + head + "".join(rows)


def differing(scenario: Scenario) -> Iterator[str]:
    """The rows of one scenario in the table of differences."""
    seen = scenario.seen
    if len(merged(seen, tuple(seen))) < 2:
        return
    link = f"[{plain(scenario.title)}](#{scenario.name})"
    if scenario.matrix is not None:
        yield row(link, {line: entries[0] for line, entries in seen.items()})
        return
    if not scenario.cases and not scenario.values:
        yield row(link, shortest(seen))
        return
    for at, name in enumerate(scenario.rows):
        entries = {line: found[at] for line, found in seen.items()}
        if len(set(entries.values())) > 1:
            shown = entries if scenario.values else shortest({line: [entry] for line, entry in entries.items()})
            yield row(f"{link}: {cell(name)}", shown)
            link = "the same"


def shortest(seen: dict[str, list[str]]) -> dict[str, str]:
    """The phases where these tell lines apart, else the first entry that does, with what was sent or with its messages."""
    phases = {line: " > ".join(run(state for entry in entries for state in states(entry))) for line, entries in seen.items()}
    counted = {line: [re.sub(r'; ".*"', "", entry) for entry in entries] for line, entries in seen.items()}
    if alike(phases) == alike({line: " > ".join(entries) for line, entries in counted.items()}) != [[*seen]]:
        return phases
    chosen = counted if len({tuple(entries) for entries in counted.values()}) > 1 else seen
    at = next(n for n, entries in enumerate(zip(*chosen.values(), strict=True)) if len(set(entries)) > 1)
    return {line: entries[at] for line, entries in chosen.items()}


def alike(told: dict[str, str]) -> list[list[str]]:
    """The lines of which the same is told."""
    return [[line for line in told if told[line] == text] for text in dict.fromkeys(told.values())]


def states(entry: str) -> list[str]:
    """The phases and reasons in an entry."""
    return [re.sub(r"^\d+ x |, each time$", "", part.partition(";")[0]) for part in re.split(r" > (?=\d+ x |[a-z])", entry)]


def run(states: Iterator[str]) -> Iterator[str]:
    """States without repetition."""
    return (state for state, _ in groupby(states))


def row(what: str, entries: dict[str, str]) -> str:
    """A row of the table of differences."""
    return f"| {what} | " + " | ".join(cell(entries.get(line, ""), 160) for line in LINES) + " |\n"


# ---- one statement


def statement(scenario: Scenario) -> str:
    """A statement, what it means, its CUE, and what was seen."""
    parts = [f'### <a id="{scenario.name}"></a>{plain(scenario.title)}', wrapped(scenario.says), source(scenario)]
    parts += [part for part in (given(scenario), seen(scenario)) if part]
    return "\n\n".join(parts) + "\n"


def wrapped(text: str) -> str:
    """Paragraphs in lines of a length that can be read."""
    return "\n\n".join(fill(part, 120, break_long_words=False, break_on_hyphens=False) for part in text.strip().split("\n"))


def source(scenario: Scenario) -> str:
    """The CUE: templates folded away, what values are looked up in as it is."""
    if scenario.cue is not None:
        return fenced(scenario.cue)
    blocks: list[str] = []
    for dialect in (Dialect.BUILTIN, Dialect.LEGACY):
        found = [*templates(scenario.text(dialect))]
        for name, case in scenario.cases.items():
            if (text := case.text(dialect)) is not None:
                found += [f"{name}:", fenced(text)]
        if found:
            blocks += [f"On {', '.join(line for line, given in scenario.on.items() if given is dialect)}:", *found]
    return folded("CUE", "\n\n".join(blocks))


def templates(text: Texts | None) -> Iterator[str]:
    """One template, or several with the type of step they are for."""
    if isinstance(text, str):
        yield fenced(text)
    for name, template in text.items() if isinstance(text, dict) else ():
        yield f"Steps of type `{name}`:"
        yield fenced(template)


def folded(summary: str, text: str) -> str:
    """Text that is shown on demand."""
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"


def fenced(text: str) -> str:
    """A block of CUE."""
    return f"```cue\n{text.rstrip()}\n```"


def given(scenario: Scenario) -> str:
    """What the run has beside its template."""
    parts: list[tuple[str, Any]] = [
        *((f"`{word}` is the answer", answer) for word, answer in scenario.answers.items()),
        *([("The parameters are", scenario.parameters)] if scenario.parameters else []),
        *([("The steps of the workflow are", scenario.workflow)] if scenario.workflow else []),
        *([("The workflow has the mode", scenario.mode)] if scenario.mode else []),
        *([("The run has the custom data", scenario.context)] if scenario.context else []),
        *([("In the cluster there is", scenario.objects)] if scenario.objects else []),
    ]
    lines = [f"- {what} `{json.dumps(value, ensure_ascii=False)}`" for what, value in parts]
    if scenario.cases and scenario.events:
        lines.append(f"- What happens is `{happening(scenario.events)}`")
    if scenario.application:
        lines.append("- The run is that of an Application")
    return "\n".join(lines)


def seen(scenario: Scenario) -> str:
    """The table of traces."""
    traces = merged(scenario.seen, tuple(scenario.on))
    heads = [
        key if key != "all" else ("every line" if len(scenario.on) == len(LINES) else ", ".join(scenario.on)) for key in traces
    ]
    if scenario.matrix is not None:
        return matrix(dict(zip(heads, traces.values(), strict=True)))
    first = "value of" if scenario.values else "run" if scenario.cases else "event"
    columns: list[list[str]] = [[first, *scenario.rows]]
    if any(case.parameters for case in scenario.cases.values()):
        columns.append(["parameters", *(json.dumps(case.parameters) for case in scenario.cases.values())])
    if any(case.events for case in scenario.cases.values()):
        columns.append(["what happens", *(happening(case.events or scenario.events) for case in scenario.cases.values())])
    columns += [[head, *entries] for head, entries in zip(heads, traces.values(), strict=True)]
    head, *rows = ["| " + " | ".join(map(cell, cells)) + " |" for cells in zip_longest(*columns, fillvalue="")]
    return "\n".join([head, "|---" * len(columns) + "|", *rows])


def happening(events: list[Any]) -> str:
    """A script in one line."""
    return ", ".join(told(event) for event in events)


def matrix(traces: dict[str, list[str]]) -> str:
    """Counts, and behind each which traces failed open."""
    return "\n".join(
        f"- {lines}: **{count}**" + "".join(f"\n  - {one}" for one in opened) for lines, (count, *opened) in traces.items()
    )


def cell(text: str, longest: int = LONGEST) -> str:
    """Text as it stands in a table; as code where Markdown would read something into it."""
    text = text if len(text) <= longest else f"{text[: longest - 1]}…"
    if not re.search(r"[\\`*_{}\[\]<|#$&]", text):
        return text
    fence = "``" if "`" in text else "`"
    return f"{fence}{text.replace('|', chr(92) + '|')}{fence}"


def plain(text: str) -> str:
    """A title; `|` would end a cell."""
    return text.replace("|", "\\|")
