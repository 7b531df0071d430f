"""`velasdk check` of hand-written templates; apart from `check`, which most of the time has none."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from ..diagnostics import Findings
from ..engine.build import find
from ..engine.client import Engine
from ..handwritten.files import read_written
from ..handwritten.inspection import look
from ..handwritten.replies import read_replies
from ..handwritten.trial import tried_out
from ..simulate.script import read_table


def check_written(
    paths: Sequence[Path], lines: Sequence[str] | None, reply: Path | None, parameters: Path | None, findings: Findings
) -> int:
    """Look at hand-written templates, and play them where there are replies; how many there are."""
    replies = read_replies(reply) if reply else None
    given = read_table(parameters, "the parameters") if parameters else replies.parameters if replies else {}
    templates = read_written(paths)
    with ExitStack() as stack:
        started: dict[str, Engine] = {}

        def engines(line: str) -> Engine:
            if line not in started:
                started[line] = stack.enter_context(Engine(find(line)))
            return started[line]

        for written in templates:
            looked = look(written, engines, lines)
            findings.extend(looked.found)
            if replies is not None:
                findings.extend(tried_out(looked, engines, replies, given))
    return len(templates)
