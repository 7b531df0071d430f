"""The documentation as a site: `python docs/build.py` builds it into `site/`, and anything wrong with it fails.

The pages stay where they are read in the repository too, so the site is built from a copy of what they link to, in the same
places: `../steps/custom_ws.py` is a file on both. Zensical's strict mode refuses links and anchors that lead nowhere; what is
looked for here is what a page would load from another server when somebody reads it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "docs" / "zensical.toml"
CONTENT = ("README.md", "CONTRIBUTING.md", "LICENSE", "docs", "steps", "examples", "generated", "engine/README.md")
"""What pages are, and what they link to."""

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "object": "data"}
"""Elements that load something -> the attribute that says what; `link` does so too, but for some of its kinds."""
NOT_LOADED = {"canonical", "next", "prev", "edit", "alternate"}

_ELSEWHERE = re.compile(r"(https?:)?//")
_LOADED_BY_CSS = re.compile(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")]+)")


def main() -> int:
    """Build into `site/`; 1 when the site is not as it should be."""
    problems = build(ROOT / "site")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def build(to: Path) -> list[str]:
    """Build the site into the directory `to`, in place of what is there; everything that is wrong with it."""
    with tempfile.TemporaryDirectory() as scratch:
        stage = Path(scratch)
        for name in CONTENT:
            _copy(ROOT / name, stage / "content" / name)
        shutil.copy(CONFIG, stage)
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", CONFIG.name]
        done = subprocess.run(command, cwd=stage, capture_output=True, text=True, check=False)
        if done.returncode:
            return [(done.stdout + done.stderr).strip()]
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(stage / "site", to)
    return list(from_elsewhere(to))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "build.py", "zensical.toml"))
    else:
        shutil.copy(source, target)


def from_elsewhere(site: Path) -> Iterator[str]:
    """What the pages and styles of a site load from other servers, each with where it stands."""
    for page in sorted(site.rglob("*.html")):
        reader = _Loads()
        reader.feed(page.read_text(encoding="utf-8"))
        yield from (f"{page.relative_to(site)}: {address} is loaded from elsewhere" for address in reader.found)
    for style in sorted(site.rglob("*.css")):
        for address in _LOADED_BY_CSS.findall(style.read_text(encoding="utf-8")):
            yield f"{style.relative_to(site)}: {address} is loaded from elsewhere"


class _Loads(HTMLParser):
    """The addresses on other servers that a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = given.get("href" if tag == "link" else LOADED.get(tag, ""))
        if tag == "link" and (given.get("rel") or "") in NOT_LOADED:
            return
        if address is not None and _ELSEWHERE.match(address):
            self.found.append(address)


if __name__ == "__main__":
    sys.exit(main())
