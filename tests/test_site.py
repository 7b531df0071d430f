"""The documentation as a site: it builds without a broken link, loads nothing from elsewhere, and is spelled well."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from docs.build import CONFIG, ROOT, build, from_elsewhere

SPELLED = ("README.md", "CONTRIBUTING.md", "docs", "steps", "examples", "engine", "velasdk")
"""Not the tests: they are full of mistakes on purpose."""


def test_the_site_builds(tmp_path: Path) -> None:
    assert build(tmp_path / "site") == []
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Workflow steps for" in index
    pages = re.findall(r'"([\w/-]+\.md)"', CONFIG.read_text(encoding="utf-8"))
    assert len(pages) >= 20
    for page in pages:
        assert (tmp_path / "site" / page.replace("README.md", "index.md")).with_suffix(".html").is_file(), page
    assert (tmp_path / "site" / "docs" / "rules" / "VS201.html").is_file()


def test_every_page_can_be_found() -> None:
    """In the navigation, or in the index of its folder."""
    named = set(re.findall(r'"([\w/-]+\.md)"', CONFIG.read_text(encoding="utf-8")))
    indexed = {
        f"docs/{folder}/{page}"
        for folder in ("rules", "decisions")
        for page in re.findall(r"\]\(([\w-]+\.md)\)", (ROOT / "docs" / folder / "index.md").read_text(encoding="utf-8"))
    }
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert pages - named - indexed == set()
    assert tomllib.loads(CONFIG.read_text(encoding="utf-8"))["project"]["theme"]["font"] is False


@pytest.mark.parametrize(
    ("file", "text", "loads"),
    [
        ("a.html", '<script src="https://cdn.example/x.js"></script>', True),
        ("a.html", '<script src="//cdn.example/x.js"></script>', True),
        ("a.html", '<link rel="stylesheet" href="https://fonts.example/x.css">', True),
        ("a.html", '<link rel="preconnect" href="https://fonts.example">', True),
        ("a.html", '<img src="http://img.example/x.png">', True),
        ("a.html", '<iframe src="https://video.example"></iframe>', True),
        ("sub/a.css", "@import url('https://fonts.example/x.css');", True),
        ("a.css", "a { background: url(//img.example/x.png) }", True),
        ("a.html", '<a href="https://kubevela.io">KubeVela</a>', False),
        ("a.html", '<link rel="canonical" href="https://docs.example/">', False),
        ("a.html", '<script src="assets/x.js"></script><img src="x.svg">', False),
        ("a.css", "a { background: url(x.png) }", False),
    ],
)
def test_what_comes_from_elsewhere_is_seen(tmp_path: Path, file: str, text: str, loads: bool) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert bool(list(from_elsewhere(tmp_path))) is loads


def test_words_are_spelled_as_they_should_be() -> None:
    command = [sys.executable, "-m", "codespell_lib", *SPELLED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
