"""Text that has broken compilers: quotes and escapes, control and direction characters, the syntax of CUE, YAML and Go."""

# ruff: noqa: E501 - code and data of steps, one line each

from __future__ import annotations

from typing import Literal

from hypothesis import strategies as st

SNIPPETS = (
    '"', '""', '"""', "'", "'''", "\\", "\\\\", "\\(", "\\(parameter.url)", "\\#(x)", '#"', '"#', "\n", "\r\n", "\t", "\x00",
    "\x07", "\x1b[31m", "\x7f", "\x85", "\u200b", "\u200f", "\u202e", "\u2028", "\u2029", "\U0001f600", "é", "e\u0301", "\ufffe",
    "ﬁ", "//", "/*", "*/", "// +usage=x", "{", "}", "{{ .x }}", "${x}", "$(x)", "`", "|", "&", "*", "_|_", "...", "@tag(x)",
    "import \"x\"", "package x", "error:", "error :", "bool | *false", "if x {", "for x in y", "parameter:", "#Fail", "---\n",
    "key: value", "- item", "? !!str", "<a&b>", "%s %d", "null", "true", "1e400", "-0", "0x10", "~", "\u0000\u0001", "\U000e0001",
)  # fmt: skip

NO_TEXT: tuple[Literal["Cs"]] = ("Cs",)

HUGE = '\\("é\n' * 20000

texts: st.SearchStrategy[str] = st.one_of(
    st.sampled_from(SNIPPETS),
    st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=NO_TEXT, exclude_characters="\ufeff"), max_size=20),
)

SURROGATES = ("\ud800", "a\udfff", "\udc80b")
