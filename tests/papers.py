"""What the tests of the command line fill in."""

VISIT = """\
form: visit-note
flow: visits
code: VN
format: docx
internal: false
titles: {vi: Phiếu thăm khách, zh-Hans: 拜访记录, zh-Hant: 拜訪記錄, en: Visit note}
fields:
  - {name: visited_on, kind: date, required: true, labels: {vi: Ngày thăm, zh-Hans: 日期, zh-Hant: 日期, en: Date}}
  - {name: seen, kind: lines, labels: {vi: Đã thấy, zh-Hans: 所见, zh-Hant: 所見, en: What was seen}}
"""

VISITS = """\
flow: visits
version: 1
titles: {vi: Thăm khách, zh-Hans: 拜访, zh-Hant: 拜訪, en: Visits}
follows: sales
number: {series: visits, pattern: "TK-{{ year }}-{{ n }}"}
answers: {note: visit-note}
start: visiting
stages:
  visiting:
    titles: {vi: Đi thăm, zh-Hans: 拜访中, zh-Hant: 拜訪中, en: Visiting}
    awaits: [{form: visit-note, from: sales, opens: true}]
    deadline: {after: today, in: 2 days, go: visited}
    next: [{go: visited}]
  visited:
    titles: {vi: Đã thăm, zh-Hans: 已拜访, zh-Hant: 已拜訪, en: Visited}
    closes: visited
"""

NEED = {
    "customer": {"name": "Công ty TNHH Bánh Mì Trên Mây", "short_name": "Bánh Mì Trên Mây"},
    "product": {"name": "Thuyền Giấy ERP"},
    "sales_person": "Trần Văn Mẫu",
    "created_on": "2021-06-16",
    "summary": "Giao bánh đúng giờ cho 12 điểm bán.",
    "items": [{"content": "Duyệt đơn hàng", "explanation": "Đơn lớn qua trưởng nhóm.", "purpose": "Giảm đơn sai"}],
}
