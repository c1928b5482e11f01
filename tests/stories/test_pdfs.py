"""PDFs come after the drops, many by one call of the converter, each document for itself: made, tried again or waiting."""

from __future__ import annotations

import errno
import queue
import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from casedrop.cases.folder import Folder
from casedrop.cases.parts import Print
from casedrop.desk.admin import doctor
from casedrop.desk.admin.control import steer
from casedrop.desk.cases import show
from casedrop.desk.desk import Desk
from casedrop.desk.effects import pdfs
from casedrop.desk.effects.run import Carrier
from casedrop.desk.libreoffice.convert import Failure, to_pdfs
from casedrop.desk.releases import Releases
from casedrop.documents.document import Document
from casedrop.forms.stamp import Stamp
from casedrop.intake import effect_codec
from casedrop.intake.effects import ConvertDocument
from casedrop.language.problem import Place, Problem
from casedrop.store.records import QueuedEffect
from casedrop.store.versions import VersionShelf
from casedrop.watch.watcher import Watcher
from stories.people import ANALYSIS, PRICE, QUOTE, SHEET, TURNS
from stories.test_watching import PATIENCE_SECONDS

FIRST, SECOND = "Báo giá tùy biến Trên Mây (23.06.21).pdf", "Báo giá tùy biến Thuyền (23.06.21).pdf"
NO_OFFICE = "LibreOffice was not found, so no PDFs can be made. Install it, with soffice on the PATH. [doctor.soffice]"
NONE_MADE = (
    "LibreOffice made no PDF of this document. It is tried again by itself; if that goes on, open the document and save it "
    "as a PDF to see why. [pdf.none]"
)
STRANGE = Problem("pdf.font", Place("page", {"page": 2}), args={"font": "DejaVu Sans", "given": "ệ"})
STRANGE_SAID = (
    "Page 2: Letters are drawn in the wrong font, DejaVu Sans: “ệ”. Install the fonts that casedrop doctor asks for. "
    "[pdf.font]"
)


@pytest.fixture
def quoting(after):
    """An office in which the prices of two cases lie in the inbox: each will bring out a quote with a PDF."""
    office = after("completion")
    other = {**SHEET, "/customer/name": "Xưởng Thuyền Giấy", "/customer/short_name": "Thuyền"}
    for which in ("opening", "approval", "answers", "completion"):
        turn = TURNS[which]
        source = office.blank(ANALYSIS) if which == "opening" else office.latest(ANALYSIS)
        assert office.does(turn.role, source, other if which == "opening" else turn.writes).kind == "accepted"
    office.at(TURNS["pricing"].at)
    for case in office.cases():
        office.put(office.filled(office.latest(ANALYSIS, case), PRICE, f"Giá {case}"), "director")
    return office


class Press:
    """A converter that gives empty pages; `calls` says of how many documents each call was. What is in `spoilt` (by its place
    in a call) it cannot make, and the first `broken` calls fail altogether."""

    def __init__(self, spoilt=(), broken=0):
        self.calls, self.spoilt, self.broken = [], spoilt, broken

    def __call__(self, made):
        self.calls.append(len(made))
        if len(self.calls) <= self.broken:
            raise OSError(errno.ENOSPC, "No space left on device")
        return [Failure(name, "none") if n in self.spoilt else blank() for n, (_, name) in enumerate(made)]


def blank():
    out, pages = BytesIO(), PdfWriter()
    pages.add_blank_page(595, 842)
    pages.write(out)
    return out.getvalue()


def watching(office, inspect=lambda _pdf, _wanted: ()):
    """A new watcher of the office that finds every PDF fit unless told, and what it says of trouble."""
    said = []
    return Watcher(Desk(replace(office.room, inspect=inspect)), troubled=said.append), said


def made(office):
    """The names of the PDFs that lie in the outbox."""
    return sorted(path.name for path in office.outbox().rglob("*.pdf"))


