"""The lines of the authors' files that findings stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Span


@dataclass(slots=True)
class SourceLines:
    """Reads each file once."""

    _files: dict[Path, list[str]] = field(default_factory=dict[Path, list[str]])

    def at(self, span: Span) -> str | None:
        """The line of a span; None when the file cannot be read or is not that long."""
        if span.file not in self._files:
            try:  # universal newlines, and no others: Python counts lines so
                self._files[span.file] = span.file.read_text(encoding="utf-8", errors="replace").split("\n")
            except OSError:
                self._files[span.file] = []
        lines = self._files[span.file]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None
