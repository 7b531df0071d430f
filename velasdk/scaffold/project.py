"""The files of a new project, rendered from `templates/`, where each stands under the name it will have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import jinja2

from ..diagnostics import VelasdkError
from ..dialects import NEWEST
from .names import class_of, module_of

TEMPLATES = Path(__file__).parent / "templates"
SUFFIX = ".j2"


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and those that were there and stay as they are; relative to the project."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def files_of(project: str, step: str) -> dict[str, str]:
    """Path and text of every file of a project with one step, by path."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    module = module_of(step)
    words = {
        "project": project,
        "step": step,
        "module": module,
        "class": class_of(step),
        "velasdk": version("velasdk"),
        "line": NEWEST,
    }
    names = {name: name.removesuffix(SUFFIX).replace("STEP", module) for name in environment.list_templates()}
    return {names[name]: environment.get_template(name).render(words) for name in sorted(names, key=names.__getitem__)}


def write_new(folder: Path, files: Mapping[str, str]) -> Written:
    """Write into `folder` the `files` that are not there yet. Raises `VelasdkError` when one cannot be written."""
    written: list[str] = []
    kept: list[str] = []
    for name, text in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:  # never over what somebody has
                file.write(text)
        except FileExistsError:
            if not path.is_file():
                raise VelasdkError(f"{path} cannot be written: something that is no file is in the way") from None
            kept.append(name)
        except OSError as error:
            raise VelasdkError(f"{path} cannot be written: {error.strerror}") from None
        else:
            written.append(name)
    return Written(tuple(written), tuple(kept))
