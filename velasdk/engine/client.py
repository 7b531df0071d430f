"""A running engine: one child process that answers many requests, one at a time.

Whatever goes wrong with the child (it dies, is silent, answers garbage), it is ended, and the request is sent once more
to a new one: an engine keeps nothing between requests. If that fails, too, it is one `EngineError`; the next request
starts a new child again. Nothing here waits longer than its timeout, twice.
"""

from __future__ import annotations

import json
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, Generic, Self, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from velasdk.diagnostics import VelasdkError
from velasdk.engine.inspected import Inspected
from velasdk.engine.protocol import PROTOCOL, Json, Ran, Record, ReplyError, RunSpec, Snapshot, Text, Value, Version, Vetted

T = TypeVar("T")

#: How long a request may take, in seconds, unless the caller says otherwise.
TIMEOUT = 60.0

#: How long a child may take to end after it was asked to, in seconds.
GRACE = 2.0


class EngineError(VelasdkError):
    """The engine could not be started or did not answer as an engine does."""


class OperationError(EngineError):
    """The engine is fine and refuses the operation; `reply` has the code and, for `syntax`, the place in the text."""

    def __init__(self, reply: ReplyError) -> None:
        place = f" at {reply.line}:{reply.column}" if reply.line else ""
        super().__init__(f"{reply.message}{place}" + (f"\n{reply.stack}" if reply.stack else ""))
        self.reply = reply


class _Reply(BaseModel, Generic[T]):
    id: int | None
    ok: T | None = None
    error: ReplyError | None = None


_VERSION = TypeAdapter(_Reply[Version])
_TEXT = TypeAdapter(_Reply[Text])
_VALUE = TypeAdapter(_Reply[Value])
_VETTED = TypeAdapter(_Reply[Vetted])
_INSPECTED = TypeAdapter(_Reply[Inspected])
_RAN = TypeAdapter(_Reply[Ran])


