"""Findings as SARIF 2.1.0, which code scanning and editors read: one run, with the pages of the rules it speaks of.

Source: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; what GitHub makes of it is in its
documentation, "SARIF support for code scanning".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..checks.pages import Page, pages
from ..diagnostics import Diagnostic, Span
from .source_lines import SourceLines
from .tree import in_tree

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The name by which consumers know the top of the repository; where that is, is theirs to say."""

FINGERPRINT = "velasdkFinding/v1"


def sarif(diagnostics: Sequence[Diagnostic], root: Path) -> str:
    """The log as JSON; with no findings it is a run without results. Files are named from `root`."""
    codes = sorted({found.code for found in diagnostics})
    known = {page.code: page for page in pages()} if codes else {}
    results = _Results(root, codes)
    number = version("velasdk")
    driver = {
        "name": "velasdk",
        "version": number,
        "rules": [_rule(code, known.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [results.of(found) for found in diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, page: Page | None) -> dict[str, Any]:
    if page is None:
        return {"id": code}
    return {
        "id": code,
        "name": page.name,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.why},
        "help": {"text": page.whole, "markdown": page.whole},
    }


@dataclass(slots=True)
class _Results:
    """Makes results; equal ones are counted."""

    root: Path
    codes: list[str]
    _lines: SourceLines = field(default_factory=SourceLines)
    _seen: Counter[str] = field(default_factory=Counter[str])

    def of(self, found: Diagnostic) -> dict[str, Any]:
        where = _artifact(found.span.file, self.root)
        return {
            "ruleId": found.code,
            "ruleIndex": self.codes.index(found.code),
            "level": found.severity.value,
            "message": {"text": found.message + (f"\nhelp: {found.help}" if found.help else "")},
            "locations": [{"physicalLocation": {"artifactLocation": where, "region": _region(found.span)}}],
            "partialFingerprints": {FINGERPRINT: self._fingerprint(found, where["uri"])},
        }

    def _fingerprint(self, found: Diagnostic, uri: str) -> str:
        """What stays while other lines come and go: rule, file, the text of the line, and which of equal ones it is."""
        identity = "\0".join((found.code, uri, (self._lines.at(found.span) or "").strip()))
        self._seen[identity] += 1
        return hashlib.sha256(f"{identity}\0{self._seen[identity]}".encode(errors="replace")).hexdigest()


def _artifact(file: Path, root: Path) -> dict[str, str]:
    path = in_tree(file, root)
    return {"uri": path.as_uri()} if path.is_absolute() else {"uri": quote(path.as_posix()), "uriBaseId": ROOT}


def _region(span: Span) -> dict[str, int]:
    """The place. Without an end a region goes to the end of its line, which is what an unknown end means."""
    start = {"startLine": max(span.line, 1), "startColumn": max(span.column, 1)}
    if span.end_line < span.line or span.end_column < 1:
        return start
    return start | {"endLine": span.end_line, "endColumn": span.end_column}
