"""Two small forms with templates of their own, as an author would make them, and what a document needs besides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from casedrop.formats import zips
from casedrop.formats.word.prepare import prepare
from casedrop.formats.word.reading.entry import put
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Form
from casedrop.workspace.letterhead import letterhead
from casedrop.workspace.reading.forms import read_form
from casedrop.workspace.settings import read_settings

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FACTS = {
    "company": letterhead(
        {
            "name": "Công ty TNHH Bánh Mì Trên Mây",
            "address": "7 đường Mây Trắng",
            "phone": "0905 550 147",
        },
        "vi",
    ),
    "doc": {
        "number": "BM-2026-0007",
        "date": "2026-03-18",
        "readable": "VC-v1 · BM-2026-0007 · R6TB-2HXE",
        "audience": "customer",
        "copy": "",
    },
    "case": {"number": "BM-2026-0007"},
    "today": "2026-03-18",
}


def words(vi: str, hans: str, hant: str, en: str) -> dict[str, str]:
    return {"vi": vi, "zh-Hans": hans, "zh-Hant": hant, "en": en}


def leaf(labels: dict[str, str], **rules: object) -> dict[str, object]:
    return {"type": "string", "x-labels": labels, **rules}


YES_NO = {"yes": words("Có", "是", "是", "Yes"), "no": words("Không", "否", "否", "No")}
STATES = {
    "good": words("Tốt", "良好", "良好", "Good"),
    "worn": words("Cũ", "磨损", "磨損", "Worn"),
    "gone": words("Mất", "丢失", "遺失", "Gone"),
}
DECIMAL = {"format": "decimal"}

VISIT = Form(
    id="visit",
    version=1,
    flow="bakery",
    code="VC",
    format="docx",
    titles=words("Phiếu thăm lò", "走访记录", "走訪記錄", "Oven visit"),
    texts={"intro": words("Hôm nay đến thăm.", "今日走访。", "今日走訪。", "Visited today.")},
    schema={
        "type": "object",
        "required": ["customer", "visited_on"],
        "properties": {
            "customer": {
                "type": "object",
                "x-labels": words("Khách hàng", "客户", "客戶", "Customer"),
                "required": ["name"],
                "properties": {
                    "name": leaf(words("Tên khách", "客户名称", "客戶名稱", "Customer name")),
                    "code": leaf(words("Mã số", "编码", "編碼", "Code"), **{"x-code": True}),
                },
            },
            "visited_on": leaf(words("Ngày thăm", "走访日期", "走訪日期", "Visited on"), format="date"),
            "fee": leaf(words("Phí", "费用", "費用", "Fee"), **DECIMAL),
            "ovens": {"type": "integer", "x-labels": words("Số lò", "炉数", "爐數", "Ovens")},
            "state": leaf(words("Tình trạng", "状态", "狀態", "State"), enum=[*STATES], **{"x-choices": STATES}),
            "again": leaf(words("Hẹn lại", "再访", "再訪", "Again"), enum=[*YES_NO], **{"x-choices": YES_NO}),
            "story": leaf(words("Nội dung", "内容", "內容", "Story"), **{"x-lines": True}),
            "people": {
                "type": "array",
                "x-labels": words("Người dự", "参加人", "參加人", "People"),
                "items": {
                    "type": "object",
                    "properties": {
                        "name": leaf(words("Họ tên", "姓名", "姓名", "Name")),
                        "due": leaf(words("Hạn", "期限", "期限", "Due"), format="date"),
                        "price": leaf(words("Giá", "价格", "價格", "Price"), **DECIMAL),
                        "done": leaf(
                            words("Xong", "完成", "完成", "Done"),
                            enum=[*YES_NO],
                            **{"x-choices": YES_NO, "x-stage": "closing"},
                        ),
                        "note": leaf(
                            words("Ghi chú", "备注", "備註", "Note"), **{"x-lines": True, "x-stage": "closing"}
                        ),
                    },
                },
            },
            "close": {
                "type": "object",
                "x-stage": "closing",
                "x-labels": words("Kết thúc", "结束", "結束", "Closing"),
                "properties": {
                    "by": leaf(words("Người duyệt", "批准人", "批核人", "Approved by")),
                    "name": leaf(words("Tên khách", "客户名称", "客戶名稱", "Customer name")),
                },
            },
        },
    },
)

NOTE = Form(
    id="note",
    version=2,
    flow="bakery",
    code="NT",
    format="docx",
    titles=words("Giấy nhắn", "便条", "便條", "Note"),
    schema={
        "type": "object",
        "properties": {
            "to": leaf(words("Gửi", "致", "致", "To")),
            "body": leaf(words("Lời nhắn", "留言", "留言", "Message"), **{"x-lines": True}),
            "tasks": {
                "type": "array",
                "maxItems": 4,
                "x-labels": words("Việc", "事项", "事項", "Tasks"),
                "items": {
                    "type": "object",
                    "properties": {"what": leaf(words("Việc cần làm", "待办事项", "待辦事項", "What to do"))},
                },
            },
        },
    },
)


def control(tag: str, shown: str = "…") -> str:
    """What an author puts for a field: a control with its tag and nothing else."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:sz w:val="22"/></w:rPr><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt>'
    )


def paragraph(inside: str) -> str:
    return f"<w:p>{inside if inside.startswith('<') else run(inside)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def label(pointer: str) -> str:
    return run("{{ label('" + pointer + "') }}")


def cell(*paragraphs: str) -> str:
    return f"<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>{''.join(map(paragraph, paragraphs))}</w:tc>"


