"""What is no form of ours, or claims to belong where it does not: it comes back whole, with one sentence why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casedrop.formats.restamp import restamp
from casedrop.forms.stamp import write
from stories.people import AGREED, AGREEMENT, ANALYSIS, APPROVAL, DELIVERED, HANDOVER, SHEET
from stories.strangers import PDF, compound, letter, retold, without_properties


def drop(office, role, name, data):
    """What was wrong with these bytes, dropped under a name."""
    office.hands.mkdir(parents=True, exist_ok=True)
    path = office.hands / name
    path.write_bytes(data)
    return office.wrong(office.does(role, path))


def stamped(office, key=None, **changed):
    """The latest sheet with another stamp than its own."""
    path = office.filled(office.latest(ANALYSIS), APPROVAL)
    line = write(replace(office.stamp(path), **changed), key or office.room.key)
    return restamp(path.read_bytes(), line)


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("Đơn xin nghỉ phép.docx", letter("ĐƠN XIN NGHỈ PHÉP", "Kính gửi: Phòng Nhân sự"), "form.unknown"),
        ("Hợp đồng quét.pdf", PDF, "file.damaged"),
        ("Ghi chú.txt", "Gọi lại cho khách lúc 9 giờ.\n".encode(), "file.kind"),
        ("Phân tích.xlsx", letter("x")[:2000], "file.damaged"),
        ("Phân tích mật.xlsx", compound("EncryptionInfo", "EncryptedPackage"), "file.protected"),
        ("Phân tích cũ.doc", compound("WordDocument"), "file.legacy"),
    ],
)
def test_what_is_no_form_comes_back_as_it_was(after, name, data, wrong):
    office = after()
    assert drop(office, "sales", name, data) == [wrong]
    back = [path.read_bytes() for path in (office.workspace.inbox / "sales" / "returned").iterdir()]
    assert (data in back, len(back)) == (True, 2)


def test_a_holiday_letter(after):
    office = after().at("2021-06-16T08:40")
    drop(office, "sales", "Nghỉ phép.docx", letter("ĐƠN XIN NGHỈ PHÉP"))
    assert (
        office.page()
        == """\
16.06. 08:40  sales/Nghỉ phép.docx: stray form.unknown
inbox/
  sales/
    returned/
      Nghỉ phép (không nhận được).docx
      Nghỉ phép (không nhận được).txt
archive/
  _desk/
    2021/
      001-in-Nghỉ phép.docx
"""
    )


@pytest.mark.fault("A2")
def test_an_empty_file_waits_until_something_stands_in_it(after):
    office = after()
    place = office.workspace.inbox / "sales" / "Phân tích.xlsx"
    place.write_bytes(b"")
    assert office.run() == []
    place.write_bytes(office.filled(office.blank(ANALYSIS), SHEET).read_bytes())
    assert [o.kind for o in office.run()] == ["accepted"]


def test_a_forged_stamp(after, tmp_path):
    office = after("opening")
    path = office.filled(office.latest(ANALYSIS), APPROVAL)
    words = {"case=TB-2021-0001": "case=TB-2021-0002"}
    forged = retold(path, tmp_path / "Duyệt.xlsx", "docProps/custom.xml", words)
    assert office.wrong(office.does("leader", forged)) == ["stamp.forged"]
    assert "TB-2021-0002" in office.letter("leader")[0]
    assert office.stage() == "leader-review"


def test_a_case_number_of_another_workspace(after):
    office = after("opening")
    assert drop(office, "leader", "Duyệt.xlsx", stamped(office, key=b"another" * 5)) == ["stamp.forged"]


@pytest.mark.fault("E3")
def test_an_unknown_case(after):
    office = after("opening")
    assert drop(office, "leader", "Duyệt.xlsx", stamped(office, case="TB-2021-0999")) == ["case.unknown"]
    assert "TB-2021-0999" in office.letter("leader")[0]


@pytest.mark.fault("C3")
def test_an_empty_form_of_an_earlier_version(after):
    office = after("opening")
    old = stamped(office, case="", number="", issue=0, part="", version=0)
    assert drop(office, "sales", "Phân tích.xlsx", old) == ["form.version"]


@pytest.mark.fault("E3")
def test_a_closed_case(after):
    """CUS-9"""
    office = after("plan")
    copy = office.filled(office.latest(HANDOVER), DELIVERED, "Bàn giao")
    again = office.filled(office.latest(HANDOVER), {**DELIVERED, "/place": "Kho số 2"}, "Bàn giao lại")
    office.does("technical", copy)
    assert office.wrong(office.does("technical", again)) == ["case.closed"]
    assert "Đã bàn giao" in office.letter("technical")[0]


@pytest.mark.parametrize(
    ("turn", "form", "role", "writes"),
    [("opening", ANALYSIS, "leader", APPROVAL), ("pricing", AGREEMENT, "sales", AGREED)],
)
def test_without_its_properties_a_file_is_known_by_the_id_at_its_foot(after, tmp_path, turn, form, role, writes):
    office = after(turn)
    path = office.filled(office.latest(form), writes)
    bare = without_properties(path, tmp_path / path.name)
    outcome = office.does(role, bare)
    assert (outcome.kind, outcome.case_id) == ("accepted", "TB-2021-0001")


def test_an_outgoing_document_dropped_back_is_not_awaited(after):
    office = after("pricing")
    quote = office.latest("customization-quote")
    assert office.wrong(office.does("sales", quote)) == ["not-awaited"]
