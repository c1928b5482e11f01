"""Cases held, resumed, cancelled and reopened by a form that those who may drop into their folders."""

from __future__ import annotations

from datetime import date

import pytest
from docx import Document

from casedrop.desk.admin.control import steer
from casedrop.desk.admin.explain import explain
from store.kept import vouch_again
from stories.people import AGREED, AGREEMENT, ANALYSIS, APPROVAL, PRICE

FORM, CASE = "case-decision", "TB-2021-0001"


def asked(way, case=CASE, **more):
    """What one writes who asks for a case to be steered."""
    return {
        "/case_number": case,
        "/decision": way,
        "/reason": "Khách hàng dời văn phòng.\nSẽ báo lại.",
        "/asked_by": "Trần Văn Mẫu",
        "/asked_on": date(2021, 6, 16),
        "/approved_by": "Lê Thị Thử Nghiệm",
        "/approved_on": date(2021, 6, 16),
    } | {f"/{name}": value for name, value in more.items()}


def orders(office, way, role="manager", lang="vi", **more):
    """What became of a form that asks for a case to be steered; `""` if it was accepted."""
    outcome = office.does(role, office.blank(FORM, lang), asked(way, **more), f"Phiếu {way}")
    return office.wrong(outcome)


def marked(path):
    """The remarks in a Word file that came back."""
    return [comment.text for comment in Document(str(path)).comments]


def last(office, case=CASE):
    return office.room.ledger.events(case)[-1]


def test_the_manager_holds_a_case_and_it_takes_nothing_until_it_is_resumed(after):
    office = after("opening")
    sheet = office.filled(office.latest(ANALYSIS), APPROVAL, "Duyệt")
    assert orders(office, "hold") == []
    assert (CASE in office.todo("leader"), office.wrong(office.does("leader", sheet))) == (False, ["case.held"])
    assert office.letter("leader")[0].startswith(
        "Hồ sơ TB-2021-0001 đang tạm dừng: Khách hàng dời văn phòng. Sẽ báo lại."
    )
    assert orders(office, "resume", role="director") == []
    assert office.does("leader", sheet).kind == "accepted"


def test_the_deadline_stands_still_between_two_forms(after):
    office = after("pricing").at("2021-07-08T17:00")
    orders(office, "hold")
    office.at("2021-07-20T09:00").run()
    assert (office.stage(), orders(office, "resume")) == ("quoted", [])
    office.at("2021-07-20T23:59").run()
    assert office.stage() == "quoted"
    office.at("2021-07-21T00:00").run()
    assert office.stage() == "lapsed"


def test_the_form_is_kept_with_its_case_and_the_journal_says_whose_it_is(after):
    office = after("opening")
    orders(office, "hold")
    told = office.room.archive.entries(f"2021/customization/{CASE}")[-1].data
    assert (told["role"], told["why"]) == ("manager", "Khách hàng dời văn phòng. Sẽ báo lại.")
    assert (told["answers"]["approved_by"], told["path"]) == ("Lê Thị Thử Nghiệm", "inbox/manager/Phiếu hold.docx")
    kept = next(office.workspace.archive.rglob("003-in-Phiếu hold.docx"))
    assert kept.read_bytes() == (office.hands / "Phiếu hold.docx").read_bytes()
    assert office.tree("inbox") == ""


def test_a_form_forged_with_its_manifest_is_found(after):
    office = after("opening")
    orders(office, "hold")
    kept = next(office.workspace.archive.rglob("003-in-*"))
    sound = {path: path.read_bytes() for path in kept.parent.iterdir()}
    kept.write_bytes(b"forged")
    vouch_again(kept.parent)
    assert [(fault.kind, fault.path.split("/")[-1]) for fault in office.faults()] == [("altered", kept.name)]
    for path, data in sound.items():
        path.write_bytes(data)


def test_a_cancelled_case_is_over_and_a_reopened_one_goes_on_with_what_comes_out_anew(after):
    office = after("pricing").at("2021-06-24T09:00")
    assert (orders(office, "cancel"), office.stage()) == ([], "cancelled")
    assert (orders(office, "reopen"), office.stage()) == ([], "quoted")
    assert office.numbers("quote") == [("BG-2021-0001", "replaced"), ("BG-2021-0002", "used")]
    assert office.does("sales", office.latest(AGREEMENT), AGREED, "Đồng ý").kind == "accepted"


def test_a_lapsed_quote_is_reopened_by_a_form(after):
    office = after("pricing").at("2021-07-09T00:00")
    office.run()
    assert (office.stage(), orders(office, "reopen"), office.stage()) == ("lapsed", [], "quoted")


@pytest.mark.parametrize("role", ["sales", "technical", ""])
def test_a_role_that_may_not_steer_is_told_whose_folder_it_is(after, role):
    office = after("opening")
    assert orders(office, "cancel", role=role) == ["role.wrong"]
    assert "inbox/manager, inbox/department, inbox/director" in office.letter(role)[0]
    assert office.stage() == "leader-review"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Số hồ sơ: Không có hồ sơ số “TB-2021-0011”. Có phải là TB-2021-0001?"),
        ("zh-Hans", "业务编号：没有编号为“TB-2021-0011”的业务。是否为TB-2021-0001？"),
        ("zh-Hant", "個案編號：沒有編號為「TB-2021-0011」的個案。是否為TB-2021-0001？"),
        ("en", "Case number: No case bears the number “TB-2021-0011”. Is one of these meant: TB-2021-0001?"),
    ],
)
def test_an_unknown_case_comes_back_marked_with_those_like_it(after, lang, words):
    office = after("opening")
    assert orders(office, "hold", lang=lang, case="TB-2021-0011") == ["/case_number order.case"]
    assert marked(office.returned("manager")) == [words]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Yêu cầu: Hồ sơ TB-2021-0001 không bị tạm dừng. Không có gì để tiếp tục."),
        ("zh-Hans", "申请事项：业务TB-2021-0001并未暂停。无需恢复。"),
        ("zh-Hant", "申請事項：個案TB-2021-0001並未暫停。毋須恢復。"),
        ("en", "Asked for: Case TB-2021-0001 is not on hold. There is nothing to resume."),
    ],
)
def test_what_cannot_be_done_comes_back_marked_where_it_was_asked_for(after, lang, words):
    office = after("opening")
    assert orders(office, "resume", lang=lang) == ["/decision case.not-held"]
    assert marked(office.returned("manager")) == [words]


