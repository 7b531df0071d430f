"""Looks at hand-written templates on the engines under test, and plays them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from velasdk.diagnostics import Diagnostic
from velasdk.engine.client import Engine
from velasdk.handwritten.files import Written
from velasdk.handwritten.inspection import Looked, look
from velasdk.handwritten.replies import Replies
from velasdk.handwritten.trial import tried_out

REPLIES = Replies.model_validate(
    {
        "parameters": {"url": "http://api/review"},
        "approved": {"json": {"code": 0, "data": {"status": 1}}},
        "pending": {"json": {"code": 0, "data": {"status": 0}}},
        "rejected": {"json": {"code": 0, "data": {"status": 2}}},
        "bad": {
            "a page": {"body": "<html>"},
            "a text": {"json": {"code": 0, "data": {"status": "1"}}},
            "gone": {"status": 404},
        },
    }
)
"""The API of the classic approval step, and some wrong answers."""


def looked_at(text: str, every_line: Mapping[str, Engine], lines: Sequence[str] | None = None) -> Looked:
    """A template in a file that is not there."""
    return look(Written(Path("example.cue"), text), every_line.__getitem__, lines)


def played(looked: Looked, every_line: Mapping[str, Engine], replies: Replies = REPLIES) -> list[Diagnostic]:
    """What is found with replies."""
    return list(tried_out(looked, every_line.__getitem__, replies, replies.parameters))


def told(found: Sequence[Diagnostic]) -> str:
    """Findings, to be read in a failed test."""
    return "\n".join(f"{one.span.line}:{one.span.column} {one.code} {one.message} | {one.help}" for one in found)
