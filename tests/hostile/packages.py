"""Office packages that lie, burst or are broken: each from a good one, by chance that can be repeated."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

Parts = dict[str, bytes]
Maker = Callable[[random.Random, bytes], bytes]

MAIN = re.compile(r"(word/document|xl/worksheets/sheet\d+)\.xml$")
ENTRY = b"PK\x01\x02"
CLIMBS = (
    "../../climbed.txt",
    "/climbed.txt",
    "C:\\climbed.txt",
    "..\\..\\climbed.txt",
    "word/../../climbed.txt",
    "a\0.xml",
)


def parts_of(good: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 8, 3, 9, 0, 0)), part, method)
    return out.getvalue()


def main_of(parts: Parts) -> str:
    return next(name for name in parts if MAIN.search(name))


def changed(good: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The package with its main part changed."""
    parts = parts_of(good)
    name = main_of(parts)
    return packed({**parts, name: change(parts[name])})


def torn(rng: random.Random, good: bytes) -> bytes:
    return good[: rng.randrange(5, len(good) - 30)]


def flipped(rng: random.Random, good: bytes) -> bytes:
    data = bytearray(good)
    for _ in range(rng.randrange(1, 20)):
        data[rng.randrange(4, len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def holed(rng: random.Random, good: bytes) -> bytes:
    at = rng.randrange(30, len(good) - 300)
    return good[:at] + b"\0" * 200 + good[at + 200 :]


def stretched(rng: random.Random, good: bytes) -> bytes:
    at = rng.randrange(30, len(good))
    return good[:at] + rng.randbytes(rng.randrange(1, 3000)) + good[at:]


def glued(rng: random.Random, good: bytes) -> bytes:
    return good + rng.choice([good, b"PK\3\4", b"\0" * 100, rng.randbytes(500), b"%PDF-1.4\n%%EOF"])


def led(rng: random.Random, good: bytes) -> bytes:
    return (
        rng.choice(
            [b"\n", b"MZ" + b"\0" * 100, b"#!/bin/sh\nexit 1\n", b"\xef\xbb\xbf", b"GIF89a", b"Content-Type: x\n\n"]
        )
        + good
    )


def _directory(good: bytes, rng: random.Random, at: int, value: bytes) -> bytes:
    """The package with bytes of one entry of its directory replaced."""
    starts = [m.start() for m in re.finditer(re.escape(ENTRY), good)]
    data, start = bytearray(good), rng.choice(starts)
    data[start + at : start + at + len(value)] = value
    return bytes(data)


def wrong_sum(rng: random.Random, good: bytes) -> bytes:
    return _directory(good, rng, 16, rng.randbytes(4))


def wrong_size(rng: random.Random, good: bytes) -> bytes:
    return _directory(good, rng, rng.choice([20, 24]), struct.pack("<L", rng.choice([0, 1, 10**6, 2**32 - 1, 2**31])))


def locked(rng: random.Random, good: bytes) -> bytes:
    return _directory(good, rng, 8, struct.pack("<H", 1))


def odd_method(rng: random.Random, good: bytes) -> bytes:
    return _directory(good, rng, 10, struct.pack("<H", rng.choice([1, 6, 9, 14, 93, 98, 99])))


def wrong_offset(rng: random.Random, good: bytes) -> bytes:
    return _directory(good, rng, 42, struct.pack("<L", rng.randrange(2**32)))


def lying_end(rng: random.Random, good: bytes) -> bytes:
    at = good.rindex(b"PK\5\6")
    data = bytearray(good)
    struct.pack_into("<H", data, at + rng.choice([4, 8, 10, 12, 16]), rng.randrange(1, 65535))
    return bytes(data)


def twice(rng: random.Random, good: bytes) -> bytes:
    parts, out = parts_of(good), io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as package:
        warnings.simplefilter("ignore")
        for name, part in parts.items():
            package.writestr(name, part)
        name = main_of(parts)
        again = rng.choice([name, name.upper(), name.replace("/", "//", 1)])
        package.writestr(zipfile.ZipInfo(again), b"<other/>")
    return out.getvalue()


def climbing(rng: random.Random, good: bytes) -> bytes:
    return packed({**parts_of(good), rng.choice(CLIMBS): b"climbed"})


def overlapping(rng: random.Random, _good: bytes) -> bytes:
    """Many names for one packed member: little to send, much to unpack."""
    body = zlib.compress(b"\0" * 5_000_000, 9)[2:-4]
    local = (
        struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, zlib.crc32(b"\0" * 5_000_000), len(body), 5_000_000, 1, 0)
        + b"a"
    )
    count, directory = rng.randrange(60, 400), b""
    for n in range(count):
        name = f"word/{n}.xml".encode()
        head = struct.pack(
            "<4s6H3L5H2L", ENTRY, 20, 20, 0, 8, 0, 0, 0, len(body), 5_000_000, len(name), 0, 0, 0, 0, 0, 0
        )
        directory += head + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(local) + len(body), 0)
    return local + body + directory + end


@cache
def _zeros(megabytes: int) -> bytes:
    return b"\0" * (megabytes * 1_000_000)


