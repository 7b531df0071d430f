"""`velasdk publish`: an addon where `vela addon enable` finds it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from ..addon.tree import tree
from ..addon.write import MARK
from ..diagnostics import Diagnostic, VelasdkError
from ..publish.access import redacted, secrets_of
from ..publish.destination import OtherContent
from ..publish.museum import Museum
from ..publish.package import Package, leak, package
from ..publish.publication import State, destination_of, prepare
from ..publish.transport import TIMEOUT
from ..report.publication import done_line, next_lines, plan_lines, record, since_line
from ..report.render import records
from ..settings import dialects_of, near, read_settings
from .compatible import print_compatibility
from .options import Paths
from .output import output_format, print_findings, print_summary, sorted_findings, steps_of_an_addon
from .told import console

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def publish() -> None:
    """Publish what steps compile to."""


@app.command("addon")
def publish_addon(
    to: Annotated[
        str, typer.Option("--to", metavar="DEST", help="A directory, or the address of a ChartMuseum.", show_default=False)
    ],
    paths: Paths = None,
    dialect: Annotated[
        list[str] | None, typer.Option("--dialect", help="What to publish; may be repeated. [default: `dialects`]")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be published and what has changed.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a version that is published with other content.")] = False,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds in which a server has to answer.")] = TIMEOUT,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done for a program.")] = False,
) -> None:
    """Compile steps, and publish the addon of each dialect. With any error nothing is published.

    A directory becomes a static chart repository: serve it with any web server. A server has to have ChartMuseum's API;
    HELM_REPO_USERNAME and HELM_REPO_PASSWORD, or HELM_REPO_ACCESS_TOKEN, and HELM_REPO_CA_FILE let it in. The version must be
    a large enough step from the last release: what is removed or narrowed asks for a major one.
    """
    with _without_secrets(to), _Told(to) as told:
        destination = destination_of(to, os.environ, told, timeout)
        packages, found = _packages(paths, dialect, to, as_json)
        with destination.opened(writing=not dry_run) as repository:
            publications = [prepare(each, repository, force) for each in packages]
            refused = [each for each in publications if each.problem is not None]
            if not dry_run and not refused:
                repository.add([each.package for each in publications if each.state is not State.SAME], force)
    done = not dry_run and not refused
    if as_json:
        addons = [record(each, destination.shown, done) for each in publications]
        print(json.dumps({"findings": records(found), "addons": addons}, indent=2))
    else:
        for each in publications:
            lines = plan_lines(each, destination.shown) if dry_run else [done_line(each, destination.shown)] if done else []
            if since := since_line(each):
                print(since, flush=True)
                print_compatibility(each.findings)
            print("".join(f"{line}\n" for line in lines), end="")
    for each in refused:
        print(f"velasdk: {each.problem}", file=sys.stderr)
    if refused:
        raise typer.Exit(1)
    if done and not as_json:
        needs_login = isinstance(destination, Museum) and destination.access.header is not None
        print("\n".join(next_lines(publications, destination.endpoint, destination.shown, needs_login)))


def _packages(
    paths: Sequence[Path] | None, dialect: Sequence[str] | None, to: str, as_json: bool
) -> tuple[list[Package], list[Diagnostic]]:
    """The package of each dialect, compiled now, and the warnings; ends with 1 when steps have errors."""
    settings = read_settings(Path.cwd())
    dialects = dialects_of(dialect, "--dialect") if dialect else settings.dialects
    steps, findings = steps_of_an_addon(paths, settings)
    found = sorted_findings(findings)
    if as_json and findings.has_errors:
        print(json.dumps({"findings": records(found), "addons": []}, indent=2))
    elif found and not as_json:
        form = output_format(None, False)
        print_findings(found, form)
        print_summary(found, len(steps), form)
    if findings.has_errors:
        raise typer.Exit(1)
    packages: list[Package] = []
    for each in dialects:
        addon = settings.addon(each)
        files = tree(addon, each, [compiled.into(each) for compiled in steps], settings.root)
        packages.append(package(files))
        if path := leak(files, secrets_of(to, os.environ)):
            raise VelasdkError(f"{addon.name}: {path} has a password or token of this machine in it: take it out of the step")
        _note(near(settings.output / each / addon.name, Path.cwd()), files)
    return packages, found


def _note(folder: Path, files: Mapping[str, str]) -> None:
    """Say on stderr how the directory that `velasdk compile` writes differs: it is not what is published."""
    there = {path.relative_to(folder).as_posix(): _read(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    ours = {path for path, data in there.items() if path in files or MARK in data.partition(b"\n")[0]}
    if ours and any(there.get(path) != files.get(path, "").encode() for path in ours | files.keys()):
        now = "is not what the steps compile to now, and publishing does not take it"
        print(f"{folder} {now}: run `velasdk compile`", file=sys.stderr)
    for path in sorted(there.keys() - ours):
        print(f"{folder / path} is no part of the addon: velasdk did not write it", file=sys.stderr)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@contextmanager
def _without_secrets(to: str) -> Generator[None]:
    """Whatever goes wrong inside is told without what is secret in the address and the environment."""
    try:
        yield
    except VelasdkError as error:
        said = redacted(str(error), secrets_of(to, os.environ))
        if isinstance(error, OtherContent):  # somebody else was first: the author's to mend
            print(f"velasdk: {said}", file=sys.stderr)
            raise typer.Exit(1) from None
        raise VelasdkError(said) from None


class _Told:
    """What a person sees meanwhile, on stderr: a bar on a terminal, and a line when something took another attempt."""

    def __init__(self, to: str) -> None:
        self._secrets = secrets_of(to, os.environ)
        columns = (TextColumn("publishing"), BarColumn(), DownloadColumn())
        self._bar = Progress(*columns, console=console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> _Told:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def said(self, text: str) -> None:
        """Something took another attempt."""
        self._bar.console.print(redacted(text, self._secrets), soft_wrap=True)

    def sent(self, done: int, total: int) -> None:
        """So many bytes of a package are on their way."""
        self._bar.start()  # at the first package, and once
        self._bar.update(self._task, completed=done, total=total)
