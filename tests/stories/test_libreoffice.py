"""A whole case whose files real LibreOffice saved anew between every two hands: the same end, and real PDFs."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from stories.people import ANALYSIS, QUOTE, TURNS

PATH = os.environ["PATH"]
SOFFICE = shutil.which("soffice", path=PATH)


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
        outcome = office.at(turn.at).does(turn.role, saved_anew(filled, tmp_path))
        assert outcome.kind == "accepted", (which, outcome)
    assert office.stage() == "delivered"
    assert office.case()["answers"] == plain.case()["answers"]
    assert office.latest(QUOTE).with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert office.page() == ""
