"""Reduced documents: what a view hides is nowhere in them, and what comes back never touches it (IMP-1)."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from casedrop.cli.main import group
from casedrop.desk.admin.check import check
from casedrop.desk.reading.examine import examine
from casedrop.formats import word, zips
from casedrop.formats.content import pieces
from casedrop.forms.redaction import leaks, secrets
from casedrop.forms.views import hidden
from casedrop.workspace.workspace import usable
from offices import begun
from rebuilding import unlike
from stories.office import Clock, Office, moved

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DEAL = """
form: deal
flow: deal
code: DL
format: docx
internal: false
titles: {vi: Phiếu bàn giao, zh-Hans: 移交单, zh-Hant: 移交單, en: Handover}
names: {vi: "{{ title }}", zh-Hans: "{{ title }}", zh-Hant: "{{ title }}", en: "{{ title }}"}
fields:
  - {name: customer, block: customer}
  - {name: amount, kind: money, required: true, labels: {vi: Giá trị, zh-Hans: 金额, zh-Hant: 金額, en: Amount}}
  - {name: signed_on, kind: date, labels: {vi: Ngày ký, zh-Hans: 签订日期, zh-Hant: 簽訂日期, en: Signed on}}
  - {name: penalty, kind: lines, labels: {vi: Phạt, zh-Hans: 违约金, zh-Hant: 違約金, en: Penalty}}
  - name: payments
    labels: {vi: Thanh toán, zh-Hans: 付款, zh-Hant: 付款, en: Payments}
    columns:
      - {name: due, kind: date, required: true, labels: {vi: Hạn, zh-Hans: 期限, zh-Hant: 期限, en: Due}}
      - {name: sum, kind: money, required: true, labels: {vi: Số tiền, zh-Hans: 款额, zh-Hant: 款額, en: Sum}}
  - name: scope
    labels: {vi: Phạm vi, zh-Hans: 范围, zh-Hant: 範圍, en: Scope}
    columns:
      - {name: what, required: true, labels: {vi: Nội dung, zh-Hans: 内容, zh-Hant: 內容, en: What}}
      - {name: price, kind: money, labels: {vi: Đơn giá, zh-Hans: 单价, zh-Hant: 單價, en: Price}}
  - {name: manager, stage: naming, labels: {vi: Quản lý, zh-Hans: 经理, zh-Hant: 經理, en: Manager}}
"""
VIEW = """
views:
  reduced:
    titles: {vi: Phiếu bàn giao (bản rút gọn), zh-Hans: 移交单（删减版）, zh-Hant: 移交單（刪減版）, en: Handover (reduced)}
    hides: [/amount, /penalty, /payments, /scope/-/price]
"""
FLOW = """
flow: deal
version: 1
titles: {vi: Giao dịch, zh-Hans: 交易, zh-Hant: 交易, en: Deal}
number: {series: deal, pattern: "GD-{{ year }}-{{ n }}"}
answers: {deal: deal}
enclosures:
  twin:
    titles: {vi: Hợp đồng rút gọn, zh-Hans: 合同删减版, zh-Hant: 合約刪減版, en: Reduced contract}
    hides: {form: deal, view: reduced}
start: signed
follows: [sales, director]
stages:
  signed:
    titles: {vi: Đã ký, zh-Hans: 已签, zh-Hant: 已簽, en: Signed}
    awaits: [{form: deal, from: sales, opens: true}]
    next: [{go: naming}]
  naming:
    titles: {vi: Cử người, zh-Hans: 指定, zh-Hant: 指定, en: Naming}
    issues:
      - {form: deal, part: naming, to: director}
      - {form: deal, view: reduced, part: naming, to: leader, pdf: true}
    awaits: [{form: deal, part: naming, from: leader}]
    next: [{go: twin}]
  twin:
    titles: {vi: Bản rút gọn, zh-Hans: 删减版, zh-Hant: 刪減版, en: Twin}
    awaits: [{enclosure: twin, from: sales}]
    next: [{go: done}]
  done:
    titles: {vi: Xong, zh-Hans: 完成, zh-Hant: 完成, en: Done}
    closes: done
