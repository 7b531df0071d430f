"""What a rule is: a code, a name, and a page that is the docstring of its file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` never changes its meaning; `name` reads as "allow <name>", in kebab case."""

    code: str
    name: str
