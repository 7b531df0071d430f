"""What a project says in `pyproject.toml`: `[tool.velasdk]`, with defaults from `[project]`.

Everything is checked at once when the file is read, but for the addon's name and version, which only the commands
that write an addon need: `velasdk check` works in a project that has none.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .diagnostics import VelasdkError
from .dialects import Dialect

FILE = "pyproject.toml"


NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
VERSION = re.compile(
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
    r"(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?"
)
NAME_LENGTH = 57  # `addon-<name>` becomes a label value, which holds 63 characters
VERSION_LENGTH = 63  # a label value too

READ_BY_KUBEVELA = (
    "config-templates/",
    "definitions/",
    "godef/",
    "metadata.yaml",
    "parameter.cue",
    "readme.md",
    "resources/",
    "schemas/",
    "template.cue",
    "template.yaml",
    "views/",
)
"""Paths in an addon: KubeVela loses each one that begins with the addon's own name (`reader_memory.go`)."""

NAMED: Mapping[Dialect, str] = {Dialect.LEGACY: "-legacy", Dialect.BUILTIN: ""}
"""What is added to the name of an addon: a registry offers the newest version of a name, whatever the cluster is."""

Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class _AddonTable(_Strict):
    name: Text | None = None
    version: Text | None = None
    description: str | None = None
    homepage: str | None = None
    icon: str = ""
    tags: list[Text] = []


