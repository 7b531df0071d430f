"""What publishing does or would do, in lines and as records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..publish.package import Package
from ..publish.publication import Publication, State
from ..publish.versions import is_prerelease
from .compatibility import records
from .render import count

_MARKS = {"added": "+", "changed": "~", "removed": "-", "same": " "}


def done_line(publication: Publication, where: str) -> str:
    """What was done with one package."""
    package = publication.package
    if publication.state is State.SAME:
        return f"{package} is in {where} already, with the same content"
    what = "replaced" if publication.state is State.REPLACED else "published"
    return f"{what} {package} in {where}: {_sizes(package)}"


def plan_lines(publication: Publication, where: str) -> Iterator[str]:
    """What would be done with one package, and what is in it; files are marked against what it is compared with."""
    package, previous = publication.package, publication.previous
    if publication.state is State.SAME:
        yield done_line(publication, where)
        return
    since = f"after {previous.version}" if previous else "the first release there"
    if publication.state is State.OTHER:
        since = "compared with what is there"
    what = (
        "not be published" if publication.problem else "be replaced" if publication.state is State.REPLACED else "be published"
    )
    yield f"{package} would {what} in {where}, {since}: {_sizes(package)}"
    for path, change in publication.files.items():
        size = _kilobytes(len(package.files[path])) if path in package.files else ""
        yield f"  {_MARKS[change]} {size:>6}  {path}"


def since_line(publication: Publication) -> str | None:
    """What stands above the findings, if there are any."""
    previous = publication.previous
    return f"{publication.package}, after {previous.version}:" if publication.findings and previous else None


def next_lines(publications: Sequence[Publication], endpoint: str | None, directory: str, needs_login: bool) -> Iterator[str]:
    """The commands that install what was published."""
    registry = min((each.package.name for each in publications), key=len)
    login = " --username USER --password PASSWORD" if needs_login else ""
    yield "next, with a kubeconfig" + (":" if endpoint else f" and {directory} behind a web server:")
    yield f"  vela addon registry add {registry} --type helm --endpoint {endpoint or 'https://HOST/PATH'}{login}"
    for each in publications:
        version = f" --version {each.package.version}" if is_prerelease(each.package.version) else ""
        needs = each.package.chart["annotations"]["system.vela"]
        yield f"  vela addon enable {registry}/{each.package.name}{version}  # KubeVela {needs}"


def record(publication: Publication, where: str, done: bool) -> dict[str, Any]:
    """One package for a program; keys are only ever added."""
    package, previous = publication.package, publication.previous
    return {
        "name": package.name,
        "version": package.version,
        "destination": where,
        "state": publication.state.value,
        "published": done,
        "file": package.file,
        "digest": package.digest,
        "size": len(package.data),
        "files": {path: len(data) for path, data in package.files.items()},
        "previous": previous.version if previous else None,
        "changes": {path: change for path, change in publication.files.items() if change != "same"},
        "findings": records(publication.findings),
        "problem": publication.problem,
    }


def _sizes(package: Package) -> str:
    return f"{package.file}, {count(len(package.files), 'file')}, {_kilobytes(len(package.data))}"


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.0f} kB" if size >= 1000 else f"{size} B"
