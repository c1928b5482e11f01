"""A customer answers in the PDF instead of the Word file: what is wrong comes back noted, what is right goes on."""

from __future__ import annotations

import base64
import io
import shutil

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject

from casedrop.desk.admin.assign_scan import assign
from casedrop.desk.libreoffice.convert import to_pdfs
from stories.service import Service, _clock, played, shipped
from stories.training import REPLY, coming, customer, file_of, of_flow, plan

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")

BAKERY = ("Công ty TNHH Bánh Mì Trên Mây", "Bánh Mì Trên Mây")
ANSWER = {
    "/coming": "/yes",
    "/attendees/0/name": "Trần Thị Thử",
    "/attendees/1/name": "Lê Văn Mẫu",
    "/replied_by": "Trần Thị Thử",
    "/replied_on": "20/08/2026",
}
"""What is typed into the fields; a box by its state."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """An office that has sent a customer the notice of a course, and the slip to answer it; nobody works in it but in copies."""
    place = tmp_path_factory.mktemp("pdf-forms")
    office = Service(shipped(place), place / "hands", _clock())
    office.converter = to_pdfs
    sheet = office.filled(office.blank("training-plan"), plan((BAKERY, "Kho", 2)), "Kế hoạch")
    assert office.wrong(office.does("training", sheet)) == []
    office.close()
    return office


@pytest.fixture
def invited(kept, tmp_path):
    """The same office for one story."""
    for office in played(kept.workspace, tmp_path):
        office.converter, office.clock.now = to_pdfs, kept.clock.now
        yield office


def slip(office, suffix=".pdf"):
    """The slip as it lies in the customer's folder."""
    return office.latest(REPLY, customer(office, BAKERY)).with_suffix(suffix)


def answered(source, values, target):
    """A copy of a PDF as the customer's own program saves it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(source.read_bytes())))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    with target.open("wb") as out:
        writer.write(out)
    return target


def notes(path):
    """What is noted on a PDF."""
    there = (a.get_object() for page in PdfReader(path).pages for a in page.get("/Annots", ()))
    return [str(n["/Contents"]) for n in there if n["/Subtype"] == "/Text"]


def test_the_customer_returns_the_pdf_and_the_case_goes_on(invited, tmp_path):
    office = invited
    assert slip(office, ".docx").is_file()
    assert slip(office).is_file()

    wrong = answered(slip(office), {**ANSWER, "/replied_on": "31/02/2026", "/replied_by": ""}, tmp_path / "Trả lời.pdf")
    assert office.wrong(office.does("", wrong)) == ["/replied_by required", "/replied_on date.impossible"]
    back = office.workspace.inbox / "returned" / "Trả lời (cần sửa 2 chỗ).pdf"
    assert back.read_bytes().startswith(wrong.read_bytes())
    assert [note.partition(":")[0] for note in notes(back)] == ["Người phản hồi", "Ngày phản hồi"]

    mended = answered(back, {k: ANSWER[k] for k in ("/replied_by", "/replied_on")}, tmp_path / "Trả lời lại.pdf")
    assert office.wrong(office.at("2026-08-20T09:50").does("", mended)) == []
    assert len(of_flow(office, "trainee")) == 2
    assert office.case(file_of(office, "Lê Văn Mẫu"))["customer"]["name"] == BAKERY[0]

    assert office.does("", mended).kind == "duplicate"


def written_upon(path, words):
    """A copy of a PDF on whose first page a customer typed with a viewer's pen."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(path.read_bytes())))
    pen = FreeText(text=words, rect=(60, 60, 300, 90))
    writer.add_annotation(page_number=0, annotation=pen)
    target = path.with_stem(f"{path.stem} (bút)")
    writer.write(target)
    return target


def test_what_a_customer_writes_upon_the_page_is_for_the_one_who_waits(invited, tmp_path):
    office = invited.at("2026-08-20T09:50")
    mine = written_upon(answered(slip(office), ANSWER, tmp_path / "Trả lời.pdf"), "Miễn phí cho hai người.")
    assert office.wrong(office.does("", mine)) == ["wording.asked"]
    assert "<ins>Miễn phí cho hai người.</ins>" in office.returned("sales", ".html").read_text("utf-8-sig")
    copy = office.returned("sales", ".pdf")
    assert office.wrong(office.does("", copy)) == ["wording.asked"]
    assert office.wrong(office.does("sales", copy)) == []
    assert len(of_flow(office, "trainee")) == 2


def test_the_word_file_counts_as_well_and_the_pdf_corrects_it(invited, tmp_path):
    office = invited
    assert office.wrong(office.does("", slip(office, ".docx"), coming("Trần Thị Thử"), "Trả lời")) == []
    assert len(of_flow(office, "trainee")) == 1
    assert office.wrong(office.does("", answered(slip(office), ANSWER, tmp_path / "Sửa.pdf"))) == []
    assert len(of_flow(office, "trainee")) == 2


