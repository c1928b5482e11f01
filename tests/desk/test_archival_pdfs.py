"""An office that asks for PDF/A gets it, and is told what its machine lacks for that."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from casedrop.desk.libreoffice.fonts import NoFace, _face, typed
from casedrop.desk.room import open_room
from casedrop.workspace.workspace import usable
from formats.pdf_samples.pdfa import faults
from formats.word_samples import package, paragraph
from offices import begun


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize(("said", "wrong"), [('pdf = "a"', []), ('pdf = "plain"', ["no metadata", "no output intent"])])
def test_pdfs_are_as_the_settings_say(tmp_path, said, wrong):
    root = begun(tmp_path / "office")
    settings = (root / "casedrop.toml").read_text(encoding="utf-8")
    assert '[archive]\npdf = "a"' in settings
    (root / "casedrop.toml").write_text(settings.replace('pdf = "a"', said), encoding="utf-8")
    room = open_room(usable(root), lambda: datetime(2026, 3, 18, 8, tzinfo=UTC))
    (made,) = room.convert([(package(paragraph("Bánh mì")), "a.docx")])
    room.ledger.close()
    assert faults(made) == wrong


@pytest.fixture
def without_fonts(monkeypatch):
    """A machine that cannot tell which font stands for a face."""
    monkeypatch.setenv("PATH", "/nowhere")
    _face.cache_clear()
    yield
    _face.cache_clear()


@pytest.mark.usefixtures("without_fonts")
def test_only_pdf_a_cannot_do_without_a_face():
    assert typed() is None
    with pytest.raises(NoFace) as lack:
        typed(needed=True)
    assert lack.value.problem.say("en") == "Fonts are missing: Courier New. Install them where PDFs are made."
