"""The first page of a PDF as a picture: once drawn it is kept, what cannot be drawn or may not be seen has none."""

from __future__ import annotations

import io
import os
import sys

import pypdfium2
import pytest
from PIL import Image

from casedrop.web import first_page


def sheet(wide=595, high=842):
    """A PDF of one empty page of that size in points."""
    made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    made.new_page(wide, high)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("wide", "high", "size"), [(595, 842, (240, 340)), (842, 595, (240, 170))])
def test_a_first_page_fits_into_an_upright_sheet(tmp_path, wide, high, size):
    assert Image.open(io.BytesIO(first_page.picture(tmp_path, sheet(wide, high)))).size == size


def test_what_was_drawn_is_kept(tmp_path):
    pdf = sheet()
    drawn = first_page.picture(tmp_path, pdf)
    (kept,) = (tmp_path / first_page.FOLDER).iterdir()
    assert kept.read_bytes() == drawn
    kept.write_bytes(b"\x89PNG kept")
    assert first_page.picture(tmp_path, pdf) == b"\x89PNG kept"


@pytest.mark.parametrize("pdf", [b"", b"no PDF", sheet()[:200], b"%PDF-1.4\n" + b"x" * 50_000])
def test_what_cannot_be_drawn_has_no_picture_and_is_not_tried_again(tmp_path, pdf):
    assert first_page.picture(tmp_path, pdf) is None
    (kept,) = (tmp_path / first_page.FOLDER).iterdir()
    assert kept.read_bytes() == b""


def test_what_the_machine_did_not_come_to_is_tried_again(tmp_path, monkeypatch):
    pdf = sheet()
    with monkeypatch.context() as gone:
        gone.setattr(sys, "executable", str(tmp_path / "no-python"))
        assert first_page.picture(tmp_path, pdf) is None
    assert first_page.picture(tmp_path, pdf).startswith(b"\x89PNG")


def test_pictures_do_not_become_ever_more(tmp_path, monkeypatch):
    monkeypatch.setattr(first_page, "KEPT", 3)
    folder = tmp_path / first_page.FOLDER
    folder.mkdir()
    for n in (1, 2, 3):
        (folder / f"{n}.png").write_bytes(b"\x89PNG")
        os.utime(folder / f"{n}.png", (n, n))
    assert first_page.picture(tmp_path, sheet())
    assert {path.name for path in folder.iterdir()} >= {"2.png", "3.png"}
    assert (len(list(folder.iterdir())), (folder / "1.png").exists()) == (3, False)


def test_only_files_that_may_be_seen_and_are_pdfs_have_one(browse):
    assert browse("_overview").get("/cases/VI-1/files/1/first.png").status_code == 404  # a Word file
    assert browse("phone").get("/cases/VI-1/files/1/first.png").status_code == 404
