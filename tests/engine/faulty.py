"""An engine that fails: a relay between a client and a real engine, which breaks at a random request in a random way.

`faulty` makes the program that is given to the client as its engine. Each of its processes serves some requests well and
fails at the next one; what it did is noted in a file, and that file says which number the next process has. So one seed
gives the same faults, whatever the client makes of them.
"""

from __future__ import annotations

import ctypes
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

GARBAGE = (b"panic: runtime error", b"null", b"[]", b"{}", b'{"id": 1}', b'{"id": 1, "ok": {}}', b"\xff\xfe\x00", b"{" * 9999)
"""Lines that nobody asked for."""

INSIDE = (b"\xff", b"\x00", b"\n", b"\x00\x01\x02\x03\x04\x05\x06\x07", b"E1123 06:00:00 controller.go:1] lost\n")
"""What gets into the middle of a reply: somebody else's line, or bytes that stand in no JSON text."""

SOON = 0.02
"""How long a fault waits at most, in seconds, once the engine has its request."""

DEATH_OF_PARENT = 1
"""The option of prctl(2) that names the signal which a process gets when its parent ends."""


def faulty(folder: Path, engine: Path, seed: int, least: int, most: int) -> Path:
    """A program in `folder` that is `engine` with faults; each process serves `least` to `most` requests before its own.

    The first request is the client's greeting: with `least` 2 a request that is sent again is answered.
    """
    path = folder / "engine"
    command = [sys.executable, "-E", "-S", __file__, str(folder), str(engine), str(seed), str(least), str(most)]
    path.write_text(f"#!/bin/sh\nexec {shlex.join(command)}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def faults(folder: Path) -> list[str]:
    """The kind of each fault so far."""
    path = folder / "faults"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


class Relay:
    """The engine behind this process."""

    def __init__(self, engine: str, rng: Random) -> None:
        self.rng = rng
        self.last = b'{"id": 0, "ok": {}}\n'
        # A stopped engine would outlive its relay, which the client kills.
        libc = ctypes.CDLL(None)
        self.engine = subprocess.Popen(
            [engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            preexec_fn=lambda: libc.prctl(DEATH_OF_PARENT, signal.SIGKILL),
        )

    def ask(self, request: bytes) -> bytes:
        """The engine's reply, or its reply to garbage."""
        self.send(request)
        assert self.engine.stdout is not None
        return self.engine.stdout.readline()

    def send(self, request: bytes) -> None:
        """Give the engine a line."""
        assert self.engine.stdin is not None
        self.engine.stdin.write(request)
        self.engine.stdin.flush()

    def begin(self, request: bytes) -> None:
        """Give the engine a line, and let it work a little."""
        self.send(request)
        time.sleep(self.rng.uniform(0, SOON))

    def half(self, request: bytes) -> None:
        """Answer with the beginning of the reply."""
        reply = self.ask(request)
        say(reply[: self.rng.randrange(len(reply))])

    def garbage(self) -> bytes:
        """A line that nobody asked for."""
        return self.rng.choice(GARBAGE)


def say(text: bytes) -> None:
    """Write to the client."""
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def killed(relay: Relay, request: bytes) -> None:
    """The process is killed while it works."""
    relay.begin(request)
    relay.engine.kill()
    os.kill(os.getpid(), signal.SIGKILL)


def killed_answering(relay: Relay, request: bytes) -> None:
    """The process is killed while it answers."""
    relay.half(request)
    os.kill(os.getpid(), signal.SIGKILL)


def exited(relay: Relay, request: bytes) -> None:
    """The process ends while it works, and says that all is well or not."""
    relay.begin(request)
    os._exit(relay.rng.choice((0, 1, 3)))


def stopped(relay: Relay, request: bytes) -> None:
    """The engine is stopped while it works."""
    relay.begin(request)
    relay.engine.send_signal(signal.SIGSTOP)
    os.kill(os.getpid(), signal.SIGSTOP)


def closed(relay: Relay, request: bytes) -> None:
    """The engine's stdout is closed while it works; it lives."""
    relay.begin(request)
    os.close(1)


def closed_answering(relay: Relay, request: bytes) -> None:
    """The engine's stdout is closed while it answers; it lives."""
    relay.half(request)
    os.close(1)


def fed_line(relay: Relay, request: bytes) -> None:
    """A line of garbage comes to the engine before the request."""
    say(relay.ask(relay.garbage() + b"\n") + relay.ask(request))


def fed_inside(relay: Relay, request: bytes) -> None:
    """The request comes to the engine with garbage in it."""
    place = relay.rng.randrange(len(request) - 1)
    say(relay.ask(request[:place] + b"\x00garbage" + request[place:]))


def said_line(relay: Relay, request: bytes) -> None:
    """A line of garbage comes before the reply."""
    say(relay.garbage() + b"\n" + relay.ask(request))


def said_inside(relay: Relay, request: bytes) -> None:
    """The reply comes with garbage in it."""
    reply = relay.ask(request)
    place = relay.rng.randrange(len(reply))
    say(reply[:place] + relay.rng.choice(INSIDE) + reply[place:])


def answered_before(relay: Relay, request: bytes) -> None:
    """The reply to an earlier request comes again, and this one gets none."""
    relay.ask(request)
    say(relay.last)


def answered_twice(relay: Relay, request: bytes) -> None:
    """The reply comes twice."""
    say(relay.ask(request) * 2)


FAULTS: Mapping[str, Callable[[Relay, bytes], None]] = {
    each.__name__: each
    for each in (
        killed, killed_answering, exited, stopped, closed, closed_answering, fed_line, fed_inside, said_line, said_inside,
        answered_before, answered_twice,
    )
}  # fmt: skip
"""Every way to fail, by its name."""


def main() -> None:
    """Relay lines until stdin ends, with one fault on the way."""
    folder, engine, seed, least, most = sys.argv[1:]
    rng = Random(f"{seed} {len(faults(Path(folder)))}")
    left = rng.randint(int(least), int(most))
    kind = rng.choice(list(FAULTS))
    relay = Relay(engine, rng)
    for request in sys.stdin.buffer:
        if left == 0:
            with (Path(folder) / "faults").open("a", encoding="utf-8") as file:
                file.write(f"{kind} {json.loads(request)['op']}\n")
            FAULTS[kind](relay, request)
        else:
            relay.last = relay.ask(request)
            say(relay.last)
        left -= 1
    os._exit(0)


if __name__ == "__main__":
    main()
