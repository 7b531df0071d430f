"""Text in YAML comes out as it went in, and nothing invisible stays invisible."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from velasdk.addon.yaml_text import dump

HOSTILE = [
    "",
    " ",
    "y",
    "no",
    "NULL",
    "1e3",
    "0o17",
    "12:30:45",
    ".inf",
    "2026-01-01",
    "a: b",
    "a #b",
    "- a",
    "---",
    "...",
    "{{ x }}",
    "*a",
    "&a",
    "!tag",
    "%dir",
    "@a",
    '"quoted"',
    "it's",
    "back\\slash",
    "a\nb",
    "a\n\n\nb\n",
    "a\n\n\n",
    "\na",
    "  indented\nb",
    "a\r\nb",
    "a \nb",
    "a\n  ",
    "a\tb",
    "a\n\tb\n",
    "nul\0nul",
    "\x1b[31mred",
    "\u202eleft\u202c",
    "zero\u200bwidth",
    "a\u2028b\nc",
    "a\x85b\nc",
    "\ufeffbom",
    "\ufffe\uffff",
    "漢字 😀",
    "line\n" * 20_000,
    "x" * 100_000,
]

ANY_TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\n\n\t  :#'\"-|>\u2028\x85\0a1yn")))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_text_round_trips(text: str) -> None:
    assert_round_trip({"key": text, text: [text, {"inner": text}]})


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=3), ANY_TEXT)
def test_any_text_round_trips(mapping: dict[str, str], text: str) -> None:
    assert_round_trip({"a": {"b": text, "c": [text, mapping]}, "d": text})


def assert_round_trip(data: Any) -> None:
    written = dump(data)
    assert yaml.safe_load(written) == data
    assert yaml.load(written, yaml.CSafeLoader) == data  # libyaml, whose port is Go's reader
    assert all(char.isprintable() or char in "\n\t" for char in written)


def test_a_block_is_literal_where_yaml_can_hold_it() -> None:
    assert dump({"template": "a: {\n\tb: 1\n}\n"}) == "template: |\n  a: {\n  \tb: 1\n  }\n"


def test_only_words_nobody_misreads_are_plain() -> None:
    assert dump({"a": "Ask the platform, twice."}) == "a: Ask the platform, twice.\n"
    assert dump({"a": "yes"}) == 'a: "yes"\n'
    assert dump({"a": "1.0.0"}) == 'a: "1.0.0"\n'
