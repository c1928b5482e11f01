"""Whether a file looks finished: each kind says where it ends, so that one still being written is told from a damaged one."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

from casedrop.formats import ole

PAGES, STRIPS = 50, 20_000
"""Pages of a TIFF, and strips of one, that are looked at."""
STARTS, LENGTHS = (273, 324), (279, 325)
"""The tags of a TIFF that say where its strips or tiles start, and how long they are."""
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
    """Whether every directory lies in the file, and every strip or tile it names."""
    order = "<" if head.startswith(b"II") else ">"
    at, seen = _number(head, f"{order}L", 4), 0
    while at and seen < PAGES:
        count = _number(_at(file, at, 2), f"{order}H", 0)
        entries = _at(file, at + 2, 12 * count + 4)
        if at < 8 or not count or len(entries) < 12 * count + 4 or _strips_end(file, entries[:-4], order) > size:
            return False
        at, seen = _number(entries, f"{order}L", 12 * count), seen + 1
    return seen > 0


def _strips_end(file: BinaryIO, entries: bytes, order: str) -> int:
    """Where the last strip or tile ends that a directory of a TIFF names."""
    named = {}
    for start in range(0, len(entries), 12):
        tag, kind, count = struct.unpack_from(f"{order}HHL", entries, start)
        if tag in (*STARTS, *LENGTHS) and kind in (3, 4):
            shape = f"{order}{min(count, STRIPS)}{'H' if kind == 3 else 'L'}"
            inline = struct.calcsize(shape) <= 4
            at = _number(entries, f"{order}L", start + 8)
            data = entries[start + 8 : start + 12] if inline else _at(file, at, struct.calcsize(shape))
            named[tag] = struct.unpack(shape, data.ljust(struct.calcsize(shape), b"\xff")[: struct.calcsize(shape)])
    pairs = zip(named.get(273, named.get(324, ())), named.get(279, named.get(325, ())), strict=False)
    return max((start + length for start, length in pairs), default=0)


def _rtf(file: BinaryIO, _head: bytes, size: int) -> bool:
    return _tail(file, size, 64).rstrip(b"\0\r\n\t ").endswith(b"}")


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
    ((0, b"{\\rtf"), _rtf),
    ((0, ole.MAGIC), _compound),
)
"""Where a magic number stands, the number, and whether a file of that kind has its end."""
