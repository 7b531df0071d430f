"""Published packages that somebody else made: what is refused, and that it costs little."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import tarfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from velasdk.diagnostics import VelasdkError
from velasdk.publish.archive import ENTRIES, PACKED_SIZE, UNPACKED_SIZE, pack, unpack


def entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", **more: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    for key, value in more.items():
        setattr(info, key, value)
    return info


def tar(*infos: tarfile.TarInfo, content: bytes = b"", format: Literal[0, 1, 2] = tarfile.GNU_FORMAT) -> bytes:
    data = b"".join(
        info.tobuf(format, "utf-8", "surrogateescape") + (content + b"\0" * (-len(content) % 512) if info.size else b"")
        for info in infos
    )
    return data + b"\0" * 1024


def tgz(*infos: tarfile.TarInfo, content: bytes = b"", format: Literal[0, 1, 2] = tarfile.GNU_FORMAT) -> bytes:
    return gzip.compress(tar(*infos, content=content, format=format), 1)


FINE = entry("a/metadata.yaml")


def pax(*records: bytes) -> bytes:
    """An archive with one file behind an extended header."""
    data = b"".join(records)
    header = entry("x", tarfile.XHDTYPE, size=len(data)).tobuf(tarfile.USTAR_FORMAT)
    return gzip.compress(header + data + b"\0" * (-len(data) % 512) + tar(FINE))


def negative() -> bytes:
    """The size -512 in base 256, with which Python 3.11.7 reads the same header for ever."""
    block = bytearray(FINE.tobuf())
    block[124:136] = b"\xff" * 10 + b"\xfe\x00"
    block[148:156] = b" " * 8
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    return gzip.compress(bytes(block) + b"\0" * 1024)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "path traversal": (tgz(FINE, entry("a/../../etc/passwd")), "leads out of it: 'a/../../etc/passwd'"),
    "path traversal at the top": (tgz(entry("../metadata.yaml")), "leads out of it"),
    "traversal with backslashes": (tgz(FINE, entry("a/..\\..\\x")), "not every system can hold: 'a/..\\\\..\\\\x'"),
    "absolute path": (tgz(FINE, entry("/etc/passwd")), "absolute path: '/etc/passwd'"),
    "drive": (tgz(FINE, entry("c:/x")), "absolute path: 'c:/x'"),
    "drive below": (tgz(FINE, entry("a//x")), "not every system can hold"),
    "symbolic link": (tgz(FINE, entry("a/x", tarfile.SYMTYPE, "/etc/passwd")), "a symbolic link, which no addon has: 'a/x'"),
    "hard link": (tgz(FINE, entry("a/x", tarfile.LNKTYPE, "a/metadata.yaml")), "a hard link"),
    "character device": (tgz(FINE, entry("a/x", tarfile.CHRTYPE)), "a device"),
    "block device": (tgz(FINE, entry("a/x", tarfile.BLKTYPE)), "a device"),
    "pipe": (tgz(FINE, entry("a/x", tarfile.FIFOTYPE)), "a pipe"),
    "sparse file": (tgz(FINE, entry("a/x", tarfile.GNUTYPE_SPARSE)), "a sparse file"),
    "sparse file in a pax header": (pax(b"22 GNU.sparse.major=1\n"), "of a form that addons do not need"),
    "size in a pax header": (pax(b"13 size=1024\n"), "of a form that addons do not need"),
    "unknown kind": (tgz(FINE, entry("a/x", b"Z")), "an entry of an unknown kind"),
    "newline": (tgz(FINE, entry("a/x\nVersion: 2")), "not every system can hold: 'a/x\\nVersion: 2'"),
    "control character": (tgz(FINE, entry("a/\x1b[2Jx")), "not every system can hold: 'a/\\x1b[2Jx'"),
    "right to left": (tgz(FINE, entry("a/\u202ex")), "not every system can hold: 'a/\\u202ex'"),
    "newline in a pax header": (pax(b"15 path=a/x\ny\n"), "not every system can hold: 'a/x\\ny'"),
    "traversal in a pax header": (pax(b"15 path=a/../x\n"), "leads out of it"),
    "not UTF-8": (tgz(FINE, entry("a/\udcff")), "a name that is not UTF-8"),
    "not UTF-8 in a pax header": (pax(b"12 path=a/\xff\n"), "an extended header that cannot be read"),
    "pax header that is none": (pax(b"999999999 path=a\n"), "an extended header that cannot be read"),
    "pax record of no length": (pax(b"0 path=a\n"), "an extended header that cannot be read"),
    "huge pax header": (tgz(entry("x", tarfile.XHDTYPE, size=1 << 40)), "a header of an impossible size"),
    "negative size": (negative(), "an entry of an impossible size"),
    "too large size": (tgz(entry("a/x", size=1 << 40)), "an entry of an impossible size"),
    "too many entries": (tgz(*[entry(f"a/{n}") for n in range(ENTRIES + 1)]), f"more than {ENTRIES} entries"),
    "duplicate names": (tgz(FINE, FINE), "two files of one name: 'a/metadata.yaml'"),
    "duplicate names, one with ./": (tgz(FINE, entry("./a/metadata.yaml")), "two files of one name"),
    "a file below a file": (tgz(entry("a/x"), entry("a/x/y")), "a file below a file: 'x/y'"),
    "a folder with content": (tgz(entry("a/x", tarfile.DIRTYPE, size=512), content=b"x" * 512), "a folder with content"),
    "two top folders": (tgz(FINE, entry("b/x")), "2 folders at the top"),
    "no folder": (tgz(entry("metadata.yaml")), "a file outside its folder: 'metadata.yaml'"),
    "a file that looks like a folder": (tgz(FINE, entry("a/x/")), "a file outside its folder"),
    "nothing": (tgz(), "is empty"),
    "no bytes": (b"", "is no gzip archive"),
    "a web page": (b"<html></html>", "is no gzip archive"),
    "no tar": (gzip.compress(b"x" * 2000), "is no tar archive"),
    "wrong checksum of a header": (gzip.compress(tar(FINE).replace(b"metadata", b"metadatA", 1)), "is no tar archive"),
    "cut off": (tgz(FINE)[:-9], "is cut off"),
    "cut off in a file": (gzip.compress(tar(entry("a/x", size=5000), content=b"x" * 5000)[:3000]), "is cut off"),
    "damaged": (tgz(FINE)[:-8] + b"\0\0\0\0" + tgz(FINE)[-4:], "is a damaged gzip archive"),
    "something behind it": (tgz(FINE) + b"#!/bin/sh", "data behind its end"),
    "two archives in one": (tgz(FINE) + tgz(FINE), "data behind its end"),
    "too large": (b"\x1f\x8b" + b"x" * PACKED_SIZE, "more than 16 MB"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_archives_are_refused(case: str) -> None:
    data, said = HOSTILE[case]
    with pytest.raises(VelasdkError) as refused:
        unpack(data, "house-steps 1.0.0")
    assert said in str(refused.value)
    assert str(refused.value).startswith("house-steps 1.0.0 ")
    assert str(refused.value).isprintable()


FINE_FORMS: dict[str, bytes] = {
    "ours": pack("a", {"metadata.yaml": b"m", "definitions/x.yaml": b"x"}),
    "folders and ./": tgz(entry("./a/", tarfile.DIRTYPE), entry("./a/metadata.yaml")),
    "a long name, GNU": tgz(entry(f"a/definitions/{'n' * 150}.yaml")),
    "a long name, pax": tgz(entry(f"a/definitions/{'n' * 150}.yaml"), format=tarfile.PAX_FORMAT),
    "a name that is not ASCII": tgz(entry("a/\u00fc.yaml"), format=tarfile.PAX_FORMAT),
    "filled up with zeros": tgz(FINE) + b"\0" * 512,
    "a global header": gzip.compress(
        entry("g", tarfile.XGLTYPE, size=19).tobuf() + b"19 comment=abcdefg\n" + b"\0" * (512 - 19) + tar(FINE)
    ),
    "no end": gzip.compress(FINE.tobuf()),
}


@pytest.mark.parametrize("form", FINE_FORMS)
def test_what_tools_write_is_read(form: str) -> None:
    """As `tarfile` reads it, which is safe with archives of our own."""
    found = unpack(FINE_FORMS[form], "x")
    with tarfile.open(fileobj=io.BytesIO(FINE_FORMS[form])) as known:
        expected = {each.name.removeprefix("./").partition("/")[2] for each in known.getmembers() if each.isfile()}
    assert (found.folder, set(found.files)) == ("a", expected)


def repeated(block: bytes, times: int) -> bytes:
    """A gzip archive of `block`, so many times, made without ever having it in memory: a flush ends at a whole byte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + once * times + zlib.compressobj(9, zlib.DEFLATED, -15).flush() + b"\0" * 8