class Engine:
    """An engine, started at its first request and ended by `close()` or the end of a `with` block.

    `binary` is what `velasdk.engine.build.find` returns; `timeout` is the default for each try of a request, in seconds.
    One request is under way at a time; threads may share an engine.
    """

    def __init__(self, binary: Path, *, timeout: float = TIMEOUT) -> None:
        self.binary = binary
        self.timeout = timeout
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._version: Version | None = None
        self._next = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def line(self) -> str:
        """The KubeVela line that this is the engine of."""
        if self._version is None:
            self._version = self.version()
        return self._version.line

    def version(self, *, timeout: float | None = None) -> Version:
        """What the engine is made of."""
        return self._ask(_VERSION, {"op": "version"}, timeout)

    def format(self, text: str, *, timeout: float | None = None) -> str:
        """The text as the line's formatter writes it. Raises `OperationError` (code `syntax`) if it does not parse."""
        return self._ask(_TEXT, {"op": "format", "text": text}, timeout).text

    def evaluate(self, text: str, expression: str = "", *, timeout: float | None = None) -> Value:
        """Evaluate plain CUE (no providers) and look up the path `expression` in it; the root if empty."""
        return self._ask(_VALUE, {"op": "evaluate", "text": text, "expression": expression}, timeout)

    def vet(self, template: str, parameter: Mapping[str, Json] | None = None, *, timeout: float | None = None) -> Vetted:
        """Compile a template as the controller does, executing nothing; with `parameter`, for that parameter."""
        return self._ask(_VETTED, {"op": "vet", "template": template, "parameter": parameter}, timeout)

    def inspect(self, text: str, *, timeout: float | None = None) -> Inspected:
        """What a hand-written text does: a template, or one with the metadata that `vela def` takes.

        Raises `OperationError` (code `syntax`) if it does not parse.
        """
        return self._ask(_INSPECTED, {"op": "inspect", "text": text}, timeout)

    def run(self, spec: RunSpec, *, timeout: float | None = None) -> tuple[Record, ...]:
        """Play a scripted run; one record per event. Raises `OperationError` if the script itself is wrong."""
        return self._ask(_RAN, {"op": "run", **spec.json()}, timeout).records

    def run_on(self, spec: RunSpec, *, timeout: float | None = None) -> tuple[tuple[Record, ...], Snapshot]:
        """Play a scripted run and keep the state at its end, for a spec that begins there. Raises as `run` does."""
        ran = self._ask(_RAN, {"op": "run", **replace(spec, keep=True).json()}, timeout)
        if ran.state is None:
            raise EngineError(f"engine {self.binary} did not answer with the state that was to be kept")
        return ran.records, ran.state

    def close(self) -> None:
        """End the child, if there is one. The engine can be used again."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _ask(self, kind: TypeAdapter[_Reply[T]], request: dict[str, Json], timeout: float | None) -> T:
        with self._lock:
            try:
                return self._try(kind, request, timeout)
            except OperationError:
                raise
            except EngineError:
                return self._try(kind, request, timeout)

    def _try(self, kind: TypeAdapter[_Reply[T]], request: dict[str, Json], timeout: float | None) -> T:
        """Send a request to the child, or to a new one if there is none."""
        try:
            if self._child is None:
                self._child = _Child(self.binary)
                self._greet(self._child)
            return self._exchange(self._child, kind, request, self.timeout if timeout is None else timeout)
        except OperationError:
            raise
        except BaseException:  # also an interrupt: its reply would be taken for that of the next request
            self._end()
            raise

    def _greet(self, child: _Child) -> None:
        version = self._exchange(child, _VERSION, {"op": "version"}, self.timeout)
        if version.protocol != PROTOCOL:
            raise EngineError(
                f"engine {self.binary} speaks protocol {version.protocol}, this velasdk speaks {PROTOCOL}: "
                f"run `velasdk engine build {version.line}`"
            )

    def _exchange(self, child: _Child, kind: TypeAdapter[_Reply[T]], request: dict[str, Json], timeout: float) -> T:
        self._next += 1
        line = child.ask(json.dumps({"id": self._next, **request}), str(request["op"]), timeout)
        try:
            reply = kind.validate_json(line)
        except ValidationError as error:
            detail = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(str(part) for part in detail["loc"])
            raise child.error(f"answered what is no reply ({place}: {detail['msg']}): {_excerpt(line)}") from None
        if reply.id != self._next or (reply.ok is None) == (reply.error is None):
            raise child.error(f"answered what is no reply to request {self._next}: {_excerpt(line)}")
        if reply.error is not None:
            raise OperationError(reply.error)
        assert reply.ok is not None
        return reply.ok


def _excerpt(line: bytes, limit: int = 200) -> str:
    text = line.decode(errors="backslashreplace").rstrip("\n")
    return text if len(text) <= limit else text[:limit] + "..."


class _Child:
    """The process of an engine. Two threads move lines: neither a full pipe nor a silent child blocks the caller."""

    def __init__(self, binary: Path) -> None:
        self._binary = binary
        self._stderr = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen([binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr)
        except OSError as error:
            self._stderr.close()
            raise EngineError(f"engine {binary} cannot be started: {error.strerror or error}") from error
        assert self._process.stdin is not None and self._process.stdout is not None
        self._requests: SimpleQueue[bytes | None] = SimpleQueue()
        self._replies: SimpleQueue[bytes] = SimpleQueue()  # an empty one: the child's stdout is closed
        threading.Thread(target=_feed, args=(self._process.stdin, self._requests), daemon=True).start()
        threading.Thread(target=_drain, args=(self._process.stdout, self._replies), daemon=True).start()

    def ask(self, request: str, op: str, timeout: float) -> bytes:
        """Send a line and wait for one."""
        self._requests.put(request.encode() + b"\n")
        try:
            line = self._replies.get(timeout=timeout)
        except Empty:
            self._process.kill()
            raise self.error(f"gave no answer to `{op}` within {timeout:g} s and was ended") from None
        if not line.endswith(b"\n"):
            raise self._ended(op, line)
        return line

    def _ended(self, op: str, rest: bytes) -> EngineError:
        """The error of a child whose stdout ended, after `rest`."""
        during = f"during `{op}`" + (f", after half a reply: {_excerpt(rest)}" if rest else "")
        try:
            status = self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            return self.error(f"closed its stdout {during}")
        if status < 0:
            return self.error(f"was ended by {signal.Signals(-status).name} {during}")
        return self.error(f"ended with exit status {status} {during}")

    def error(self, what: str) -> EngineError:
        """An error that says what the child did, with the end of what it wrote to stderr."""
        self._stderr.seek(0, 2)
        self._stderr.seek(max(0, self._stderr.tell() - 4096))
        lines = self._stderr.read().decode(errors="replace").splitlines()[-10:]
        said = "".join(f"\n  {line}" for line in lines)
        return EngineError(f"engine {self._binary} {what}" + (f"; its last words:{said}" if said else ""))

    def end(self) -> None:
        """Close stdin, which ends an engine; a child that stays is killed."""
        self._requests.put(None)
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._stderr.close()


def _feed(stdin: IO[bytes], requests: SimpleQueue[bytes | None]) -> None:
    """Write requests until there are no more, then close the pipe."""
    try:
        while (request := requests.get()) is not None:
            stdin.write(request)
            stdin.flush()
    except OSError:
        pass  # the child is gone; whoever waits for its reply says so
    finally:
        try:
            stdin.close()
        except OSError:
            pass


def _drain(stdout: IO[bytes], replies: SimpleQueue[bytes]) -> None:
    """Read lines until the pipe ends; the last one has no newline and may be empty."""
    with stdout:
        for line in stdout:
            replies.put(line)
            if not line.endswith(b"\n"):
                return
        replies.put(b"")
