"""What a package must be so that KubeVela installs what is in it, and nothing else: one function a rule.

Most of this cannot go wrong in what `velasdk compile` writes. The package is looked at all the same, as it is read back:
once published, a wrong one is found by whoever installs it. Names and versions of settings and steps are checked where they
are written (`settings.py`, `definition.py`); the same expressions are used here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import yaml

from ..connection import SYSTEM
from ..definition import BUILTIN_STEPS, LABEL_KEY, LABEL_VALUE, NAME
from ..definition import VERSION as STEP_VERSION
from ..settings import VERSION, VERSION_LENGTH, name_problem
from .archive import Archive
from .yaml_data import LOADER

FOLDERS = ("config-templates", "definitions", "godef", "resources", "schemas", "views")
FILES = ("NOTES.cue", "README.md", "metadata.yaml", "parameter.cue", "readme.md", "template.cue", "template.yaml")
"""What KubeVela's addon reader knows. It goes by the beginnings of paths (`pkg/addon/addon.go`)."""
OTHERS = ("Chart.yaml", "contract.yaml")
"""What Helm and velasdk read, and KubeVela does not."""

METADATA = {
    "annotations", "dependencies", "deployTo", "description", "icon", "invisible", "name", "needNamespace", "system", "tags",
    "url", "uxPlugins", "version",
}  # fmt: skip
"""Keys of `metadata.yaml` (`pkg/addon/type.go`). KubeVela does not look at others, so a misspelt one is not seen."""

FORM = {
    "additional", "additionalParameter", "conditions", "description", "disable", "jsonKey", "label", "sort", "style",
    "subParameterGroupOption", "subParameters", "uiType", "validate",
}  # fmt: skip
"""Keys of an entry in `schemas/` (`pkg/utils/schema/ui_schema.go`): a misspelt one is not seen either."""

KINDS = ("ComponentDefinition", "PolicyDefinition", "TraitDefinition", "WorkflowStepDefinition")

