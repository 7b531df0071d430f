"""The archive of an addon: a gzipped tar with everything in one folder, as Helm packages charts.

Written so that the same files give the same bytes on every machine. The tar header has no times, users or modes of this
machine, and the data is stored, not compressed: which bytes a compressor makes depends on the zlib that Python is built with
(zlib, zlib-ng and their versions differ), while stored data is fixed by RFC 1951. An addon is some ten kilobytes of text.

Read as what may come from anywhere. Nothing is ever written to disk; time and memory are bounded by the limits below,
whatever the archive says; and a path is taken only when every reader would understand it the same way. Own code decodes
gzip and walks the tar because `gzip` and `tarfile` of Python 3.11 to 3.13 have inputs that take them minutes or for ever
(CVE-2024-6232, CVE-2025-8194); single headers are left to `tarfile`.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from ..diagnostics import VelasdkError

PACKED_SIZE = 16 * 1024 * 1024
"""The largest archive that is read, in bytes: more than ten times what Kubernetes could store of it."""
UNPACKED_SIZE = 64 * 1024 * 1024
ENTRIES = 2_000
EXTENDED_SIZE = 64 * 1024  # of one extended header, which holds a path of at most 255 parts

_GZIP = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255))  # no name, no time, an unknown system (RFC 1952)
_PIECE = 64 * 1024  # of packed data that is unpacked at a time
_STORED = 65_535  # bytes in one stored block (RFC 1951, 3.2.4)
_KINDS = {
    tarfile.LNKTYPE: "a hard link",
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
    tarfile.GNUTYPE_SPARSE: "a sparse file",
}


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds: the folder it is in, and path in that folder -> content."""

    folder: str
    files: Mapping[str, bytes]


def pack(folder: str, files: Mapping[str, bytes]) -> bytes:
    """The archive of `files` below `folder`: `Chart.yaml` first as Helm has it, then by path."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT, encoding="ascii") as tar:
        for path in sorted(files, key=lambda path: (path != "Chart.yaml", path)):
            entry = tarfile.TarInfo(f"{folder}/{path}")  # mode 0644, time 0, user and group 0 without names
            entry.size = len(files[path])
            tar.addfile(entry, io.BytesIO(files[path]))
    data = buffer.getvalue()
    starts = range(0, len(data), _STORED)
    blocks = [_block(data[start : start + _STORED], last=start == starts[-1]) for start in starts]
    return b"".join((_GZIP, *blocks, struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)))


def _block(data: bytes, last: bool) -> bytes:
    return struct.pack("<BHH", last, len(data), len(data) ^ 0xFFFF) + data


def unpack(data: bytes, name: str) -> Archive:
    """What is in an archive; messages call it `name`. Raises `VelasdkError` for one that is damaged, hostile or too large."""
    try:
        return _read(_Stream(data))
    except _Refused as refused:
        raise VelasdkError(f"{name} {refused}") from None


class _Refused(Exception):
    """Why an archive is not read, as the end of a sentence that begins with its name."""


class _Stream:
    """The unpacked bytes of a gzip archive, a piece at a time."""

    def __init__(self, data: bytes) -> None:
        if len(data) > PACKED_SIZE:
            raise _Refused(f"has more than {PACKED_SIZE >> 20} MB")
        if not data.startswith(b"\x1f\x8b"):
            raise _Refused("is no gzip archive")
        self._zlib = zlib.decompressobj(wbits=31)
        self._packed = data
        self._next = 0  # of what is packed
        self._left = UNPACKED_SIZE

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end. Refuses when more was unpacked than any addon has."""
        parts: list[bytes] = []
        while size > 0 and not self._zlib.eof:
            piece = self._zlib.unconsumed_tail
            if not piece:
                piece = self._packed[self._next : self._next + _PIECE]
                self._next += len(piece)
            try:
                part = self._zlib.decompress(piece, size)
            except zlib.error:
                raise _Refused("is a damaged gzip archive") from None
            if not piece and not part and not self._zlib.eof:
                raise _Refused("is cut off")
            self._left -= len(part)
            if self._left < 0:
                raise _Refused(f"unpacks to more than {UNPACKED_SIZE >> 20} MB")
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def content(self, size: int) -> bytes:
        """`size` bytes and what fills up their last block."""
        if not 0 <= size <= UNPACKED_SIZE:
            raise _Refused("has an entry of an impossible size")
        data = self.read(size)
        filler = -size % tarfile.BLOCKSIZE
        if len(data) < size or len(self.read(filler)) < filler:
            raise _Refused("is cut off")
        return data

    def finish(self) -> None:
        """Read to the end, where the checksum is; what follows the last entry has no meaning."""
        while self.read(1 << 20):
            pass
        if (self._zlib.unused_data + self._packed[self._next :]).strip(b"\0"):
            raise _Refused("has data behind its end")


