"""docs/engine.md is what the scenarios say today."""

from __future__ import annotations

import os
from pathlib import Path

from .page import page
from .scenario import sections

PAGE = Path(__file__).parents[2] / "docs" / "engine.md"


def test_the_page_is_current() -> None:
    updating = os.environ.get("VELASDK_UPDATE") == "1"
    if updating:
        sections.cache_clear()  # the traces may just have been written
    text = page()
    if updating:
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text, "VELASDK_UPDATE=1 pytest tests/evidence/test_page.py writes it anew"
