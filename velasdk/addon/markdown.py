r"""An author's text in Markdown: it is read, never rendered as something it is not.

Code spans stay, as docstrings are full of them; everything else that Markdown or HTML would take for syntax is escaped, and
characters nobody sees are spelled out.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)")
_SYNTAX = re.compile(r"([\\`*_\[\]<>&|~])")
_WORD = re.compile(r"(?<=[A-Za-z0-9])\\_(?=[A-Za-z0-9])")
_OPENS_BLOCK = re.compile(r"^(\s*)([#+=:-]|\d{1,9}(?=[.)]))", re.MULTILINE)


def visible(text: str) -> str:
    """`text` with control characters, right-to-left marks and the like spelled out; line ends stay."""
    return "".join(char if char.isprintable() or char == "\n" else f"\\u{{{ord(char):x}}}" for char in text)


def prose(text: str) -> str:
    """Paragraphs: blank lines part them, nothing in them is a heading, a list or HTML."""
    lines = [line.strip() for line in visible(_lines(text)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", _OPENS_BLOCK.sub(_escape_block, _outside_code("\n".join(lines)))).strip()


def inline(text: str) -> str:
    """Text on one line, also in a cell of a table."""
    return _OPENS_BLOCK.sub(_escape_block, _outside_code(" ".join(visible(_lines(text)).split()), cell=True))


def code(text: str, cell: bool = False) -> str:
    """A code span that shows exactly `text`, on one line; `cell` for one in a table, where even there a bar divides."""
    shown = visible(_lines(text)).replace("\n", "\\n").replace("|", "\\|" if cell else "|")
    if not shown:
        return '`""`'
    fence = "`" * (_longest_run(shown) + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def block(text: str, language: str = "") -> str:
    """A fenced block that nothing in `text` can end."""
    shown = visible(_lines(text)).rstrip("\n")
    fence = "`" * max(3, _longest_run(shown) + 1)
    return f"{fence}{language}\n{shown}\n{fence}"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\t", "    ")


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _outside_code(text: str, cell: bool = False) -> str:
    """`text` escaped but for its code spans; in a table even those need their bars escaped."""
    parts: list[str] = []
    end = 0
    for match in _CODE.finditer(text):
        parts += [escape(text[end : match.start()]), match[0].replace("|", "\\|") if cell else match[0]]
        end = match.end()
    return "".join([*parts, escape(text[end:])])


def escape(text: str) -> str:
    """A part of a line, its blanks kept, in which nothing is syntax, not even a backtick."""
    return _WORD.sub("_", _SYNTAX.sub(r"\\\1", text))  # `_` within a word is no emphasis


def _escape_block(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if not match[2].isdigit() else f"{match[1]}{match[2]}\\"