class _Table(_Strict):
    steps: Annotated[list[Text], Field(min_length=1)] = ["steps"]
    output: Text = "generated"
    dialects: Annotated[list[Text], Field(min_length=1)] = [Dialect.BUILTIN.value]
    addon: _AddonTable = _AddonTable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addon:
    """The addon as `metadata.yaml` describes it."""

    name: str
    version: str
    description: str = ""
    homepage: str = ""
    icon: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one project. `root` is the folder of its `pyproject.toml`, or where velasdk was started."""

    root: Path
    steps: tuple[Path, ...] = (Path("steps"),)
    output: Path = Path("generated")
    dialects: tuple[Dialect, ...] = (Dialect.BUILTIN,)
    file: Path | None = None
    given: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What `[tool.velasdk.addon]` says."""
    project: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What `[project]` says."""

    def addon(self, dialect: Dialect = Dialect.BUILTIN) -> Addon:
        """The addon to write. Raises `VelasdkError` when its name or version is missing or cannot be one."""
        name, name_key = self._text("name")
        name += NAMED[dialect]
        version, version_key = self._text("version")
        if problem := name_problem(name):
            raise self._error(name_key, f"{name!r} cannot name an addon: {problem}", "name")
        if not VERSION.fullmatch(version) or len(version) > VERSION_LENGTH:
            raise self._error(
                version_key, f"{version!r} is no version of an addon, which is like 1.2.0 or 1.2.0-rc.1", "version"
            )
        description = self.given.get("description")
        homepage = self.given.get("homepage")
        return Addon(
            name=name,
            version=version,
            description=_string(self.project.get("description")) if description is None else description,
            homepage=_homepage(self.project.get("urls")) if homepage is None else homepage,
            icon=self.given.get("icon", ""),
            tags=tuple(self.given.get("tags", ())),
        )

    def _text(self, key: str) -> tuple[str, str]:
        """The name or the version, and the key it comes from."""
        if (value := self.given.get(key)) is not None:
            return value, f"tool.velasdk.addon.{key}"
        if value := _string(self.project.get(key)):
            return value, f"project.{key}"
        where = self.file.name if self.file is not None else f"a {FILE} here"
        raise VelasdkError(f"the addon has no {key}: write `{key}` under [tool.velasdk.addon] or [project] in {where}")

    def _error(self, key: str, message: str, short: str) -> VelasdkError:
        help = f"; set `{short}` under [tool.velasdk.addon]" if key.startswith("project.") else ""
        return VelasdkError(f"{_shown(self.file)}: `{key}`: {message}{help}")


def name_problem(name: str) -> str | None:
    """Why an addon cannot be called `name`; None when it can."""
    if not NAME.fullmatch(name):
        return "use lower-case letters and digits in words joined by single `-`"
    if len(name) > NAME_LENGTH:
        return f"it has {len(name)} characters, and KubeVela has room for {NAME_LENGTH}"
    if lost := next((path for path in READ_BY_KUBEVELA if path.startswith(name)), None):
        return f"KubeVela would lose `{lost}` of an addon with that name"
    return None


def read_settings(start: Path) -> Settings:
    """The settings of the project that the folder `start` is in. Raises `VelasdkError` naming the file and the key."""
    start = start.resolve()
    file = _file_above(start)
    if file is None:
        return Settings(start, (near(start / "steps", start),), near(start / "generated", start))
    data = _toml(file)
    given = _table(file, data, "tool", "velasdk")
    try:
        table = _Table.model_validate(given)
    except ValidationError as error:
        problems = "; ".join(_problem(detail) for detail in error.errors(include_url=False))
        raise VelasdkError(f"{_shown(file)}: {problems}") from None
    root = file.parent
    return Settings(
        root,
        tuple(near(root / path, start) for path in table.steps),
        near(root / table.output, start),
        dialects_of(table.dialects, f"{_shown(file)}: `tool.velasdk.dialects`"),
        file,
        table.addon.model_dump(exclude_none=True),
        _table(file, data, "project"),
    )


def project_around(folder: Path) -> Path | None:
    """The pyproject.toml that counts in `folder`, when it is that of a velasdk project. Raises `VelasdkError`."""
    file = _file_above(folder.resolve())
    return file if file is not None and "velasdk" in _table(file, _toml(file), "tool") else None


def _file_above(start: Path) -> Path | None:
    return next((folder / FILE for folder in (start, *start.parents) if (folder / FILE).is_file()), None)


def dialects_of(names: Sequence[str], where: str) -> tuple[Dialect, ...]:
    """The dialects of that names, each once. Raises `VelasdkError`; `where` says where the names were written."""
    known = [dialect.value for dialect in Dialect]
    for name in names:
        if name not in known:
            raise VelasdkError(f"{where}: there is no dialect `{name}`: use {_listed(known)}")
    return tuple(dict.fromkeys(Dialect(name) for name in names))


def near(path: Path, here: Path) -> Path:
    """`path` as one would type it in the folder `here`: relative when it lies below."""
    path = Path(os.path.normpath(path))
    return path.relative_to(here) if path.is_relative_to(here) else path


def nearest(word: str, known: Sequence[str]) -> str:
    """`: did you mean ...?` for the known word most like `word`, else the known words."""
    close = difflib.get_close_matches(word, known, 1, 0.5)
    return f": did you mean `{close[0]}`?" if close else f": known are {_listed(known)}"


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VelasdkError(f"{_shown(file)} is not TOML: {error}") from None
    except RecursionError:
        raise VelasdkError(f"{_shown(file)} is nested too deeply") from None
    except UnicodeDecodeError as error:
        raise VelasdkError(f"{_shown(file)} is not UTF-8: {error}") from None
    except OSError as error:
        raise VelasdkError(f"{_shown(file)} cannot be read: {error.strerror}") from None


def _table(file: Path, data: dict[str, Any], *keys: str) -> dict[str, Any]:
    """The table at `keys`, empty when it is not there."""
    for depth, key in enumerate(keys, 1):
        value = data.get(key, {})
        if not isinstance(value, dict):
            raise VelasdkError(f"{_shown(file)}: `{'.'.join(keys[:depth])}` should be a table, not {_kind(value)}")
        data = cast("dict[str, Any]", value)
    return data


def _problem(detail: Mapping[str, Any]) -> str:
    """One finding of pydantic, in the words of the file."""
    *table, key = [str(part) for part in detail["loc"]]
    path = ".".join(("tool.velasdk", *table, key))
    if detail["type"] == "extra_forbidden":
        model = _AddonTable if table == ["addon"] else _Table
        return f"unknown key `{path}`{nearest(key, list(model.model_fields))}"
    if detail["type"] in ("too_short", "string_too_short"):
        return f"`{path}` is empty"
    wanted = {"list_type": "a list", "string_type": "a text", "model_type": "a table"}.get(detail["type"])
    return f"`{path}` should be {wanted or detail['msg']}, not {_kind(detail['input'])}"


def _kind(value: object) -> str:
    """What TOML calls a value of this kind."""
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "a date")


_KINDS = ((bool, "a boolean"), (int, "a number"), (float, "a number"), (str, "a text"), (list, "a list"), (dict, "a table"))


def _homepage(urls: object) -> str:
    """The homepage among `[project.urls]`, whose labels are compared as PyPI does: letters and digits only."""
    if not isinstance(urls, dict):
        return ""
    labels = {re.sub(r"[^a-z0-9]", "", str(k).lower()): v for k, v in cast("dict[object, object]", urls).items()}
    return _string(labels.get("homepage"))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _shown(file: Path | None) -> str:
    return FILE if file is None else str(near(file, Path.cwd()))
