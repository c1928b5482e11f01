"""Files that are no form, or no longer what they were: made byte by byte, as programs leave them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from docx import Document

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def letter(*lines: str) -> bytes:
    """A Word letter of somebody."""
    made, out = Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """An OLE file with streams of these names: what a password or an old Word makes of a document."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<L", head, 48, 1)
    struct.pack_into("<109L", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    names = [name.encode("utf-16-le") + b"\0\0" for name in ("Root Entry", *streams)]
    entries = b"".join(name.ljust(64, b"\0") + struct.pack("<H", len(name)) + bytes(62) for name in names)
    return bytes(head) + table + entries.ljust(512, b"\0")


def without_properties(path: Path, target: Path) -> Path:
    """The file as a program leaves it that drops custom properties, with all that announced them."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "docProps/custom.xml":
                new.writestr(name, old.read(name))
    return target


def retold(path: Path, target: Path, part: str, words: Mapping[str, str]) -> Path:
    """The file with words of one part replaced."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            for was, now in words.items() if name == part else ():
                assert was.encode() in data, was
                data = data.replace(was.encode(), now.encode())
            new.writestr(name, data)
    return target
