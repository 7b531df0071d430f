r"""The only writer of CUE text: prints a tree of `velasdk.cue`.

`render` prints what `cue fmt` of CUE 0.14.1 prints: its output is a fixed point of that formatter. Text is data,
never syntax: strings are quoted here and nowhere else. The printer follows `cue/format` in two stages: the
tree is printed with marks (`\v` ends an aligned cell, `\n` ends a line, `\f` ends a line and every alignment),
then `_align` pads the cells as Go's `text/tabwriter` does. What has an origin stands between `\x01` with its number and
`\x03` until the lines are known. No text can contain a mark: `quote` escapes them and comments refuse them.
"""

import math
import re
from functools import cache

from .cue import (
    Binary,
    Blank,
    Bottom,
    Call,
    Comment,
    Comprehension,
    Decl,
    Ellipsis,
    Embed,
    Expr,
    Field,
    File,
    For,
    If,
    Index,
    Interpolation,
    ListItem,
    ListLit,
    Lit,
    Ref,
    Select,
    StructLit,
    Unary,
)

_LEVELS = ("|", "&", "||", "&&", "== != < <= > >= =~ !~", "+ -", "* /")
_BINARY = {op: level for level, ops in enumerate(_LEVELS, 1) for op in ops.split()}
_UNARY = frozenset("! - * != < <= > >= =~ !~".split())
_IDENTIFIER = re.compile(r"[A-Za-z$][A-Za-z0-9$_]*")
_SPECIAL = re.compile(r"(_|_?#)[A-Za-z$][A-Za-z0-9$_]*")
_ATTRIBUTE = re.compile(r"@[A-Za-z]\w*\([\w\-=,. ]*\)", re.ASCII)
_KEYWORDS = frozenset("for if in let package import true false null".split())
_OPERATORS = frozenset("div mod quo rem".split())
_PREDECLARED = re.compile("bool|bytes|string|number|float(32|64)?|u?int(8|16|32|64|128)?|rune|len|close|and|or")
_ORIGIN = re.compile("\x01([0-9]+)\x02|\x03")
_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}


def render(file: File) -> str:
    """The text of a file, as `cue fmt` prints it."""
    text = _marked(file)
    return _align(_ORIGIN.sub("", text) if "\x01" in text else text)


def render_placed(file: File) -> tuple[str, tuple[int, ...]]:
    """The text of a file as `render` prints it, and for each line of it the innermost origin at its start, 0 for none."""
    text = _marked(file)
    open_, origins = [0], list[int]()
    for line in re.split("[\n\f]", text):
        within, opened = open_[-1], 0
        for mark in _ORIGIN.finditer(line):
            if mark[1]:
                open_.append(int(mark[1]))
                opened = opened or open_[-1]
            else:
                open_.pop()
        origins.append(opened or within)
    return _align(_ORIGIN.sub("", text)), tuple(origins)


def _marked(file: File) -> str:
    """A file with all marks."""
    imports = [quote(path) for path in file.imports]
    parts = [_print(Comment(file.doc), "")] if file.doc else []
    if file.package is not None:
        parts.append(f"package {_identifier(file.package)}")
    if imports:
        parts.append(f"import {imports[0]}" if len(imports) == 1 else "import (\n\t" + "\n\t".join(imports) + "\n)")
    if body := _declarations(file.decls, ""):
        parts.append(body[:-1])
    return "\f\f".join(parts) + "\n"


def _from(origin: int, text: str) -> str:
    return f"\x01{origin}\x02{text}\x03" if origin else text


def quote(text: str) -> str:
    """A single-line string literal that evaluates to the text."""
    return f'"{_escape(text)}"'


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(char) or (char if char.isprintable() else _code(char)) for char in text)


