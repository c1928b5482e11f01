"""PDFs, pictures, old Office files and other bytes that loop, burst or are none of what they seem."""

from __future__ import annotations

import io
import random
import struct
import zlib
from functools import cache

from PIL import Image

from hostile.packages import packed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def pdf(objects: list[bytes], root: int = 1) -> bytes:
    out, at = b"%PDF-1.7\n", []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in at)
    size = len(objects) + 1
    tail = b"trailer<</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (root, size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail


def _page(more: bytes = b"", stream: bytes = b"0 0 m 9 9 l S", head: bytes = b"") -> list[bytes]:
    body = b"<</Length %d%s>>stream\n%s\nendstream\n" % (len(stream), head, stream)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>" % more
    return [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, body]


def looping_pdf(rng: random.Random) -> bytes:
    whole = _page()
    loops = {
        1: b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        2: b"<</Type/Pages/Kids[3 0 R 3 0 R 2 0 R]/Count 999999999>>",
        3: b"<</Type/Pages/Kids[4 0 R]/Count 1/Parent 2 0 R>>",
        4: b"2 0 R",
    }
    whole[1] = loops[rng.randrange(1, 5)]
    data = pdf(whole)
    return data.replace(b"/Size", b"/Prev %d/Size" % data.rindex(b"xref\n0"), 1) if rng.random() < 0.4 else data


def bursting_pdf(rng: random.Random) -> bytes:
    stream = zlib.compress(b"\0" * 1_000_000 * rng.choice([20, 200]), 9)
    filters = b"/Filter/FlateDecode"
    if rng.random() < 0.5:
        stream, filters = zlib.compress(stream, 9), b"/Filter[/FlateDecode/FlateDecode]"
    return pdf(_page(stream=stream, head=filters))


