"""CUE as a syntax tree: expressions, declarations, files. `velasdk.printer` writes it as text."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ref:
    """An identifier: a field, an import, a predeclared name, or `_`."""

    name: str


@dataclass(frozen=True, slots=True)
class Select:
    """`base.name`, or `base["name"]` when the name is not an identifier; `#Name` selects a definition."""

    base: "Expr"
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """`base[index]`; with a string literal as index it selects a regular field of any name."""

    base: "Expr"
    index: "Expr"


@dataclass(frozen=True, slots=True)
class Lit:
    """A scalar."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Interpolation:
    r"""`"text \(expression) text"`: strings are text, expressions are interpolated."""

    parts: "tuple[str | Expr, ...]"


@dataclass(frozen=True, slots=True)
class Unary:
    """`!x`, `-x`, the default mark `*x`, or a bound such as `>=1` or `=~"x"`."""

    op: str
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Binary:
    """`left op right`; parentheses are printed where the tree needs them."""

    op: str
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Call:
    """`function(args)`."""

    function: "Expr"
    args: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Bottom:
    """`_|_`."""


@dataclass(frozen=True, slots=True)
class ListLit:
    """`[a, b]`; a multiline list has one item a line."""

    items: "tuple[ListItem, ...]"
    multiline: bool = False


@dataclass(frozen=True, slots=True)
class StructLit:
    """`{...}`: inline on one line with all it contains; short without braces (`a: b: 1`) where that means the same.

    A struct of one field that `hugs` it has its braces on the lines of the field's value: `x & {a: {` ... `}}`.
    """

    items: "tuple[Decl, ...]"
    inline: bool = False
    short: bool = False
    hugs: bool = False


@dataclass(frozen=True, slots=True)
class For:
    """`for key, value in source`."""

    key: str | None
    value: str
    source: "Expr"


@dataclass(frozen=True, slots=True)
class If:
    """`if condition`."""

    condition: "Expr"


@dataclass(frozen=True, slots=True)
class Comprehension:
    """Clauses and a body, as a declaration or as an item of a list; `origin` as that of a field."""

    clauses: tuple[For | If, ...]
    body: StructLit
    origin: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """`...` or `...type`."""

    type: "Expr | None" = None


@dataclass(frozen=True, slots=True)
class Field:
    r"""`label: value`. A label is a name, an interpolation (`"\(k)"`) or a pattern (`[string]`).

    A name that CUE would take for something else is quoted, so that a label is always a regular field; `special` prints
    `_x` and `#X` as they are, as a hidden field and a definition. `doc` is printed above, `comment` behind. `origin` is the
    number of what the field was written for, 0 for nothing; it changes no text.
    """

    label: str | Interpolation | ListLit
    value: "Expr"
    optional: bool = False
    quoted: bool = False
    doc: tuple[str, ...] = ()
    comment: str | None = None
    attributes: tuple[str, ...] = ()
    special: bool = False
    origin: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Embed:
    """An expression as a declaration."""

    expr: "Expr"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment above the next declaration, with a blank line before; alone when a `Blank` follows.

    There must be a next declaration, and first in braces it is never alone: else the formatter would move it.
    """

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank line between two declarations; elsewhere nothing."""


@dataclass(frozen=True, slots=True)
class File:
    """A file: a header comment, the package, the import paths in their order, declarations."""

    imports: tuple[str, ...]
    decls: "tuple[Decl, ...]"
    doc: tuple[str, ...] = ()
    package: str | None = None


Expr = Ref | Select | Index | Lit | Interpolation | Unary | Binary | Call | Bottom | ListLit | StructLit
ListItem = Expr | Comprehension | Ellipsis
Decl = Field | Embed | Comprehension | Ellipsis | Comment | Blank
