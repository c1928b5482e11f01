"""Printed words that a customer changed: shown to the role that waits for the form, and accepted by it alone."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from casedrop.desk.reading.copies import read_any
from casedrop.formats import zips
from stories.people import AGREED, AGREEMENT

HEADING = "2. Ý kiến khách hàng và hợp đồng"
LAST = "Xin giữ nguyên bố cục và mã ở chân trang."
THEIRS = "Khách hàng được trả sau 90 ngày."


def retyped(path, *changes):
    """Someone unlocks a document and types other words over printed ones."""
    body = zips.read_parts(path.read_bytes())["word/document.xml"].decode()
    for old, new in changes:
        assert old in body, old
        body = body.replace(old, new)
    path.write_bytes(zips.patch(path.read_bytes(), {"word/document.xml": body.encode()}))
    return path


def changed(office):
    """The agreement filled in, one printed heading changed and one sentence left out for another."""
    filled = office.filled(office.latest(AGREEMENT), AGREED, "Đồng ý")
    return retyped(filled, (HEADING, "2. Ý kiến khách hàng và hợp đồng sau 90 ngày"), (LAST, THEIRS))


def saved_as(path, ending, folder):
    """Someone saves a document in another format."""
    words = ["soffice", f"-env:UserInstallation={folder.as_uri()}/profile", "--headless", "--convert-to", ending]
    subprocess.run([*words, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{ending}"


def shown(office, role="sales"):
    """What a page of changes shows, line by line: struck words in [-…-], added ones in {+…+}."""
    page = office.returned(role, ".html").read_text(encoding="utf-8-sig")
    page = re.sub("<del>(.*?)</del>", r"[-\1-]", re.sub("<ins>(.*?)</ins>", r"{+\1+}", page))
    return [re.sub("<[^>]+>", "", row.rsplit("<td>", 1)[1]).strip() for row in page.split("<tr>")[2:]]


@pytest.mark.fault("C4")
def test_changed_words_are_shown_and_the_copy_that_came_back_accepts_them(after):
    office = after("pricing").at("2021-07-03T11:00")
    office.does("sales", changed(office))
    assert shown(office) == [
        "2. Ý kiến khách hàng và hợp đồng{+ sau 90 ngày+}\tDo Kinh doanh điền",
        "Điền vào ô nền màu, có thể in ra viết tay; ô có dấu * là bắt buộc. [-Xin giữ nguyên bố cục và mã ở chân trang-]"
        "{+Khách hàng được trả sau 90 ngày+}.",
    ]
    waits = office.stage()
    office.at("2021-07-03T14:00").does("sales", office.returned("sales", ".docx"))
    assert (waits, office.stage()) == ("quoted", "awaiting-payment")
    accepted = office.case()["wording"][AGREEMENT]["changes"]
    assert ["90 ngày" in c["stands"] for c in accepted] == [True, True]
    assert (
        office.page("inbox")
        == """\
03.07. 11:00  sales/Đồng ý.docx: refused wording.asked
03.07. 14:00  sales/Đồng ý (chữ in sẵn bị sửa 2 chỗ).docx: accepted

"""
    )


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")
def test_of_a_file_of_another_office_the_copy_it_was_read_from_accepts(after, tmp_path):
    office = after("pricing", reader=read_any).at("2021-07-03T11:00")
    other = saved_as(changed(office), "odt", tmp_path)
    assert office.wrong(office.does("sales", other)) == ["wording.asked"]
    assert "90 ngày" in shown(office)[0]
    office.at("2021-07-03T14:00").does("sales", office.returned("sales", ".docx"))
    assert office.stage() == "awaiting-payment"


def test_whoever_was_not_asked_accepts_nothing(after):
    office = after("pricing").at("2021-07-03T11:00")
    mine = changed(office)
    first = office.does("sales", mine)
    again = office.does("sales", mine)
    elsewhere = office.does("technical", office.returned("sales", ".docx"))
    further = retyped(office.filled(office.returned("sales", ".docx"), {}, "Thêm"), ("90 ngày", "120 ngày"))
    codes = [office.wrong(o) for o in (first, again, elsewhere, office.does("sales", further))]
    assert codes == [["wording.asked"], ["wording.asked"], ["role.wrong"], ["wording.asked"]]


def test_a_document_as_it_was_issued_is_not_asked_about(after):
    office = after("pricing").at("2021-07-03T11:00")
    filled = office.filled(
        office.latest(AGREEMENT), {**AGREED, "/recorded_by": "2. Ý kiến khách hàng và hợp đồng"}, "Đồng ý"
    )
    assert office.does("sales", filled).kind == "accepted"
