"""`Secret`: a text that must not be seen, as the type of a parameter or of a field of a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias


@dataclass(frozen=True, slots=True)
class Unseen:
    """The mark of a `Secret` in an annotation."""


Secret: TypeAlias = Annotated[str, Unseen()]
"""A `str` that velasdk follows through the step: `access_token: Secret`.

To Python, to type checkers and on the wire it is a `str`, with the same constraints. Where it would come to stand in plain
text (a message, an output, a request that a broken connection shows) a warning says so; `velasdk rule VS303` and the rules
behind it say what to do instead.
"""
