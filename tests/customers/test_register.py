"""The register of customers as a value: who is known, what a document takes from it, and that nobody is ever merged."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.customers.prefill import completed, of_case
from casedrop.customers.register import Customers
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten
from casedrop.forms.validate import invalid
from casedrop.language import similarity

BAKERY = {
    "customer": {
        "code": "KH-00512",
        "name": "Công ty TNHH Bánh Mì Hòa Bình",
        "short_name": "Bánh Mì Hòa Bình",
        "address": "Số 12 đường Ví Dụ",
        "contact": {"name": "Nguyễn Thị Ví Dụ", "phone": "0905 550 147"},
    },
    "product": {"name": "Thuyền Giấy ERP", "edition": "Chuyên nghiệp"},
    "language": "vi",
}
CAFE = {
    "customer": {"code": "KH-00533", "name": "紙鶴茶餐廳集團有限公司", "short_name": "紙鶴茶餐廳"},
    "language": "zh-Hant",
}
EMPTY = Customers("register", "rows", {"customer": "customer", "product": "product"}, "language")
KNOWN = EMPTY.holding((BAKERY, CAFE))
TEXT = {"type": "string"}
BLOCKS = {"customer": {"type": "object", "x-block": "customer"}, "product": {"type": "object", "x-block": "product"}}
SLIP = Form("slip", 1, "f", "SL", "docx", {}, {"properties": {**BLOCKS, "text": TEXT}})
ROWS = {
    "type": "array",
    "x-unique": ["/customer/name"],
    "items": {"type": "object", "properties": {"customer": {"type": "object", "properties": {"name": TEXT}}}},
}
REGISTER = Form("register", 1, "f", "RG", "xlsx", {}, {"properties": {"rows": ROWS}})
NAMES = st.text(st.sampled_from("aàáảãạ hòoóyỳbc鶴鹤髮发.,-"), min_size=1, max_size=10)


@pytest.mark.parametrize("name", ["Công ty TNHH Bánh Mì Hoà Bình", "CÔNG TY TNHH BÁNH MÌ HÒA BÌNH"])
def test_a_customer_is_known_however_the_name_is_written(name):
    assert KNOWN.known({"name": unicodedata.normalize("NFD", name)}) == BAKERY


@pytest.mark.parametrize(
    ("customer", "code", "args"),
    [
        ({"name": "Công ty TNHH Bánh Mì Hòa Bình"}, None, {}),
        ({"name": "纸鹤茶餐厅集团有限公司"}, "customer.otherwise", {"known": "紙鶴茶餐廳集團有限公司"}),
        ({"name": "Công ty TNHH Bánh Mì Hoa Bình"}, "customer.unknown", {"similar": ["Công ty TNHH Bánh Mì Hòa Bình"]}),
        ({"name": "Tiệm Kem", "code": "KH-00533"}, "customer.unknown", {"similar": ["紙鶴茶餐廳集團有限公司"]}),
        ({"name": "紙鶴茶餐廳集團有限公司", "code": "KH-9"}, "customer.code", {"known": "KH-00533", "code": "KH-9"}),
        ({"name": "Tin Kettle"}, "customer.unknown", {"similar": []}),
    ],
)
def test_what_whoever_names_a_customer_should_look_at(customer, code, args):
    told = KNOWN.notice(customer)
    assert (told.code if told else None) == code
    assert told is None or {k: told.args[k] for k in args} == args


def test_where_no_register_is_kept_nobody_is_unknown():
    assert EMPTY.notice({"name": "Tin Kettle"}) is None


@pytest.mark.parametrize("said", ["kh-00533", "纸鹤茶餐厅", "紙鶴茶餐廳集團有限公司"])
def test_a_customer_is_found_by_code_name_and_short_name(said):
    assert KNOWN.find(said) == CAFE


def test_who_is_gone_from_a_later_register():
    renamed = {**CAFE, "customer": {**CAFE["customer"], "name": "紙鶴餐飲有限公司"}}
    assert KNOWN.gone((renamed,)) == ["Công ty TNHH Bánh Mì Hòa Bình"]


def test_a_document_takes_what_it_does_not_say_itself():
    said = {"customer": {"name": "Công ty TNHH Bánh Mì Hoà Bình", "address": "Số 9 phố Mới"}, "text": "…"}
    assert of_case(KNOWN, SLIP, {}, said) == {
        "customer": {
            "code": "KH-00512",
            "name": "Công ty TNHH Bánh Mì Hoà Bình",
            "short_name": "Bánh Mì Hòa Bình",
            "address": "Số 9 phố Mới",
            "contact": {"name": "Nguyễn Thị Ví Dụ", "phone": "0905 550 147"},
        },
        "product": {"name": "Thuyền Giấy ERP", "edition": "Chuyên nghiệp"},
        "text": "…",
    }


@pytest.mark.parametrize(
    "said",
    [
        {"customer": {"name": "Công ty TNHH Bánh Mì Hoa Bình"}},
        {"customer": {"name": "Công ty TNHH Bánh Mì Hòa Bình", "code": "KH-00999"}},
        {"text": "…"},
    ],
)
def test_a_document_of_somebody_else_takes_nothing(said):
    assert of_case(KNOWN, SLIP, {"name": "Khóa đào tạo", "key": ""}, said) == said


def test_a_document_that_names_nobody_is_for_the_cases_customer():
    taken = of_case(KNOWN, SLIP, {"name": "紙鶴茶餐廳集團有限公司", "key": "x"}, {})
    assert taken == {"customer": CAFE["customer"]}


@pytest.mark.parametrize(
    ("own", "whole"),
    [
        ({"contact": {"name": "Nguyễn Thị Ví Dụ"}}, {"name": "Nguyễn Thị Ví Dụ", "phone": "0905 550 147"}),
        ({"contact": {"name": "Trần Văn Mẫu"}}, {"name": "Trần Văn Mẫu"}),
        ({"contact": {"phone": "0905 550 199"}}, {"phone": "0905 550 199"}),
    ],
)
def test_nobody_gets_another_persons_telephone(own, whole):
    assert completed(own, BAKERY["customer"])["contact"] == whole


def test_another_product_is_not_given_the_edition_of_the_first():
    said = {"customer": {"name": "Công ty TNHH Bánh Mì Hòa Bình"}, "product": {"name": "Thuyền Giấy Kế toán"}}
    assert of_case(KNOWN, SLIP, {}, said)["product"] == {"name": "Thuyền Giấy Kế toán"}


LEAVES = st.dictionaries(st.sampled_from(("a", "b", "c")), st.sampled_from(("", "1", "2")), max_size=3)
OBJECTS = st.fixed_dictionaries({}, optional={"x": st.sampled_from(("1", "2")), "in": LEAVES})


@given(OBJECTS, OBJECTS)
def test_what_is_said_stays_and_completing_twice_is_completing_once(own, known):
    whole = completed(own, known)
    said, stands = dict(flatten(own)), dict(flatten(whole))
    assert {p: stands.get(p) for p, v in said.items() if v} == {p: v for p, v in said.items() if v}
    assert completed(whole, known) == whole


@pytest.mark.fault("J3")
@given(st.lists(NAMES, min_size=1, max_size=5))
def test_rows_are_never_merged(names):
    """Each name is found as its own row, or, where two are written alike, by nobody; the sheet is then refused."""
    rows = [{"customer": {"name": name}} for name in names]
    found = [EMPTY.holding(rows).named(name) for name in names]
    assert all(row in (rows[n], None) for n, row in enumerate(found))
    keys = [similarity.key(name) for name in names]
    repeated = {p.pointer for p in invalid(REGISTER, "", {"rows": rows})}
    again = {f"/rows/{n}/customer/name" for n, key in enumerate(keys) if key and key in keys[:n]}
    assert repeated == again
