"""Reads hand-written steps and knows where each character of a template stands in its author's file.

A `.cue` file is one template, with or without the metadata that `vela def` takes. A `.yaml` file has definitions: each
document of kind WorkflowStepDefinition has its template under `spec.schematic.cue.template`; the others are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..diagnostics import Span, VelasdkError
from ..engine.inspected import Place

SUFFIXES = (".cue", ".yaml", ".yml")
"""What the name of a hand-written step ends in."""

KIND = "WorkflowStepDefinition"
LARGEST = 1_500_000
"""How many bytes etcd takes for an object, of which a template is part."""

TEMPLATE = ("spec", "schematic", "cue", "template")


@dataclass(frozen=True, slots=True)
class Written:
    """One template in a file: `name` is the definition's, `scope` its label of that name, both "" where the text says them.

    The template begins behind `before` lines of the file, each with `indent` characters before it. Where the YAML does not
    show its lines as they are (a quoted or folded text), `exact` is false and every place is where that text begins.
    """

    file: Path
    text: str
    name: str = ""
    scope: str = ""
    before: int = 0
    indent: int = 0
    exact: bool = True

    def span(self, place: Place) -> Span:
        """A place of the template in the author's file; columns in characters."""
        if not self.exact:
            return Span(self.file, self.before + 1, self.indent + 1)
        return Span(
            self.file,
            self.before + place.line,
            self._column(place.line, place.column),
            self.before + place.end_line,
            self._column(place.end_line, place.end_column),
        )

    def _column(self, line: int, column: int) -> int:
        lines = self.text.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return self.indent + len(text.encode()[: column - 1].decode(errors="ignore")) + 1


def is_written(path: Path) -> bool:
    """Whether a path is that of hand-written steps and not of Python."""
    return path.suffix in SUFFIXES


def read_written(paths: Iterable[Path]) -> list[Written]:
    """The templates in files. Raises `VelasdkError` for a file that cannot be read, and when there is none in all of them."""
    files = list(dict.fromkeys(paths))
    found = [written for file in files for written in _read(file)]
    if not found:
        raise VelasdkError(f"there is no {KIND} with a CUE template in {', '.join(map(str, files))}")
    return found


def _read(file: Path) -> Iterator[Written]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise VelasdkError(f"{file} does not exist") from None
    except UnicodeDecodeError as error:
        raise VelasdkError(f"{file} is not UTF-8: {error.reason}") from None
    except OSError as error:
        raise VelasdkError(f"{file} cannot be read: {error.strerror}") from None
    if file.suffix == ".cue":
        if text.strip():
            yield _small(Written(file, text))
        return
    for document in _documents(file, text):
        template = _below(document, TEMPLATE)
        if _text(_below(document, ("kind",))) == KIND and _text(template).strip() and isinstance(template, yaml.ScalarNode):
            yield _small(_placed(file, text, document, template))


def _small(written: Written) -> Written:
    """A template that a cluster can have. Raises `VelasdkError` for any other."""
    if len(written.text.encode()) > LARGEST:
        raise VelasdkError(f"{written.file} has a template of more than {LARGEST / 1e6:g} MB: no cluster stores that")
    return written


def _documents(file: Path, text: str) -> list[yaml.Node]:
    """The documents of a YAML file; of a template of a Helm chart, with something in the place of what Helm fills in."""
    try:
        return _composed(text)
    except yaml.YAMLError as error:
        plain = re.sub(r"^[ \t]*\{\{[^{}]*\}\}[ \t]*$", "", text, flags=re.MULTILINE)
        plain = re.sub(r"\{\{[^{}\n]*\}\}", lambda found: "x" * len(found[0]), plain)
        if plain != text:
            try:
                return _composed(plain)
            except yaml.YAMLError:
                pass
        place = f"{error.problem_mark.line + 1}: " if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else " "
        reason = (
            error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error).splitlines()[0]
        ) or "it cannot be parsed"
        raise VelasdkError(f"{file}:{place}is not YAML: {reason}") from None


def _composed(text: str) -> list[yaml.Node]:
    try:
        return list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except RecursionError:
        raise yaml.YAMLError("it is nested too deeply") from None


def _placed(file: Path, text: str, document: yaml.Node, template: yaml.ScalarNode) -> Written:
    """A template with its place: that of a literal block (`|`) is known line by line."""
    name = _text(_below(document, ("metadata", "name")))
    scope = _text(_below(document, ("metadata", "labels", "custom.definition.oam.dev/scope")))
    value, begins = str(template.value), int(template.start_mark.line)
    if template.style != "|":
        return Written(file, value, name, scope, begins, int(template.start_mark.column), exact=False)
    raw = text.split("\n")
    first = next((number for number, line in enumerate(value.split("\n")) if line.strip()), 0)
    line = raw[begins + 1 + first] if begins + 1 + first < len(raw) else ""
    indent = len(line.rstrip("\r")) - len(value.split("\n")[first])
    return Written(file, value, name, scope, begins + 1, max(indent, 0))


def _below(node: yaml.Node, path: Iterable[str]) -> yaml.Node | None:
    """The node at a path of keys."""
    found: yaml.Node | None = node
    for key in path:
        if not isinstance(found, yaml.MappingNode):
            return None
        pairs: list[tuple[yaml.Node, yaml.Node]] = found.value
        found = next((value for name, value in pairs if _text(name) == key), None)
    return found


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
