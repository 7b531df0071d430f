"""`index.yaml` of a chart repository, as Helm writes it and KubeVela reads it.

KubeVela decodes the file strictly into Helm's type (`pkg/utils/helm/helm_helper.go`): with one key it does not know, or one
given twice, it reads no addon of the whole repository and does not say why. So it is read just as strictly here.

A file that is there is changed at the level of YAML nodes: every value and its quotes, and the order of everything, stay as
they are; comments do not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..addon.yaml_text import dump
from ..diagnostics import VelasdkError, printable
from .package import Package
from .versions import is_prerelease, precedence
from .yaml_data import LOADER

FILE = "index.yaml"
SIZE = 32 * 1024 * 1024  # of the largest index that is read, in bytes
DEPTH = 12
"""How deep an index may be nested; Helm's type needs 7."""

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_SIGNS = frozenset("+-.0123456789")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)

Shape: TypeAlias = "str | tuple[Shape] | dict[str, Shape]"
"""`text`, `scalar` (a number is taken for a text), `time`, `flag` or `any`; a list of one shape; a mapping with these keys, or
with any where the key is `*`."""

_TEXTS: Shape = ("text",)
_ENTRY: Shape = {
    **dict.fromkeys("name home version description icon apiVersion condition tags appVersion kubeVersion type".split(), "text"),
    **dict.fromkeys("digest checksum engine tillerVersion url".split(), "scalar"),
    "sources": _TEXTS,
    "keywords": _TEXTS,
    "urls": _TEXTS,
    "maintainers": ({"name": "text", "email": "text", "url": "text"},),
    "annotations": {"*": "text"},
    "deprecated": "flag",
    "removed": "flag",
    "created": "time",
    "dependencies": (
        {
            **dict.fromkeys("name version repository condition alias".split(), "text"),
            "tags": _TEXTS,
            "enabled": "flag",
            "import-values": ("any",),
        },
    ),
}
_INDEX: Shape = {
    "serverInfo": {"*": "any"},
    "apiVersion": "text",
    "generated": "time",
    "entries": {"*": (_ENTRY,)},
    "publicKeys": _TEXTS,
    "annotations": {"*": "text"},
}
"""`repo.IndexFile`, `repo.ChartVersion` and `chart.Metadata` of Helm 3.11 to 3.14, which KubeVela 1.9 to 1.11 read with."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One version of an addon in an index. `digest` is SHA-256 in hexadecimal, or empty."""

    name: str
    version: str
    url: str
    digest: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def is_of(self, data: bytes) -> bool:
        """Whether `data` can be what was published: it has that digest, or none is known."""
        return not self.digest or hashlib.sha256(data).hexdigest() == self.digest.removeprefix("sha256:")


@dataclass(frozen=True, slots=True)
class Index:
    """An index; `root` is None for one that does not exist yet."""

    root: MappingNode | None

    def listed(self, name: str) -> list[Listed]:
        """The versions of an addon in the order of the file."""
        return [
            Listed(name, _text(entry, "version"), next(iter(_texts(_value(entry, "urls"))), ""), _text(entry, "digest").lower())
            for entry in self.entries(name)
        ]

    def version(self, name: str, version: str) -> Listed | None:
        """That version of an addon."""
        return next((each for each in self.listed(name) if precedence(each.version) == precedence(version)), None)

    def baseline(self, name: str, version: str) -> Listed | None:
        """The release that whoever installs `version` has so far: the newest one published below it."""
        limit = precedence(version)
        below = [
            (key, each)
            for each in self.listed(name)
            if (key := precedence(each.version)) and limit and key < limit and not is_prerelease(each.version)
        ]
        return max(below, key=lambda found: found[0])[1] if below else None

    def names(self, file: str) -> bool:
        """Whether any entry has the package `file`, a name without folders."""
        urls = (
            url
            for name, _ in _pairs(_value(self.root, "entries"))
            for entry in self.entries(str(name.value))
            for url in _texts(_value(entry, "urls"))
        )
        return any(url.rpartition("/")[2] == file for url in urls)

    def entries(self, name: str) -> list[Node]:
        """The nodes of `listed`."""
        found = _value(_value(self.root, "entries"), name)
        return list(found.value) if isinstance(found, SequenceNode) else []


def read_index(data: bytes, name: str) -> Index:
    """The index in a file, which messages call `name`. Raises `VelasdkError` when KubeVela could not read it."""
    if len(data) > SIZE:
        raise VelasdkError(f"{name} has more than {SIZE >> 20} MB")
    try:
        text = data.decode("utf-8-sig")
        _bounded(text, name)
        root: Node | None = yaml.compose(text, Loader=LOADER)
    except UnicodeDecodeError:
        raise VelasdkError(f"{name} is not UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise VelasdkError(
            f"{name} is no YAML: {getattr(error, 'problem', None) or 'it has an odd character'}{where}"
        ) from None
    if root is None or _is_null(root):
        return Index(None)
    if problem := next(_problems(root, _INDEX, "the index"), None):
        line, said = problem
        raise VelasdkError(
            f"{name}, line {line}: {said}. KubeVela decodes an index strictly and would find no addon in it: mend it first"
        )
    return Index(cast("MappingNode", root))


