"""Imports an author's files and finds the step classes in them; whatever goes wrong there becomes a diagnostic."""

from __future__ import annotations

import ast
import importlib.util
import linecache
import os
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pydantic import BaseModel, PydanticUserError

from .diagnostics import Diagnostic, Findings, Problem, Span, VelasdkError
from .raised import remedy
from .source import Source, assigned, class_node, place, source_of
from .step import Step, collecting, is_step


@dataclass(frozen=True, slots=True)
class Loaded:
    """One step class with the file that defines it and the problems Python found while defining it."""

    python: type[Step]
    source: Source
    problems: tuple[Problem, ...]


def python_files(paths: Iterable[Path]) -> list[Path]:
    """The files to read: each path itself, or every `.py` below a folder but tests. Raises `VelasdkError`."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*.py") if not _skipped(p.relative_to(path)) and not p.is_dir())
        elif path.is_file():
            found.append(path)
        else:
            raise VelasdkError(f"{path} does not exist")
    return list(dict.fromkeys(found))


def _skipped(path: Path) -> bool:
    hidden = any(part.startswith(".") or part in ("__pycache__", "tests") for part in path.parts)
    return hidden or path.name.startswith("test_") or path.name == "conftest.py"


def load(files: Iterable[Path], findings: Findings) -> list[Loaded]:
    """The step classes that `files` define, in order; what cannot be imported goes to `findings`."""
    steps: list[Loaded] = []
    for file in files:
        steps += _load_file(file, findings)
    return steps


def _load_file(file: Path, findings: Findings) -> Iterator[Loaded]:
    root, name = _module_name(file.resolve())
    kept: dict[type, list[Problem]] = {}
    token = collecting.set(kept)
    sys.path.insert(0, str(root))
    # Imported anew each time, helpers beside it too: the file may have changed, and two projects may share a name.
    folder = str(file.resolve().parent)
    for known, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if path is not None and known != "__main__" and os.path.dirname(path) == folder:
            del sys.modules[known]
    try:
        if (shadowed := _shadows(name, file)) is not None:
            findings.add(shadowed)
            return
        source = _read(file)
        spec = importlib.util.spec_from_file_location(name, file.resolve())
        if spec is None or spec.loader is None:
            raise VelasdkError(f"{file} is no Python file")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    except VelasdkError:
        raise
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # whatever the author's file does, `sys.exit()` included
        findings.add(_import_error(file, error))
        return
    finally:
        sys.path.remove(str(root))
        collecting.reset(token)
    for value in vars(module).values():
        if is_step(value) and value.__module__ == name:
            yield Loaded(value, source, tuple(kept.get(value, ())))


def _read(file: Path) -> Source:
    try:
        return source_of(file)
    except OSError as error:  # a link to nothing, or nobody may read it
        raise VelasdkError(f"{file} cannot be read: {error.strerror}") from None


def _module_name(file: Path) -> tuple[Path, str]:
    """The folder to import from and the dotted name of `file` there; packages are recognised by `__init__.py`."""
    parts, folder = [file.stem], file.parent
    while (folder / "__init__.py").is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(parts if file.stem != "__init__" else parts[:-1])


def _shadows(name: str, file: Path) -> Diagnostic | None:
    """A file that would take the place of another module while it is imported, for the tool and its libraries too."""
    known = Path(getattr(sys.modules.get(name), "__file__", None) or file)
    library = "site-packages" in known.parts or Path(__file__).parent in known.parents
    if name not in sys.stdlib_module_names and not library:
        return None
    return Diagnostic(
        "VS039", f"the file takes the place of the module `{name}`", Span(file, 1), f"call it `{file.stem}_steps.py`"
    )


def _import_error(file: Path, error: BaseException) -> Diagnostic:
    """The author's own exception: its last line, at its last place in the author's files."""
    if isinstance(error, SyntaxError) and (error.filename is None or Path(error.filename).is_file()):
        return _syntax_error(file, error)
    text = " ".join(traceback.format_exception_only(error)[-1].split())
    text = re.sub(r"^\w[\w.]*\.(?=\w+:)", "", text)  # the exception's module
    text = text.partition(". ")[0] if isinstance(error, PydanticUserError) else text
    text = text.partition(" For further information visit")[0]  # pydantic's web address
    text = text.partition(". Did you mean")[0]  # newer Pythons say it, too
    text = re.sub(r" \((most likely due to a circular import\) \()?/[^()]*\)$", "", text)  # the machine's path
    here, library = Path(__file__).parent, Path(os.__file__).parent
    frames = [
        f
        for f in traceback.extract_tb(error.__traceback__)
        if Path(f.filename).is_file()
        and not ({here, library} & {*Path(f.filename).parents})
        and "site-packages" not in f.filename
    ]
    lines = [f for f in frames if Path(f.filename).resolve() == file.resolve()] or frames
    last = lines[-1] if lines else None
    if isinstance(error, UnicodeDecodeError) and last is None:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Diagnostic("VS020", f"the file is not UTF-8: {error.reason}", Span(file, line), "save it as UTF-8")
    span = _frame_span(last, file) if last else Span(file, 1)
    if (unknown := re.search(r"__init_subclass__\(\) got an .* argument '(\w+)'", text)) is not None:
        return Diagnostic(
            "VS406",
            f"a step class has no keyword `{unknown[1]}`",
            _keyword_span(span, unknown[1]),
            "it has name, alias, category, labels, scope and version; the description is the docstring",
        )
    return Diagnostic("VS019", f"importing the file raises {text}", span, remedy(error))


def _syntax_error(file: Path, error: SyntaxError) -> Diagnostic:
    same = error.filename is None or Path(error.filename).resolve() == file.resolve()
    end = error.end_offset or 0
    one_line = error.end_lineno in (None, error.lineno) and end > (error.offset or 1)
    span = Span(
        file if same else Path(error.filename or file),
        error.lineno or 1,
        max(error.offset or 1, 1),
        (error.lineno or 1) if one_line else 0,
        end if one_line else 0,
    )
    return Diagnostic("VS020", f"the file is not Python: {error.msg}", span, "correct the syntax")


def _frame_span(frame: traceback.FrameSummary, file: Path) -> Span:
    """Where a frame of a traceback stands, with the path the user gave when it is that file; columns in characters."""
    path = file if Path(frame.filename).resolve() == file.resolve() else Path(frame.filename)
    text = linecache.getline(frame.filename, frame.lineno or 1)

    def column(offset: int) -> int:
        return len(text.encode()[:offset].decode(errors="ignore")) + 1

    line = frame.lineno or 1
    if frame.end_lineno != frame.lineno or frame.end_colno is None:
        return Span(path, line, column(frame.colno or 0))
    return Span(path, line, column(frame.colno or 0), line, column(frame.end_colno))


def _keyword_span(at: Span, name: str) -> Span:
    """The value of a keyword of the class statement that begins at `at`."""
    source = source_of(at.file)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and node.lineno == at.line:
            return place(source, node, f"keyword:{name}")
    return at


def class_span(loaded: Loaded, where: str) -> Span:
    """The place of a part of the class statement of a step.

    Beside what `place` knows that is `key:<entry>` or `value:<entry>`, in the display of `actions`.
    """
    node = class_node(loaded.source, loaded.python.__qualname__)
    if node is None:
        return Span(loaded.source.path, 1)
    kind, _, name = where.partition(":")
    if kind not in ("key", "value"):
        return place(loaded.source, node, where)
    found = place(loaded.source, node, "attribute:actions")
    for key, value in actions_display(loaded):
        if (key.attr if isinstance(key, ast.Attribute) else ast.unparse(key)) == name:
            found = loaded.source.span(key if kind == "key" else value)
    return found


def function_span(loaded: Loaded, name: str) -> Span:
    """The name of a method in the class statement of a step, or the class where it has no such method."""
    node = class_node(loaded.source, loaded.python.__qualname__)
    for statement in node.body if node is not None else ():
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)) and statement.name == name:
            span = loaded.source.span(statement)
            column = span.column + len("def " if isinstance(statement, ast.FunctionDef) else "async def ")
            return Span(span.file, span.line, column, span.line, column + len(name))
    return class_span(loaded, f"attribute:{name}")


def actions_display(loaded: Loaded) -> list[tuple[ast.expr, ast.expr]]:
    """The entries of `actions` as they are written in the class; none when it is no dict display."""
    node = class_node(loaded.source, loaded.python.__qualname__)
    for statement in node.body if node is not None else ():
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and "actions" in assigned(statement):
            if isinstance(statement.value, ast.Dict):
                pairs = zip(statement.value.keys, statement.value.values, strict=True)
                return [(key, value) for key, value in pairs if key is not None]
    return []


def part_span(python: type[BaseModel], file: Path, where: str) -> Span:
    """The place of a part of the class statement of a step in `file`, as `class_span` has it."""
    return class_span(Loaded(cast("type[Step]", python), source_of(file), ()), where)


def actions_in(python: type[BaseModel], file: Path) -> bool:
    """Whether the entries of `actions` are written in the class statement of a step itself."""
    return bool(actions_display(Loaded(cast("type[Step]", python), source_of(file), ())))


def declared_in(python: type[BaseModel], file: Path) -> dict[str, Span]:
    """The names with an annotation in the class statement of a step, with their places; not those of its bases."""
    source = source_of(file)
    node = class_node(source, python.__qualname__)
    statements = [one for one in node.body if isinstance(one, ast.AnnAssign)] if node is not None else []
    return {name: source.span(one) for one in statements for name in assigned(one)}
