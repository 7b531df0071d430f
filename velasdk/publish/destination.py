"""What a destination is to those who publish: an index, the packages it lists, and a way to add some."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from ..diagnostics import VelasdkError
from .index import Index, Listed
from .package import Package


class OtherContent(VelasdkError):
    """The version is published already, as something else: the author has to give it another version."""

    def __init__(self, package: Package) -> None:
        super().__init__(
            f"{package} is published already, with other content: bump `version`, whoever has it would not get this one"
        )


class Repository(Protocol):
    """A destination that is open: nobody else changes a directory meanwhile."""

    @property
    def index(self) -> Index:
        """What is published."""
        ...

    def read(self, listed: Listed) -> bytes:
        """The package of a version. Raises `VelasdkError` when it is not there, or not what the index says."""
        ...

    def add(self, packages: Sequence[Package], replace: bool) -> None:
        """Publish packages; with `replace` also over a version that is there.

        Raises `OtherContent` when somebody else was first, and `VelasdkError`; for a directory nothing is changed then.
        """
        ...


class Destination(Protocol):
    """Where addons are published."""

    @property
    def shown(self) -> str:
        """How people know it, without what is secret."""
        ...

    @property
    def endpoint(self) -> str | None:
        """The address for `vela addon registry add`; None where that is not known."""
        ...

    def opened(self, writing: bool) -> AbstractContextManager[Repository]:
        """The repository, to look at or to write to. Raises `VelasdkError` when there is none."""
        ...