"""
SIGNED = {
    "/customer/name": "云栈示例大学",
    "/customer/short_name": "云栈",
    "/amount": 1234567,
    "/signed_on": date(2021, 6, 9),
    "/penalty": "每延期一日按合同额的千分之三",
    "/payments/0/due": date(2021, 8, 31),
    "/payments/0/sum": 617283,
    "/scope/0/what": "实施",
    "/scope/0/price": 45678,
    "/scope/1/what": "培训",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A workspace with a form that has a view, and a flow that brings out both."""
    root = tmp_path_factory.mktemp("views") / "office"
    begun(root)
    wanted = root.parent / "deal.yaml"
    wanted.write_text(DEAL, encoding="utf-8")
    group.main(args=["-w", str(root), "new", "form", str(wanted)], standalone_mode=False)
    declared = root / "forms" / "deal" / "deal.yaml"
    declared.write_text(declared.read_text(encoding="utf-8") + VIEW, encoding="utf-8")
    (root / "forms" / "deal" / "flow.yaml").write_text(FLOW, encoding="utf-8")
    assert check(usable(root)) == []
    return root


@pytest.fixture
def office(place, tmp_path):
    """An office in which a deal has opened GD-2021-1."""
    root = shutil.copytree(place, tmp_path / "office")
    made = Office(moved(usable(root), root), tmp_path / "hands", Clock(datetime(2021, 6, 14, 2, tzinfo=UTC)))
    made.does("sales", made.blank("deal"), SIGNED, "deal")
    yield made
    assert made.faults() == []
    assert unlike(made.room, tmp_path / "lost") == {}
    made.close()


@pytest.fixture(scope="module")
def issued(place):
    """An office whose deal was handed over, and in which nothing more is done."""
    root = shutil.copytree(place, place.parent / "issued")
    made = Office(moved(usable(root), root), place.parent / "hands", Clock(datetime(2021, 6, 14, 2, tzinfo=UTC)))
    made.does("sales", made.blank("deal"), SIGNED, "deal")
    yield made
    made.close()


def paper(office, form):
    """The document of a form (or view) that lies in the outbox."""
    return office.latest(form)


def told(office, data):
    """What a file gives away of the deal's answers that the view hides, and in what kind of place."""
    less = office.room.form("deal.reduced")
    answers = office.case()["answers"]["deal"]
    found = leaks(pieces(data), secrets(less.base, hidden(less, answers)))
    return {(leak.pointer, leak.place.kind) for leak in found}


def planted(data, name, old, new):
    """The file with something put into one of its parts."""
    part = zips.read_parts(data)[name].decode()
    assert old in part
    return zips.patch(data, {name: part.replace(old, new, 1).encode()})


def test_a_reduced_document_comes_out_beside_the_full_one_without_what_it_hides(issued):
    """IMP-1: the full one to one role, the reduced one to another; each bears its own title and stamp."""
    full, twin = paper(issued, "deal"), paper(issued, "deal.reduced")
    assert (full.name, twin.name) == ("Phiếu bàn giao.docx", "Phiếu bàn giao (bản rút gọn).docx")
    gone = {"/amount", "/penalty", "/payments/0/due", "/payments/0/sum", "/scope/0/price"}
    assert {pointer for pointer, _ in told(issued, full.read_bytes())} == gone
    assert told(issued, twin.read_bytes()) == set()
    said = word.outline(twin.read_bytes())
    assert [w for w in ("Giá trị", "Phạt", "Thanh toán", "Đơn giá") if w in said] == []
    assert [w for w in ("实施", "培训", "09/06/2021", "[/manager rich]") if w not in said] == []
    assert twin.name in unquote(issued.todo("leader"))