def _code(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        raise ValueError(f"CUE has no text for the lone surrogate U+{ord(char):04X}")
    return f"\\u{ord(char):04X}" if char <= "\uffff" else f"\\U{ord(char):08X}"


def _declarations(decls: tuple[Decl, ...], tabs: str) -> str:
    """Declarations on lines of their own, each with the mark that ends its line; empty if there are none."""
    text, gap = "", False
    previous: Decl = Blank()
    for decl in decls:
        if isinstance(decl, Blank):
            # the formatter would move a comment that is alone behind a brace
            gap = not (tabs and isinstance(previous, Comment) and "\f" not in text)
            continue
        if text:
            text += ("\f\f" if gap else _break(previous, decl)) + tabs
        text += _print(decl, tabs)
        previous, gap = decl, False
    if isinstance(previous, Comment):
        raise ValueError("a comment needs a declaration behind it")
    return text and text + ("\f" if _ends_alignment(previous) else "\n")


def _break(before: Decl, after: Decl) -> str:
    """What the formatter puts between two declarations: a blank line, the end of the alignment, or a mere newline."""
    if isinstance(before, Comment):
        return "\f" if isinstance(after, Embed | Comprehension) else "\n"
    field = after if isinstance(after, Field) else None
    definition = isinstance(before, Field) and before.special and "#" in str(before.label)
    commented = field and (field.doc or field.comment is not None)
    if isinstance(after, Comment) or (commented and (definition or not isinstance(before, Field))):
        return "\f\f"
    opens = field and isinstance(field.value, ListLit | StructLit) and not _chained(field)
    alike = _nesting(before) == _nesting(after) != 0
    return "\f" if opens or not alike or _ends_alignment(before) else "\n"


def _nesting(decl: Decl) -> int:
    """How many fields are nested one in the other, braces or not; 0 when the last is a struct of several or none."""
    if not isinstance(decl, Field) or not isinstance(decl.value, StructLit):
        return int(isinstance(decl, Field))
    items = [item for item in decl.value.items if not isinstance(item, Blank | Comment)]
    return 1 + _nesting(items[0]) if len(items) == 1 else 0


def _chained(field: Field) -> Field | None:
    """The field within, when it is printed without braces."""
    match field.value:
        case StructLit((Field(doc=(), comment=None, attributes=()) as inner,), short=True) if not field.attributes:
            return inner
        case _:
            return None


def _ends_alignment(decl: Decl) -> bool:
    """Whether no line below is aligned with the last line of the declaration."""
    if not isinstance(decl, Field) or decl.comment is not None:
        return False
    inner = _chained(decl)
    return _ends_alignment(inner) if inner else _wide(decl.value)


def _wide(expr: Expr) -> bool:
    """Whether a list or struct in the expression keeps its field from being aligned."""
    while isinstance(expr, Binary):
        if _wide(expr.right):
            return True
        expr = expr.left
    match expr:
        case Unary(_, inner) | Index(inner) | Select(inner):
            return _wide(inner)
        case Call(_, args):
            return any(map(_wide, args))
        case _:
            return isinstance(expr, ListLit | StructLit)


def _field(field: Field, tabs: str | None) -> str:
    """A field: what is above it, labels, value, attributes and what is behind it."""
    commented = field.comment is not None
    if (tabs is None and (field.doc or commented)) or (commented and len(field.attributes) > 1):
        raise ValueError("a comment needs a field on a line of its own with at most one attribute")
    if bad := next((text for text in field.attributes if not _ATTRIBUTE.fullmatch(text)), None):
        raise ValueError(f"not a CUE attribute: {bad!r}")
    text = f"{_print(Comment(field.doc), tabs)}\n{tabs}" if field.doc else ""
    behind = "" if field.comment is None else f"\v{_comment_line(field.comment)}"
    while inner := _chained(field):
        text += f"{_label(field)} "
        field = inner
    gap = " " if tabs is None or _wide(field.value) else "\v"
    attributes = gap + " ".join(field.attributes) if field.attributes else ""
    return f"{text}{_label(field)}{gap}{_print(field.value, tabs)}{attributes}{behind}"


def _label(field: Field) -> str:
    name, mark = field.label, "?:" if field.optional else ":"
    if not isinstance(name, str):
        return _print(name, None) + mark
    plain = _plain(name) and not _PREDECLARED.fullmatch(name) and not field.quoted
    return (name if plain or (field.special and _SPECIAL.fullmatch(name)) else quote(name)) + mark


@cache
def _plain(name: str) -> bool:
    """Whether the name, unquoted, selects a regular field on every CUE version."""
    return bool(_IDENTIFIER.fullmatch(name)) and name not in _KEYWORDS | _OPERATORS


@cache
def _identifier(name: str) -> str:
    if not (name == "_" or _SPECIAL.fullmatch(name) or _plain(name) or name in _OPERATORS):
        raise ValueError(f"not a CUE identifier: {name!r}")
    return name


def _comment_line(text: str) -> str:
    if bad := next((char for char in text if not char.isprintable()), None):
        raise ValueError(f"a comment cannot contain U+{ord(bad):04X}")
    return f"// {text}".rstrip(" ")


def _print(node: Decl | ListItem | For | If, tabs: str | None, depth: int = 1) -> str:
    """A node and what it contains, on one line if `tabs`, the indentation, is None.

    `depth` is the formatter's: beyond 1, `+ - * /` are printed without blanks.
    """
    match node:
        case Ref(name):
            return _identifier(name)
        case Select(base, name) if _plain(name) or (name.startswith("#") and _SPECIAL.fullmatch(name)):
            return f"{_operand(base, 9, tabs, depth)}.{name}"
        case Select(base, name):
            return f"{_operand(base, 9, tabs, 1)}[{quote(name)}]"
        case Lit(value):
            return _scalar(value)
        case Field():
            return _from(node.origin, _field(node, tabs))
        case Embed(expr):
            return _print(expr, tabs)
        case Binary():
            return _binary(node, tabs, depth)
        case Comprehension(clauses, body):
            return _from(node.origin, " ".join([*(_print(clause, tabs) for clause in clauses), _print(body, tabs)]))
        case Comment(lines) if tabs is not None:
            return f"\n{tabs}".join(_comment_line(part) for line in lines for part in line.split("\n"))
        case Comment() | Blank():
            raise ValueError("a comment needs a line of its own")
        case If(condition):
            return f"if {_print(condition, tabs)}"
        case For(key, value, source):
            names = ", ".join(_identifier(name) for name in (key, value) if name is not None)
            return f"for {names} in {_print(source, tabs)}"
        case Ellipsis(type):
            return "..." if type is None or type == Ref("_") else f"...{_print(type, tabs)}"
        case Bottom():
            return "_|_"
        case Interpolation(parts):
            inner = (_escape(it) if isinstance(it, str) else f"\\({_print(it, None, depth + 1)})" for it in parts)
            return f'"{"".join(inner)}"'
        case Index(base, index):
            return f"{_operand(base, 9, tabs, 1)}[{_print(index, tabs, depth + 1)}]"
        case Call(function, args):
            depth += len(args) > 1
            called = _operand(function, 10 if isinstance(function, Interpolation) else 9, tabs, depth)
            return f"{called}({', '.join(_print(arg, tabs, depth) for arg in args)})"
        case Unary(op, operand):
            return _unary(op, _operand(operand, 8, tabs, depth))
        case ListLit(items, multiline) if multiline and items and tabs is not None:
            below = tabs + "\t"
            return "[" + "".join(f"\n{below}{_print(item, below)}," for item in items) + f"\n{tabs}]"
        case ListLit(items):
            return f"[{', '.join(_print(item, tabs) for item in items)}]"
        case StructLit(items, inline) if tabs is None or inline:
            return f"{{{', '.join(_print(item, None) for item in items if not isinstance(item, Blank))}}}"
        case StructLit((Field(doc=(), comment=None) as only,), hugs=True):
            return f"{{{_field(only, tabs)}}}"
        case StructLit(items):
            text = _declarations(items, f"{tabs}\t")
            return f"{{\f{tabs}\t{text}{tabs}}}" if text else "{}"


def _scalar(value: str | float | bool | None) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"CUE has no {value}")
    return quote(value) if isinstance(value, str) else "null" if value is None else repr(value).lower()


