"""What a template shows where the logo goes: a grey frame, so that whoever restyles it sees the place."""

from __future__ import annotations

import struct
import zlib
from functools import cache

WIDE, HIGH = 130, 110
"""Pixels; in a Word template 13 by 11 mm."""
_EDGE, _INSIDE = 0xB4, 0xF2


@cache
def slot() -> bytes:
    """The picture (PNG, grey)."""
    middle = bytes((0, _EDGE, *[_INSIDE] * (WIDE - 2), _EDGE))
    edge = bytes((0, *[_EDGE] * WIDE))
    rows = zlib.compress(b"".join((edge, *[middle] * (HIGH - 2), edge)), 9)
    head = struct.pack(">2I5B", WIDE, HIGH, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, rows, b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
