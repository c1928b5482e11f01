"""Who is told of what, when, and in which language: decided once, sent beside the desk, never in the way of a drop."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from casedrop.desk.admin.backup import backup, restore
from casedrop.desk.notices import of_keeper
from casedrop.desk.notices.post import TRIES
from casedrop.desk.recovery.rebuild import rebuild
from casedrop.desk.room import open_room
from casedrop.store import files
from casedrop.store.records import QueuedEffect
from casedrop.workspace.workspace import working
from crash.small import MONDAY, at_work, made
from killed import Killed, Stop
from letterbox import SECRET, channels, letterbox

NOTIFY = """
[notify.roles.sales]
channel = "sales"
[notify.roles.phone]
channel = "phone"
language = "vi"
[notify.keeper]
channel = "keeper"
"""
CALENDAR = """
[calendars.vn]
country = "VN"
[calendars.vn.hours]
mon = ["08:30-17:00"]
tue = ["08:30-17:00"]
wed = ["08:30-17:00"]
thu = ["08:30-17:00"]
fri = ["08:30-17:00"]
"""


@pytest.fixture
def box():
    with letterbox() as one:
        yield one


@pytest.fixture
def root(tmp_path, box):
    return notified(made(tmp_path / "office"), box, NOTIFY)


def notified(root, box, said):
    """The office with these notices, its channels leading to the letterbox."""
    path = root / "casedrop.toml"
    text = path.read_text(encoding="utf-8").split("\n[notify", 1)[0].split("\n[calendars", 1)[0]
    path.write_text(text + said, encoding="utf-8")
    channels(root, box, "sales", "phone", "keeper")
    return root


def rounds(office, *drops):
    """A round after drops, and all notices that are due by then."""
    for flow in drops:
        office.drop(flow)
    office.watcher.once()


def empty(office):
    """A form dropped as it lies on the shelf."""
    blank = office.root / "outbox/_blank/en/visits/visit note.docx"
    (office.root / "inbox/sales/empty.docx").write_bytes(blank.read_bytes())


def test_whoever_is_waited_for_is_told_once_what_to_do_by_when_and_where(root, box):
    with at_work(root, MONDAY) as office:
        rounds(office, "visits")
        rounds(office)
    assert box.came == [
        (
            "sales",
            "VI-1: Waits for you: visit note",
            "VI-1: Waits for you: visit note\nKite visits\nUntil: 2026-08-05\nWhere: outbox/sales/visits/VI-1/visit note.docx",
        )
    ]


def test_each_reads_in_the_language_that_is_said_of_him(root, box):
    with at_work(root, MONDAY) as office:
        rounds(office, "calls")
    assert box.titles("phone") == ["CA-1: Đang chờ bạn: Phiếu call"]


def test_a_link_to_the_desk_where_browsers_reach_it(root, box):
    notified(root, box, f'\n[web]\naddress = "https://desk.office.example"\n{NOTIFY}')
    with at_work(root, MONDAY) as office:
        rounds(office, "visits")
    assert box.texts("sales")[0].endswith("Where: https://desk.office.example/cases/VI-1")


def test_who_opened_a_case_is_told_how_it_ended(root, box):
    with at_work(root, MONDAY) as office:
        rounds(office, "visits")
        office.clock.now += timedelta(days=5)
        rounds(office)
    assert "VI-1: Ended: Seen\nKite visits\nWhere: outbox/sales/_todo.html" in box.texts("sales")[1].split("\n\n")


def test_who_dropped_what_was_refused_is_told(root, box):
    with at_work(root, MONDAY) as office:
        empty(office)
        rounds(office)
    assert box.came == [
        (
            "sales",
            "Sent back, to be mended: empty.docx",
            "Sent back, to be mended: empty.docx\nWhere: inbox/sales/returned",
        )
    ]


def test_the_keeper_is_told_once_of_what_is_set_aside(root, box):
    with at_work(root, MONDAY) as office:
        rounds(office)
        office.clock.now += timedelta(minutes=1)
        office.room.incidents.record("line", "VI-9", ValueError("no such note"))
        for _ in range(2):
            office.drop("visits")
            office.watcher.round()
            office.desk.carrier.finish_notices()
    assert box.titles("keeper") == [
        "Set aside: List line of VI-9: ValueError: no such note. Mend it, then run: casedrop retry. "
        "If the place is in casedrop itself, send us what casedrop status --json says."
    ]


def test_what_is_due_soon_is_told_at_the_day_the_office_says(root, box):
    notified(root, box, NOTIFY.replace("[notify.roles.sales]", "[notify]\nbefore = 1\n[notify.roles.sales]"))
    with at_work(root, MONDAY) as office:
        rounds(office, "visits")
        assert [title.split(": ")[1] for title in box.titles("sales")] == ["Waits for you"]
        office.clock.now = datetime.fromisoformat("2026-08-04T00:00+07:00")
        rounds(office)
        rounds(office)
    assert [text for text in "\n\n".join(box.texts("sales")).split("\n\n") if "VI-1" in text] == [
        "VI-1: Waits for you: visit note\nKite visits\nUntil: 2026-08-05\nWhere: outbox/sales/visits/VI-1/visit note.docx",
        "VI-1: Due soon: visit note\nKite visits\nUntil: 2026-08-05\nWhere: outbox/sales/visits/VI-1/visit note.docx",
    ]


@pytest.mark.parametrize(
    ("came", "goes"),
    [
        ("2026-08-24T08:29+07:00", "2026-08-24T08:30+07:00"),
        ("2026-08-28T08:31+07:00", "2026-09-03T08:30+07:00"),  # a Friday, a day swapped, two of the national day
        ("2026-09-11T17:00+07:00", "2026-09-14T08:30+07:00"),  # a Friday
    ],
)
def test_a_digest_goes_out_at_its_time_of_the_next_working_day(root, box, came, goes):
    text = NOTIFY.replace('channel = "sales"', 'channel = "sales"\nat = "08:30"')
    notified(root, box, CALENDAR + text)
    toml = root / "casedrop.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("[roles]", 'calendar = "vn"\n[roles]'), encoding="utf-8")
    with at_work(root, datetime.fromisoformat(came)) as office:
        rounds(office, "visits")
        empty(office)
        rounds(office)
        office.clock.now = datetime.fromisoformat(goes) - timedelta(seconds=1)
        rounds(office)
        assert box.titles("sales") == []
        office.clock.now = datetime.fromisoformat(goes)
        rounds(office)
    (text,) = box.texts("sales")
    assert text.startswith("VI-1: ")
    assert "\n\nSent back, to be mended: empty.docx\n" in text


def test_a_channel_that_is_down_holds_up_neither_drops_nor_others_and_is_set_aside_at_last(root, box):
    box.down.add("sales")
    with at_work(root, MONDAY) as office:
        rounds(office, "visits", "calls")
        assert (len(office.heard), box.titles("sales"), len(box.titles("phone"))) == (2, [], 1)
        for _ in range(TRIES - 1):
            office.clock.now += timedelta(hours=1)
            rounds(office)
        (waits,) = office.room.ledger.queued("waiting", "notice")
        assert (waits.fence, waits.why) == (TRIES, "the channel sales did not take it")
        assert "the channel sales did not take it" in office.keeper()
        box.down.clear()
        office.clock.now -= timedelta(hours=TRIES)
        office.room.ledger.wake("notice")
        rounds(office)
    assert box.titles("sales") == ["VI-1: Waits for you: visit note"]


def test_a_package_that_is_broken_keeps_no_channel_for_ever(root, box, monkeypatch):
    with at_work(root, MONDAY) as office:
        with monkeypatch.context() as broken:
            broken.setattr("apprise.Apprise", None)
            rounds(office, "visits")
        assert office.room.ledger.queued("due", "notice")[0].why == "the channel sales failed with TypeError"
        office.clock.now += timedelta(hours=1)
        rounds(office)
    assert box.titles("sales") == ["VI-1: Waits for you: visit note"]


def test_killed_at_any_moment_it_is_told_once_it_was_decided(tmp_path, box):
    """Before each act on the disk, and once more between decision and sending: every time it is told, and once only."""
    for number in (1, 4, 8, 12, 16, 20, 24):
        root = notified(made(tmp_path / f"office{number}"), box, NOTIFY)
        box.came.clear()
        with at_work(root, MONDAY) as office:
            office.desk.start()
            office.drop("visits")
            with suppress(Stop), files.acts(Killed(number)):
                office.watcher.round()
        with at_work(root, MONDAY + timedelta(hours=1)) as office:
            rounds(office)
            rounds(office)
        assert box.titles("sales") == ["VI-1: Waits for you: visit note"], number


def test_killed_while_it_sends_it_is_sent_again(root, box):
    """The other side knows no key: what it took before the end came to us, it takes twice."""
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.watcher.round()
        (call,) = office.desk.carrier.post._calls.values()
        assert call.is_over.wait(10)
    with at_work(root, MONDAY + timedelta(hours=1)) as office:
        rounds(office)
    assert box.titles("sales") == ["VI-1: Waits for you: visit note"] * 2


def test_many_due_on_one_channel_go_out_in_as_few_messages_as_hold_them(root, box):
    long = "n" * 900
    with at_work(root, MONDAY) as office:
        office.desk.start()
        for n in range(3):
            said = {"channel": "sales", "about": f"{n}", "text": f"{n} {long}", "at": ""}
            with office.room.ledger.transaction() as tx:
                tx.queue(None, [QueuedEffect(f"notice:{n}", "notice", said, blocking=False)])
        office.desk.carrier.finish_notices()
    assert [(title, len(text)) for _, title, text in box.came] == [("casedrop: 2 notices", 1806), ("2", 902)]


def test_nothing_is_told_of_what_was_there_before(tmp_path, box):
    root = made(tmp_path / "office")
    with at_work(root, MONDAY) as office:
        rounds(office, "visits")
    notified(root, box, NOTIFY)
    with at_work(root, MONDAY) as office:
        rounds(office, "calls")
    assert (box.titles("sales"), len(box.titles("phone"))) == ([], 1)


def test_a_rebuilt_ledger_tells_nothing_again(root, box):
    with at_work(root, MONDAY) as office:
        rounds(office, "visits")
    for file in (root / "state").glob("ledger.sqlite3*"):
        file.unlink()
    room = open_room(working(root), lambda: MONDAY)
    assert rebuild(room).written
    room.ledger.close()
    with at_work(root, MONDAY) as office:
        rounds(office)
        rounds(office, "calls")
    assert (len(box.titles("sales")), len(box.titles("phone"))) == (1, 1)


def test_a_backup_brought_back_tells_nothing_again(root, box, tmp_path):
    box.down.add("sales")
    with at_work(root, MONDAY) as office:
        rounds(office, "visits")
        kept = backup(office.room, tmp_path / "backups")
    box.down.clear()
    back = restore(kept.folder, tmp_path / "back", lambda: MONDAY).root
    with at_work(back, MONDAY + timedelta(hours=2)) as office:
        rounds(office)
        assert office.room.ledger.queued("due", "notice") == []
    assert box.came == []


def test_no_address_stands_in_ledger_log_or_page(root, box, caplog, capfd):
    box.down.add("sales")
    with at_work(root, MONDAY) as office:
        rounds(office, "visits", "calls")
        said = [*office.said, *office.heard, caplog.text, *capfd.readouterr()]
    written = [path for path in root.rglob("*") if path.is_file() and path.name != "channels.toml"]
    assert not any(SECRET in text for text in said)
    assert [path for path in written if SECRET.encode() in path.read_bytes()] == []


def test_a_watcher_that_stopped_is_told_once(root, box):
    with at_work(root, MONDAY) as office:
        office.watcher.once()
        assert not of_keeper.tell_stopped(office.room)
    with at_work(root, MONDAY + timedelta(hours=1)) as office:
        told = [of_keeper.tell_stopped(office.room), of_keeper.tell_stopped(office.room)]
        office.desk.carrier.post.finish(office.room)
    assert (told, box.titles("keeper")) == (
        [True, True],
        ["casedrop is not at work; it was last seen at 2026-08-03 09:00."],
    )
