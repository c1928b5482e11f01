"""A file that lacks the end its kind must have is still being written, however long its writer pauses (R20)."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from casedrop.formats.finished import is_finished
from trees import ROOT


def package() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", "".join(f"<w:p>{n * n}</w:p>" for n in range(9000)))
        made.comment = b"a comment"
    return out.getvalue()


def picture(kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((120, 90), 80).convert("RGB").save(out, kind, **more)
    return out.getvalue()


def compound(sectors: int) -> bytes:
    """An OLE file of so many sectors of data behind its table, none of them free."""
    marks = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table = b"".join(mark.to_bytes(4, "little") for mark in marks).ljust(512, b"\xff")
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(76, b"\0") + b"\xff" * 436)
    head[30:32], head[76:80] = b"\x09\x00", b"\0\0\0\0"
    return bytes(head) + table + b"x" * 512 * sectors


def pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n" + b"2 0 obj<<>>endobj\n" * 400 + b"startxref\n0\n%%EOF\r\n"


WHOLE = {
    "zip": package(),
    "pdf, saved twice": pdf(),
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "gif": picture("GIF"),
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "tiff, two pages": picture("TIFF", save_all=True, append_images=[Image.new("RGB", (300, 200))]),
    "rtf": b"{\\rtf1 " + b"Kite " * 300 + b"}\r\n",
    "webp": picture("WEBP"),
    "ole": compound(40),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + (4008).to_bytes(4, "big") + b"mdat" + b"x" * 4000,
}


def finished(data: bytes) -> bool:
    return is_finished(io.BytesIO(data), len(data))


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_file_is_finished(kind: str) -> None:
    assert finished(WHOLE[kind])


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", WHOLE)
def test_a_part_of_it_is_not(kind: str, part: float) -> None:
    assert not finished(WHOLE[kind][: int(len(WHOLE[kind]) * part)]) or (kind, part) == ("ole", 0.99)


@pytest.mark.parametrize("kind", ["zip", "pdf, saved twice", "jpeg", "png", "gif", "ole"])
def test_room_made_for_the_whole_and_filled_to_the_middle_is_not(kind: str) -> None:
    whole = WHOLE[kind]
    assert not finished(whole[: len(whole) // 2].ljust(len(whole) + 5000, b"\0")) or kind == "ole"
    assert not finished(b"\0" * len(whole))


@pytest.mark.parametrize("data", [b"plain words", b"", b"PK", b"%PD", b"\xff\xfea\0"])
def test_what_has_no_end_of_its_own_counts_as_finished(data: bytes) -> None:
    assert finished(data)


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.*"))[::25], ids=lambda path: path.name)
def test_what_office_programs_wrote_is_finished(path: Path) -> None:
    assert finished(path.read_bytes())


@pytest.mark.parametrize("kind", WHOLE)
def test_whatever_its_bytes_say_an_answer_comes(kind: str) -> None:
    rng, whole = random.Random(kind), WHOLE[kind]  # noqa: S311 - repeatable, no secret
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(rng.randrange(1, 12)):
            data[rng.randrange(4, min(len(data), rng.choice([40, 600, 10**6])))] = rng.randrange(256)
        assert finished(bytes(data[: rng.randrange(12, len(data))])) in (True, False)
