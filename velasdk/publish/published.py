"""What a package says of its steps: its contract, where it has one, and its definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from pydantic import ValidationError

from ..contract import FILE, FORMAT, Array, Contract, Map, Object, OneOf, Promise, Type
from ..diagnostics import VelasdkError
from .yaml_data import Unreadable, read_yaml

_FOLDER, _FORMS = "definitions/", (".yaml", ".yml", ".cue")
_KINDS = ("ComponentDefinition", "PolicyDefinition", "TraitDefinition")


@dataclass(frozen=True, slots=True)
class Published:
    """One package of an addon. `definitions` are the files of its steps by name, `versions` what those say that have a
    `spec.version`; `unclear` are files with a definition that cannot be told, as path -> content."""

    contract: Contract | None
    definitions: Mapping[str, bytes]
    versions: Mapping[str, str]
    unclear: Mapping[str, bytes]


def published(files: Mapping[str, bytes]) -> Published:
    """What is in a package; `files` are path in the addon -> content. Raises `VelasdkError` for a contract that is none."""
    definitions: dict[str, bytes] = {}
    versions: dict[str, str] = {}
    unclear: dict[str, bytes] = {}
    for path in sorted(files):
        if path.startswith(_FOLDER) and path.endswith(_FORMS):
            match _document(path, files[path]):
                case {"kind": "WorkflowStepDefinition", "metadata": {"name": str(name)}, **rest} if name:
                    definitions[name] = files[path]
                    match rest.get("spec"):
                        case {"version": str(version)}:
                            versions[name] = version
                        case _:
                            pass
                case {"kind": str(kind)} if kind in _KINDS:
                    pass
                case _:
                    unclear[path] = files[path]
    contract = read_contract(files[FILE]) if FILE in files else None
    return Published(contract, definitions, versions, unclear)


def _document(path: str, content: bytes) -> Any:
    """What is in the file of a definition, None where that is not certain."""
    try:
        return None if path.endswith(".cue") else read_yaml(content, path)
    except Unreadable:
        return None


def read_contract(content: bytes, name: str = FILE) -> Contract:
    """The contract in a file, which messages call `name`. Raises `VelasdkError`."""
    data: Any = read_yaml(content, name)
    number: object = cast("dict[str, Any]", data).get("format") if isinstance(data, dict) else None
    if type(number) is int and number > FORMAT:
        raise VelasdkError(f"{name} has format {number}, and this velasdk reads {FORMAT}: use a newer one")
    try:
        found = Contract.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise VelasdkError(f"{name} is no contract: {f'`{where[:200]}`: ' if where else ''}{first['msg']}") from None
    for step, promise in found.steps.items():
        if lost := next(_unknown(promise), None):
            raise VelasdkError(f"{name} is no contract: step `{step[:200]}` has no model `{lost[:200]}`")
    return found


def _unknown(promise: Promise) -> Iterator[str]:
    """Models that are spoken of and not there."""
    tables = (promise.parameters, promise.outputs, *promise.models.values())
    named = [name for table in tables for type_ in table.values() for name in _named(type_)]
    named += [name for memory in promise.once.values() for name in (memory.reply, *memory.reads) if name is not None]
    return (name for name in named if name not in promise.models)


def _named(type_: Type) -> Iterator[str]:
    match type_:
        case Object(model=model):
            yield model
        case Array(items=inner) | Map(values=inner):
            yield from _named(inner)
        case OneOf(types=types):
            for one in types:
                yield from _named(one)
        case _:
            pass
