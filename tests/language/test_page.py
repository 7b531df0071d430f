"""docs/language.md is what the table says today."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from velasdk.engine.client import Engine

from .page import page

PAGE = Path(__file__).parents[2] / "docs" / "language.md"


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_the_page_is_current(engine: Engine) -> None:
    text = page(engine)
    if os.environ.get("VELASDK_UPDATE") == "1":
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text, "VELASDK_UPDATE=1 pytest tests/language writes it anew"