def bursting(rng: random.Random, good: bytes) -> bytes:
    parts = parts_of(good)
    name = rng.choice([main_of(parts), "word/media/image1.png", "docProps/app.xml"])
    return packed({**parts, name: _zeros(rng.choice([60, 120]))})


def crowded(rng: random.Random, good: bytes) -> bytes:
    return packed(
        {**parts_of(good), **{f"word/x{n}.xml": b"<x/>" for n in range(rng.choice([5_100, 9_000]))}}, zipfile.ZIP_STORED
    )


def nested(rng: random.Random, good: bytes) -> bytes:
    data = good
    for n in range(rng.randrange(1, 12)):
        data = packed({f"inner{n}.zip": data})
    return data


def laughing(rng: random.Random, good: bytes) -> bytes:
    """Entities that name entities: a few hundred bytes that stand for gigabytes."""
    depth = rng.randrange(8, 30)
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{lines}]><x>&e{depth - 1};</x>'
    return changed(good, lambda _part: head.encode(rng.choice(["utf-8", "utf-16"])))


def fetching(rng: random.Random, good: bytes) -> bytes:
    where = rng.choice(["file:///etc/passwd", "http://nowhere.example/x", "\\\\nowhere.example\\x", "php://filter/x"])
    return changed(good, lambda _part: f'<!DOCTYPE x [<!ENTITY e SYSTEM "{where}">]><x>&e;</x>'.encode())


def linked(rng: random.Random, good: bytes) -> bytes:
    kind = rng.choice(["attachedTemplate", "oleObject", "image", "frame", "externalLink"])
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rel = f'<Relationship Id="evil" Type="{base}{kind}" Target="http://nowhere.example/x" TargetMode="External"/>'
    parts = parts_of(good)
    name = next(n for n in parts if n.endswith(".xml.rels"))
    return packed({**parts, name: parts[name].replace(b"</Relationships>", rel.encode() + b"</Relationships>")})


def deep(rng: random.Random, good: bytes) -> bytes:
    levels = rng.choice([300, 2_000, 50_000, 200_000])
    return changed(good, lambda _part: b"<a>" * levels + b"</a>" * levels)


def wide(rng: random.Random, good: bytes) -> bytes:
    size = rng.choice([70_000, 11_000_000, 40_000_000])
    shape = rng.choice([b'<x y="%s"/>', b"<x>%s</x>", b"<!--%s--><x/>", b"<?x %s?><x/>"])
    return changed(good, lambda _part: shape % (b"A" * size))


def lacking(rng: random.Random, good: bytes) -> bytes:
    parts = parts_of(good)
    for name in rng.sample(sorted(parts), rng.randrange(1, 4)):
        del parts[name]
    return packed(parts)


def emptied(rng: random.Random, good: bytes) -> bytes:
    parts = parts_of(good)
    return packed({**parts, rng.choice(sorted(parts)): rng.choice([b"", b" ", b"\0", b"<", b"<x>", b"not xml"])})


def swapped(rng: random.Random, good: bytes) -> bytes:
    parts = parts_of(good)
    one, other = rng.sample(sorted(parts), 2)
    return packed({**parts, one: parts[other], other: parts[one]})


def mistyped(rng: random.Random, good: bytes) -> bytes:
    parts = parts_of(good)
    types = parts["[Content_Types].xml"]
    pairs = [
        (b"wordprocessingml.document", b"spreadsheetml.sheet"),
        (b"spreadsheetml.sheet", b"presentationml.slide"),
        (b"main", b"mian"),
    ]
    was, becomes = rng.choice([pair for pair in pairs if pair[0] in types])
    return packed({**parts, "[Content_Types].xml": types.replace(was, becomes)})


def pruned(rng: random.Random, good: bytes) -> bytes:
    """The main part with some of its marks gone, doubled or turned round: what a torn editor leaves, sound or not."""

    def prune(part: bytes) -> bytes:
        tags = list(re.finditer(rb"<[^>]+>", part))
        for tag in sorted(rng.sample(tags, min(len(tags), rng.randrange(1, 9))), key=lambda m: -m.start()):
            new = rng.choice([b"", tag[0] * 2, tag[0].replace(b'"', b"'"), tag[0].upper(), b"<w:x/>"])
            part = part[: tag.start()] + new + part[tag.end() :]
        return part

    return changed(good, prune)


def recoded(rng: random.Random, good: bytes) -> bytes:
    code = rng.choice(["utf-16", "utf-32", "latin-1", "cp1258", "big5", "x-unknown", "utf-7"])

    def recode(part: bytes) -> bytes:
        text = re.sub(r"<\?xml[^>]*\?>", "", part.decode("utf-8"))
        head = f'<?xml version="1.0" encoding="{code}"?>'
        return (head + text).encode("utf-8" if code == "x-unknown" else code, errors="xmlcharrefreplace")

    return changed(good, recode)


def macroed(rng: random.Random, good: bytes) -> bytes:
    return packed(
        {
            **parts_of(good),
            rng.choice(["word/vbaProject.bin", "xl/vbaProject.bin", "word/activeX/a.bin"]): rng.randbytes(900),
        }
    )
