"""LibreOffice as our PDFs need it: many documents in one call, nothing fetched, nothing left running."""

from __future__ import annotations

import io
import os
import shutil
import socket
import threading
from pathlib import Path

import docx
import pypdfium2
import pytest

from casedrop.desk.libreoffice.convert import Failure, NoConverter, to_pdfs
from casedrop.formats import zips

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
ENDLESS = "#!/bin/sh\nsleep 600 &\necho $! > {pids}\necho $$ >> {pids}\nwait\n"


def letter(text: str) -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def words(pdf: bytes | Failure) -> str:
    assert isinstance(pdf, bytes)
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()


def with_picture(url: str) -> bytes:
    """A document with a picture that stands on another machine."""
    made = docx.Document()
    made.add_picture(str(Path(__file__).parents[2] / "templates" / "logo.png"))
    out = io.BytesIO()
    made.save(out)
    rels = zips.read_parts(out.getvalue())["word/_rels/document.xml.rels"].decode()
    outside = rels.replace('Target="media/image1.png"', f'Target="{url}" TargetMode="External"')
    document = zips.read_parts(out.getvalue())["word/document.xml"].replace(b"r:embed=", b"r:link=")
    return zips.patch(out.getvalue(), {"word/_rels/document.xml.rels": outside.encode(), "word/document.xml": document})


class Listener:
    """Another machine: it remembers who called."""

    def __init__(self) -> None:
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/seal.png"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()


@pytest.fixture
def listener():
    made = Listener()
    yield made
    made.socket.close()


@pytest.fixture
def without_unshare(tmp_path, monkeypatch):
    """A machine that cannot take a program's network away."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for place in reversed(os.environ["PATH"].split(os.pathsep)):
        for program in Path(place).glob("*"):
            if program.name != "unshare" and not (programs / program.name).exists():
                (programs / program.name).symlink_to(program)
    monkeypatch.setenv("PATH", str(programs))


@needs_office
def test_one_call_gives_each_document_its_pdf_and_says_which_has_none():
    made = to_pdfs([(letter("Bánh mì"), "a.docx"), (b"\0\1\2 broken", "b.xyz"), (letter("雲上麵包"), "a.docx")])
    assert (words(made[0]), made[1], words(made[2])) == ("Bánh mì", Failure("b.xyz", "none"), "雲上麵包")


@pytest.mark.fault("K3")
@needs_office
def test_a_converter_fetches_nothing(listener):
    assert isinstance(to_pdfs([(with_picture(listener.url), "a.docx")])[0], bytes)
    assert listener.calls == 0


@pytest.mark.fault("K3")
@needs_office
@pytest.mark.usefixtures("without_unshare")
def test_a_converter_fetches_nothing_where_its_network_cannot_be_taken(listener):
    assert isinstance(to_pdfs([(with_picture(listener.url), "a.docx")])[0], bytes)
    assert listener.calls == 0


@pytest.mark.fault("F6")
def test_a_call_past_its_time_is_stopped_with_its_children(tmp_path, monkeypatch):
    pids, program = tmp_path / "pids", tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(ENDLESS.format(pids=pids))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    assert to_pdfs([(b"", "a.docx"), (b"", "b.docx")], seconds=1) == [
        Failure("a.docx", "time"),
        Failure("b.docx", "time"),
    ]
    assert [pid for pid in pids.read_text().split() if running(pid)] == []


def running(pid: str) -> bool:
    """Whether a process still runs; one that only waits for its parent to notice its end does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_without_libreoffice_nothing_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoConverter):
        to_pdfs([(b"", "a.docx")])
