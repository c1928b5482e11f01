"""The register of customers: one sheet for ever; what other forms take from it, and what their senders are told."""
# ruff: noqa: N802 - a test is named after its fault

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from casedrop.desk.admin.control import steer
from casedrop.desk.customers import OverLedger, register
from casedrop.desk.rendering.fill import filled_for
from casedrop.language.filenames import safe_name
from casedrop.store.archive import CUSTOMERS_FOLDER
from stories.service import Service, played, shipped

REGISTER, COMPLAINT, DISPATCH = "customer-register", "complaint", "dispatch-order"
BAKERY = {
    "/rows/0/customer/code": "KH-00512",
    "/rows/0/customer/name": "Công ty TNHH Bánh Mì Hòa Bình",
    "/rows/0/customer/short_name": "Bánh Mì Hòa Bình",
    "/rows/0/customer/address": "Số 12 đường Ví Dụ, phường Mẫu, TP. Minh Họa",
    "/rows/0/customer/contact/name": "Nguyễn Thị Ví Dụ",
    "/rows/0/customer/contact/phone": "0905 550 147",
    "/rows/0/language": "vi",
    "/rows/0/class": "a",
    "/rows/0/product/name": "Thuyền Giấy ERP",
    "/rows/0/product/edition": "Chuyên nghiệp",
    "/rows/0/service/from": date(2025, 4, 1),
    "/rows/0/service/until": date(2027, 3, 31),
}
CAFE = {
    "/rows/1/customer/code": "KH-00533",
    "/rows/1/customer/name": "紙鶴茶餐廳集團有限公司",
    "/rows/1/customer/short_name": "紙鶴茶餐廳",
    "/rows/1/customer/address": "九龍示範道88號樣本中心12樓",
    "/rows/1/language": "zh-Hant",
    "/rows/1/class": "c",
}
CALL = {
    "/received_on": date(2026, 8, 11),
    "/received_time": "09:40",
    "/channel": "phone",
    "/about": "other",
    "/text": "Gọi mãi không ai nhấc máy.",
    "/passed_to": "Tổ tổng đài",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("customers"))


@pytest.fixture
def bare_office(workspace, tmp_path):
    """An office that keeps no register yet."""
    yield from played(workspace, tmp_path)


@pytest.fixture
def office(bare_office):
    """An office with a register of two customers."""
    assert bare_office.wrong(kept(bare_office)) == []
    return bare_office


def kept(office: Service, changes=(), name="Danh mục"):
    """What became of a register handed in from the shelf."""
    return office.does("manager", office.blank(REGISTER), {**BAKERY, **CAFE, **dict(changes)}, name)


def called(office: Service, name: str, lang="vi", **more: str) -> dict:
    """What the complaint says that comes out when somebody of that name calls."""
    said = {**CALL, "/customer/name": name, "/customer/short_name": "Khách gọi"}
    outcome = office.does("monitor", office.blank(COMPLAINT, lang), {**said, **more}, "Phiếu")
    assert outcome.kind == "accepted", outcome.problems
    return office.case()["documents"][COMPLAINT]["answers"]


def told(office: Service) -> list[str]:
    """The sentences of the plain answers beside the complaints."""
    place = office.workspace.inbox / "monitor" / "returned"
    there = sorted(place.glob("*.txt"))
    return [text.read_bytes().decode("utf-8-sig").split("\r\n\r\n")[1].strip() for text in there]


def examined(office: Service, data: bytes, name: str):
    """What a file that was just made says."""
    path = office.hands / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return office.room.reader(path, office.room.shelf(), office.room.limits)


def test_the_sheet_that_counts_lies_in_the_outbox_to_be_amended(office):
    first = office.latest(REGISTER)
    closed = office.does("manager", first, {"/rows/1/customer/address": "九龍樣本街9號"}, "Danh mục mới")
    assert (closed.kind, office.stage(), "sửa bản này rồi nộp lại" in office.todo("manager")) == (
        "accepted",
        "kept",
        True,
    )
    assert [row["customer"].get("address") for row in register(office.room.ledger, office.workspace.book)] == [
        "Số 12 đường Ví Dụ, phường Mẫu, TP. Minh Họa",
        "九龍樣本街9號",
    ]
    assert (
        office.page()
        == """\
11.08. 09:50  manager/Danh mục.xlsx: accepted
11.08. 09:50  manager/Danh mục mới.xlsx: accepted
outbox/
  manager/
    Danh mục khách hàng/
      DMKH-2026-0001/
        Danh mục khách hàng.xlsx
archive/
  2026/
    customer-register/
      DMKH-2026-0001/
        001-in-Danh mục.xlsx
        002-out-Danh mục khách hàng.xlsx
        003-in-Danh mục mới.xlsx
        004-out-Danh mục khách hàng.xlsx
"""
    )


