"""The delivery flow, rule by rule: after the first payment, the media set and its waybill, the question, the sealed receipt."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest
from PIL import Image, ImageDraw

from casedrop.desk.admin.assign_scan import assign
from stories.licensing import ARRIVED, CERTIFICATE, delivery_of, ordered, pays, says, sends
from stories.office import texts
from stories.scans import scan
from stories.service import Service

ASKED = {"/followed/asked_on": date(2026, 8, 15), "/followed/by": "孙样板"}
NOT_THERE = {**ASKED, "/followed/arrived": "no", "/followed/note": "收发室没有记录。"}


@pytest.fixture
def office(selling):
    return selling


def stage(office: Service) -> str:
    return office.stage(delivery_of(office))


def paid(office: Service, **changes) -> Service:
    """The office once the first payment of a contract is in."""
    pays(ordered(office, **changes), "first", date(2026, 8, 12))
    return office


def keeps_waybill(office: Service) -> list[str]:
    """What is wrong with the courier's waybill, as a picture of the telephone."""
    path = office.workspace.inbox / "specialist" / f"快递底单 {delivery_of(office)}.txt"
    path.write_bytes(b"SF5550012345")
    return office.wrong(office.run()[-1])


def sent(office: Service) -> Service:
    """The office once the media set is on its way."""
    paid(office.at("2026-08-12T10:00"))
    assert keeps_waybill(office) + sends(office) == []
    return office


def returned(office: Service, **changes) -> list[str]:
    """What is wrong with the receipt the customer returns."""
    told = {**ARRIVED, **{f"/arrival/{name}": value for name, value in changes.items()}}
    return says(office, "", CERTIFICATE, delivery_of(office), told, "到货")


def follows(office: Service, written) -> list[str]:
    """What is wrong with what the specialist found on asking."""
    (path,) = office.outbox("specialist").rglob("*（跟踪）.docx")
    return office.wrong(office.does("specialist", path, written, "跟踪"))


def sealed() -> bytes:
    """A scan of a page on which no code can be read."""
    paper = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(paper).ellipse((380, 600, 520, 740), outline=0, width=6)
    return scan([paper])


def test_DEL_1_nothing_is_sent_before_the_first_payment(office):
    ordered(office)
    assert (stage(office), "HT-2026-0217" in office.todo("specialist")) == ("unpaid", True)
    assert [d for d in office.room.ledger.documents(delivery_of(office)) if d.path] == []
    pays(office, "first", date(2026, 8, 12))
    assert stage(office) == "preparing"


def test_DEL_1_unless_the_contract_exempts_it(office):
    assert stage(ordered(office, before="yes")) == "preparing"


def test_DEL_1_contract_and_product_are_checked_first(office):
    paid(office)
    assert sends(office, checked=None) == ["/checked required"]
    assert (
        sends(office, sent_on=date(2026, 8, 9), told_on=date(2026, 8, 9)) == ["/checked required", "/sent_on check"][1:]
    )


def test_DEL_2_the_media_set_stands_in_the_paper_from_the_beginning(office):
    known = paid(office).case(delivery_of(office))["documents"][CERTIFICATE]["answers"]
    assert [(row["item"], int(row["quantity"])) for row in known["media"]] == [
        ("disc", 1),
        ("administrator", 1),
        ("teacher", 1),
        ("whitepaper", 1),
    ]


def test_DEL_2_the_address_goes_down_to_the_office(office):
    assert sends(paid(office), recipient__department=None) == ["/recipient/department required"]


def test_DEL_3_it_is_sent_once_the_waybill_is_kept_too(office):
    paid(office.at("2026-08-12T10:00"))
    assert sends(office) == []
    assert stage(office) == "preparing"
    assert keeps_waybill(office) == []
    assert stage(office) == "sent"


def test_DEL_3_three_days_after_sending_the_customer_is_asked(office):
    sent(office).at("2026-08-15T23:59").run()
    assert stage(office) == "sent"
    office.at("2026-08-16T00:00").run()
    assert (stage(office), "010-5550 0188" in office.todo("specialist")) == ("asking", True)


def test_DEL_3_not_arrived_the_courier_is_chased_and_the_receipt_still_taken(office):
    sent(office).at("2026-08-16T00:00").run()
    assert follows(office, {**NOT_THERE, "/followed/note": ""}) == ["/followed/note required"]
    assert follows(office, NOT_THERE) == []
    assert (stage(office), "SF5550012345" in office.todo("specialist")) == ("chasing", True)
    assert (returned(office.at("2026-08-18T10:00")), stage(office)) == ([], "delivered")


def test_DEL_3_arrived_it_is_only_the_receipt_that_is_waited_for(office):
    sent(office).at("2026-08-16T00:00").run()
    assert follows(office, {**ASKED, "/followed/arrived": "yes"}) == []
    assert stage(office) == "sealing"
    assert (returned(office), stage(office)) == ([], "delivered")


def test_DEL_4_the_customer_returns_the_receipt_and_it_is_filed(office):
    assert returned(sent(office).at("2026-08-14T16:00")) == []
    assert stage(office) == "delivered"
    parent = next(c for c in office.cases() if office.case(c)["flow"] == "order")
    told = office.case(parent)["children"][delivery_of(office)]["values"]
    assert told == {"done_on": "2026-08-14", "evidence": "DH-2026-0001"}


def test_DEL_4_a_sealed_scan_will_do(office):
    """By hand here (`casedrop assign`), as when no code on it can be read; a code says the same."""
    sent(office).at("2026-08-14T16:00")
    path = office.workspace.inbox / "specialist" / "scan.pdf"
    path.write_bytes(sealed())
    assert assign(office.watcher.desk, path, "DH-2026-0001", 0) == ()
    office.run()
    assert stage(office) == "delivered"


def test_DEL_4_what_is_missing_is_sent_again_on_a_receipt_of_its_own(office):
    assert returned(sent(office), complete="no") == ["/arrival/missing required"]
    assert returned(office, complete="no", missing="教师手册破损。") == []
    assert (stage(office), "教师手册破损。" in office.todo("specialist")) == ("preparing", True)
    assert [n for n, _ in office.numbers("arrival-certificate")] == ["DH-2026-0001", "DH-2026-0002"]


def test_DEL_4_the_customer_sees_nothing_internal(office):
    shown = texts(sent(office).latest(CERTIFICATE, delivery_of(office)))
    assert ("信息中心302室" in shown, "机架式服务器" in shown) == (True, False)
