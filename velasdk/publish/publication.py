"""What publishing a package would mean: compared with that version where it is there, and with the release before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..diagnostics import VelasdkError
from .access import access, shown
from .archive import Archive, unpack
from .compatibility import Finding, compatible, version_problem
from .destination import Destination, OtherContent, Repository
from .directory import Directory
from .index import Listed
from .museum import Museum
from .package import Package
from .transport import TIMEOUT, Watch


class State(StrEnum):
    """What becomes of a package."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"
    OTHER = "other"
    """That version is there with other content, and stays."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One package at its destination. `previous` is what it is compared with: the release before it or, if it is there with
    other content, that version itself."""

    package: Package
    state: State
    previous: Listed | None
    files: Mapping[str, str]
    """Path -> `added`, `changed`, `removed` or `same`, against `previous`."""
    findings: Sequence[Finding] = ()
    problem: str | None = None
    """Why it is not published."""


def destination_of(to: str, environment: Mapping[str, str], watch: Watch, timeout: float = TIMEOUT) -> Destination:
    """What `--to` names: a server where it begins with http:// or https://, else a directory. Raises `VelasdkError`."""
    if not to.strip():
        raise VelasdkError("--to is empty: give a directory, or the address of a server")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):/", to)
    if scheme is None:
        return Directory(Path(to))
    match scheme[1].lower():
        case "http" | "https":
            return Museum(access(to, environment), watch, timeout)
        case "oci":
            raise VelasdkError(
                f"{shown(to)}: KubeVela reads no addons from an OCI registry: give a chart repository or a directory"
            )
        case other:
            raise VelasdkError(f"{shown(to)}: {other}:// is no address to publish to: write https://HOST[/PATH] or a directory")


def prepare(package: Package, repository: Repository, replace: bool) -> Publication:
    """What publishing `package` would do; with `replace` also where that version is there with other content."""
    published = repository.index.version(package.name, package.version)
    if published is not None and (there := _readable(repository, published, replace)) is not None:
        changes = _changes(there.files, package.files)
        if package.has_content_of(there):
            return Publication(package, State.SAME, published, changes)
        if not replace:
            return Publication(package, State.OTHER, published, changes, problem=str(OtherContent(package)))
    state = State.NEW if published is None else State.REPLACED
    previous = repository.index.baseline(package.name, package.version)
    if previous is None:
        return Publication(package, state, None, _changes({}, package.files))
    old = _content(repository, previous)
    findings = compatible(old.files, package.files)
    problem = version_problem(findings, previous.version, package.version)
    said = f"{package.name} {problem}" if problem else None
    return Publication(package, state, previous, _changes(old.files, package.files), findings, said)


def _readable(repository: Repository, listed: Listed, replace: bool) -> Archive | None:
    try:
        return _content(repository, listed)
    except VelasdkError:
        if not replace:
            raise
        return None  # what is to be replaced need not be readable


def _content(repository: Repository, listed: Listed) -> Archive:
    return unpack(repository.read(listed), f"the published package of {listed}")


def _changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, str]:
    def change(path: str) -> str:
        if path not in old or path not in new:
            return "removed" if path in old else "added"
        return "same" if old[path] == new[path] else "changed"

    return {path: change(path) for path in sorted(old.keys() | new.keys())}
