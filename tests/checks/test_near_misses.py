"""Each row of the table of near misses: what is marked is refused with its code, and nothing else is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from .near_misses import NEAR, Near
from .programs import compiled, marked, told


@pytest.mark.parametrize("near", NEAR, ids=lambda near: near.marked.partition("\n")[2].strip() or near.marked)
def test_what_is_marked_is_refused_and_nothing_else(near: Near, tmp_path: Path) -> None:
    name, text = near.program
    file = tmp_path / name
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    result = compiled(file)
    wanted = [(near.code, near.place)] if near.code else []
    assert [(found.code, marked(found)) for found in result.found] == wanted, told(result)
    assert bool(result.steps) is not bool(wanted)
