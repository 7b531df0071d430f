"""The author's files as syntax trees with places: from a live class or function back to the text it was written as."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from .diagnostics import Span

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One file: its text by lines and its syntax tree."""

    path: Path
    lines: tuple[str, ...]
    tree: ast.Module

    def span(self, node: ast.AST) -> Span:
        """The place of a node; columns count characters, as editors do (`ast` counts bytes)."""
        line: int = getattr(node, "lineno", 1)
        end: int = getattr(node, "end_lineno", None) or line
        start = self._column(line, getattr(node, "col_offset", 0))
        return Span(self.path, line, start, end, self._column(end, getattr(node, "end_col_offset", None) or 0))

    def _column(self, line: int, offset: int) -> int:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return offset + 1 if text.isascii() else len(text.encode()[:offset].decode(errors="ignore")) + 1


def read_source(path: Path) -> Source:
    """The source of `path`. Raises `SyntaxError`, or `UnicodeDecodeError`, as Python would."""
    text = path.read_text(encoding="utf-8-sig")
    return Source(path, tuple(text.split("\n")), ast.parse(text, filename=str(path)))


_read: dict[str, tuple[int, Source]] = {}


def source_of(path: Path) -> Source:
    """The source of `path`, parsed once for each time it changes; its path is that of whoever asked first.

    The loader asks with the path the user gave, and what a function says of itself is the whole path of the same file.
    """
    whole = str(path) if path.is_absolute() else os.path.realpath(path)
    changed = os.stat(whole).st_mtime_ns
    known = _read.get(whole)
    if known is None or known[0] != changed or (not path.is_absolute() and known[1].path != path):
        known = _read[whole] = (changed, read_source(path))
    return known[1]


def class_node(source: Source, qualified_name: str) -> ast.ClassDef | None:
    """The statement that defines a class, by its `__qualname__`; the last one where a name is defined twice."""
    body: list[ast.stmt] = source.tree.body
    found: ast.ClassDef | None = None
    for part in (part for part in qualified_name.split(".") if part != "<locals>"):
        named = [n for n in body if isinstance(n, (ast.ClassDef, ast.FunctionDef)) and n.name == part]
        if not named:
            return None
        body = named[-1].body
        found = named[-1] if isinstance(named[-1], ast.ClassDef) else None
    return found


def place(source: Source, node: ast.ClassDef, where: str) -> Span:
    """The span of a part of a class statement: `class`, `keyword:<name>`, `attribute:<name>` or `base`."""
    kind, _, name = where.partition(":")
    if kind == "keyword":
        for keyword in node.keywords:
            if keyword.arg == name:
                return source.span(keyword.value)
    if kind == "attribute":
        for statement in node.body:
            if name in assigned(statement):
                return source.span(statement)
    span = source.span(node)
    column = span.column + len("class ")
    return Span(span.file, span.line, column, span.line, column + len(node.name))


def assigned(statement: ast.stmt) -> list[str]:
    """The plain names that an assignment binds."""
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def function_node(function: Callable[..., Any]) -> tuple[Source, Function] | None:
    """The syntax of a live function or lambda, found by where its code says it begins."""
    code = getattr(function, "__code__", None)
    if code is None or not os.path.isfile(code.co_filename):
        return None
    source = source_of(Path(code.co_filename))
    here = _functions(source).get((code.co_firstlineno, code.co_name), [])
    if len(here) > 1:
        here = [n for n in here if _covers(n, code)]
    return (source, here[0]) if here else None


@cache
def _functions(source: Source) -> dict[tuple[int, str], list[Function]]:
    """The functions of a file by the line and the name that their code objects have."""
    found: dict[tuple[int, str], list[Function]] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Lambda):
            found.setdefault((node.lineno, "<lambda>"), []).append(node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.decorator_list[0] if node.decorator_list else node
            found.setdefault((first.lineno, node.name), []).append(node)
    return found


def _covers(node: Function, code: Any) -> bool:
    """Whether the instructions of `code` come from the body of `node` (several lambdas may begin on one line)."""
    body = node.body if isinstance(node, ast.Lambda) else node.body[0]
    start, end = (body.lineno, body.col_offset), (body.end_lineno or 0, body.end_col_offset or 0)
    places = [(line, column) for line, _, column, _ in code.co_positions() if line is not None and column]
    return bool(places) and all(start <= place <= end for place in places)