def waits(office):
    """What doctor says of PDFs."""
    return doctor.papers(office.room).found


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")
def test_two_quotes_of_one_round_are_answered_first_and_then_made_by_one_call_of_libreoffice(quoting):
    """CUS-6"""
    calls, known = [], len(quoting.outcomes)
    quoting.converter = lambda wanted: calls.append((len(wanted), len(quoting.outcomes) - known)) or to_pdfs(wanted)
    assert [outcome.kind for outcome in quoting.run()] == ["accepted", "accepted"]
    assert calls == [(2, 2)]
    for case, name in zip(quoting.cases(), (FIRST, SECOND), strict=True):
        assert quoting.latest(QUOTE, case).with_suffix(".pdf").name == name
        assert quoting.latest(QUOTE, case).with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert (waits(quoting), quoting.room.ledger.queued("due")) == ("none waits", [])


def test_no_drop_waits_for_a_call_of_the_converter(quoting):
    called, go_on, heard = threading.Event(), threading.Event(), queue.Queue()

    def convert(wanted):
        called.set()
        assert go_on.wait(PATIENCE_SECONDS)
        return [blank() for _ in wanted]

    quoting.converter = convert
    room = replace(quoting.room, inspect=lambda _pdf, _wanted: ())
    watcher = Watcher(Desk(room), lambda path, outcome: heard.put((path.name, outcome.kind)))
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        assert called.wait(PATIENCE_SECONDS)
        assert {heard.get(timeout=PATIENCE_SECONDS)[1] for _ in range(2)} == {"accepted"}
        quoting.put(quoting.filled(quoting.blank(ANALYSIS), SHEET, "Nữa"), "sales")
        assert heard.get(timeout=PATIENCE_SECONDS)[0] == "Nữa.xlsx"
        assert made(quoting) == []
    finally:
        go_on.set()
        watcher.stop()
        thread.join()
    watching(quoting)[0].round()
    assert made(quoting) == sorted([FIRST, SECOND])


def test_a_drop_alone_makes_no_pdf_and_a_hand_that_steers_does(quoting):
    quoting.converter = Press()
    desk = watching(quoting)[0].desk
    for path in sorted((quoting.workspace.inbox / "director").glob("*.xlsx")):
        assert desk.take_in(path).kind == "accepted"
    assert made(quoting) == []
    assert steer(desk, "hold", "TB-2021-0001", "Khách chuyển văn phòng.") is None
    assert made(quoting) == sorted([FIRST, SECOND])


@pytest.mark.fault("F6")
def test_one_that_cannot_be_made_holds_back_no_other_and_is_tried_again_alone(quoting):
    press = quoting.converter = Press(spoilt=[1])
    watcher, said = watching(quoting)
    watcher.round()
    assert (made(quoting), press.calls) == ([FIRST], [2])
    assert waits(quoting) == f"1 document waits: 1 × {NONE_MADE}"
    assert said == [f"No PDF yet: {SECOND[:-3]}docx: {NONE_MADE}"]
    quoting.clock.now += timedelta(seconds=2)
    watcher.round()
    assert (made(quoting), press.calls) == (sorted([FIRST, SECOND]), [2, 1])
    assert (waits(quoting), len(said)) == ("none waits", 1)


def test_a_call_for_many_that_fails_altogether_leaves_each_to_its_own(quoting):
    press = quoting.converter = Press(broken=1)
    watching(quoting)[0].round()
    assert (made(quoting), press.calls) == (sorted([FIRST, SECOND]), [2, 1, 1])


def test_an_unfit_one_waits_with_its_reason_and_comes_out_at_the_next_start_once_that_is_mended(quoting):
    press, first = Press(), "BG-2021-0001"
    quoting.converter = press
    watcher, said = watching(quoting, lambda _pdf, wanted: (STRANGE,) if wanted.number == first else ())
    watcher.round()
    watcher.round()
    assert made(quoting) == [SECOND]
    assert said == [f"No PDF yet: {FIRST[:-3]}docx: {STRANGE_SAID}"]
    assert waits(quoting) == f"1 document waits: 1 × {STRANGE_SAID}"
    pending = {"kind": "pdf", "name": f"{FIRST[:-3]}docx", "state": "waiting", "why": STRANGE_SAID}
    assert show.case_report(quoting.room, "TB-2021-0001")["pending"] == [pending]
    watching(quoting)[0].once()
    assert (made(quoting), press.calls) == (sorted([FIRST, SECOND]), [2, 1])
    assert (waits(quoting), show.case_report(quoting.room, "TB-2021-0001")["pending"]) == ("none waits", [])