def test_an_office_without_a_register_works_as_before(bare_office):
    said = called(bare_office, "Công ty TNHH Bánh Mì Hòa Bình")
    assert said["customer"] == {"name": "Công ty TNHH Bánh Mì Hòa Bình", "short_name": "Khách gọi"}
    assert (told(bare_office), register(bare_office.room.ledger, bare_office.workspace.book)) == ([], ())


def test_a_short_customer_block_is_completed(office):
    assert called(office, "Công ty TNHH Bánh Mì Hòa Bình")["customer"] == {
        "code": "KH-00512",
        "name": "Công ty TNHH Bánh Mì Hòa Bình",
        "short_name": "Khách gọi",
        "address": "Số 12 đường Ví Dụ, phường Mẫu, TP. Minh Họa",
        "contact": {"name": "Nguyễn Thị Ví Dụ", "phone": "0905 550 147"},
    }
    assert told(office) == []
    read = office.room.reader(office.latest(COMPLAINT), office.room.shelf(), office.room.limits).reading
    assert read.answers["customer"]["address"] == "Số 12 đường Ví Dụ, phường Mẫu, TP. Minh Họa"


def test_what_the_drop_says_is_never_overridden(office):
    said = called(office, "Công ty TNHH Bánh Mì Hòa Bình", **{"/customer/contact/name": "Trần Văn Mẫu"})
    assert said["customer"]["contact"] == {"name": "Trần Văn Mẫu"}
    assert office.case()["answers"][COMPLAINT]["customer"].keys() == {"name", "short_name", "contact"}


def test_the_product_is_completed_too(office):
    slip = {
        "/customer/name": "Công ty TNHH Bánh Mì Hòa Bình",
        "/customer/short_name": "Bánh Mì",
        "/product/name": "Thuyền Giấy ERP",
        "/received_on": date(2026, 8, 11),
        "/received_time": "09:40",
        "/service_until": date(2027, 3, 31),
        "/product_line": "ERP",
        "/region": "Miền Nam",
        "/problem": "Không đăng nhập được.",
    }
    assert office.wrong(office.does("hotline", office.blank(DISPATCH), slip, "Phiếu điều")) == []
    issued = office.case()["documents"][DISPATCH]["answers"]
    assert issued["product"] == {"name": "Thuyền Giấy ERP", "edition": "Chuyên nghiệp"}


def test_a_name_written_otherwise_is_known_and_said(office):
    hoa = unicodedata.normalize("NFD", "Công ty TNHH Bánh Mì Hoà Bình")
    assert called(office, hoa)["customer"]["code"] == "KH-00512"
    hans = called(office, "纸鹤茶餐厅集团有限公司", "zh-Hans")["customer"]
    assert (hans["name"], hans["code"]) == ("纸鹤茶餐厅集团有限公司", "KH-00533")
    assert told(office) == [
        "Danh mục khách hàng ghi “Công ty TNHH Bánh Mì Hòa Bình”, phiếu ghi “Công ty TNHH Bánh Mì Hoà Bình”; hệ thống hiểu"
        " là cùng một khách hàng và giữ nguyên cả hai cách viết. Nếu là khách hàng khác, xin sửa lại tên trên phiếu.",
        "登记表中写作“紙鶴茶餐廳集團有限公司”，表单写作“纸鹤茶餐厅集团有限公司”，现视为同一客户，两处写法均不改动。"
        "如不是同一客户，请更正表单中的名称。",
    ]


def test_the_same_name_in_other_code_points_is_the_same_name(office):
    called(office, unicodedata.normalize("NFD", "Công ty TNHH Bánh Mì Hòa Bình"))
    assert told(office) == []