def row(*cells: str, head: bool = False) -> str:
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{''.join(cells)}</w:tr>"


def table(columns: int, *rows: str) -> str:
    grid = "<w:gridCol w:w='2000'/>" * columns
    return (
        f"<w:tbl><w:tblPr><w:tblW w:w='0' w:type='auto'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def boxes(pointer: str, choices: dict[str, dict[str, str]]) -> str:
    """A choice drawn as boxes, each before its word."""
    return "".join(
        control(f"{pointer}={key}", "☐")
        + run(f" {{% if lang == 'vi' %}}{t['vi']}{{% else %}}{t['en']}{{% endif %}}   ")
        for key, t in choices.items()
    )


def package(body: str, footer: str = "{{ doc.readable }}") -> bytes:
    """A template of a body."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    spaces = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rels = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    texts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kind}styles+xml"/>'
        f'<Override PartName="/word/footer1.xml" ContentType="{kind}footer+xml"/></Types>',
        "_rels/.rels": f'<Relationships {rels}><Relationship Id="rId1" Type="{relation}officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships {rels}><Relationship Id="rId1" Type="{relation}styles" '
        f'Target="styles.xml"/><Relationship Id="rId2" Type="{relation}footer" Target="footer1.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles {spaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
        'w:hAnsi="Times New Roman" w:eastAsia="SimSun"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>',
        "word/footer1.xml": f"<w:ftr {spaces}>{paragraph(footer)}</w:ftr>",
        "word/document.xml": f'<w:document {spaces}><w:body>{body}<w:sectPr><w:footerReference w:type="default" '
        'r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    }
    return zips.write_parts({name: (head + text).encode() for name, text in texts.items()})


def visit_template() -> bytes:
    """An information block, a row of boxes, several lines, a table of rows with a total, and a closing block."""
    pairs = [("/customer/name", "/customer/code"), ("/visited_on", "/fee"), ("/ovens", "/state")]
    info = [row(cell(label(a)), cell(control(a)), cell(label(b)), cell(control(b))) for a, b in pairs]
    boxed = row(cell(label("/again")), cell(boxes("/again", YES_NO)), cell(label("/story")), cell(control("/story")))
    columns = ["name", "due", "price"]
    head = row(
        cell("No."),
        *(cell(label(f"/people/-/{c}")) for c in [*columns, "done", "note"]),
        head=True,
    )
    pattern = row(
        cell("{{ n }}"),
        *(cell(control(f"/people/-/{c}")) for c in columns),
        cell(boxes("/people/-/done", YES_NO)),
        cell(control("/people/-/note")),
    )
    total = row(cell("Total"), cell(""), cell(""), cell("{{ people | total('price') | number }}"), cell(""), cell(""))
    close = row(
        cell(label("/close/by")), cell(control("/close/by")), cell(label("/close/name")), cell(control("/close/name"))
    )
    body = [
        paragraph("{{ title }} {{ doc.number }}"),
        table(4, *info, boxed),
        paragraph("{{ text('intro') }}"),
        table(6, head, pattern, total),
        paragraph("{{ company.name }}"),
        table(4, close),
        paragraph(""),
    ]
    return package("".join(body))


def note_template() -> bytes:
    """Controls in running text, and a table of one column."""
    body = [
        paragraph(label("/to") + run(": ") + control("/to") + run(".")),
        paragraph(control("/body")),
        table(1, row(cell(label("/tasks/-/what"))), row(cell(control("/tasks/-/what")))),
        paragraph(""),
    ]
    return package("".join(body))


def workspace() -> dict[str, tuple[Form, bytes]]:
    """The Word forms of the repository's own workspace that have a template."""
    root, found = Path(__file__).parents[3], {}
    titles = read_settings(root)[0].titles
    for path in sorted(root.glob("forms/*/*.yaml")):
        template = root / "templates" / path.parent.name / f"{path.stem}.docx"
        form, _ = read_form(root, path, roles=titles) if template.is_file() else (None, None)
        if form:
            found[form.id] = form, template.read_bytes()
    return found


FORMS = {"visit": (VISIT, visit_template()), "note": (NOTE, note_template()), **workspace()}
"""Every Word form with its template, by id."""


def told(form: Form, template: bytes, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers a document gives back: of one that only goes out, those its template prints in a field."""
    lost = [form.by_pointer[p] for p in form.by_pointer.keys() - prepare(template).pointers if not form.returns]
    for field in lost:
        for row in range(9) if field.rows else [0]:
            answers = dropped(answers, field.at(row).strip("/").split("/"))
    return canonical(answers, form)[0]


def dropped(answers: Any, path: list[str]) -> Any:
    """The answers without what stands at a path."""
    here, *below = path
    if isinstance(answers, list):
        return [dropped(row, below) if str(n) == here else row for n, row in enumerate(answers)]
    if here not in answers:
        return answers
    return {k: dropped(v, below) if below and k == here else v for k, v in answers.items() if below or k != here}


def full(form: Form, texts: Sequence[str], rows: int = 2) -> dict[str, Any]:
    """Canonical answers to every field, the texts taken in turn."""
    turn = cycle(texts)
    fixed: dict[str, Any] = {"date": "2026-02-09", "decimal": "46350000", "integer": 12_345}
    answers: dict[str, Any] = {}
    for field in form.fields:
        for row in range(rows) if field.rows else [0]:
            text = f"{next(turn)}\n\n  {next(turn)}" if field.kind == "lines" else next(turn)
            put(answers, field.at(row), next(reversed(field.choices), fixed.get(field.kind, text)))
    return canonical(answers, form)[0]