def odd_pdf(rng: random.Random) -> bytes:
    """A PDF that is right but for one number or one reference."""
    data = pdf(_page())
    was, becomes = rng.choice(
        [
            (b"/Count 1", b"/Count -1"),
            (b"[0 0 595 842]", b"[0 0 1e9 1e9]"),
            (b"[0 0 595 842]", b"[0 0 0 0]"),
            (b"[0 0 595 842]", b"[" * 5000 + b"]" * 5000),
            (b"/Length 13", b"/Length 999999999"),
            (b"/Length 13", b"/Length -1"),
            (b"startxref\n", b"startxref\n9"),
            (b"/Root 1 0 R", b"/Root 9 0 R"),
            (b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 4/R 4>>"),
            (b"trailer", b"traler"),
            (b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/Launch/F(x)>>"),
            (b"/Type/Catalog", b"/Type/Catalog/AcroForm<</XFA[(a)4 0 R]/Fields[]>>"),
            (b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[5 0 R 1 0 R 1 0 R]>>"),
            (b"%PDF-1.7", b"%PDF-9.9"),
        ]
    )
    return data.replace(was, becomes, 1)


def pictured_pdf(rng: random.Random) -> bytes:
    """A page whose picture claims to be far larger than its bytes."""
    side = rng.choice([20_000, 60_000])
    image = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (side, side)
    stream = zlib.compress(b"\0" * 1_000_000, 9)
    body = image + b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream\n" % (len(stream), stream)
    return pdf([*_page(b"/Resources<</XObject<</I 5 0 R>>>>", b"9 0 0 9 0 0 cm /I Do"), body])


def torn_pdf(rng: random.Random) -> bytes:
    data = pdf(_page())
    return data[: rng.randrange(9, len(data) - 6)]


@cache
def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 150), 90).convert("RGB").save(out, kind)
    return out.getvalue()


def broken_picture(rng: random.Random) -> bytes:
    data = bytearray(_picture(rng.choice(["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])))
    if rng.random() < 0.5:
        return bytes(data[: rng.randrange(12, len(data))])
    for _ in range(rng.randrange(1, 60)):
        data[rng.randrange(12, len(data))] = rng.randrange(256)
    return bytes(data)


def bursting_picture(rng: random.Random) -> bytes:
    """A picture that says it has billions of points."""
    side = rng.choice([30_000, 65_000, 100_000])
    if rng.random() < 0.6:
        chunk = b"IHDR" + struct.pack(">2L5B", side, side, 8, 2, 0, 0, 0)
        head = struct.pack(">L", 13) + chunk + struct.pack(">L", zlib.crc32(chunk))
        body = b"IDAT" + zlib.compress(b"\0" * 100_000)
        return (
            b"\x89PNG\r\n\x1a\n"
            + head
            + struct.pack(">L", len(body) - 4)
            + body
            + struct.pack(">L", zlib.crc32(body))
            + _IEND
        )
    if rng.random() < 0.5:
        return (
            b"BM" + struct.pack("<LLLLllHHLLllLL", 54 + 9, 0, 54, 40, side, side, 1, 24, 0, 0, 0, 0, 0, 0) + b"\0" * 9
        )
    return (
        b"GIF89a"
        + struct.pack("<2H", 65_535, 65_535)
        + b"\xf7\0\0"
        + b"\0" * 768
        + b",\0\0\0\0\xff\xff\xff\xff\0\x08\0;"
    )


_IEND = b"\0\0\0\0IEND\xaeB`\x82"


def looping_tiff(rng: random.Random) -> bytes:
    """A TIFF whose directories follow each other for ever."""
    count = rng.randrange(1, 5)
    entries = b"".join(struct.pack("<2HLL", tag, 4, 1, rng.choice([1, 100, 60_000])) for tag in range(256, 256 + count))
    return b"II*\0" + struct.pack("<L", 8) + struct.pack("<H", count) + entries + struct.pack("<L", 8)


def old_office(rng: random.Random) -> bytes:
    """An OLE file whose tables are chance, loop, or name streams that are not there."""
    head = bytearray(OLE.ljust(512, b"\0"))
    struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, rng.choice([9, 12, 9, 31, 0]), 6)
    struct.pack_into("<2L", head, 44, 1, rng.choice([1, 1, 2, 900, 0xFFFFFFFE]))
    struct.pack_into("<109L", head, 76, *([0] + [rng.choice([0xFFFFFFFF, 0, 1, 5])] * 108))
    table = struct.pack("<128L", *[rng.choice([0, 1, 2, 0xFFFFFFFE, 0xFFFFFFFF]) for _ in range(128)])
    names = rng.sample(["WordDocument", "Workbook", "EncryptedPackage", "Root Entry", "VBA", "\x01Ole10Native"], 4)
    folder = b"".join(
        n.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(n) + 2).ljust(64, b"\0") for n in names
    )
    data = bytes(head) + table + folder + rng.randbytes(rng.choice([0, 512, 5000]))
    return data if rng.random() < 0.8 else data[: rng.randrange(20, len(data))]


TWO = (
    b"%PDF-1.4\n",
    b"GIF89a",
    b"\xff\xd8\xff\xe0",
    b"<html><body>",
    b"MZ\x90\0",
    b"BM",
    b"{\\rtf1 ",
    b"\x7fELF",
    b"II*\0",
)


def two_things(rng: random.Random) -> bytes:
    """One file that two programs take for two things."""
    behind = rng.choice([packed({"word/document.xml": b"<x/>"}), pdf(_page()), _picture("JPEG"), OLE + b"\0" * 600])
    return rng.choice(TWO) + rng.randbytes(rng.randrange(0, 900)) + behind


def other_kind(rng: random.Random) -> bytes:
    texts = (
        "Kính gửi: phòng kinh doanh",
        "{}",
        "a;b;c\n1;2;3\n",
        "From: a@b.example\nSubject: x\n\nxin chào",
        "<svg/>",
        "#!/bin/sh\n",
    )
    text = rng.choice(texts) * rng.randrange(1, 200)
    return rng.choice(
        [text.encode(rng.choice(["utf-8", "utf-16", "cp1258", "big5hkscs"]), "replace"), rng.randbytes(3000)]
    )


def nothing(rng: random.Random) -> bytes:
    return rng.choice(
        [b"", b"\0", b"P", b"PK", b"PK\3\4", b"%PDF-", OLE, b"\xff\xd8\xff", b"\n", b"\0" * 70_000, b"\xff" * 5000]
    )
