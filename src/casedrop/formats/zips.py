"""Zip packages as values: read with caps, written byte for byte the same, patched part by part."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from casedrop.formats.packages import BROKEN, LOCAL, body, opened

FIRST = ("[Content_Types].xml", "_rels/.rels")
"""What a package begins with: readers that look only at the first bytes tell it by these."""

ENTRIES = 5_000
TOTAL = 400_000_000
"""Caps on a package: members, and bytes unpacked."""

_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_DAY_ONE = (1 << 5) | 1  # 1980-01-01 in DOS form, the earliest a zip can say


class UnreadableError(ValueError):
    """A package was opened that `sniff` would have refused: damaged, locked or past the caps."""


@dataclass(frozen=True, slots=True)
class Member:
    """One packed member: name, packed bytes, and what the directory says of it."""

    name: str
    packed: bytes
    crc: int
    size: int
    method: int
    day: int = _DAY_ONE
    clock: int = 0
    attributes: int = 0


def relations_name(part: str) -> str:
    """The name of the part that holds a part's relationships (ISO/IEC 29500-2, 9.3)."""
    folder, file = posixpath.split(part)
    return f"{folder}/_rels/{file}.rels"


def read_parts(data: bytes, names: Collection[str] | None = None) -> dict[str, bytes]:
    """The parts of a package in its own order, folders left out; only `names` if given.

    Raises UnreadableError when the package is damaged, encrypted or past the caps (faults K2).
    """
    try:
        package = opened(data)
        infos = [i for i in package.members if not i.is_dir()]
        if len(infos) > ENTRIES or sum(i.file_size for i in infos) > TOTAL:
            raise UnreadableError("the package is past the caps")
        return {i.filename: package.read(i) for i in infos if names is None or i.filename in names}
    except BROKEN as error:
        raise UnreadableError(str(error)) from error


class Parts(Mapping[str, bytes]):
    """The parts of a package, each unpacked only when it is asked for, so that large ones never lie in memory together.

    Raises UnreadableError as `read_parts` does, when it is made or when a part is asked for.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._package = opened(data)
        except BROKEN as error:
            raise UnreadableError(str(error)) from error
        self._infos = {i.filename: i for i in self._package.members if not i.is_dir()}
        if len(self._infos) > ENTRIES or sum(i.file_size for i in self._infos.values()) > TOTAL:
            raise UnreadableError("the package is past the caps")

    def __getitem__(self, name: str) -> bytes:
        """A part's bytes; raises KeyError."""
        try:
            return self._package.read(self._infos[name])
        except BROKEN as error:
            raise UnreadableError(str(error)) from error

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A part as a stream; raises KeyError."""
        try:
            with self._package.open(self._infos[name]) as part:
                yield part
        except BROKEN as error:
            raise UnreadableError(str(error)) from error

    def __contains__(self, name: object) -> bool:
        """Whether there is such a part; it is not unpacked for that."""
        return name in self._infos

    def __iter__(self) -> Iterator[str]:
        """The names of the parts."""
        return iter(self._infos)

    def __len__(self) -> int:
        """How many parts there are."""
        return len(self._infos)


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A package of the parts, the same bytes for the same parts: sorted, dated 1980-01-01, deflated at level 6."""
    rest = sorted(name for name in parts if name not in FIRST)
    names = [name for name in FIRST if name in parts] + rest
    return assembled(pack(name, parts[name]) for name in names)


def patch(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """The package with some parts replaced, added or (None) taken out; all others keep their packed bytes.

    Replaced parts keep their position, new ones come last. Raises UnreadableError when the package is damaged.
    """
    try:
        kept = [_replaced(m, changed) for m in members(data)]
    except BROKEN as error:
        raise UnreadableError(str(error)) from error
    known = {m.name for m in kept if m} | {n for n, part in changed.items() if part is None}
    new = [pack(name, part) for name, part in changed.items() if part is not None and name not in known]
    return assembled([m for m in kept if m] + new)


def members(data: bytes) -> Iterator[Member]:
    """The members of a package as packed, in the order of its directory; raises zipfile.BadZipFile."""
    for info in opened(data).members:
        start = body(data, info)
        yield Member(
            info.orig_filename,
            data[start : start + info.compress_size],
            info.CRC,
            info.file_size,
            info.compress_type,
            _day(info),
            _clock(info),
            info.external_attr,
        )


def pack(name: str, part: bytes, level: int = 6) -> Member:
    """A part deflated, at level 6 unless another is asked for."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Member(name, squeeze.compress(part) + squeeze.flush(), zlib.crc32(part), len(part), zipfile.ZIP_DEFLATED)


def assembled(packed: Iterable[Member]) -> bytes:
    """The bytes of a package of packed members, without zip64: the caps keep below its need."""
    out: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for m in packed:
        name = m.name.encode()
        flag = 0 if m.name.isascii() else _UTF8
        about = (20, flag, m.method, m.clock, m.day, m.crc, len(m.packed), m.size, len(name), 0)
        directory += (_CENTRAL.pack(b"PK\x01\x02", 20, *about, 0, 0, 0, m.attributes, at), name)
        out += (LOCAL.pack(b"PK\x03\x04", *about), name, m.packed)
        at += LOCAL.size + len(name) + len(m.packed)
    entries = b"".join(directory)
    count = len(directory) // 2
    return b"".join((*out, entries, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(entries), at, 0)))


def _replaced(member: Member, changed: Mapping[str, bytes | None]) -> Member | None:
    """The member, its replacement, or None when it is taken out."""
    if member.name not in changed:
        return member
    part = changed[member.name]
    return None if part is None else pack(member.name, part)


def _day(info: zipfile.ZipInfo) -> int:
    """The date of a member in DOS form."""
    year, month, day = info.date_time[:3]
    return (max(year, 1980) - 1980) << 9 | month << 5 | day


def _clock(info: zipfile.ZipInfo) -> int:
    """The time of a member in DOS form (two-second steps)."""
    hour, minute, second = info.date_time[3:]
    return hour << 11 | minute << 5 | second // 2