def test_a_reduced_document_that_would_tell_what_it_hides_does_not_go_out(place, tmp_path):
    """IMP-1: whoever writes the price into what everybody sees is told so; nothing is opened."""
    root = shutil.copytree(place, tmp_path / "office")
    office = Office(moved(usable(root), root), tmp_path / "hands", Clock(datetime(2021, 6, 14, 2, tzinfo=UTC)))
    said = office.does("sales", office.blank("deal"), SIGNED | {"/scope/1/what": "培训，总价123.4567万元内含"}, "deal")
    assert (said.kind, [p.code for p in said.problems], office.cases()) == ("refused", ["view.leaks"], [])
    assert office.faults() == []
    office.close()


def test_what_comes_back_on_the_reduced_document_leaves_what_it_hides_as_it_was(office):
    before = office.case()["answers"]["deal"]
    assert office.does("leader", paper(office, "deal.reduced"), {"/manager": "孙试行"}).kind == "accepted"
    assert office.case()["answers"]["deal"] == {**before, "manager": "孙试行"}
    assert office.stage() == "twin"


def test_hidden_answers_put_into_the_reduced_document_are_not_believed(office):
    before = office.case()["answers"]["deal"]
    twin = office.filled(paper(office, "deal.reduced"), {"/manager": "孙试行"}, "twin")
    twin.write_bytes(planted(twin.read_bytes(), "word/document.xml", 'w:val="/manager"', 'w:val="/amount"'))
    office.does("leader", twin)
    assert office.case()["answers"]["deal"]["amount"] == before["amount"]


def test_a_reduced_document_without_its_properties_is_known_by_its_title(issued):
    twin = zips.patch(paper(issued, "deal.reduced").read_bytes(), {"docProps/custom.xml": None})
    full = zips.patch(paper(issued, "deal").read_bytes(), {"docProps/custom.xml": None})
    assert [examine(d, issued.room.shelf()).reading.form for d in (twin, full)] == ["deal.reduced", "deal"]


BODY, WORDS = "word/document.xml", "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("part", "old", "new", "found"),
    [
        (BODY, "<w:body>", WORDS.format("Giá: 1.234.567 đ"), "paragraph"),
        (BODY, "<w:body>", WORDS.format("1,23</w:t></w:r><w:r><w:t>4,567"), "paragraph"),
        (BODY, "<w:body>", WORDS.format("合同额123.4567万元"), "paragraph"),
        (BODY, "<w:body>", WORDS.format("人民币壹佰贰拾叁万肆仟伍佰陆拾柒元整"), "paragraph"),
        (BODY, "<w:body>", WORDS.format("1234567").replace("w:t>", "w:delText>"), "deleted"),
        (BODY, "<w:body>", WORDS.format("1234567").replace("<w:t>", "<w:rPr><w:vanish/></w:rPr><w:t>"), "hidden"),
        (BODY, 'w:val="/manager"', 'w:val="/amount"', "table"),
        ("word/header1.xml", "DL", "DL 1234567", "header"),
        ("docProps/core.xml", "</dc:title>", " 1 234 567</dc:title>", "property"),
        ("docProps/custom.xml", "</Properties>", "<a>1234567.00</a></Properties>", "property"),
        ("word/styles.xml", "<w:styles", '<w:styles title="1.234.567"', "part"),
    ],
)
def test_a_leak_is_found_wherever_it_hides_in_a_word_file(issued, part, old, new, found):
    data = planted(paper(issued, "deal.reduced").read_bytes(), part, old, new)
    assert ("/amount", found) in told(issued, data)


