"""With LibreOffice: a whole case whose files it saved anew between every two hands ends the same, and PDFs come out."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from casedrop.desk.libreoffice.convert import to_pdfs
from stories.people import ANALYSIS, HANDOVER, PRICE, QUOTE, TURNS

SOFFICE = shutil.which("soffice")


def saved_anew(path, work):
    """The file as LibreOffice saves it."""
    out = work / "saved"
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", path.suffix[1:], "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    return out / path.name


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not on the PATH")
def test_a_case_saved_by_libreoffice_at_every_turn_ends_the_same(after, tmp_path):
    plain, office = after("handover"), after()
    for which, turn in TURNS.items():
        office.converter = to_pdfs if which == "pricing" else plain.converter
        source = office.blank(ANALYSIS) if which == "opening" else office.latest(turn.form)
        filled = office.filled(source, turn.writes, turn.name)
        outcome = office.at(turn.at).does(turn.role, filled if turn.form == HANDOVER else saved_anew(filled, tmp_path))
        assert outcome.kind == "accepted", (which, outcome)
    assert (office.stage(), office.case()["answers"]) == ("delivered", plain.case()["answers"])
    quote = "Báo giá tùy biến Trên Mây (23.06.21)"
    assert office.tree() == plain.tree().replace(
        f"        {quote}.docx\n", f"        {quote}.docx\n        {quote}.pdf\n"
    ).replace(f"-out-{quote}.docx\n", f"-out-{quote}.docx\n        011-out-{quote}.pdf\n")
    assert office.latest(QUOTE).with_suffix(".pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not on the PATH")
def test_the_pdf_of_a_corrected_quote_takes_the_place_of_the_void_one(after):
    office = after("completion")
    office.converter = to_pdfs
    first = office.filled(office.latest(ANALYSIS), PRICE, "Giá")
    office.does("director", first)
    was = office.latest(QUOTE).with_suffix(".pdf").read_bytes()
    office.does("director", office.filled(first, {"/items/0/price": 19000000, "/price/total": 19000000}, "Giá mới"))
    assert office.latest(QUOTE).with_suffix(".pdf").read_bytes() not in (was, b"")
    assert (
        office.tree("outbox")
        == """\
outbox/
  _customers/
    Trên Mây/
      TB-2021-0001/
        Báo giá tùy biến Trên Mây (23.06.21).docx
        Báo giá tùy biến Trên Mây (23.06.21).pdf
  director/
    Trên Mây/
      TB-2021-0001/
        Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
  sales/
    Trên Mây/
      TB-2021-0001/
        Xác nhận ký hợp đồng Trên Mây.docx"""
    )
