"""Cases in a responsible person's hand: held, resumed, cancelled, reopened, and the last drop taken back."""
# ruff: noqa: F811 - fixtures are arguments

from __future__ import annotations

import pytest

from casedrop.desk.admin.control import steer
from casedrop.store import files
from killed import Killed, Stop
from stories.conftest import after, town  # noqa: F401 - fixtures
from stories.people import AGREED, AGREEMENT, ANALYSIS, ANSWERS, APPROVAL, PRICE, QUOTE, SHEET, take_turn


def told(office, way, why="Khách hàng dời văn phòng.", case="TB-2021-0001"):
    """The code of what is said instead, "" once it is done."""
    problem = steer(office.watcher.desk, way, case, why)
    return problem.code if problem else ""


def kinds(office):
    return [e.kind for e in office.room.ledger.events("TB-2021-0001")]


def outbox(office):
    return sorted(p.name for p in office.outbox().glob("*/Trên Mây/**/*") if p.is_file())


def test_a_held_case_takes_nothing_and_waits_for_no_one(after):
    office = after("opening")
    sheet = office.filled(office.latest(ANALYSIS), APPROVAL, "Duyệt")
    assert told(office, "hold") == ""
    assert "TB-2021-0001" not in office.todo("leader")
    assert office.wrong(office.does("leader", sheet)) == ["case.held"]
    assert office.letter("leader")[0].startswith("Hồ sơ TB-2021-0001 đang tạm dừng: Khách hàng dời văn phòng.")
    assert told(office, "resume") == ""
    assert office.does("leader", sheet).kind == "accepted"


def test_a_held_deadline_stands_still_until_the_case_goes_on(after):
    office = after("pricing").at("2021-07-08T17:00")
    told(office, "hold")
    office.at("2021-07-20T09:00").run()
    told(office, "resume")
    office.at("2021-07-20T23:59").run()
    assert office.stage() == "quoted"
    office.at("2021-07-21T00:00").run()
    assert office.stage() == "lapsed"


def test_each_night_on_hold_moves_the_deadline_by_a_day(after):
    office = after("pricing").at("2021-06-25T09:00")
    told(office, "hold")
    office.at("2021-06-28T09:00")
    told(office, "resume")
    office.at("2021-07-11T23:00").run()
    assert "11/07/2021" in office.todo("sales")
    assert (office.stage(), office.case()["pauses"]) == (
        "quoted",
        [["2021-06-25T02:00:00+00:00", "2021-06-28T02:00:00+00:00"]],
    )


def test_a_deadline_that_is_over_counts_before_the_hand(after):
    office = after("pricing").at("2021-07-09T00:00")
    assert (told(office, "hold"), office.stage()) == ("case.closed", "lapsed")


@pytest.mark.fault("E3")
def test_a_cancelled_case_is_over_until_it_is_reopened(after):
    office = after("approval")
    sheet = office.filled(office.latest(ANALYSIS), ANSWERS, "Kỹ thuật")
    assert told(office, "cancel") == ""
    assert (office.stage(), office.wrong(office.does("technical", sheet))) == ("cancelled", ["case.cancelled"])
    assert told(office, "reopen") == ""
    assert (office.stage(), office.wrong(office.does("technical", sheet))) == ("technical", ["issue.older"])
    take_turn(office, "answers")
    assert office.stage() == "completion"


def test_a_lapsed_quote_is_reopened_comes_out_anew_and_does_not_lapse_at_once(after):
    office = after("pricing").at("2021-07-09T00:00")
    office.run()
    assert told(office, "reopen", "Khách hàng xin thêm thời gian.") == ""
    office.at("2021-07-12T09:00").run()
    assert office.stage() == "quoted"
    assert office.numbers("quote") == [("BG-2021-0001", "replaced"), ("BG-2021-0002", "used")]
    assert office.does("sales", office.latest(AGREEMENT), AGREED, "Đồng ý").kind == "accepted"


def test_what_closed_the_case_may_not_be_sent_again_once_it_is_reopened(after):
    office = after("plan")
    last = office.latest("handover-record").read_bytes()
    take_turn(office, "handover")
    assert (office.stage(), told(office, "reopen"), office.stage()) == ("delivered", "", "running")
    (office.hands / "Cũ.docx").write_bytes(last)
    assert office.wrong(office.does("technical", office.hands / "Cũ.docx")) == ["issue.older"]


