"""Each rule's page is true: every bad block yields its code and nothing else, every good block nothing at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evidence.scenario import scenarios
from velasdk.checks.pages import Page, pages
from velasdk.diagnostics import Severity

from .programs import compiled, marks, told, written

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs" / "rules"
PAGES = pages()
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADINGS = ["Why", "Bad", "Good"]
FENCE = re.compile(r"^```(?:python|cue)\n", re.MULTILINE)  # tests/handwritten/test_pages.py runs the blocks in CUE
EVIDENCE = re.compile(r"- \[([a-z0-9.-]+)\]\(\.\./engine\.md#\1\)")
SHOWN = [page for page in PAGES if (page.code[2] in "13" and page.code < "VS350") or page.code == "VS212"]
"""Rules that say what an engine does. Those from VS350 on are about CUE written by hand, which their own tests execute."""

UNUSED = "VS223"
"""What an example that only declares is, whatever it is an example of: nothing uses its parameter."""

ENGINE_ONLY = {"VS301"}
"""Codes of which no bad example is known: they would be bugs of the compiler."""


def sections(page: Page) -> dict[str, str]:
    summary, *parts = re.split(r"^## (\w+)\n", page.text, flags=re.MULTILINE)
    return {"": summary} | dict(zip(parts[::2], parts[1::2], strict=True))


def blocks(heading: str) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for block in BLOCK.findall(sections(page)[heading] + "\n"):
            yield page.code, block


def named(cases: list[tuple[str, str]]) -> list[str]:
    seen: dict[str, int] = {}
    for code, _ in cases:
        seen[code] = seen.get(code, 0) + 1
    counts = dict.fromkeys(seen, 0)
    names: list[str] = []
    for code, _ in cases:
        counts[code] += 1
        names.append(f"{code}-{counts[code]}")
    return names


BAD, GOOD = list(blocks("Bad")), list(blocks("Good"))


@pytest.mark.parametrize(("code", "block"), BAD, ids=named(BAD))
def test_a_bad_block_yields_exactly_its_code(code: str, block: str, tmp_path: Path) -> None:
    file = written(tmp_path, block)
    result = compiled(file)
    assert set(result.codes) == {code}, told(result)
    errors = any(found.severity is Severity.ERROR for found in result.found)
    assert bool(result.steps) is not errors
    places = {(found.span.line, found.code) for found in result.found}
    assert places == marks(file) or places == {(1, code)}, told(result)  # line 1 is the file


@pytest.mark.parametrize(("code", "block"), GOOD, ids=named(GOOD))
def test_a_good_block_yields_nothing(code: str, block: str, tmp_path: Path) -> None:
    result = compiled(written(tmp_path, block))
    declares = code != UNUSED and "def " not in block
    assert [one for one in result.found if not (declares and one.code == UNUSED)] == [], told(result)
    assert result.steps or code == "VS019"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_a_page_has_the_shape_of_one(page: Page) -> None:
    found = sections(page)
    assert list(found) == ["", *HEADINGS, *(["Evidence"] if page in SHOWN else [])]
    summary = found[""].strip()
    assert summary.count("\n") == 0 and summary.endswith(".") and not summary.endswith("..")
    assert all(text.strip() for text in found.values())
    assert FENCE.search(found["Good"])
    assert FENCE.search(found["Bad"]) or page.code in ENGINE_ONLY
    assert max(map(len, page.text.splitlines())) <= 128


SCENARIOS = {scenario.name for scenario in scenarios()}


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.code)
def test_what_a_page_says_of_an_engine_was_seen(page: Page) -> None:
    shown = sections(page)["Evidence"].strip().splitlines()
    for line in shown:
        assert (found := EVIDENCE.fullmatch(line)), line
        assert found[1] in SCENARIOS, "a scenario of tests/evidence"


def test_codes_and_names_are_unique_and_files_have_the_names() -> None:
    assert len(PAGES) >= 55
    assert len({page.code for page in PAGES}) == len({page.name for page in PAGES}) == len(PAGES)
    files = {file.stem for file in (ROOT / "velasdk" / "checks").glob("*.py")} - {"__init__", "pages", "rule"}
    assert files == {page.name.replace("-", "_") for page in PAGES}
    for page in PAGES:
        assert re.fullmatch(r"VS[0-4][0-9]{2}", page.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", page.name)
        assert not page.name.startswith(("no-", "disallow-"))


def raised() -> set[str]:
    """The codes in string literals of the package, rule files and comments apart."""
    found: set[str] = set()
    for file in (ROOT / "velasdk").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.parent.name != "checks":
            found.update(re.findall(r'"(VS[0-9]{3})"', text))
        elif "yield Diagnostic(" in text or "RULE.found(" in text:
            found.update(re.findall(r'RULE = Rule\("(VS[0-9]{3})"', text))
    return found


def test_every_code_that_is_raised_has_a_page_and_every_page_a_code_that_is() -> None:
    assert raised() == {page.code for page in PAGES}


# ---- docs/rules


def rendered() -> dict[str, str]:
    """The files of docs/rules."""
    rows = "".join(f"| [{p.code}]({p.code}.md) | {p.name} | {p.summary.replace('|', chr(92) + '|')} |\n" for p in PAGES)
    prelude = (Path(__file__).parent / "prelude.py").read_text(encoding="utf-8")
    index = (
        "# Rules\n\n"
        "Each diagnostic has a code and a page; `velasdk rule CODE` prints it. VS0xx: the language and the models, VS1xx:\n"
        "what comes of being executed again and again, VS2xx: what the answers lead to, VS3xx: engines and secrets, from\n"
        "VS350 on templates written by hand, VS4xx: the definition. What is certainly wrong is an error. A warning is a\n"
        "judgement: a step with warnings is compiled, and a comment that says why ignores one ([VS050](VS050.md)).\n\n"
        f"| code | name | what happens |\n|---|---|---|\n{rows}\n"
        "## The examples\n\n"
        "Every bad example yields its code and nothing else, every good one nothing at all: `tests/checks/test_pages.py`\n"
        'compiles them. One without a class is the body of `class Ask(Approval, name="ask")`, with `actions = ACTIONS` unless\n'
        'it has its own, or, with a `run`, that of `class Ask(Work, name="ask")`. All begin with these:\n\n'
        f"```python\n{prelude}```\n"
    )
    files = {f"{page.code}.md": f"# {page.code}: {page.name}\n\n{page.text}\n" for page in PAGES}
    return files | {"index.md": index}


def test_docs_are_up_to_date() -> None:
    wanted = rendered()
    if os.environ.get("VELASDK_UPDATE") == "1":
        DOCS.mkdir(parents=True, exist_ok=True)
        for file in DOCS.glob("*.md"):
            file.unlink()
        for name, text in wanted.items():
            (DOCS / name).write_text(text, encoding="utf-8")
    assert {file.name: file.read_text(encoding="utf-8") for file in DOCS.glob("*.md")} == wanted, "VELASDK_UPDATE=1 pytest"
