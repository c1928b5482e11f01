"""The folder is the audience (W19): a document lies with each who reads it and nowhere else; an office of before is sorted so."""

# ruff: noqa: F811, N802 - fixtures are arguments; a test is named after its rule

from __future__ import annotations

import shutil

from casedrop.desk.admin.permissions import open_to_all
from casedrop.desk.recovery.earlier_outbox import LAID_OUT
from casedrop.store import files
from casedrop.store.records import Placed
from crash.small import FLOW, MONDAY, at_work, made
from killed import Killed, Stop
from stories.conftest import after, town  # noqa: F401 - fixtures
from stories.people import ANALYSIS, ANSWERS, take_turn

SHEET = "Phiếu phân tích yêu cầu tùy biến Trên Mây"


def lying(office):
    """Every file of the outbox but lists and empty forms."""
    found = (p for p in office.workspace.outbox.rglob("*") if p.is_file())
    paths = [p.relative_to(office.workspace.outbox).as_posix() for p in found]
    return sorted(
        path for path in paths if not path.startswith("_blank/") and not path.endswith(("_todo.html", "index.html"))
    )


def laid_out_as_before(office):
    """The outbox as it was: a folder a customer and case, for whomever, and all lists in one."""
    outbox, ledger = office.workspace.outbox, office.room.ledger
    for path in lying(office):
        (old := outbox / path.partition("/")[2]).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(outbox / path, old)
    with ledger.transaction() as tx:
        for case in office.cases():
            for row in ledger.documents(case):
                tx.note(Placed(case, row.key, row.path.partition("/")[2]))
    (outbox / "_todo").mkdir()
    (outbox / "_todo" / "leader.html").write_text("old")
    ledger.memorize(LAID_OUT, "")


def test_W19_a_sheet_lies_with_the_role_whose_turn_it_is_and_leaves_the_one_before(after):
    office = after("opening")
    assert lying(office) == [f"leader/Trên Mây/TB-2021-0001/{SHEET}.xlsx"]
    take_turn(office, "approval")
    assert lying(office) == [f"technical/Trên Mây/TB-2021-0001/{SHEET}.xlsx"]


def test_W19_what_somebody_typed_into_an_earlier_issue_stays_with_him(after):
    office = after("opening")
    typed = office.filled(office.latest(ANALYSIS), {"/review/notes": "Xem lại."}, "Ghi").read_bytes()
    office.latest(ANALYSIS).write_bytes(typed)
    take_turn(office, "approval")
    assert lying(office) == [f"{role}/Trên Mây/TB-2021-0001/{SHEET}.xlsx" for role in ("leader", "technical")]


def test_W19_an_outbox_of_before_is_sorted_once_killed_before_any_act_or_not(after):
    def world():
        office = after("approval")
        typed = office.filled(office.latest(ANALYSIS), ANSWERS, "Kỹ thuật").read_bytes()
        laid_out_as_before(office)
        old = office.workspace.outbox / "Trên Mây" / "TB-2021-0001"
        (old / f"{SHEET}.xlsx").write_bytes(typed)
        (old / "Ghi chú của tôi.txt").write_text("của tôi")
        return office, typed

    for number in (-1, 1, 2, 4, 6, 8):
        office, typed = world()
        killer = Killed(number)
        try:
            with files.acts(killer):
                office.watcher.desk.start()
        except Stop:
            office.watcher.desk.start()
        assert lying(office) == [
            "Trên Mây/TB-2021-0001/Ghi chú của tôi.txt",
            f"technical/Trên Mây/TB-2021-0001/{SHEET}.xlsx",
        ], number
        assert (office.latest(ANALYSIS).read_bytes(), (office.workspace.outbox / "_todo").exists()) == (typed, False)
        assert "TB-2021-0001" in office.todo("technical")
        assert office.does("technical", office.latest(ANALYSIS)).kind == "accepted"


def test_W19_a_document_for_several_lies_with_each_and_each_list_leads_to_its_own(tmp_path):
    root = made(tmp_path / "office")
    flow = root / "forms" / "visits" / "flow.yaml"
    text = flow.read_text(encoding="utf-8")
    flow.write_text(text.replace('part: "", to: sales,', 'part: "", to: [phone, sales, customer],'), encoding="utf-8")
    assert "to: ROLE" in FLOW
    settings = root / "casedrop.toml"
    named = settings.read_text(encoding="utf-8").replace('en = "Telephone"}', 'en = "Telephone", folder = "Máy nghe"}')
    settings.write_text(named, encoding="utf-8")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.watcher.round()
        there = sorted((root / "outbox").glob("*/visits/VI-1/*.docx"))
        assert [path.relative_to(root / "outbox").parts[0] for path in there] == ["Máy nghe", "_customers", "sales"]
        assert len({path.read_bytes() for path in there}) == 1
        assert 'href="visits/VI-1/' in office.todo("sales")


def test_W19_folders_that_everybody_may_read_are_named(after):
    office = after("opening")
    outbox = office.workspace.outbox
    for path in (office.workspace.archive, *office.workspace.inbox.iterdir(), *outbox.iterdir()):
        path.chmod(0o700)
    assert open_to_all(office.workspace) == []
    (outbox / "leader").chmod(0o755)
    assert open_to_all(office.workspace) == ["outbox/leader"]