@pytest.mark.parametrize(
    ("turn", "ways", "said"),
    [
        ("opening", ["hold", "hold"], "case.held"),
        ("opening", ["resume"], "case.not-held"),
        ("opening", ["reopen"], "case.open"),
        ("opening", ["cancel", "cancel"], "case.cancelled"),
        ("opening", ["cancel", "hold"], "case.cancelled"),
        ("opening", ["cancel", "undo"], "undo.none"),
        ("opening", ["cancel", "reopen", "undo"], "undo.none"),
        ("opening", ["undo", "undo"], "undo.none"),
        ("opening", ["undo", "reopen"], "case.undone"),
        ("handover", ["hold"], "case.closed"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(after, turn, ways, said):
    office = after(turn)
    assert [told(office, way) for way in ways[:-1]] == [""] * (len(ways) - 1)
    before = kinds(office)
    assert (told(office, ways[-1]), kinds(office)) == (said, before)


def test_there_is_no_such_case(after):
    assert told(after(), "hold", case="TB-1999-0001") == "case.unknown"


def test_the_price_is_taken_back_and_announced_again(after):
    office = after("completion")
    before, stood = office.case(), outbox(office)
    sheet = office.filled(office.latest(ANALYSIS), PRICE, "Giá")
    office.at("2021-06-23T16:30").does("director", sheet)
    assert told(office, "undo", "Sai đơn giá.") == ""
    changed = {k for k, v in office.case().items() if before[k] != v}
    assert (changed, outbox(office)) == ({"version", "files", "withdrawn"}, stood)
    assert office.numbers("quote") == [("BG-2021-0001", "undone")]
    assert office.does("director", sheet).kind == "accepted"
    assert office.numbers("quote") == [("BG-2021-0001", "undone"), ("BG-2021-0002", "used")]
    assert QUOTE in office.case()["documents"]


def test_the_earlier_document_comes_back_in_the_place_of_the_undone_one(after):
    office = after("opening")
    mine = office.latest(ANALYSIS).read_bytes()
    take_turn(office, "approval")
    assert office.latest(ANALYSIS).read_bytes() != mine
    told(office, "undo")
    assert (outbox(office), office.latest(ANALYSIS).read_bytes() == mine) == (
        ["Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx"],
        True,
    )
    assert "TB-2021-0001" in office.todo("leader")


def test_what_someone_is_filling_stays_and_counts_no_more(after):
    office = after("opening")
    take_turn(office, "approval")
    half = office.filled(office.latest(ANALYSIS), ANSWERS, "Kỹ thuật")
    office.latest(ANALYSIS).write_bytes(half.read_bytes())
    told(office, "undo")
    name = "Phiếu phân tích yêu cầu tùy biến Trên Mây"
    assert outbox(office) == [f"{name}.xlsx", f"{name}.xlsx"]
    assert office.wrong(office.does("technical", half)) == ["issue.undone"]


def test_a_correction_is_taken_back_and_the_voided_number_counts_again(after):
    office = after("pricing").at("2021-06-23T17:00")
    cheaper = {**PRICE, "/items/0/price": 17000000, "/price/total": 17000000}
    office.does("director", office.filled(office.latest(ANALYSIS), cheaper, "Giá mới"))
    told(office, "undo")
    assert office.numbers("quote") == [("BG-2021-0001", "used"), ("BG-2021-0002", "undone")]
    assert office.case()["documents"][QUOTE]["number"] == "BG-2021-0001"
    assert office.does("sales", office.latest(AGREEMENT), AGREED, "Đồng ý").kind == "accepted"


def test_undone_again_and_again_back_to_the_opening_which_ends_the_case(after):
    office = after("answers")
    assert [told(office, "undo") for _ in range(3)] == ["", "", ""]
    assert (office.stage(), outbox(office)) == ("undone", [])
    assert office.numbers("customization") == [("TB-2021-0001", "undone")]
    first = next(office.workspace.archive.rglob("001-in-*.xlsx"))
    assert office.does("sales", first).kind == "accepted"
    assert office.cases() == ["TB-2021-0001", "TB-2021-0002"]
    assert [n for n, state in office.numbers("analysis") if state == "used"] == ["PT-2021-0002"]


def test_a_lapse_that_followed_is_undone_with_the_price(after):
    office = after("pricing").at("2021-07-09T00:00")
    office.run()
    assert (office.stage(), told(office, "undo"), office.stage()) == ("lapsed", "", "pricing")


def test_the_journal_keeps_everything(after):
    office = after("opening")
    take_turn(office, "approval")
    told(office, "undo", "Nhầm hồ sơ.")
    last = office.room.archive.entries("2021/customization/TB-2021-0001")[-1]
    assert (last.kind, last.data["why"]) == ("undone", "Nhầm hồ sơ.")
    assert kinds(office) == ["opened", "accepted", "moved", "issued", "accepted", "moved", "issued", "undone"]
    assert "003-in-Duyệt.xlsx" in office.tree("archive")


def test_killed_before_any_act_an_undo_ends_the_same(after):
    def world(number):
        office = after("approval")
        return office, Killed(number)

    whole, counter = world(-1)
    with files.acts(counter):
        told(whole, "undo")
    total, wanted = -1 - counter.left, (kinds(whole), outbox(whole), whole.case())
    assert total > 10
    for number in range(1, total + 1, 3):
        office, killer = world(number)
        with files.acts(killer), pytest.raises(Stop):
            told(office, "undo")
        office.watcher.desk.start()
        if kinds(office)[-1] != "undone":
            told(office, "undo")
        assert (kinds(office), outbox(office), office.case()) == wanted, number


def test_a_shelf_form_asks_about_a_held_case_too(after):
    office = after("opening")
    told(office, "hold")
    again = office.does("sales", office.blank(ANALYSIS), {**SHEET, "/summary": "Đơn hàng của 14 điểm bán."}, "Lại")
    assert office.wrong(again) == ["case.open-already"]
