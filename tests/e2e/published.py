"""Published addons, read as somebody does who knows Helm's repositories and nothing of velasdk."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import yaml

from tests.e2e.loopback import Server

VELASDK = Path(sys.executable).with_name("velasdk")


def velasdk(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run([VELASDK, *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def publish(project: Path, to: str | Path) -> None:
    """Publish what a project's steps compile to."""
    done = velasdk("publish", "addon", "--to", to, cwd=project)
    assert done.returncode == 0, done.stderr


@contextmanager
def served(directory: Path) -> Generator[str]:
    """A web server for a directory: its address."""

    class Files(SimpleHTTPRequestHandler):
        """Gives files."""

        def log_message(self, format: str, *arguments: object) -> None:
            """The story tells what matters."""

    server = Server(partial(Files, directory=str(directory)))
    with server.running():
        yield f"http://127.0.0.1:{server.server_port}"


def fetch(repository: str, addon: str) -> bytes:
    """The package of an addon's first version in a repository's index, which is the newest; its digest is right."""
    index = yaml.safe_load(httpx.get(f"{repository}/index.yaml", trust_env=False).raise_for_status().text)
    entry = index["entries"][addon][0]
    package = httpx.get(urljoin(f"{repository}/", entry["urls"][0]), trust_env=False).raise_for_status().content
    assert hashlib.sha256(package).hexdigest() == entry["digest"]
    return package


def definitions(package: bytes) -> list[dict[str, Any]]:
    """The definitions in a package."""
    found: list[dict[str, Any]] = []
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as archive:
        for entry in archive:
            if entry.name.split("/")[1] == "definitions":
                file = archive.extractfile(entry)
                assert file is not None
                found.append(yaml.safe_load(file.read()))
    return found
