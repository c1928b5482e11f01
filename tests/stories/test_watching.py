"""The same office with nothing left out: the watcher runs, and every file is read in a process of its own."""

from __future__ import annotations

import queue
import threading

from casedrop.desk.desk import Desk
from casedrop.desk.reading.process import read_apart
from casedrop.watch.watcher import Watcher
from stories.people import ANALYSIS, APPROVAL, SHEET

PATIENCE_SECONDS = 30


def test_dropped_files_are_taken_in_as_they_come(after):
    office, heard = after("", read_apart), queue.Queue()
    watcher = Watcher(Desk(office.room), lambda path, outcome: heard.put((path.name, outcome.kind)))
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        office.put(office.filled(office.blank(ANALYSIS), {**SHEET, "/summary": None}, "Thiếu"), "sales")
        assert heard.get(timeout=PATIENCE_SECONDS) == ("Thiếu.xlsx", "refused")
        office.put(office.filled(office.blank(ANALYSIS), SHEET, "Đủ"), "sales")
        assert heard.get(timeout=PATIENCE_SECONDS) == ("Đủ.xlsx", "accepted")
        office.put(office.filled(office.latest(ANALYSIS), APPROVAL, "Duyệt"), "leader")
        assert heard.get(timeout=PATIENCE_SECONDS) == ("Duyệt.xlsx", "accepted")
    finally:
        watcher.stop()
        thread.join()
    assert office.stage() == "technical"