BOMBS: dict[str, Callable[[], bytes]] = {
    "10 GB in one file": lambda: tgz(entry("a/x", size=10 << 30)),
    "10 GB in files": lambda: repeated(entry("a/x", size=(64 << 20) - 512).tobuf() + b"\0" * ((64 << 20) - 512), 160),
    "10 GB behind the end": lambda: repeated(b"\0" * (64 << 20), 160),
    "many headers": lambda: repeated(entry("x", tarfile.XHDTYPE, size=0).tobuf() * 1000, 10_000)[:PACKED_SIZE],
    "blocks with nothing in them": lambda: gzip.compress(b"")[:10] + b"\0\0\0\xff\xff" * (3 << 20),
    "many small archives": lambda: gzip.compress(b"") * (PACKED_SIZE // 20),
    "a name without an end": lambda: b"\x1f\x8b\x08\x08" + b"\0" * 6 + b"x" * (PACKED_SIZE - 10),
    "a tight size": lambda: gzip.compress(tar(entry("a/x", size=UNPACKED_SIZE + 1), content=b"")),
}


READER = """
import resource, sys
from pathlib import Path
from velasdk.diagnostics import VelasdkError
from velasdk.publish.archive import unpack
for path in sys.argv[1:]:
    data = Path(path).read_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF)
    try:
        unpack(data, "it")
    except VelasdkError as error:
        said = error
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(seconds, after.ru_maxrss - before.ru_maxrss, said)
"""


def test_a_bomb_takes_a_second_and_little_memory(tmp_path: Path) -> None:
    """The processor's seconds and the kilobytes by which the process grows."""
    for number, made in enumerate(BOMBS.values()):
        (tmp_path / str(number)).write_bytes(made())
        assert (tmp_path / str(number)).stat().st_size <= PACKED_SIZE
    command: list[str | Path] = [sys.executable, "-c", READER, *(tmp_path / str(number) for number in range(len(BOMBS)))]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    for bomb, line in zip(BOMBS, run.stdout.splitlines(), strict=True):
        seconds, kilobytes, said = line.split(" ", 2)
        assert said.startswith("it ") and float(seconds) < 2 and float(kilobytes) < 200_000, (bomb, line)


def test_a_large_addon_is_read_quickly() -> None:
    data = pack("a", {f"definitions/{n}.yaml": b"x" * 20_000 for n in range(500)})
    before = time.process_time()
    assert len(unpack(data, "x").files) == 500
    assert time.process_time() - before < 1
