"""The small office with paper originals: a note that was told of goes out in three originals, two of which are awaited back."""

from __future__ import annotations

import re
from pathlib import Path

from crash.small import MONDAY, at_work, made

HOLDERS = (
    "holders:\n"
    "  customer: {vi: Bên A, zh-Hans: 甲方, zh-Hant: 甲方, en: the Customer}\n"
    "  archive: {vi: Lưu trữ, zh-Hans: 档案, zh-Hant: 檔案, en: the Archive}\n"
    "start: seeing\n"
)
ISSUES = '    issues: [{form: visit, part: "", to: customer, originals: [customer, archive, archive]}]\n'
AWAITS = "    originals: {form: visit, holders: [archive], seen: paper, from: sales}\n"
NUMBER = 'number: {series: notes, pattern: "N-{{ n }}"}\n'


def paper_office(root: Path) -> Path:
    """The office on Monday, in which a visit was told of: three originals of note N-1 are out, two are awaited."""
    made(root)
    flow = root / "forms" / "visits" / "flow.yaml"
    text = flow.read_text(encoding="utf-8").replace("start: seeing\n", HOLDERS)
    again = re.compile(r"(?s)    issues: \[\{form: visit.*?(?=    deadline:)")
    flow.write_text(again.sub(ISSUES + AWAITS, text), encoding="utf-8")
    form = root / "forms" / "visits" / "visit.yaml"
    form.write_text(form.read_text(encoding="utf-8") + NUMBER, encoding="utf-8")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.watcher.round()
        assert not office.incidents(), office.incidents()
    return root