def merged(index: Index, package: Package, url: str) -> Index:
    """`index` with `package` at `url`, instead of that version if it was there, else before the first older version."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entry = _node({**package.chart, "created": now, "digest": package.digest, "urls": [url]})
    entries = _with(_value(index.root, "entries"), package.name, _versions(index, package, entry), ordered=True)
    root = index.root if _value(index.root, "apiVersion") else _with(index.root, "apiVersion", _node("v1"))
    root = _with(root, "entries", entries)
    return Index(_with(root, "generated", _node(now)))


def written(index: Index) -> bytes:
    """The text of an index, in UTF-8."""
    text: str = cast("Any", yaml).serialize(index.root, Dumper=_DUMPER, allow_unicode=True, width=2**31 - 1)
    return text.encode()


def _versions(index: Index, package: Package, entry: Node) -> SequenceNode:
    """The versions of an addon with a new one among them."""
    own = precedence(package.version)
    nodes = index.entries(package.name)
    versions = [precedence(_text(node, "version")) for node in nodes]
    place = next((at for at, other in enumerate(versions) if other is None or (own is not None and other <= own)), len(nodes))
    before, after = nodes[:place], [node for node, other in zip(nodes[place:], versions[place:], strict=True) if other != own]
    return SequenceNode("tag:yaml.org,2002:seq", [*before, entry, *after], flow_style=False)


def _with(node: Node | None, key: str, value: Node, ordered: bool = False) -> MappingNode:
    """A mapping with another value for `key`; a new key comes last or, if `ordered`, before the first that is greater."""
    pairs = _pairs(node)
    keys = [str(found.value) for found, _ in pairs]
    if key in keys:
        pairs[keys.index(key)] = (pairs[keys.index(key)][0], value)
    else:
        place = next((at for at, found in enumerate(keys) if ordered and found > key), len(pairs))
        pairs.insert(place, (_node(key), value))
    return MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _bounded(text: str, name: str) -> None:
    """Refuse what a parser could not cope with: libyaml crashes on deep nesting, and aliases can stand for any size."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise VelasdkError(f"{name} has an anchor or alias, which no tool writes into an index")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise VelasdkError(f"{name} is nested too deep")


def _problems(node: Node, shape: Shape, what: str) -> Iterator[tuple[int, str]]:
    """Line and description of whatever in `node`, which is `what`, is not of a shape."""
    line = node.start_mark.line + 1
    if _is_null(node) or shape == "any":
        return
    match shape:
        case str():
            if not isinstance(node, ScalarNode):
                yield line, f"{what} should be a text"
            elif shape == "text" and _is_number(node):
                yield line, f"{what} should be a text: write {node.value!r} in quotes"
            elif shape == "flag" and node.tag != "tag:yaml.org,2002:bool":
                yield line, f"{what} should be true or false"
            elif shape == "time" and not _TIME.fullmatch(node.value):
                yield line, f"{what} should be a time such as 2026-01-31T12:00:00Z"
        case tuple():
            if not isinstance(node, SequenceNode):
                yield line, f"{what} should be a list"
                return
            for item in cast("list[Node]", node.value):
                yield from _problems(item, shape[0], f"an item of {what}")
        case dict():
            if not isinstance(node, MappingNode):
                yield line, f"{what} should be a mapping"
                return
            seen: set[str] = set()
            for key, value in cast("list[tuple[Node, Node]]", node.value):
                at = key.start_mark.line + 1
                if not isinstance(key, ScalarNode) or (key.value not in shape and "*" not in shape):
                    yield at, f"{what} has an unknown key `{_shown(key)}`"
                elif key.value in seen:
                    yield at, f"{what} has `{_shown(key)}` twice"
                else:
                    seen.add(key.value)
                    yield from _problems(value, shape.get(key.value, shape.get("*", "any")), f"`{_shown(key)}`")


def _is_number(node: ScalarNode) -> bool:
    """Whether a Go decoder takes a scalar for a number or a boolean; PyYAML takes `1e3` for a text, Go does not."""
    if node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool"):
        return True
    try:
        return not node.style and node.value[:1] in _SIGNS and float(node.value) == float(node.value)
    except ValueError:
        return False


def _shown(key: Node) -> str:
    return printable(str(key.value)[:60]) if isinstance(key, ScalarNode) else "..."


def _node(value: object) -> Node:
    """The node of a value, quoted as addons have it."""
    return cast("Node", yaml.compose(dump(value), Loader=LOADER))


def _is_null(node: Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null"


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.value) if isinstance(node, MappingNode) else []


def _value(node: Node | None, key: str) -> Node | None:
    return next((value for found, value in _pairs(node) if found.value == key), None)


def _text(node: Node, key: str) -> str:
    found = _value(node, key)
    return str(found.value) if isinstance(found, ScalarNode) and not _is_null(found) else ""


def _texts(node: Node | None) -> list[str]:
    return [str(item.value) for item in cast("list[Node]", node.value)] if isinstance(node, SequenceNode) else []
