"""The directory of an OLE compound file ([MS-CFB] 2.2–2.6): only names, to tell old Office files apart."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY = 128
LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks (end of chain, free), not sectors."""
FREE = 0xFFFFFFFF


def streams(data: bytes) -> frozenset[str]:
    """The names of all streams and storages; empty when the directory cannot be read."""
    try:
        return frozenset(_names(data))
    except (struct.error, IndexError, UnicodeDecodeError):
        return frozenset()


def _names(data: bytes) -> Iterator[str]:
    """The names along the chain of directory sectors."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table = _table(data, size)
    sector, seen = struct.unpack_from("<L", data, 48)[0], 0
    while sector < LAST and seen <= len(data) // size:
        start = (sector + 1) * size
        for at in range(start, min(start + size, len(data) - _ENTRY + 1), _ENTRY):
            length = struct.unpack_from("<H", data, at + 64)[0]
            if 2 <= length <= 64:
                yield data[at : at + length - 2].decode("utf-16-le")
        sector, seen = table[sector], seen + 1


def _table(data: bytes, size: int) -> list[int]:
    """The sector table as far as the header's own list names its sectors (files to 7 MB; enough for a directory)."""
    table: list[int] = []
    for sector in struct.unpack_from("<109L", data, 76):
        if sector < LAST:
            table += struct.unpack_from(f"<{size // 4}L", data, (sector + 1) * size)
    return table