@pytest.mark.parametrize(
    ("name", "lang", "sentence"),
    [
        (
            "Công ty TNHH Bánh Mì Hoa Bình",
            "vi",
            "“Công ty TNHH Bánh Mì Hoa Bình” chưa có trong danh mục khách hàng. Tên gần giống trong danh mục: Công ty TNHH"
            " Bánh Mì Hòa Bình. Nếu là một trong số đó, xin sửa lại phiếu; nếu là khách hàng mới, xin bổ sung vào danh mục.",
        ),
        ("Tin Kettle Ltd", "en", "“Tin Kettle Ltd” is not in the register of customers. A new customer belongs in the register."),
    ],
)  # fmt: skip
def test_who_is_not_in_the_register_is_taken_in_and_told(office, name, lang, sentence):
    assert called(office, name, lang)["customer"] == {"name": name, "short_name": "Khách gọi"}
    assert told(office) == [sentence]


def test_a_customer_who_is_corrected_is_looked_at_again(office):
    called(office, "Công ty TNHH Bánh Mì Hoa Bình")
    same = {
        **CALL,
        "/customer/name": "Công ty TNHH Bánh Mì Hoa Bình",
        "/customer/short_name": "Bánh Mì",
        "/text": "Gọi lại.",
    }
    assert office.wrong(office.does("monitor", office.blank(COMPLAINT), same, "Lại")) == ["case.open-already"]
    copy = office.returned("monitor", ".docx", called="(sửa")
    for name, lines in (("Bánh Mì Hoa Binh", 3), ("Công ty TNHH Bánh Mì Hòa Bình", 3)):
        assert office.does("monitor", copy, {"/customer/name": name}, f"Sửa {lines}").kind == "accepted"
        assert len(told(office)) == lines
    assert office.case()["documents"][COMPLAINT]["answers"]["customer"]["code"] == "KH-00512"


def test_wrong_rows_come_back_marked_at_their_cells(bare_office):
    again = {p.replace("/rows/0/", "/rows/1/"): value for p, value in BAKERY.items()} | {
        "/rows/1/customer/code": "kh-00512"
    }
    assert bare_office.wrong(kept(bare_office, again)) == ["/rows/1/customer/code row.repeated"]
    advice = "đã có ở dòng 1 của bảng. Mỗi dòng phải khác nhau. Sửa lại hoặc bỏ bớt một dòng."
    assert bare_office.notes(bare_office.returned("manager")) == {
        "B10": f"casedrop:\nMã khách hàng: “kh-00512” {advice}"
    }
    other = again | {"/rows/1/product/name": "Thuyền Giấy Kho", "/rows/1/class": "b"}
    assert bare_office.wrong(kept(bare_office, other, "Khác hạng")) == ["/rows/1/class register.differs"]
    late = kept(bare_office, {"/rows/0/service/until": date(2025, 3, 31)}, "Sai ngày")
    assert bare_office.wrong(late) == ["/rows/0/service/until check"]
    assert list(bare_office.notes(bare_office.returned("manager", called="Sai ngày"))) == ["T9"]


def test_there_is_no_second_register(office):
    second = kept(office, {"/rows/0/customer/address": "Số 9 phố Mới"}, "Bản hai")
    assert (second.kind, office.wrong(second), office.cases()) == ("refused", ["case.only-one"], ["DMKH-2026-0001"])
    assert office.letter("manager") == [
        "Chỉ dùng một bản “Danh mục khách hàng”, thuộc hồ sơ DMKH-2026-0001. Xin sửa bản hiện có tại outbox/manager/"
        "Danh mục khách hàng/DMKH-2026-0001/Danh mục khách hàng.xlsx rồi nộp lại. Nếu muốn bản"
        " vừa nộp thay hẳn bản đó, thả lại bản có tên “(sửa DMKH-2026-0001)”."
    ]
    backs = [p.name for p in (office.workspace.inbox / "manager" / "returned").iterdir() if p.suffix == ".xlsx"]
    assert backs == [safe_name("Bản hai (sửa DMKH-2026-0001)", "xlsx")]
    taken = office.does("manager", office.returned("manager"), name="Bản hai")
    rows = register(office.room.ledger, office.workspace.book)
    assert (taken.kind, rows[0]["customer"]["address"], len(office.cases())) == ("accepted", "Số 9 phố Mới", 1)


def test_who_keeps_the_register_hears_of_customers_who_are_gone(office):
    writes = dict.fromkeys(CAFE)
    assert office.does("manager", office.latest(REGISTER), writes, "Bớt dòng").kind == "accepted"
    text = office.returned("manager", ".txt").read_bytes().decode("utf-8-sig")
    assert "紙鶴茶餐廳集團有限公司 không còn trong danh mục khách hàng." in text