def _read(stream: _Stream) -> Archive:
    found: dict[str, bytes] = {}
    folders: set[str] = set()
    extended: dict[str, str] = {}
    count = 0
    while (entry := _header(stream.read(tarfile.BLOCKSIZE))) is not None:
        count += 1
        if count > ENTRIES:
            raise _Refused(f"has more than {ENTRIES} entries")
        if entry.type in (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME):
            if entry.size > EXTENDED_SIZE:
                raise _Refused("has a header of an impossible size")
            said = _extended(entry.type, stream.content(entry.size))
            extended |= said if entry.type != tarfile.XGLTYPE else {}
            continue
        name = extended.pop("path", entry.name)
        if "size" in extended or any(key.startswith("GNU.sparse") for key in extended):
            raise _Refused(f"has an entry of a form that addons do not need: {name!a}")
        extended.clear()
        if entry.type not in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE):
            raise _Refused(f"has {_KINDS.get(entry.type, 'an entry of an unknown kind')}, which no addon has: {name!a}")
        folder, path = _path(name)
        folders.add(folder)
        if entry.type == tarfile.DIRTYPE:
            if entry.size:
                raise _Refused(f"has a folder with content: {name!a}")  # Go and Python would go on at different places
            continue
        content = stream.content(entry.size)
        if not path or name.endswith("/"):
            raise _Refused(f"has a file outside its folder: {name!a}")
        if path in found:
            raise _Refused(f"has two files of one name: {name!a}")
        found[path] = content
    stream.finish()
    if len(folders) != 1:
        raise _Refused(f"has {len(folders)} folders at the top, where an addon has one" if folders else "is empty")
    for path in found:
        if any(parent in found for parent in _parents(path)):
            raise _Refused(f"has a file below a file: {path!a}")
    return Archive(folders.pop(), found)


def _header(block: bytes) -> tarfile.TarInfo | None:
    """The entry that a block describes; None at the end."""
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.EmptyHeaderError, tarfile.EOFHeaderError):  # type: ignore[attr-defined]
        return None
    except UnicodeDecodeError:
        raise _Refused("has a name that is not UTF-8") from None
    except (tarfile.HeaderError, ValueError):
        raise _Refused("is no tar archive, or a damaged one") from None


def _extended(kind: bytes, data: bytes) -> dict[str, str]:
    """What an extended header says of the next entry: GNU's long name, or records `length key=value` (POSIX pax)."""
    try:
        if kind == tarfile.GNUTYPE_LONGNAME:
            return {"path": data.rstrip(b"\0").decode()}
        records: dict[str, str] = {}
        start = 0
        while start < len(data):
            end = data.index(b" ", start, start + 8)
            length = int(data[start:end])
            key, equals, value = data[end + 1 : start + length].partition(b"=")
            if length < 5 or not equals or not value.endswith(b"\n"):
                raise ValueError
            records[key.decode()] = value[:-1].decode() if key == b"path" else ""
            start += length
    except ValueError:  # a UnicodeDecodeError is one
        raise _Refused("has an extended header that cannot be read") from None
    return records


def _path(name: str) -> tuple[str, str]:
    """The folder at the top and the path in it. Refuses what some reader could take for a place outside."""
    parts = name.removeprefix("./").rstrip("/").split("/")
    if name.startswith("/") or name[1:2] == ":":
        raise _Refused(f"has an absolute path: {name!a}")
    if ".." in parts:
        raise _Refused(f"has a path that leads out of it: {name!a}")
    if not name.isprintable() or "\\" in name or "" in parts or "." in parts:
        raise _Refused(f"has a name that not every system can hold: {name!a}")
    return parts[0], "/".join(parts[1:])


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