def test_what_others_have_written_cannot_be_changed_in_the_pdf(invited, tmp_path):
    office = invited
    forged = answered(slip(office), {**ANSWER}, tmp_path / "Trả lời.pdf")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(forged.read_bytes())))
    fields = (f.get_object() for f in writer.root_object["/AcroForm"]["/Fields"])
    place = next(f for f in fields if f["/T"] == "/place")
    place[NameObject("/V")] = writer.root_object["/AcroForm"]["/DA"]
    writer.write(forged)
    assert office.wrong(office.does("", forged)) == ["/place part.changed"]


def test_the_same_slip_printed_and_scanned_is_a_scan(invited, tmp_path):
    office = invited
    flat = PdfWriter(clone_from=PdfReader(io.BytesIO(slip(office).read_bytes())))
    flat.remove_annotations(None)
    del flat.root_object["/AcroForm"]
    flat.write(tmp_path / "Bản in.pdf")
    outcome = office.does("", tmp_path / "Bản in.pdf")
    scanned = [e for e in office.room.ledger.events(customer(office, BAKERY)) if e.kind == "scanned"]
    assert [event.data["pages"] for event in scanned] == [[1]]
    assert [p.code for p in outcome.problems] == ["scan.to-type"]
    assert of_flow(office, "trainee") == []


def test_who_prints_the_slip_or_fills_it_by_hand_is_told_to_type_it_and_so_is_the_list(invited, tmp_path):
    office = invited
    assert "trên đó vào biểu mẫu này" not in everything_on_lists(office)
    with pypdfium2.PdfDocument(slip(office)) as document:
        document[0].render(scale=2).to_pil().convert("L").save(tmp_path / "Viết tay.jpg", quality=70)
    outcome = office.does("", tmp_path / "Viết tay.jpg")
    assert (outcome.kind, [p.code for p in outcome.problems]) == ("accepted", ["scan.to-type"])
    assert "gõ lại câu trả lời vào biểu mẫu" in office.returned("", ".txt").read_text(encoding="utf-8-sig")
    assert "trên đó vào biểu mẫu này" in everything_on_lists(office)
    page = office.returned("sales", ".html").read_text(encoding="utf-8")
    assert (page.count("data:image/png"), "Người phản hồi" in page, "Đọc được" in page) == (1, True, False)
    assert office.wrong(office.does("", slip(office, ".docx"), coming("Trần Thị Thử"), "Trả lời")) == []
    assert "trên đó vào biểu mẫu này" not in everything_on_lists(office)


def test_a_sheet_whose_code_is_torn_off_is_shown_to_whoever_types_it_once_it_is_assigned(invited, tmp_path):
    office = invited
    with pypdfium2.PdfDocument(slip(office)) as document:
        sheet = document[0].render(scale=2).to_pil().convert("L")
    sheet.paste(255, (sheet.width // 2, sheet.height * 5 // 6, sheet.width, sheet.height))
    sheet.save(tmp_path / "Rách.jpg")
    assert office.does("sales", tmp_path / "Rách.jpg").kind == "stray"
    documents = office.room.ledger.documents(customer(office, BAKERY))
    number = next(one.number for one in documents if one.form == REPLY)
    assert assign(office.watcher.desk, office.returned("sales", ".jpg"), number, 0) == ()
    assert "data:image/png" in office.returned("sales", ".html").read_text(encoding="utf-8")


def flattened(source, target):
    """A filled PDF form as a virtual printer prints it: what was in its fields is part of the page."""
    with pypdfium2.PdfDocument(source) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        document.save(target)
    return target


def test_whoever_types_it_sees_the_picture_beside_the_fields_and_what_could_be_read(invited, tmp_path):
    office = invited
    filled = answered(slip(office), ANSWER, tmp_path / "Điền.pdf")
    outcome = office.does("", flattened(filled, tmp_path / "In ra.pdf"))
    assert (outcome.kind, [p.code for p in outcome.problems]) == ("accepted", ["scan.to-type"])
    page = office.returned("sales", ".html").read_text(encoding="utf-8")
    picture = Image.open(io.BytesIO(base64.b64decode(page.partition("base64,")[2].partition('"')[0])))
    assert picture.size[0] > 800 and picture.size[1] > picture.size[0]
    assert [word in page for word in ("Trần Thị Thử", "Lê Văn Mẫu", "20/08/2026")] == [True] * 3
    assert "Người phản hồi" in page.partition("Các mục cần điền")[2]
    assert of_flow(office, "trainee") == []


def everything_on_lists(office):
    return "".join(path.read_text(encoding="utf-8") for path in office.outbox().glob("*/_todo.html"))
