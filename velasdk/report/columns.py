"""An author's text on a terminal: how it is shown and how wide that is, so that a caret stands where it should.

Control characters, right-to-left marks and the like are spelled out: source text can neither move the cursor nor
make a line read as it is not.
"""

from __future__ import annotations

import unicodedata

TAB = 4


def shown(text: str, start: int = 0) -> str:
    """One line of text for a terminal; tabs become blanks up to the next stop, counted from column `start`."""
    parts: list[str] = []
    column = start
    for char in text:
        part = " " * (TAB - column % TAB) if char == "\t" else char if char.isprintable() else spelled(char)
        column += width(part)
        parts.append(part)
    return "".join(parts)


def spelled(char: str) -> str:
    """A character nobody would see, as Python writes it."""
    code = ord(char)
    known = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char)
    return known or (f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}")


def one_line(text: str) -> str:
    """A message: whatever is in it, it stays on its line."""
    return "".join(char if char.isprintable() else spelled(char) for char in text)


def width(text: str) -> int:
    """How many columns a terminal gives to printable text."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
