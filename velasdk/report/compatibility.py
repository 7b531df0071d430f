"""What has changed since the last version, as lines and as records; the table of a terminal is `velasdk/cli/compatible.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ..publish.compatibility import Finding
from ..publish.kinds import Bump
from .columns import one_line

WORDS: Mapping[Bump, str] = {Bump.MAJOR: "breaking", Bump.MINOR: "addition", Bump.PATCH: "other"}
"""What a change is to whoever uses the addon. Which step of the version it asks for depends on the version, too."""

IN_FLIGHT = "runs in flight"


def by_step(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings of each step with its name, or of `the addon`; what breaks comes first."""
    return [
        (one_line(step) or "the addon", sorted(found, key=lambda one: -one.asks))
        for step, found in groupby(findings, key=lambda one: one.step)
    ]


def lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Two lines for each finding: what has changed, and what that is to runs in flight."""
    for step, found in by_step(findings):
        for one in found:
            yield one_line(f"{step}: {WORDS[one.asks]}: {one.change}")
            yield one_line(f"  {IN_FLIGHT}: {one.in_flight}")


def records(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """The findings for a program; keys are only ever added."""
    return [
        {
            "step": found.step,
            "kind": found.kind.value,
            "asks": str(found.asks),
            "change": found.change,
            "in_flight": found.in_flight,
        }
        for found in findings
    ]