def test_only_the_customer_manager_keeps_the_register(bare_office):
    assert bare_office.wrong(bare_office.does("sales", bare_office.blank(REGISTER), BAKERY, "DM")) == ["role.wrong"]


def test_a_register_that_was_cancelled_is_asked_no_more(office):
    assert steer(office.watcher.desk, "cancel", office.cases()[0], "Lập lại từ đầu.") is None
    assert called(office, "Công ty TNHH Bánh Mì Hòa Bình")["customer"].keys() == {"name", "short_name"}
    assert (told(office), kept(office, {"/rows/0/customer/address": "Số 9 phố Mới"}, "Làm lại").kind) == (
        [],
        "accepted",
    )


@pytest.mark.parametrize(
    ("asked", "lang"), [("kh-00533", "zh-Hant"), ("紙鶴茶餐廳", "zh-Hant"), ("Bánh Mì Hoà Bình", "vi")]
)
def test_a_form_is_filled_for_a_customer_in_their_own_language(office, asked, lang):
    made = filled_for(office.room, office.room.form(COMPLAINT), asked, None, "", {"text": "…"})
    seen = examined(office, made.data, made.name)
    assert (seen.reading.lang, seen.reading.problems, seen.reading.answers["text"]) == (lang, (), "…")
    assert seen.reading.answers["customer"]["address"] in (
        BAKERY["/rows/0/customer/address"],
        CAFE["/rows/1/customer/address"],
    )


def test_nothing_is_filled_for_who_is_not_known(office):
    made = filled_for(office.room, office.room.form(COMPLAINT), "Paper Crane 紙鶴茶餐", "en", "", {})
    assert (made.data, made.problems) == (
        None,
        ("“Paper Crane 紙鶴茶餐” is not in the register of customers. A new customer belongs in the register.",),
    )


def history(office: Service) -> list[tuple]:
    """Who changed the register, in which case, why, and the customers who are otherwise by it."""
    entries = office.room.ledger.events(CUSTOMERS_FOLDER)
    return [
        (e.data["role"], e.data["case"], e.data["why"], [one["key"] for one in e.data["customers"]]) for e in entries
    ]


def test_W15_two_who_amend_the_same_sheet_at_once_lose_nothing(office):
    sheet = office.latest(REGISTER).read_bytes()
    one, two, three = (office.hands / name for name in ("một.xlsx", "hai.xlsx", "ba.xlsx"))
    for path in (one, two, three):
        path.write_bytes(sheet)
    assert office.wrong(office.does("manager", one, {"/rows/0/customer/address": "Số 9 phố Mới"}, "Một")) == []
    assert office.wrong(office.does("manager", two, {"/rows/1/customer/address": "九龍樣本街9號"}, "Hai")) == []
    asked = office.does("manager", three, {"/rows/0/customer/address": "Số 7 phố Cũ"}, "Ba")
    assert office.wrong(asked) == ["/rows/0/customer/address register.changed"]
    assert list(office.notes(office.returned("manager", called="Ba"))) == ["E9"]
    rows = register(office.room.ledger, office.workspace.book)
    assert [row["customer"]["address"] for row in rows] == ["Số 9 phố Mới", "九龍樣本街9號"]
    case = office.cases()[0]
    assert history(office) == [
        ("manager", case, "Danh mục.xlsx", ["kh 00512", "kh 00533"]),
        ("manager", case, "Một.xlsx", ["kh 00512"]),
        ("manager", case, "Hai.xlsx", ["kh 00533"]),
    ]


def test_W15_a_customer_with_two_products_has_a_row_for_each(office):
    shop = {p.replace("/rows/0/", "/rows/2/"): value for p, value in BAKERY.items()} | {
        "/rows/2/product/name": "Thuyền Giấy Kho",
        "/rows/2/product/edition": "Cơ bản",
    }
    assert office.wrong(office.does("manager", office.latest(REGISTER), shop, "Hai sản phẩm")) == []
    known = office.room.workspace.book.customers.looked_up(OverLedger(office.room.ledger))
    assert [known.product_name(row) for row in known.each_product()] == ["Thuyền Giấy ERP", "Thuyền Giấy Kho", ""]
    assert len(known.each_customer()) == 2
    said = called(office, "Công ty TNHH Bánh Mì Hòa Bình")
    assert said["customer"]["code"] == "KH-00512"
