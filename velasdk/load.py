"""Imports an author's files and finds the step classes in them; whatever goes wrong there becomes a diagnostic."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .diagnostics import Diagnostic, Findings, Problem, Span, VelasdkError
from .source import Source, class_node, place, source_of
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
            found += sorted(p for p in path.rglob("*.py") if not _skipped(p.relative_to(path)))
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
    for known, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if path is not None and known != "__main__" and Path(path).parent == file.resolve().parent:
            del sys.modules[known]
    try:
        source = source_of(file)
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


def _module_name(file: Path) -> tuple[Path, str]:
    """The folder to import from and the dotted name of `file` there; packages are recognised by `__init__.py`."""
    parts, folder = [file.stem], file.parent
    while (folder / "__init__.py").is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(parts if file.stem != "__init__" else parts[:-1])


def _import_error(file: Path, error: BaseException) -> Diagnostic:
    """The author's own exception: its last line, at its last place in the author's files."""
    text = " ".join(traceback.format_exception_only(error)[-1].split())
    if isinstance(error, SyntaxError) and error.filename:
        span = Span(Path(error.filename), error.lineno or 1, error.offset or 1)
        return Diagnostic("VS019", f"the file is not Python: {error.msg}", _relative(span, file), "correct the syntax")
    here = Path(__file__).parent
    frames = [
        f
        for f in traceback.extract_tb(error.__traceback__)
        if Path(f.filename).is_file() and here not in Path(f.filename).parents and "site-packages" not in f.filename
    ]
    lines = [f for f in frames if Path(f.filename).resolve() == file.resolve()] or frames
    last = lines[-1] if lines else None
    span = Span(Path(last.filename), last.lineno or 1, (last.colno or 0) + 1) if last else Span(file, 1)
    return Diagnostic(
        "VS019", f"the file raises {text}", _relative(span, file), "a step file only declares; let it import"
    )


def _relative(span: Span, file: Path) -> Span:
    """`span` with the path the user gave, when it is that file."""
    return Span(file, span.line, span.column) if span.file.resolve() == file.resolve() else span


def class_span(loaded: Loaded, where: str) -> Span:
    """The place of a part of the class statement of a step."""
    node = class_node(loaded.source, loaded.python.__qualname__)
    return place(loaded.source, node, where) if node is not None else Span(loaded.source.path, 1)
