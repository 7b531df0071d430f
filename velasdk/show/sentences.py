"""What the answers to a request lead to, as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from ..addon.words import Case, Piece


def sentence(pieces: Iterable[Piece], code: str = "`") -> str:
    """A sentence as text; `code` stands around what is code."""
    return "".join(f"{code}{piece.text}{code}" if piece.code else piece.text for piece in pieces)


def condition(case: Case, code: str = "`") -> str:
    """What must hold for `case`, as text."""
    return " and ".join(sentence(pieces, code) for pieces in case.when) or "in every other case"