_FORM = re.compile(r"schemas/workflowstep-uischema-([a-z0-9-]+)\.yaml")
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Addon:
    """The files of a package, and the YAML documents of each that is YAML; None for one that is not."""

    folder: str
    files: Mapping[str, bytes]
    documents: Mapping[str, list[Any] | None]

    def mapping(self, path: str) -> Mapping[str, Any]:
        """The one document of a file; empty when that is something else."""
        found = self.documents.get(path)
        return cast("dict[str, Any]", found[0]) if found and len(found) == 1 and isinstance(found[0], dict) else {}

    def definitions(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Path and object of each definition that can be read."""
        for path in sorted(self.documents):
            if path.startswith("definitions/") and (found := self.mapping(path)):
                yield path, found


Rule: TypeAlias = Callable[[Addon], Iterator[str]]


def problems(archive: Archive) -> list[str]:
    """Everything that is wrong with a package, each in a sentence."""
    addon = read(archive)
    return [problem for rule in RULES for problem in rule(addon)]


def read(archive: Archive) -> Addon:
    """A package as the rules look at it."""
    documents = {path: _documents(data) for path, data in archive.files.items() if path.endswith((".yaml", ".yml"))}
    return Addon(archive.folder, archive.files, documents)


def _documents(data: bytes) -> list[Any] | None:
    try:
        return list(yaml.load_all(data.decode(), Loader=LOADER))
    except (ValueError, yaml.YAMLError, RecursionError):
        return None


def paths(addon: Addon) -> Iterator[str]:
    """Every path can be a file of any system, and none is hidden."""
    for path in addon.files:
        if not _PATH.fullmatch(path):
            yield f"{path!a} is no path for an addon: use letters, digits, `.`, `_` and `-`, and no leading `.`"
    for folded, count in Counter(path.lower() for path in addon.files).items():
        if count > 1:
            yield f"{count} paths differ only in upper and lower case: {folded}"


def known_paths(addon: Addon) -> Iterator[str]:
    """Nothing is there that KubeVela takes for something else, or that nobody reads."""
    for path in addon.files:
        first = path.partition("/")[0]
        trap = next((each for each in (*FOLDERS, *FILES) if path.startswith(each)), None)
        if trap in FOLDERS and first != trap:
            yield f"{path}: KubeVela reads it as part of {trap}/, for it goes by the beginning of a path"
        elif trap in FILES and path != trap:
            yield f"{path}: KubeVela reads it as {trap}, for it goes by the beginning of a path"
        elif trap is None and path not in OTHERS:
            yield f"{path}: nothing reads it"


def name(addon: Addon) -> Iterator[str]:
    """The addon can be found and installed under its name."""
    if problem := name_problem(addon.folder):
        yield f"{addon.folder!r} cannot name an addon: {problem}"
    elif lost := next((path for path in addon.files if path.startswith(addon.folder)), None):
        yield f"{addon.folder!r} cannot name an addon: KubeVela would lose `{lost}`"
    for path in ("metadata.yaml", "Chart.yaml"):
        if (said := addon.mapping(path).get("name")) != addon.folder:
            yield f"{path} says `name: {said}`, and the folder is {addon.folder}"


def version(addon: Addon) -> Iterator[str]:
    """The version is one that labels and constraints can hold, and everywhere the same."""
    said = addon.mapping("metadata.yaml").get("version")
    if not isinstance(said, str) or not VERSION.fullmatch(said) or len(said) > VERSION_LENGTH:
        yield f"metadata.yaml: {said!r} is no version of an addon, which is like 1.2.0 or 1.2.0-rc.1"
    for key in ("version", "appVersion"):
        if (other := addon.mapping("Chart.yaml").get(key)) != said:
            yield f"Chart.yaml says `{key}: {other}`, and metadata.yaml `version: {said}`"


def required_files(addon: Addon) -> Iterator[str]:
    """What `vela addon` and Helm ask for is there."""
    for path in ("metadata.yaml", "Chart.yaml"):
        if not addon.mapping(path):
            yield f"{path} is missing, or no YAML mapping"
    templates = [path for path in ("template.cue", "template.yaml") if path in addon.files]
    if len(templates) != 1:
        yield f"an addon has a template.cue or a template.yaml: there {'is none' if not templates else 'are both'}"
    elif b"output" not in addon.files[templates[0]] and templates == ["template.cue"]:
        yield "template.cue has no `output`, without which KubeVela takes the folder for no addon"
    if not any(path.startswith("definitions/") for path in addon.files):
        yield "there is no definition"


def metadata(addon: Addon) -> Iterator[str]:
    """`metadata.yaml` and `Chart.yaml` say which KubeVela the addon needs, and have no key that is not read."""
    said = addon.mapping("metadata.yaml")
    for key in sorted(said.keys() - METADATA):
        yield f"metadata.yaml: KubeVela reads no key `{key}`"
    system = said.get("system")
    if not isinstance(system, dict) or not cast("dict[str, Any]", system).get("vela"):
        yield "metadata.yaml: `system.vela` is missing, and the addon could be installed on any KubeVela"
        return
    expected = {
        "addon.name": said.get("name"),
        **{f"system.{key}": value for key, value in cast("dict[str, Any]", system).items()},
    }
    if addon.mapping("Chart.yaml").get("annotations") != expected:
        yield "Chart.yaml: its annotations are not the requirements of metadata.yaml"


def one_definition_a_file(addon: Addon) -> Iterator[str]:
    """Each file below `definitions/` is one definition of a kind that an addon may bring."""
    for path in sorted(addon.files):
        if not path.startswith("definitions/"):
            continue
        found = addon.documents.get(path)
        if found is None:
            yield f"{path} is no YAML file"
        elif len(found) != 1 or not isinstance(found[0], dict):
            yield f"{path} has {len(found)} documents: KubeVela takes one definition a file"
        elif addon.mapping(path).get("kind") not in KINDS:
            yield f"{path}: KubeVela takes no {addon.mapping(path).get('kind')} in definitions/"
        elif addon.mapping(path).get("apiVersion") != "core.oam.dev/v1beta1":
            yield f"{path}: its apiVersion is not core.oam.dev/v1beta1"


def definition_names(addon: Addon) -> Iterator[str]:
    """Every definition has a name of its own, and none that KubeVela brings."""
    files: dict[tuple[str, str], str] = {}
    for path, found in addon.definitions():
        kind, named = str(found.get("kind")), _object_metadata(found).get("name")
        if not isinstance(named, str) or not NAME.fullmatch(named):
            yield f"{path}: {named!r} cannot name a definition"
            continue
        if kind == "WorkflowStepDefinition" and named in BUILTIN_STEPS:
            yield f"{path}: KubeVela brings a step named `{named}`"
        if _object_metadata(found).get("namespace") != SYSTEM:
            yield f"{path}: its namespace is not {SYSTEM}, where KubeVela puts it"
        if other := files.get((kind, named)):
            yield f"{path}: {other} defines `{named}` too"
        files[kind, named] = path


def definition_metadata(addon: Addon) -> Iterator[str]:
    """Labels and annotations are what Kubernetes takes, a version what KubeVela takes, and there is a template."""
    for path, found in addon.definitions():
        for part, values in (("labels", LABEL_VALUE), ("annotations", None)):
            for key, value in _mapping(_object_metadata(found).get(part)).items():
                if not isinstance(key, str) or not LABEL_KEY.fullmatch(key):
                    yield f"{path}: {key!r} cannot be a key of {part}"
                elif not isinstance(value, str) or (values and not values.fullmatch(value)):
                    yield f"{path}: {value!r} cannot be a value of {part}"
        spec = _mapping(found.get("spec"))
        given = spec.get("version")
        if given is not None and not (isinstance(given, str) and STEP_VERSION.fullmatch(given)):
            yield f"{path}: {given!r} is no version of a definition, which is three integers"
        template = _mapping(_mapping(spec.get("schematic")).get("cue")).get("template")
        if not isinstance(template, str) or not template.strip():
            yield f"{path}: it has no CUE template"


def forms(addon: Addon) -> Iterator[str]:
    """Each file below `schemas/` is a form of a step that the addon brings, as VelaUX looks it up and reads it."""
    named = {_object_metadata(found).get("name") for _, found in addon.definitions()}
    for path in sorted(addon.files):
        if not path.startswith("schemas/"):
            continue
        fits = _FORM.fullmatch(path)
        if fits is None or fits[1] not in named:
            yield f"{path}: VelaUX looks for `schemas/workflowstep-uischema-STEP.yaml` of a step of the addon"
        found = addon.documents.get(path)
        if not found or len(found) != 1 or not isinstance(found[0], list):
            yield f"{path} is no YAML list of the fields of a form"
            continue
        for key in _unread(cast("list[Any]", found[0])):
            yield f"{path}: {key}"


def _unread(form: list[Any]) -> Iterator[str]:
    """What KubeVela's types do not hold in the fields of a form, and in the fields within them."""
    for entry in form:
        field = _mapping(entry)
        if not isinstance(field.get("jsonKey"), str):
            yield "a field has no `jsonKey`"
        yield from (f"VelaUX reads no key `{key}`" for key in sorted(map(str, field.keys() - FORM)))
        if isinstance(below := field.get("subParameters"), list):
            yield from _unread(cast("list[Any]", below))


RULES: tuple[Rule, ...] = (
    paths,
    known_paths,
    name,
    version,
    required_files,
    metadata,
    one_definition_a_file,
    definition_names,
    definition_metadata,
    forms,
)


def _object_metadata(found: Mapping[str, Any]) -> Mapping[Any, Any]:
    return _mapping(found.get("metadata"))


def _mapping(value: object) -> Mapping[Any, Any]:
    return cast("dict[Any, Any]", value) if isinstance(value, dict) else {}