def test_a_leak_is_found_in_parts_beside_the_text(issued):
    data, secret = paper(issued, "deal.reduced").read_bytes(), SIGNED["/penalty"]
    comment = f'<w:comments xmlns:w="{W}"><w:comment><w:p><w:r><w:t>{secret}</w:t></w:r></w:p></w:comment></w:comments>'
    inner = zips.write_parts({"a.txt": " ".join(secret).encode()})
    added = {"customXml/item1.xml": f"<a b='{secret}'/>".encode(), "word/embeddings/old.bin": inner}
    for name, part in added.items():
        assert told(issued, zips.patch(data, {name: part})) == {("/penalty", "part")}, name
    assert ("/penalty", "comment") in told(issued, zips.patch(data, {"word/comments.xml": comment.encode()}))
    assert ("/penalty", "part") in told(issued, planted(data, BODY, "<w:body>", f"<w:body><!-- {secret} -->"))


def workbook(change):
    """A workbook in which somebody has done something."""
    book, out = Workbook(), io.BytesIO()
    book.active.append(["合同删减版"])
    change(book)
    book.save(out)
    return out.getvalue()


def folded(book):
    book.active["A9"] = 1234567
    book.active.row_dimensions[9].hidden = True


def tucked(book):
    book.create_sheet("x").append(["1.234.567"])
    book["x"].sheet_state = "veryHidden"


def noted(book):
    book.active["A1"].comment = Comment("1,234,567", "x")


def dated(book):
    book.active["B2"] = date(2021, 8, 31)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (folded, ("/amount", "hidden")),
        (tucked, ("/amount", "hidden")),
        (noted, ("/amount", "part")),
        (dated, ("/payments/0/due", "cell")),
        (lambda book: setattr(book.properties, "subject", "45.678"), ("/scope/0/price", "property")),
    ],
)
def test_a_leak_is_found_wherever_it_hides_in_a_workbook(issued, change, found):
    assert found in told(issued, workbook(change))


def pdf(text="reduced", **properties):
    """A PDF of one page that says something; its properties as given."""
    writer, out = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(400, 400)
    font = DictionaryObject({NameObject(f"/{k}"): NameObject(f"/{v}") for k, v in FACE.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    shown = DecodedStreamObject()
    shown.set_data(f"BT /F1 12 Tf 40 300 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(shown)
    writer.add_metadata({f"/{name}": value for name, value in properties.items()})
    writer.write(out)
    return out.getvalue()


FACE = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}


def test_a_leak_is_found_on_the_pages_and_in_the_properties_of_a_pdf(issued):
    assert ("/amount", "page") in told(issued, pdf("Total 1,234,567.00"))
    assert ("/amount", "property") in told(issued, pdf(Keywords="1234567"))
    assert told(issued, pdf()) == set()


def picture():
    """A picture of paper."""
    out = io.BytesIO()
    Image.new("L", (620, 877), 255).save(out, "PNG")
    return out.getvalue()


def test_a_twin_that_still_says_what_it_must_not_comes_back_and_nothing_goes_on(office):
    """IMP-1: the letter names the field and the place, never the value; a clean file is taken."""
    office.does("leader", paper(office, "deal.reduced"), {"/manager": "孙试行"})
    dropped = {
        "GD-2021-1.xlsx": (workbook(folded), "enclosure.leaks"),
        "GD-2021-1.pdf": (pdf("Total 1,234,567.00"), "enclosure.leaks"),
        "1.234.567 GD-2021-1.txt": (b"as it came", "enclosure.leaks"),
        "GD-2021-1.png": (picture(), "enclosure.closed"),
    }
    for name, (data, code) in dropped.items():
        (office.workspace.inbox / "sales" / name).write_bytes(data)
        outcome = office.run()[-1]
        assert (outcome.kind, {p.code for p in outcome.problems}) == ("refused", {code}), name
        said = "\n".join(office.letter("sales"))
        assert "234" not in said.replace(name, "")
        assert ("Giá trị" in said) == (code == "enclosure.leaks")
    assert office.stage() == "twin"
    (office.workspace.inbox / "sales" / "GD-2021-1.pdf").write_bytes(pdf("Scope and dates"))
    assert (office.run()[-1].kind, office.stage()) == ("accepted", "done")
