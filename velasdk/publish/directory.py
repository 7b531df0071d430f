"""Publishing to a directory: a static Helm repository, which any web server can serve.

Whatever happens, `index.yaml` is the old one or the new one, and every package it names is whole: packages are written and
are on disk before the index that names them takes the place of the old one, in one rename. A publisher that is killed
leaves temporary files, which the next one removes, or a package that no index names, which the next one replaces. Two
publishers wait for each other by a lock that the system releases with the process.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from filelock import FileLock, Timeout

from ..diagnostics import VelasdkError
from .archive import PACKED_SIZE
from .destination import OtherContent
from .index import FILE, SIZE, Index, Listed, merged, read_index, written
from .package import Package

TEMPORARY = ".velasdk-new-"
LOCK = ".velasdk-lock"
PATIENCE = 60.0
"""For how many seconds another publisher is waited for."""


class Directory:
    """A directory as a destination; it is made when something is published."""

    endpoint = None

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self.shown = str(path)
        self._patience = patience

    @contextmanager
    def opened(self, writing: bool) -> Generator[_Repository]:
        """The repository; while it is open for writing, every other publisher waits."""
        try:
            if not writing:
                yield _Repository(self.path)
                return
            self.path.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path / LOCK, timeout=self._patience):
                _clear(self.path)
                yield _Repository(self.path)
        except Timeout:
            raise VelasdkError(f"{self.path}: somebody else has been publishing there for {self._patience:g} s") from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename is not None and error.filename != str(self.path) else ""
            raise VelasdkError(f"{self.path} cannot be published to: {where}{error.strerror or error}") from error


class _Repository:
    def __init__(self, path: Path) -> None:
        self._path = path
        if path.exists() and not path.is_dir():
            raise VelasdkError(f"{path} is no directory")
        if (path / FILE).is_symlink():
            raise VelasdkError(f"{path / FILE} is a link, which publishing would replace by a file: publish to where it leads")
        found = _content(path / FILE, SIZE)
        self.index = Index(None) if found is None else read_index(found, str(path / FILE))

    def read(self, listed: Listed) -> bytes:
        path = self._file(listed)
        data = _content(path, PACKED_SIZE)
        if data is None:
            raise VelasdkError(f"{path} is missing: {self._path / FILE} lists it as {listed}")
        if not listed.is_of(data):
            raise VelasdkError(f"{path} is not what was published as {listed}: {FILE} has another digest")
        return data

    def add(self, packages: Sequence[Package], replace: bool) -> None:
        if not packages:
            return
        index = self.index
        replaced = [(each, listed) for each in packages if (listed := index.version(each.name, each.version))]
        if replaced and not replace:
            raise OtherContent(replaced[0][0])
        for package in packages:
            # The old index is valid until the new one is there: a file that it names stays as it is until then.
            taken = self.index.names(package.file)
            file = package.file.removesuffix(".tgz") + f"-{package.digest[:12]}.tgz" if taken else package.file
            _put(self._path / file, package.data)
            index = merged(index, package, file)
        _put(self._path / FILE, written(index))
        for _, listed in replaced:
            path = self._file(listed)
            if not index.names(path.name):
                path.unlink(missing_ok=True)

    def _file(self, listed: Listed) -> Path:
        """Where the package of a version is: an absolute address is taken for one of this directory."""
        url = urlsplit(listed.url)
        parts = [unquote(part) for part in url.path.split("/") if part != "."]
        parts = parts[-1:] if url.scheme or url.netloc else parts
        if any(part in ("", ".", "..") or "/" in part or "\\" in part or "\0" in part for part in parts):
            raise VelasdkError(f"{self._path / FILE}: the url of {listed} leads out of the directory: {listed.url!a}")
        return self._path.joinpath(*parts)


def _content(path: Path, limit: int) -> bytes | None:
    """What is in a file; None where there is none."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        return None
    if len(data) > limit:
        raise VelasdkError(f"{path} has more than {limit >> 20} MB")
    return data


def _put(path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all, whatever happens, with the mode of the one it replaces."""
    temporary = path.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            if path.exists():
                shutil.copymode(path, temporary)
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Bring what a directory lists to disk, where the system can do that: a rename alone may be lost with the power."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _clear(folder: Path) -> None:
    """Remove what publishers left that were killed; nobody else is writing now."""
    for path in folder.iterdir():
        if path.name.startswith(TEMPORARY):
            path.unlink(missing_ok=True)
