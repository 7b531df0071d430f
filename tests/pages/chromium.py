"""Chromium without a window, in which pages are looked at as their readers see them."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",  # as root, in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Generator[Browser]:
    """The browser of the machine. Without one the test fails: a page that nobody looked at is not tested."""
    binary = next(filter(None, map(shutil.which, NAMES)), None)
    if binary is None:
        pytest.fail("no Chromium is on this machine: `make browser` installs it (Debian, as root)")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=binary, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page that is open, and what must stay empty: what it asked the network for, and what its console said."""

    page: Page
    asked: list[str] = field(default_factory=list[str])
    said: list[str] = field(default_factory=list[str])


@contextmanager
def opened(browser: Browser, file: Path, *, width: int = 1000, scheme: str = "light", script: bool = True) -> Generator[Opened]:
    """`file` as a reader opens it; fails where it asks for anything or complains."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        service_workers="block",
    )
    found = Opened(context.new_page())

    def said(dialog: Dialog) -> None:
        found.said.append(dialog.message)
        dialog.dismiss()

    found.page.on("request", lambda request: found.asked.append(request.url))
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    found.page.on("dialog", said)
    found.page.goto(file.as_uri())
    yield found
    assert [url for url in found.asked if url.partition("#")[0] != file.as_uri()] == []
    assert found.said == []
    context.close()
