"""Measures velasdk and prints a table for docs/performance.md. Times are medians; the ratios are what to compare.

Run it with `make bench` on an otherwise idle machine.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.byhand import against_hand
from steps.custom_ws import CustomWs
from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import LINES
from velasdk.engine.build import build
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, RunSpec, reconcile, resume
from velasdk.testing import Run

ROOT = Path(__file__).resolve().parent.parent
STEPS = 50
RUNS = 100


def seconds(action: Callable[[], object], times: int = 7) -> float:
    """The median time of `action`, in seconds."""
    taken: list[float] = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def python(code: str) -> Callable[[], object]:
    """Runs `code` in a process of its own."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def imports() -> Iterator[tuple[str, str]]:
    """The author's vocabulary against what it is built on."""
    nothing = seconds(python("pass"))
    pydantic = seconds(python("import pydantic; pydantic.BaseModel")) - nothing
    velasdk = seconds(python("import velasdk")) - nothing
    yield "import pydantic", f"{pydantic * 1000:.0f} ms"
    yield "import velasdk", f"{velasdk * 1000:.0f} ms ({velasdk / pydantic:.2f} x pydantic)"


def project(folder: Path) -> None:
    """A project of 50 steps, each in a file of its own with its own models."""
    (folder / "pyproject.toml").write_text('[project]\nname = "fifty"\nversion = "1.0.0"\n')
    (folder / "steps").mkdir()
    text = (ROOT / "steps" / "review_diff.py").read_text(encoding="utf-8")
    for number in range(STEPS):
        step = text.replace('"review-diff"', f'"review-diff-{number}"')
        (folder / "steps" / f"step_{number}.py").write_text(step, encoding="utf-8")


def compiling() -> Iterator[tuple[str, str]]:
    """`velasdk compile` of 50 steps as a whole process: everything new, and nothing changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project(folder)
        velasdk = Path(sys.executable).with_name("velasdk")

        def run() -> None:
            subprocess.run([velasdk, "compile"], check=True, cwd=folder, stdout=subprocess.DEVNULL)

        def fresh() -> None:
            subprocess.run(["rm", "-rf", str(folder / "generated")], check=True)
            run()

        yield f"velasdk compile, {STEPS} steps, nothing there yet", f"{seconds(fresh, 5):.2f} s"
        yield f"velasdk compile, {STEPS} steps, nothing changed", f"{seconds(run, 5):.2f} s"
        yield (
            "velasdk --version",
            f"{seconds(lambda: subprocess.run([velasdk, '--version'], capture_output=True, check=True)):.2f} s",
        )


def custom_ws() -> Compiled:
    """The step that the engines are measured with."""
    (compiled,) = compile_all([ROOT / "steps" / "custom_ws.py"], Findings(), ROOT)
    return compiled


def run_spec(compiled: Compiled) -> RunSpec:
    """A run of `custom-ws` of five executions."""
    pending, approved = (Answer.of({"code": 0, "data": {"status": status}}) for status in (0, 1))
    events = (reconcile(), reconcile(pending), reconcile(pending), resume(), reconcile(pending), reconcile(approved))
    return RunSpec({"custom-ws": compiled.template}, [{"name": "review", "type": "custom-ws"}], events)


def plain() -> Iterator[tuple[str, str]]:
    """One execution of `custom-ws` as plain Python, its reply read by the engines' rules."""
    step = CustomWs()

    def executions() -> None:
        for _ in range(1000):
            Run(step).execute({"code": 0, "data": {"status": 1}})

    yield "velasdk.testing, one execution", f"{seconds(executions, 5) * 1000:.0f} µs"


def engines() -> Iterator[tuple[str, str]]:
    """Executions per second through the Python client, and of the Go driver alone on the same requests, for each line."""
    for line in LINES:
        yield from executions(line)


def executions(line: str) -> Iterator[tuple[str, str]]:
    """The same for one line. The two take turns."""
    spec, binary, done = run_spec(custom_ws().on(line)), build(line), 5 * RUNS
    lines = "".join(json.dumps({"id": number, "op": "run", **spec.json()}) + "\n" for number in range(RUNS))

    def alone() -> None:
        subprocess.run([binary], input=lines.encode(), stdout=subprocess.DEVNULL, check=True)

    def client() -> None:
        with Engine(binary) as started:
            for _ in range(RUNS):
                started.run(spec)

    pairs = [(seconds(alone, 1), seconds(client, 1)) for _ in range(5)]
    driver, through = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(client / driver for driver, client in pairs)
    yield f"engine {line}, Go driver alone", f"{done / driver:.0f} executions/s"
    yield f"engine {line}, Python client", f"{done / through:.0f} executions/s ({ratio:.2f} x the time)"


def templates() -> Iterator[tuple[str, str]]:
    """The emitted template against templates written by hand, for each line."""
    for line in LINES:
        with Engine(build(line)) as engine:
            engine.version()
            yield from against_hand(engine, custom_ws())


MEASURES = {each.__name__: each for each in (imports, compiling, plain, engines, templates)}
"""What can be measured, by name."""


def main() -> None:
    """Print one table of all, or of what is named."""
    print("| what | result |\n|---|---|")
    for name in sys.argv[1:] or MEASURES:
        for what, result in MEASURES[name]():
            print(f"| {what} | {result} |", flush=True)


if __name__ == "__main__":
    main()
