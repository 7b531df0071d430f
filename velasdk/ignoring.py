"""`# velasdk: ignore[VS101]: reason`: a warning that the author has looked at and that does not hold here.

It stands on the line where the finding begins, or on that of the class statement for the whole step. Only a warning can be
ignored: an error is not a judgement. A comment has to say why, and one that ignores nothing is reported itself.
"""

from __future__ import annotations

import difflib
import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import ir
from .diagnostics import Diagnostic, Severity, Span
from .source import source_of

COMMENT = re.compile(r"#\s*velasdk:\s*ignore\b(?:\[([^\]]*)\])?\s*(?::\s*([^#\s][^#]*))?")


@dataclass(frozen=True, slots=True)
class Ignored:
    """One code of one comment."""

    code: str
    reason: str
    span: Span


def comments(file: Path) -> Iterator[Ignored]:
    """What the comments in `file` ignore; one without a code ignores the code that is empty."""
    try:
        text = "\n".join(source_of(file).lines)
    except (SyntaxError, ValueError):  # what is wrong with the file is a finding already
        return
    if "velasdk:" not in text:  # most files: nothing to look for
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and (found := COMMENT.match(token.string)):
            line, column = token.start
            span = Span(file, line, column + 1, line, column + 1 + len(token.string.rstrip()))
            for code in (found[1] or "").split(","):
                yield Ignored(code.strip(), found[2] or "", span)


def ignoring(
    found: Iterable[tuple[ir.StepOf, Diagnostic]], files: Iterable[Path], known: Collection[str], complete: bool
) -> Iterator[Diagnostic]:
    """What is left of findings about steps, and what is wrong with the comments in `files`.

    `known` are the codes that can be ignored. Whether a comment is of use is known only when the findings are `complete`.
    """
    of_file: dict[Path, list[Ignored]] = {}
    used: set[tuple[Path, int, str]] = set()

    def here(file: Path) -> list[Ignored]:
        whole = file.resolve()
        if whole not in of_file:
            of_file[whole] = [*comments(file)]
        return of_file[whole]

    for step, diagnostic in found:
        ignored = False
        for place in (diagnostic.span, step.span):
            if any(one.code == diagnostic.code and one.reason for one in here(place.file) if one.span.line == place.line):
                used.add((place.file.resolve(), place.line, diagnostic.code))
                ignored = True
        if not ignored:
            yield diagnostic
    for file in files:
        for one in here(file):
            if one.code not in known:
                yield _unknown(one, known)
            elif not one.reason:
                help = f"write `# velasdk: ignore[{one.code}]: ` and why it does not hold here"
                yield Diagnostic("VS050", f"`{one.code}` is ignored, and nothing says why", one.span, help)
            elif complete and (file.resolve(), one.span.line, one.code) not in used:
                message = f"there is no `{one.code}` here to ignore"
                yield Diagnostic("VS051", message, one.span, "take the comment out", Severity.WARNING)


def _unknown(one: Ignored, known: Collection[str]) -> Diagnostic:
    if not one.code:
        return Diagnostic("VS052", "the comment ignores no rule", one.span, "name one: `# velasdk: ignore[VS101]: reason`")
    near = difflib.get_close_matches(one.code.upper(), sorted(known), 1, 0.8)
    help = f"did you mean `{near[0]}`? " if near else ""
    help += "Warnings can be ignored, errors cannot: `velasdk rule` lists them"
    return Diagnostic("VS052", f"`{one.code}` is no rule that can be ignored", one.span, help)
