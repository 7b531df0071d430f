"""Text of others on a page: escaped by whoever puts it there, and here without what would hide or turn round what is read."""

from __future__ import annotations

from ..bodies import laid_out

LONGEST = 20_000
"""How many characters of a body a page shows."""


def visible(text: str) -> str:
    """`text` with control characters, right-to-left marks and the like spelled out; line ends and tabs stay."""
    return "".join(char if char.isprintable() or char in "\n\t" else spelled(char) for char in text.replace("\r\n", "\n"))


def spelled(char: str) -> str:
    """A character that nobody would see, by its number."""
    return f"\\u{{{ord(char):x}}}"


def pretty(text: str) -> str:
    """A body as people read it: JSON on lines of its own, the rest as it is; what is too long ends early and says so."""
    text = laid_out(text, indent=2) or text
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}\n… {len(text) - LONGEST} characters more"
    return visible(text)
