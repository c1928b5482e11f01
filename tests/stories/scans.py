"""Signed paper as it comes back to an office: sheets of what was really issued, scanned, mixed and torn; and what the
office made of it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from PIL import Image

from casedrop.formats.qr import picture
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from formats.scan_samples import Hands, file, scanned, sheets
from stories.office import Office

PLAIN = Hands(dpi=150)
CODE = (1980, 3135, 2300, 3465)
"""Where a sheet of 300 dpi bears its code, white around it included."""

Page = tuple[str, int, int]
"""Of which document, which copy (0: none), which page."""


def printed(office: Office, number: str, copy: int = 0) -> Path:
    """The PDF that was issued for a document or one of its originals, as it lies in the archive."""
    said = next(
        e.data
        for e in reversed(office.room.ledger.events(owner(office, number)))
        if e.kind == "issued" and e.data["number"] == number and e.data["prints"]
    )
    home = next(office.workspace.archive.glob(f"*/*/{said['case']}"))
    at = said["file"] - len(said["prints"]) + max(copy, 1)
    return next(home.glob(f"{at:03}-out-*"))


def owner(office: Office, number: str) -> str:
    """The case that issued a document."""
    found = office.room.ledger.find_document(number)
    assert found, number
    return found.case_id


def paper(office: Office, number: str, copy: int = 0) -> list[Image.Image]:
    """The sheets of a document as a printer lays them out."""
    return _sheets(printed(office, number, copy).read_bytes())


@cache
def _sheets(pdf: bytes) -> list[Image.Image]:
    return sheets(pdf)


def scan(images: Iterable[Image.Image], hands: Hands = PLAIN, kind: str = "PDF", **options: object) -> bytes:
    """The sheets out of the scanner, as one file."""
    pages = [scanned(image, hands, seed) for seed, image in enumerate(images)]
    return file(pages, kind, dpi=hands.dpi, **options)


def torn(sheet: Image.Image) -> Image.Image:
    """The sheet, the corner that bears its code torn off."""
    return covered(sheet, Image.new("L", (CODE[2] - CODE[0], CODE[3] - CODE[1]), 200))


def bearing(sheet: Image.Image, text: str) -> Image.Image:
    """The sheet with another code in the place of its own."""
    white = Image.new("L", (CODE[2] - CODE[0], CODE[3] - CODE[1]), 255)
    code = Image.open(io.BytesIO(picture(text))).convert("L").resize((218, 218), Image.Resampling.NEAREST)
    white.paste(code, (45, 45))
    return covered(sheet, white)


def covered(sheet: Image.Image, by: Image.Image) -> Image.Image:
    """The sheet with something over its code."""
    changed = sheet.copy()
    changed.paste(by, CODE[:2])
    return changed


def empty() -> Image.Image:
    """The blank back of a sheet."""
    return Image.new("L", (2480, 3508), 255)


def elsewhere(number: str, issue: int = 9, copy: str = "3/4") -> str:
    """The code that another workspace would write on such a document."""
    return page_code.write(Code(number, issue, copy, 1, 2), b"the key of some other workspace..")


def hand_in(office: Office, role: str, name: str, data: bytes) -> list[str]:
    """What becomes of a scan and of the parts it is cut into, in order: the verdict and what is told of each."""
    known = len(office.outcomes)
    (office.workspace.inbox / role / name).write_bytes(data)
    while office.run():
        pass
    return [" ".join([o.kind, *dict.fromkeys(p.code for p in o.problems)]) for o in office.outcomes[known:]]


def matched(office: Office) -> set[Page]:
    """Every page of every scan that was ever taken for a document, whoever said so."""
    events = [e.data for case in office.cases() for e in office.room.ledger.events(case) if e.kind == "scanned"]
    return {(e["number"], e["copy"], page) for e in events for page in e["pages"] or (0,)}


def seen(office: Office, number: str, fact: str = "scan") -> list[int]:
    """The originals of a document of which the fact (`scan` or `paper`) is known."""
    return [c["copy"] for c in office.case(owner(office, number))["originals"][number] if c[fact]]


def told(office: Office, role: str, called: str = "") -> str:
    """The plain answer that came back last to a role, `called` being in its name."""
    return office.returned(role, ".txt", called).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def pages_of(number: str, *copies: int, pages: Sequence[int] = (1, 2)) -> set[Page]:
    """Those pages of those copies of a document."""
    return {(number, copy, page) for copy in copies for page in pages}
