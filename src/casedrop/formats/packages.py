"""A zip package opened: its directory, and its members unpacked, each once.

One reading looks into a file again and again: for what speaks against it, for its kind, for its form, for its answers. A small
package stays open from one look to the next.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import IO

BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, struct.error, ValueError, OverflowError)
"""What `zipfile` raises at packages whose directory or members are not what they say."""

LOCAL = struct.Struct("<4s5H3L2H")
"""What stands before each member."""
SMALL, SMALL_UNPACKED = 1_000_000, 8_000_000
"""Bytes up to which a package is kept open, and its members unpacked."""
_SHARED, _MANY = 100_000, 64
"""Bytes, packed and unpacked, up to which a member is remembered, and how many are."""
_UTF8 = 0x800
_SPECIAL = 0x61
"""Members that are encrypted or patched."""


class Package:
    """One package. Raises one of BROKEN if it is none."""

    def __init__(self, data: bytes) -> None:
        self._data, self._file = data, zipfile.ZipFile(io.BytesIO(data))
        self.members: Sequence[zipfile.ZipInfo] = self._file.infolist()
        self._is_small = len(data) <= SMALL and sum(info.file_size for info in self.members) <= SMALL_UNPACKED
        self._unpacked: dict[zipfile.ZipInfo, bytes] = {}

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """A member's bytes; raises one of BROKEN."""
        part = self._unpacked.get(info)
        if part is None:
            part = _at_once(self._data, info) or self._file.read(info)
            if self._is_small:
                self._unpacked[info] = part
        return part

    def open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        """A member as a stream; raises one of BROKEN, also while it is read."""
        return io.BytesIO(self.read(info)) if self._is_small else self._file.open(info)


def opened(data: bytes) -> Package:
    """The package in the bytes; the last small one is the same as before. Raises one of BROKEN."""
    return _last(data) if len(data) <= SMALL else Package(data)


@lru_cache(maxsize=1)
def _last(data: bytes) -> Package:
    return Package(data)


def body(data: bytes, info: zipfile.ZipInfo) -> int:
    """The offset of a member's packed bytes; raises struct.error or BadZipFile when its header is damaged."""
    at = info.header_offset
    signature, *_, name, extra = LOCAL.unpack_from(data, at)
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile(f"no member at {at}")
    return int(at + LOCAL.size + name + extra)


def _at_once(data: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """A member's bytes at one go, where it is deflated and just what its directory says; None for any other, about which
    `zipfile` knows what is wrong."""
    if info.compress_type != zipfile.ZIP_DEFLATED or info.flag_bits & _SPECIAL:
        return None
    name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
    try:
        start = body(data, info)
        said = info.header_offset + LOCAL.size
        if data[said : said + LOCAL.unpack_from(data, info.header_offset)[-2]] != name:
            return None
        unpack = _unpacked if max(info.compress_size, info.file_size) <= _SHARED else _unpacked.__wrapped__
        return unpack(data[start : start + info.compress_size], info.file_size, info.CRC)
    except BROKEN:
        return None


@lru_cache(maxsize=_MANY)
def _unpacked(packed: bytes, size: int, crc: int) -> bytes | None:
    """What a member holds, None if it is not what is said of it; the small ones are remembered, for all documents of a form have
    the same styles, settings and pictures."""
    unpack = zlib.decompressobj(-15)
    part = unpack.decompress(packed, size + 1)
    return part if len(part) == size and unpack.eof and zlib.crc32(part) == crc else None
