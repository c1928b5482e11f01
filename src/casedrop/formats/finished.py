"""Whether a file looks finished: each kind says where it ends, so that one still being written is told from a damaged one."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

from casedrop.formats import ole

HEAD, TAIL = 4096, 66_000
"""Bytes that are looked at in front and behind: a zip's end may stand before a comment of 65,535 bytes."""


def is_finished(file: BinaryIO, size: int) -> bool:
    """Whether an open file of so many bytes has the end that its kind must have; True for kinds that have none.

    What a copying program has only made room for, all zero in front, is not finished. Raises OSError.
    """
    head = _at(file, 0, HEAD)
    if size and not head.strip(b"\0"):
        return False
    has_end = next((has_end for magic, has_end in _ENDS if head[magic[0] :].startswith(magic[1])), None)
    return has_end is None or has_end(file, head, size)


def _at(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(max(0, start))
    return file.read(length)


def _tail(file: BinaryIO, size: int, length: int = TAIL) -> bytes:
    return _at(file, size - length, length)


def _zip(file: BinaryIO, _head: bytes, size: int) -> bool:
    """Whether the end of a directory is there, with all of the comment that it announces."""
    tail = _tail(file, size)
    at = tail.rfind(b"PK\x05\x06")
    return 0 <= at <= len(tail) - 22 and at + 22 + _number(tail, "<H", at + 20) <= len(tail)


def _pdf(file: BinaryIO, _head: bytes, size: int) -> bool:
    """Whether the file ends behind a mark of its end, with no object after it: one saved twice has a mark in the middle."""
    _, mark, rest = _tail(file, size, 4096).rpartition(b"%%EOF")
    return bool(mark) and b" obj" not in rest


def _jpeg(file: BinaryIO, _head: bytes, size: int) -> bool:
    return b"\xff\xd9" in _tail(file, size, 4096)


def _png(file: BinaryIO, _head: bytes, size: int) -> bool:
    return b"IEND\xaeB`\x82" in _tail(file, size, 4096)


def _gif(file: BinaryIO, _head: bytes, size: int) -> bool:
    return _tail(file, size, 64).rstrip(b"\0").endswith(b";")


def _riff(_file: BinaryIO, head: bytes, size: int) -> bool:
    return _number(head, "<L", 4) + 8 <= size


def _bmp(_file: BinaryIO, head: bytes, size: int) -> bool:
    return _number(head, "<L", 2) <= size


def _tiff(file: BinaryIO, head: bytes, size: int) -> bool:
    """Whether the first directory lies in the file, and the strips it names (tags 273 and 279, one value each)."""
    order = "<" if head.startswith(b"II") else ">"
    at = _number(head, f"{order}L", 4)
    if not 8 <= at <= size - 2:
        return False
    count = _number(_at(file, at, 2), f"{order}H", 0)
    return at + 2 + 12 * count + 4 <= size


def _boxes(file: BinaryIO, _head: bytes, size: int) -> bool:
    """Whether the boxes of a HEIF file end where it ends, or before."""
    at = 0
    for _ in range(64):
        if at >= size:
            break
        length = _number(_at(file, at, 8).ljust(8, b"\0"), ">L", 0)
        if length < 8:
            return length == 0 or at + 16 <= size
        at += length
    return at <= size


def _compound(file: BinaryIO, head: bytes, size: int) -> bool:
    """Whether every sector that an OLE file's tables name lies in it (tables that the header itself names)."""
    shift = _number(head, "<H", 30)
    if len(head) < 512 or shift not in (9, 12):
        return size >= 512
    sector, last = 1 << shift, -1
    tables = [n for n in struct.unpack_from("<109L", head, 76) if n < ole.LAST]
    for k, n in enumerate(tables):
        start = (n + 1) << shift
        if start + sector > size:
            return False
        used = struct.unpack(f"<{sector // 4}L", _at(file, start, sector))
        last = max([last, *(k * (sector // 4) + i for i, mark in enumerate(used) if mark != ole.FREE)])
    return (last + 1) << shift < size


def _number(data: bytes, shape: str, at: int) -> int:
    """A number in the bytes; 0 where they end before it."""
    if len(data) < at + struct.calcsize(shape):
        return 0
    return int(struct.unpack_from(shape, data, at)[0])


_ENDS: tuple[tuple[tuple[int, bytes], Callable[[BinaryIO, bytes, int], bool]], ...] = (
    ((0, b"PK\x03\x04"), _zip),
    ((0, b"%PDF-"), _pdf),
    ((0, b"\xff\xd8\xff"), _jpeg),
    ((0, b"\x89PNG\r\n\x1a\n"), _png),
    ((0, b"GIF8"), _gif),
    ((8, b"WEBP"), _riff),
    ((0, b"BM"), _bmp),
    ((0, b"II*\0"), _tiff),
    ((0, b"MM\0*"), _tiff),
    ((4, b"ftyp"), _boxes),
    ((0, ole.MAGIC), _compound),
)
"""Where a magic number stands, the number, and whether a file of that kind has its end."""
