"""Python and CUE as coloured lines of HTML. Pygments knows Python; CUE it does not, so there is a small pattern for it here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape
from pygments.lexers import find_lexer_class_by_name

from .text import visible

CLASSES = (
    ("Token.Comment", "note"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Keyword", "word"),
    ("Token.Operator.Word", "word"),
)
"""What is coloured in Python; the rest is as it is."""

_CUE = re.compile(
    r'(?P<note>//.*)|(?P<string>"(?:[^"\\]|\\.)*")|(?P<word>\b(?:if|for|in|import|package|null|true|false|string|int|int64|bool|number)\b)'
    r"|(?P<number>\b[0-9]+(?:\.[0-9]+)?\b)|(?P<name>[#_$A-Za-z][#\w$]*)"
)


def python_lines(lines: Sequence[str]) -> list[Markup]:
    """A Python file as coloured lines."""
    found: list[list[Markup]] = [[]]
    lexer = find_lexer_class_by_name("python")(stripnl=False, ensurenl=False)
    for kind, value in lexer.get_tokens("\n".join(lines)):
        name = next((name for of, name in CLASSES if str(kind).startswith(of)), "")
        for at, part in enumerate(value.split("\n")):
            if at:
                found.append([])
            if part:
                found[-1].append(_span(name, part))
    return [Markup().join(parts) for parts in found]


def cue_line(line: str) -> Markup:
    """A line of CUE, coloured: no string of the printer goes over several."""
    parts: list[Markup] = []
    end = 0
    for match in _CUE.finditer(line):
        kind = match.lastgroup or ""
        parts += [escape(visible(line[end : match.start()])), _span("" if kind == "name" else kind, match[0])]
        end = match.end()
    return Markup().join([*parts, escape(visible(line[end:]))])


def _span(name: str, text: str) -> Markup:
    shown = escape(visible(text))
    return Markup('<span class="{}">{}</span>').format(name, shown) if name else shown
