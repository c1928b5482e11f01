"""Kinds of pictures, told by their first bytes: those that can be read, and those that are only named."""

from __future__ import annotations

import re

READABLE = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WebP", "HEIC", "AVIF", "JPEG 2000", "PNM")
"""Whether a HEIC is read hangs on a library that may not be there; its reader says so."""

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"GIF8", "GIF"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"AT&TFORM", "DjVu"),
    (b"8BPS", "Photoshop"),
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"\x97JB2\r\n\x1a\n", "JBIG2"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"FUJIFILMCCD-RAW", "RAW"),
)
_PLAIN = re.compile(rb"P[1-6]\s+(?:#[^\n]*\n\s*)*[0-9]{1,5}\s+[0-9]{1,5}\s")
"""How the plain pictures begin that scanners on Linux write (P5, width, height)."""
_BRANDS = {
    "AVIF": (b"avif", b"avis"),
    "HEIC": (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"heif", b"mif1", b"mif2", b"msf1", b"miaf"),
    "RAW": (b"crx ",),
}
"""The brands of pictures in a container of boxes (ISO/IEC 14496-12, 4.3)."""


def picture_kind(data: bytes) -> str:
    """The name of a picture's format as people know it, "" for what is no picture; a few hundred bytes are enough."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp":
        return _boxed(data)
    if data[40:44] == b" EMF" and data[:4] == b"\x01\x00\x00\x00":
        return "EMF"
    if data[:2] == b"BM" and data[6:10] == bytes(4) and 12 <= int.from_bytes(data[14:18], "little") <= 124:
        return "BMP"
    if _PLAIN.match(data[:200]):
        return "PNM"
    return next((name for beginning, name in _BEGINNINGS if data.startswith(beginning)), "")


def _boxed(data: bytes) -> str:
    """The format by the main brand, else by the other ones that are named."""
    size = min(int.from_bytes(data[:4], "big"), 256)
    for brand in (data[8:12], *(data[at : at + 4] for at in range(16, size, 4))):
        for name, brands in _BRANDS.items():
            if brand in brands:
                return name
    return ""
