"""The `full` format: each finding with the author's line, carets below what is meant, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..diagnostics import Diagnostic, Severity, Span
from .columns import one_line, shown, width
from .source_lines import SourceLines

LINE = 160
"""How many characters of a long line are shown, around the place."""


@dataclass(frozen=True, slots=True)
class Style:
    """Escape codes, or nothing."""

    error: str = ""
    warning: str = ""
    gutter: str = ""
    bold: str = ""
    end: str = ""


PLAIN = Style()
COLORS = Style("\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m")


@dataclass(slots=True)
class Frames:
    """Renders findings."""

    style: Style = PLAIN
    lines: SourceLines = field(default_factory=SourceLines)

    def render(self, diagnostic: Diagnostic) -> str:
        """One finding, without an empty line around it."""
        s, span = self.style, diagnostic.span
        level = s.error if diagnostic.severity is Severity.ERROR else s.warning
        head = f"{level}{diagnostic.severity}[{diagnostic.code}]{s.end}{s.bold}: {one_line(diagnostic.message)}{s.end}"
        gutter = " " * len(str(span.line))
        bar = f"{gutter} {s.gutter}|{s.end}"
        lines = [head, f"{gutter}{s.gutter}-->{s.end} {place(span)}"]
        if (source := self.lines.at(span)) is not None:
            text, indent, carets = _excerpt(source, span)
            number = f"{s.gutter}{span.line} |{s.end}"
            lines += [bar, f"{number} {text}".rstrip(), f"{bar} {' ' * indent}{level}{'^' * carets}{s.end}"]
        if diagnostic.help:
            first, *rest = (one_line(line) for line in diagnostic.help.split("\n"))
            lines += [bar, f"{gutter} {s.gutter}={s.end} {s.bold}help{s.end}: {first}"]
            lines += [f"{gutter}         {line}" for line in rest]
        return "\n".join(lines)


def place(span: Span) -> str:
    """`file:line:column`, on one line whatever the file is called."""
    return one_line(str(span))


def _excerpt(source: str, span: Span) -> tuple[str, int, int]:
    """The line as shown, how far the carets are indented, and how many there are."""
    source = source.rstrip()
    start = min(max(span.column - 1, 0), len(source))
    one_line_only = span.end_line in (0, span.line)
    end = span.end_column - 1 if one_line_only else len(source)  # of several lines the first is underlined
    end = min(max(end, start + 1), max(len(source), start + 1))
    before, after = "", ""
    if len(source) > LINE:
        left = max(0, min(start - LINE // 4, len(source) - LINE))
        before, after = "..." if left else "", "..." if left + LINE < len(source) else ""
        source, start, end = source[left : left + LINE], start - left, min(end - left, LINE)
    head = before + shown(source[:start], len(before))
    middle = shown(source[start:end], width(head))
    tail = shown(source[end:], width(head + middle))
    return head + middle + tail + after, width(head), max(1, width(middle))
