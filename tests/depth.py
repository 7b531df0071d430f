"""How much the tests try: a share that is done in minutes or, with `VELASDK_TEST_FULL=1` as `make prove` has it, all of it."""

from __future__ import annotations

import os

FULL = bool(os.environ.get("VELASDK_TEST_FULL"))

SHARE = 20
"""What is tried where all of it would take too long: one in so many."""

CANDIDATES = 20_000 if FULL else 200
"""How many histories are drawn at most where those that lead somewhere are looked for: drawing costs more than playing."""


def share(count: int, least: int = 1) -> int:
    """`count` where everything is proved, else its share, but not less than `least`."""
    return count if FULL else max(least, count // SHARE)