def _unary(op: str, operand: str) -> str:
    if op not in _UNARY:
        raise ValueError(f"not a unary operator: {op}")
    if op + operand[0] in ("<-", "<=", ">=", "!="):  # would be read as another operator
        return f"{op}({operand})"
    return f"{op} {operand}" if op + operand[0] == "--" else op + operand


def _level(expr: Expr) -> int:
    """How tightly an expression holds together."""
    if isinstance(expr, Binary):
        return _BINARY[expr.op]
    number = isinstance(expr, Lit) and isinstance(expr.value, int | float)
    return 8 if number or isinstance(expr, Unary) else 9


def _operand(expr: Expr, level: int, tabs: str | None, depth: int) -> str:
    if _level(expr) >= level:
        return _print(expr, tabs, depth)
    return f"({_print(expr, tabs, max(depth - 1, 1))})"


def _binary(expr: Binary, tabs: str | None, depth: int) -> str:
    """A chain of operators of one level, from its right end."""
    level, texts = _level(expr), list[str]()
    while True:
        blank = " " if level < 6 or level < _cutoff(expr, depth) else ""
        right = _operand(expr.right, level + 1, tabs, depth + 1)
        texts.append(f"{blank}{expr.op}{' ' if expr.op + right[0] == '--' else blank}{right}")
        if not isinstance(expr.left, Binary) or _level(expr.left) != level:
            return _operand(expr.left, level, tabs, depth + 1) + "".join(reversed(texts))
        expr = expr.left


def _cutoff(expr: Binary, depth: int) -> int:
    """The level from which operators are printed without blanks."""
    levels, clash = _levels(expr)
    return clash + 1 if clash else 6 if depth > 1 else 7 if levels >= {6, 7} else 8


def _levels(expr: Binary) -> tuple[set[int], int]:
    """The levels of the operators not in parentheses, and that of an operator a sign clashes with (or 0)."""
    level = _level(expr)
    levels, clash = {level}, 0
    for side, least in ((expr.left, level), (expr.right, level + 1)):
        if isinstance(side, Binary) and _level(side) >= least:
            inner, worst = _levels(side)
            levels, clash = levels | inner, max(clash, worst)
    if _level(expr.right) == 8:
        clash = max(clash, {"/*": 8, "--": 6}.get(expr.op + _print(expr.right, None)[0], 0))
    return levels, clash


def _align(text: str) -> str:
    """The text without marks, its cells padded as Go's tabwriter does it."""
    return "\n".join(line for section in text.split("\f") for line in _pad(section.split("\n")))


def _pad(lines: list[str]) -> list[str]:
    """Lines of one section: neighbours that have a cell in a column share its width. Indentation is empty cells."""
    rows = [re.split("[\t\v]", line) for line in lines]
    for column in range(max(map(len, rows)) - 1):
        block: list[list[str]] = []
        for row in [*rows, [""]]:
            if len(row) > column + 1:
                block.append(row)
                continue
            width = 1 + max((len(cells[column]) for cells in block), default=0)
            for cells in block:
                cells[column] = cells[column].ljust(width) if cells[column] else "\t" * math.ceil(width / 8)
            block = []
    return ["".join(row) for row in rows]