def test_what_waited_for_a_converter_is_said_once_and_made_by_one_call_when_there_is_one(quoting):
    watcher, said = watching(quoting)
    watcher.round()
    watcher.round()
    assert said == [f"No PDF yet: {FIRST[:-3]}docx, {SECOND[:-3]}docx: {NO_OFFICE}"]
    assert waits(quoting) == f"2 documents wait: 2 × {NO_OFFICE}"
    press = quoting.converter = Press()
    watching(quoting)[0].once()
    assert (made(quoting), press.calls) == (sorted([FIRST, SECOND]), [2])


def test_a_form_that_is_lost_by_then_lets_its_documents_wait_and_stops_nothing(quoting, tmp_path):
    quoting.run()
    quoting.room.ledger.wake("pdf")
    book = quoting.workspace.book
    broken = replace(book, forms={k: v for k, v in book.forms.items() if k != QUOTE})
    workspace = replace(quoting.workspace, book=broken, releases={})
    room = replace(quoting.room, workspace=workspace, releases=Releases(workspace, VersionShelf(tmp_path / "nothing")))
    assert Carrier(room).make_pdfs() == 2
    assert [entry.why.split()[-1] for entry in pdfs.unmade(room)] == ["[desk.unprintable]"] * 2


def test_a_quote_that_became_void_before_its_pdf_was_made_needs_none(quoting):
    press = quoting.converter = Press()
    again = quoting.workspace.inbox / "director" / "Giá TB-2021-0001.xlsx"
    cheaper = {"/items/0/price": 17000000, "/price/total": 17000000}
    quoting.put(quoting.filled(again, cheaper, "Giá TB-2021-0001 mới"), "director")
    watching(quoting)[0].round()
    assert quoting.numbers("quote")[0] == ("BG-2021-0001", "replaced")
    assert (made(quoting), press.calls) == (sorted([FIRST, SECOND]), [2])
    assert len(list(quoting.workspace.archive.rglob("*-out-*.pdf"))) == 2


def test_between_two_calls_what_was_dropped_meanwhile_comes_first(quoting, monkeypatch):
    monkeypatch.setattr(pdfs, "SHEETS", 1)
    press = quoting.converter = Press()
    watcher, _ = watching(quoting)
    watcher.wake.set()  # as a file that was just dropped does
    watcher.round()
    assert (made(quoting), press.calls) == ([FIRST], [1])
    watcher.round()
    assert (made(quoting), press.calls) == (sorted([FIRST, SECOND]), [1, 1])


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), max_size=30))
def test_a_call_is_for_the_first_untried_ones_and_for_no_more_sheets_than_one_may_have(asked):
    ready = [
        QueuedEffect(f"{n}", "pdf", asking_for(size), due=TRIED if again else None)
        for n, (size, again) in enumerate(asked)
    ]
    fresh, call = [entry for entry in ready if entry.due is None], pdfs.together(ready)
    assert call == (fresh[: len(call)] or ready[:1])
    assert bool(call) == bool(ready)
    assert len(call) <= 1 or sheets(call) <= pdfs.SHEETS
    assert call in (fresh, ready[:1]) or sheets(fresh[: len(call) + 1]) > pdfs.SHEETS


TRIED = TURNS["pricing"].at


def asking_for(size):
    """What the queue keeps of the conversion of a document of so many sheets."""
    prints = tuple(Print(f"{n}.pdf", "D-1") for n in range(size))
    stamp = Stamp("note", 1, "en")
    made = Document("note", 1, "", "en", "customer", prints, {}, "", stamp, {}, "Note.docx", "", 1)
    return effect_codec.to_json(ConvertDocument(Folder("C-1", "visits", "2026-01-02"), made))


def sheets(entries):
    return sum(len(entry.payload["document"]["prints"]) for entry in entries)
