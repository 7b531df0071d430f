"""The README of an addon, for those who put its steps into workflows; rendered from `templates/README.md.j2`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from .. import ir
from ..compiler import Compiled
from ..connection import Connection
from ..paths import outputs_model
from ..schema import fields
from ..settings import Addon
from . import markdown
from .application import Access, configs
from .config import CERTIFICATES
from .limits import Limit, limit
from .parameters import Row, example, rows
from .words import Case, Piece, Sent, beginning, requests
from .yaml_text import dump


@dataclass(frozen=True, slots=True)
class _Section:
    """What the README says of one step."""

    step: ir.StepOf
    parameters: list[Row]
    requests: list[Sent]
    beginning: list[Case]
    outputs: list[Row]
    example: str
    limit: Limit | None
    configs: Mapping[str, Connection]


def readme(addon: Addon, vela: str, steps: Sequence[Compiled], read: Access) -> str:
    """The text of `README.md`; `vela` is the KubeVela it needs, `read` what the steps read."""
    sections = [
        _Section(
            compiled.step,
            rows(compiled.step.python),
            requests(compiled.step.body),
            beginning(compiled.step.body),
            rows(model) if (model := outputs_model(compiled.step.body)) is not None else [],
            dump(_workflow(compiled.step)),
            limit(compiled.step.body),
            {connection.parameter: config for config, connection in configs(compiled.step)},
        )
        for compiled in steps
    ]
    return _template().render(addon=addon, vela=vela, sections=sections, read=read, certificates=CERTIFICATES)


def _workflow(step: ir.StepOf) -> dict[str, Any]:
    """The step as an Application has it, or a WorkflowRun where it is for those only."""
    use: dict[str, Any] = {"name": step.name, "type": step.name}
    if properties := example(step.python):
        use["properties"] = properties
    if (least := limit(step.body)) is not None:
        use["timeout"] = least.timeout
    if (model := outputs_model(step.body)) is not None:
        use["outputs"] = [{"name": field.wire, "valueFrom": f"output.{field.wire}"} for field in fields(model)[:1]]
    steps = {"steps": [use]}
    return {"spec": {"workflowSpec": steps} if step.scope == "WorkflowRun" else {"workflow": steps}}


def sentence(pieces: Sequence[Piece]) -> str:
    """A sentence of a table cell."""
    return "".join(markdown.code(p.text, cell=True) if p.code else markdown.escape(p.text) for p in pieces)


def outcome(then: Sequence[Piece]) -> str:
    """What happens, as a sentence."""
    text = sentence(then)
    return text[:1].upper() + text[1:]


def conditions(when: Sequence[Sequence[Piece]]) -> str:
    """What must hold, joined."""
    text = " and ".join(sentence(pieces) for pieces in when)
    return text[:1].upper() + text[1:] if text else "In every other case"


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "prose": markdown.prose,
        "inline": markdown.inline,
        "code": markdown.code,
        "block": markdown.block,
        "outcome": outcome,
        "conditions": conditions,
    }
    return environment.get_template("README.md.j2")
