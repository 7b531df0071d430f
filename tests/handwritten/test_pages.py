"""The pages of the rules for hand-written templates are true: every bad block yields its code and nothing else, every good
block nothing at all, on all lines that a block is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from velasdk.checks.pages import Page, pages
from velasdk.engine.client import Engine

from .looking import looked_at, played, told

BLOCK = re.compile(r"^```cue\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [page for page in pages() if "VS350" <= page.code <= "VS399"]
PLAYED = "VS390"
"""The first of the codes for which a template is played with replies."""


def blocks(heading: str) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        parts = re.split(r"^## (\w+)\n", page.text + "\n", flags=re.MULTILINE)
        for block in BLOCK.findall(dict(zip(parts[1::2], parts[2::2], strict=True))[heading]):
            yield page.code, block


def codes(code: str, block: str, every_line: dict[str, Engine]) -> tuple[set[str], str]:
    """The codes that a block yields; `// --line` in its first line names the line it is for."""
    named = re.match(r"// --line (\S+)\n", block)
    looked = looked_at(block, every_line, [named[1]] if named else None)
    found = [*looked.found, *(played(looked, every_line) if code >= PLAYED else [])]
    return {one.code for one in found}, told(found)


@pytest.mark.parametrize(("code", "block"), list(blocks("Bad")), ids=[code for code, _ in blocks("Bad")])
def test_a_bad_block_yields_exactly_its_code(code: str, block: str, every_line: dict[str, Engine]) -> None:
    found, text = codes(code, block, every_line)
    assert found == {code}, text


@pytest.mark.parametrize(("code", "block"), list(blocks("Good")), ids=[code for code, _ in blocks("Good")])
def test_a_good_block_yields_nothing(code: str, block: str, every_line: dict[str, Engine]) -> None:
    found, text = codes(code, block, every_line)
    assert found == set(), text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_every_page_has_both(page: Page) -> None:
    assert {page.code} <= {code for code, _ in blocks("Bad")} & {code for code, _ in blocks("Good")}


def test_there_are_pages() -> None:
    assert len(PAGES) >= 25
