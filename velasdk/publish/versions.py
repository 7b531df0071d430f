"""Versions of an addon: what follows what, how large a step is, and which versions of KubeVela a constraint takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from ..diagnostics import VelasdkError
from .kinds import Bump

Base: TypeAlias = tuple[int, int, int]
Rank: TypeAlias = tuple[Base, bool, tuple[tuple[bool, int, str], ...]]

_VERSION = re.compile(
    r"v?([0-9]{1,18})(?:\.([0-9]{1,18}))?(?:\.([0-9]{1,18}))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?"
)
_BOUND = re.compile(r"\s*(>=|<)\s*v?([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})\s*")
_ENDLESS: Base = (10**9, 0, 0)


@dataclass(frozen=True, slots=True)
class Version:
    """A version, as lenient as KubeVela reads one (`1.2` is `1.2.0`); what stands behind `+` has no meaning."""

    text: str
    base: Base
    early: tuple[str, ...]

    @property
    def rank(self) -> Rank:
        """Sorts as semver.org has it: `1.0.0-rc.2` before `1.0.0-rc.10`, both before `1.0.0`."""
        parts = tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in self.early)
        return self.base, not self.early, parts

    def counted(self, bump: Bump) -> Bump:
        """How large a step is from here: below 1.0.0 an addition is a patch and a breaking change is minor, as cargo has it."""
        if self.base[0] > 0:
            return bump
        return Bump.MINOR if bump is Bump.MAJOR else Bump.PATCH

    def after(self, counted: Bump) -> Base:
        """The least release that is a step so large. A pre-release promises nothing yet, and is followed by its release."""
        major, minor, patch = self.base
        if self.early:
            return self.base
        if counted is Bump.PATCH:
            return major, minor, patch + 1
        return (major, minor + 1, 0) if counted is Bump.MINOR else (major + 1, 0, 0)


def version(text: str) -> Version:
    """The version that `text` is. Raises `VelasdkError`."""
    found = _read(text)
    if found is None:
        raise VelasdkError(f"{text[:200]!r} is no version")
    return found


def precedence(text: str) -> Rank | None:
    """By what versions are sorted, equal for `1.2` and `v1.2.0`; None for what is no version."""
    found = _read(text)
    return None if found is None else found.rank


def is_prerelease(text: str) -> bool:
    """Whether `text` is a version before its release, which KubeVela installs only when it is asked for."""
    found = _read(text)
    return found is not None and bool(found.early)


def _read(text: str) -> Version | None:
    match = _VERSION.fullmatch(text) if len(text) <= 200 else None
    if match is None:
        return None
    major, minor, patch, early = match.groups()
    return Version(text, (int(major), int(minor or 0), int(patch or 0)), tuple(early.split(".")) if early else ())


def shown(base: Base) -> str:
    """`1.2.0`."""
    return ".".join(map(str, base))


def takes_as_many(old: str, new: str) -> bool:
    """Whether each KubeVela that satisfies the constraint `old` satisfies `new`; not where that cannot be told."""
    if not new.strip():
        return True
    before, after = _range(old), _range(new)
    return before is not None and after is not None and after[0] <= before[0] and before[1] <= after[1]


def _range(constraint: str) -> tuple[Base, Base] | None:
    """From which version up to which a constraint goes, if it is made of `>=` and `<`."""
    low, high = (0, 0, 0), _ENDLESS
    for part in constraint.split(",") if constraint.strip() else ():
        match = _BOUND.fullmatch(part)
        if match is None:
            return None
        bound = (int(match[2]), int(match[3]), int(match[4]))
        low, high = (max(low, bound), high) if match[1] == ">=" else (low, min(high, bound))
    return low, high