@pytest.mark.parametrize(
    ("turn", "ways", "said"),
    [
        ("opening", ["hold", "hold"], "/decision case.held"),
        ("opening", ["reopen"], "/decision case.open"),
        ("opening", ["cancel", "cancel"], "/decision case.cancelled"),
        ("opening", ["cancel", "resume"], "/decision case.cancelled"),
        ("handover", ["hold"], "/decision case.closed"),
    ],
)
def test_each_way_has_its_time(after, turn, ways, said):
    office = after(turn)
    told = [orders(office, way, asked_by=f"Người thứ {k}") for k, way in enumerate(ways)]
    assert told == [*([[]] * (len(ways) - 1)), [said]]


def test_a_form_that_is_not_whole_comes_back_with_every_gap(after):
    office = after("opening")
    gaps = ("/reason", "/approved_by", "/approved_on")
    said = {pointer: value for pointer, value in asked("hold").items() if pointer not in gaps}
    outcome = office.does("manager", office.blank(FORM), said, "Phiếu")
    assert office.wrong(outcome) == [f"{gap} required" for gap in gaps]
    assert orders(office, "hold", approved_on=date(2021, 6, 1)) == ["/approved_on check"]


@pytest.mark.fault("C2")
@pytest.mark.parametrize(
    ("customer", "said"),
    [
        ("Công ty TNHH Bánh Mì Trên Mây", []),
        ("bánh mì trên mây", []),
        ("Trên Mây", []),
        ("Công ty CP Trà Sữa Dưới Biển", ["/customer_name order.customer"]),
    ],
)
def test_a_number_mistyped_into_another_customers_is_noticed(after, customer, said):
    office = after("opening")
    assert orders(office, "cancel", customer_name=customer) == said


def test_a_number_is_known_however_it_was_typed(after):
    office = after("opening")
    assert orders(office, "hold", case=" tb-2021-0001") == []
    assert last(office).kind == "held"


def test_the_same_form_is_not_taken_twice(after):
    office = after("opening")
    orders(office, "hold")
    orders(office, "resume")
    before = office.case()
    again = office.does("manager", office.hands / "Phiếu hold.docx")
    assert (again.kind, office.wrong(again), office.case()) == ("duplicate", ["drop.duplicate"], before)


def test_a_case_held_by_form_may_be_resumed_by_hand_and_the_other_way_round(after):
    office = after("opening")
    assert orders(office, "hold") == []
    assert steer(office.watcher.desk, "resume", CASE, "Khách hàng đã dời xong.") is None
    assert steer(office.watcher.desk, "hold", CASE, "Chờ khách hàng.") is None
    assert orders(office, "resume") == []


@pytest.mark.parametrize("ways", [["hold"], ["hold", "resume"], ["cancel"], ["cancel", "reopen"]])
def test_what_was_decided_by_form_is_not_taken_back_nor_what_lies_under_it(after, ways):
    office = after("opening")
    for way in ways:
        orders(office, way)
    said = steer(office.watcher.desk, "undo", CASE, "Nhầm.")
    assert said is not None
    assert (said.code, said.args["name"]) == ("undo.order", f"Phiếu {ways[-1]}.docx")


def test_an_answer_after_the_decision_is_taken_back_as_ever(after):
    office = after("completion")
    orders(office, "hold")
    orders(office, "resume")
    office.at("2021-06-23T16:30").does("director", office.latest(ANALYSIS), PRICE, "Giá")
    assert (office.stage(), steer(office.watcher.desk, "undo", CASE, "Sai đơn giá.")) == ("quoted", None)
    assert (office.stage(), office.numbers("quote")) == ("pricing", [("BG-2021-0001", "undone")])


def test_what_a_form_would_do_can_be_asked_first(after):
    office = after("pricing").at("2021-07-09T09:00")
    path = office.filled(office.blank(FORM), asked("reopen"), "Mở lại")
    told = explain(office.watcher.desk, path, "manager")
    assert (told["verdict"], told["case"], [d["form"] for d in told["documents"]]) == (
        "accepted",
        CASE,
        ["customization-quote", "agreement-record"],
    )
    assert office.stage() == "quoted"


def test_an_empty_form_lies_on_the_shelf_in_every_language(after):
    office = after()
    names = {lang: office.blank(FORM, lang).name for lang in ("vi", "zh-Hans", "zh-Hant", "en")}
    assert names == {
        "vi": "Phiếu đề nghị tạm dừng, hủy, mở lại hồ sơ.docx",
        "zh-Hans": "业务状态变更审批单.docx",
        "zh-Hant": "個案狀態變更審批表.docx",
        "en": "Request to Hold, Cancel or Reopen a Case.docx",
    }
    assert all(office.blank(FORM, lang).is_file() for lang in names)
