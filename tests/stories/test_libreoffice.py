"""With LibreOffice: a whole case whose files it saved anew between every two hands ends the same, and PDFs come out."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from stories.people import ANALYSIS, HANDOVER, PRICE, QUOTE, TURNS

PATH = os.environ["PATH"]
SOFFICE = shutil.which("soffice", path=PATH)
STAND_IN = r"""#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
name="${3##*/}"
made="$2/${name%.*}.pdf"
sum=$(/usr/bin/cksum < "$3")
printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' > "$made"
printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>endobj\n' >> "$made"
printf '4 0 obj<</Title(%s)>>endobj\ntrailer<</Root 1 0 R/Info 4 0 R/Size 5>>\nstartxref\n0\n%%%%EOF\n' "$sum" >> "$made"
"""


def saved_anew(path, work):
    """The file as LibreOffice saves it."""
    out = work / "saved"
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", path.suffix[1:], "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=90, env={**os.environ, "PATH": PATH})
    return out / path.name


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not on the PATH")
def test_a_case_saved_by_libreoffice_at_every_turn_ends_the_same(after, tmp_path, monkeypatch):
    plain, office = after("handover"), after()
    for which, turn in TURNS.items():
        monkeypatch.setenv("PATH", PATH if which == "pricing" else "")
        source = office.blank(ANALYSIS) if which == "opening" else office.latest(turn.form)
        filled = office.filled(source, turn.writes, turn.name)
        outcome = office.at(turn.at).does(turn.role, filled if turn.form == HANDOVER else saved_anew(filled, tmp_path))
        assert outcome.kind == "accepted", (which, outcome)
    assert (office.stage(), office.case()["answers"]) == ("delivered", plain.case()["answers"])
    quote = "Báo giá tùy biến Trên Mây (23.06.21)"
    assert office.tree() == plain.tree().replace(
        f"      {quote}.docx\n", f"      {quote}.docx\n      {quote}.pdf\n"
    ).replace(f"-out-{quote}.docx\n", f"-out-{quote}.docx\n        011-out-{quote}.pdf\n")
    assert office.latest(QUOTE).with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_the_pdf_of_a_corrected_quote_takes_the_place_of_the_void_one(after, tmp_path, monkeypatch):
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    office = after("completion")
    first = office.filled(office.latest(ANALYSIS), PRICE, "Giá")
    office.does("director", first)
    was = office.latest(QUOTE).with_suffix(".pdf").read_bytes()
    office.does("director", office.filled(first, {"/items/0/price": 1, "/price/total": 1}, "Giá mới"))
    assert office.latest(QUOTE).with_suffix(".pdf").read_bytes() not in (was, b"")
    assert (
        office.tree("outbox")
        == """\
outbox/
  Trên Mây/
    TB-2021-0001/
      Báo giá tùy biến Trên Mây (23.06.21).docx
      Báo giá tùy biến Trên Mây (23.06.21).pdf
      Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
      Xác nhận ký hợp đồng Trên Mây.docx"""
    )
