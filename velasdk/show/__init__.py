"""All that there is to say of one step without running it: what it takes, sends and leaves, and what each answer leads to."""

from __future__ import annotations

from dataclasses import dataclass

from ..addon.parameters import Row, rows
from ..addon.words import Case, Sent, beginning, requests
from ..compiler import Compiled
from ..paths import outputs_model
from .diagram import Diagram, diagram


@dataclass(frozen=True, slots=True)
class Message:
    """A request in its parts, with `<...>` for what the run fills in; `headers` are lines, `body` is empty for none."""

    method: str
    address: str
    headers: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One step: `first` is what it decides before it sends anything, `outputs` what later steps read."""

    compiled: Compiled
    parameters: tuple[Row, ...]
    first: tuple[Case, ...]
    requests: tuple[Sent, ...]
    outputs: tuple[Row, ...]
    diagram: Diagram


def shown(compiled: Compiled) -> Shown:
    """What there is to say of `compiled`."""
    step = compiled.step
    model = outputs_model(step.body)
    return Shown(
        compiled,
        tuple(rows(step.python)),
        tuple(beginning(step.body)),
        tuple(requests(step.body)),
        tuple(rows(model)) if model is not None else (),
        diagram(step),
    )


def message(sent: Sent) -> Message:
    """The parts of a request."""
    head, _, body = sent.text.partition("\n\n")
    first, *headers = head.split("\n")
    method, _, address = first.partition(" ")
    return Message(method, address, tuple(headers), body)
