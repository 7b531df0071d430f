"""YAML as the addon's files hold it: every text comes out of any YAML 1.1 or 1.2 reader as it went in.

PyYAML, Go's yaml.v2 and yaml.v3 disagree on which plain words are numbers or booleans (`y`, `1e3`, `0o7`), so only words that
nobody takes for anything else are plain. A text of several lines is a literal block where YAML can hold it so.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.emitter import ScalarAnalysis
from yaml.nodes import ScalarNode

_PLAIN = re.compile(r"[A-Za-z]([A-Za-z0-9 ,._/()-]*[A-Za-z0-9.)])?", re.ASCII)
_WORDS = frozenset("true false yes no on off y n null nan inf".split())
_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r", "\0": r"\0"}


def dump(data: Any) -> str:
    """`data` (dicts, lists, texts, numbers) as a YAML document; keys in their order. Lone surrogates are not text."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # lists lie under their key, as people write them

    def ignore_aliases(self, data: Any) -> bool:
        return True  # an anchor would only puzzle whoever reads the file

    def represent_text(self, text: str) -> ScalarNode:
        plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
        return ScalarNode("tag:yaml.org,2002:str", text, style="|" if _is_block(text) else None if plain else '"')

    def analyze_scalar(self, scalar: str) -> ScalarAnalysis:
        if _is_block(scalar):  # PyYAML takes the tab, which indents CUE, for a special character
            return ScalarAnalysis(scalar, False, True, False, False, False, False, True)
        return super().analyze_scalar(scalar)

    def write_literal(self, text: str) -> None:
        # As PyYAML does, but by lines: it looks at each character, which takes a second for a hundred templates.
        hints = self.determine_block_hints(text)
        self.write_indicator(f"|{hints}", True)
        self.write_line_break()
        indent = " " * (self.indent or 0)
        lines = text.removesuffix("\n").split("\n")
        self.stream.write("\n".join(indent + line if line else "" for line in lines))
        self.write_line_break()

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        # PyYAML leaves invisible characters as they are, and a right-to-left mark can make a file read as it is not.
        quoted = "".join(_ESCAPES.get(char) or (char if char.isprintable() else _code(char)) for char in text)
        self.write_indicator(f'"{quoted}"', True)


_Dumper.add_representer(str, _Dumper.represent_text)


def _is_block(text: str) -> bool:
    """Whether a literal block holds `text`: several lines of visible characters."""
    return "\n" in text and text.replace("\n", "").replace("\t", "").isprintable()


def _code(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
