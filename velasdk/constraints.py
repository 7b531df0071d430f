"""The constraints that pydantic keeps with a field, as keywords; those that CUE reads differently are refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import annotated_types
from pydantic.fields import FieldInfo

from .diagnostics import Problem
from .secret import Unseen


class Unsupported(Exception):
    """A type that CUE and the reader cannot hold alike; becomes a diagnostic at the field."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, help)


def constraints_in(metadata: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """The constraints in pydantic's metadata, by their keyword."""
    for item in metadata:
        match item:
            case annotated_types.Ge(ge):
                yield "ge", ge
            case annotated_types.Gt(gt):
                yield "gt", gt
            case annotated_types.Le(le):
                yield "le", le
            case annotated_types.Lt(lt):
                yield "lt", lt
            case annotated_types.MinLen(min_length):
                yield "min_length", min_length
            case annotated_types.MaxLen(max_length):
                yield "max_length", max_length
            case annotated_types.MultipleOf():
                yield "multiple_of", item.multiple_of
            case Unseen():
                yield "secret", True
            case FieldInfo():
                yield from constraints_in(tuple(item.metadata))
            case _:
                attributes: dict[str, Any] = getattr(item, "__dict__", {})
                known = {name: value for name, value in attributes.items() if value is not None}
                pattern = known.pop("pattern", None)
                if pattern is not None:
                    yield "pattern", _pattern(pattern)
                yield from known.items()
                if pattern is None and not known:
                    yield type(item).__name__, item


def is_text(value: str) -> bool:
    """Whether `value` has no lone surrogate, for which there is neither UTF-8 nor CUE."""
    return not any("\ud800" <= char <= "\udfff" for char in value)


_UNLIKE = ("\\d", "\\w", "\\s", "\\b", "\\D", "\\W", "\\S", "\\B", "\\p", "\\P", "(?")


def _pattern(pattern: object) -> str:
    """A pattern that Rust's regex (pydantic) and Go's RE2 (CUE) read alike. Raises `Unsupported`."""
    text = pattern if isinstance(pattern, str) else str(getattr(pattern, "pattern", pattern))
    if not is_text(text):
        raise Unsupported("VS010", "the pattern holds a lone surrogate, which is no text", "write the whole character")
    unlike = next((part for part in _UNLIKE if part in text.replace("\\\\", "")), None)
    if unlike is None:
        return text
    raise Unsupported(
        "VS029",
        f"`{unlike}` in the pattern {text!r} means different characters in Python and in CUE",
        "spell the characters out: `[0-9]` for digits, `[A-Za-z0-9_]` for word characters, `[ \\t\\n]` for white space",
    )


def show(annotation: Any) -> str:
    """An annotation as its author wrote it, about."""
    return annotation.__name__ if isinstance(annotation, type) and not get_args(annotation) else str(annotation)
