"""`velasdk init`: a project that works at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..diagnostics import VelasdkError
from ..dialects import NEWEST
from ..scaffold.names import module_of, project_name, step_name, suggested
from ..scaffold.project import files_of, write_new
from ..settings import FILE, near, project_around

SHOWN = 3
"""So many of the files that are in the way are named."""


def init_project(
    name: Annotated[
        str | None, typer.Argument(help="The project and its addon. [with --here: the folder's name]", show_default=False)
    ] = None,
    here: Annotated[bool, typer.Option("--here", help="Write into the current folder what is not there yet.")] = False,
    step: Annotated[str, typer.Option("--step", help="The name of the first step.")] = "review",
) -> None:
    """Begin a project in a new folder NAME: a step, its tests, settings, CI and a README with the next commands."""
    if name is None and not here:
        raise typer.BadParameter("give the project a name, as in `velasdk init platform-steps`, or --here")
    if name in (".", "./"):
        raise VelasdkError("for the current folder there is an option: `velasdk init --here`")
    if name is None:
        name = suggested(Path.cwd().name)
        if not name:
            raise VelasdkError("the folder's name cannot name a project: give one, `velasdk init NAME --here`")
    files = files_of(project_name(name), step_name(step))
    folder = Path() if here else _alone(_free(Path(name)))
    done = write_new(folder, files)
    for path in done.written:
        print(f"wrote {folder / path}")
    for path in done.kept:
        print(f"kept {folder / path}, which was there")
    if FILE in done.kept:
        print(f'next, add the addon to {FILE}:\n  [tool.velasdk.addon]\n  name = "{name}"')
        return
    print("next:")
    if not here:
        print(f"  cd {name}")
    print("  velasdk check")
    print(f"  python -m pytest tests/test_{module_of(step)}.py")
    print("  velasdk compile")
    print(f"and on KubeVela's own engine, once `velasdk engine build {NEWEST}` has built it (README.md says more):")
    print(f"  velasdk simulate {step}")
    print("  python -m pytest")


def _alone(folder: Path) -> Path:
    """`folder`, when it would be no project in another one. Raises `VelasdkError` otherwise."""
    if (around := project_around(Path.cwd())) is not None:
        raise VelasdkError(
            f"{near(around, Path.cwd())} is that of a velasdk project, and {folder} would be another one in it: "
            f"add a step to the one that is there, or run `velasdk init {folder}` elsewhere; for one in the other "
            f"make the folder and run `velasdk init --here` in it"
        )
    return folder


def _free(folder: Path) -> Path:
    """`folder`, when nothing is in it that could be lost. Raises `VelasdkError` otherwise."""
    if folder.is_dir():
        there = sorted(path.name for path in folder.iterdir())
        if there:
            more = ", ..." if len(there) > SHOWN else ""
            raise VelasdkError(
                f"{folder} is not empty, it has {', '.join(there[:SHOWN])}{more}: choose another name, "
                f"or run `velasdk init --here` in it, which overwrites nothing"
            )
    elif folder.exists() or folder.is_symlink():
        raise VelasdkError(f"{folder} is there already, and is no folder: choose another name")
    return folder
