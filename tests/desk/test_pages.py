"""The pages in the outbox: what is late stands first and says so, when a page was written, and the office as a whole."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta

import pytest

from casedrop.desk.outbox import shelf_page
from casedrop.web import links
from casedrop.web.access import Keys
from crash.small import MONDAY, at_work, made

WAITS = '    awaits: [{form: visit, part: "", from: sales}]\n'


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """The pages of an office by their paths: a visit has missed its deadline, and a call of today waits for its answer."""
    root = made(tmp_path_factory.mktemp("pages") / "office")
    flow = root / "forms/visits/flow.yaml"
    flow.write_text(re.sub(r"(?m)^(  late:\n.*\n)", rf"\1{WAITS}", flow.read_text(encoding="utf-8")), encoding="utf-8")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.watcher.round()
        office.clock.now += timedelta(days=3)
        office.drop("calls")
        office.watcher.round()
        return {path.relative_to(root / "outbox").as_posix(): path.read_text(encoding="utf-8")
                for path in (root / "outbox").rglob("*.html")}  # fmt: skip


def test_what_is_late_is_marked_with_the_day_that_was_missed(late):
    (row,) = re.findall(r'<tr class="late">.*?(?=<tr|</table>)', late["sales/_todo.html"], re.DOTALL)
    assert "VI-1" in row
    assert re.search(r"2026-08-05<br>Overdue", row)
    assert 'class="late"' not in late["phone/_todo.html"]


def test_the_office_as_a_whole_counts_what_waits_and_names_what_is_late(late):
    page = late["_keeper/index.html"]
    counts = re.findall(r'href="\.\./(\w+)/_todo\.html">(\w+)</a><td[^>]*>(\d+)<td[^>]*>(\d+)', page)
    assert [(role, title, late) for role, title, _, late in counts] == [
        ("sales", "Sales", "1"),
        ("phone", "Telephone", "0"),
    ]
    (row,) = re.findall(r"<tr class=\"late\"><td class=\"day\">.*", page)
    assert "VI-1" in row
    assert "Nothing is overdue." not in page


def test_the_front_page_leads_each_role_to_its_list_and_tells_of_no_case(late):
    page = late["index.html"]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', page) == [
        ("sales/_todo.html", "Sales"),
        ("phone/_todo.html", "Telephone"),
        ("_blank/en/index.html", "Empty forms"),
    ]
    assert "<h1>Paper Boat</h1>" in page
    assert not re.search(r"VI-1|Kite|visit", page)


@pytest.mark.parametrize("page", ["index.html", "sales/_todo.html", "_keeper/_todo.html", "_keeper/index.html"])
def test_a_page_says_when_it_was_written_and_what_it_means_if_that_is_long_ago(late, page):
    assert 'data-at="2026-08-06T09:00:00+07:00">Written at 09:00, 2026-08-06.' in late[page]
    assert "tell whoever runs it" in late[page]
    assert '<meta name="viewport"' in late[page]


@pytest.mark.fault("L10")
def test_no_page_of_the_shelf_and_no_secret_is_written_through_a_link(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    with at_work(made(tmp_path / "office"), MONDAY) as office:
        room = office.desk.room
        for name in ("sales", "_blank"):
            shutil.rmtree(room.workspace.outbox / name, ignore_errors=True)
            (room.workspace.outbox / name).symlink_to(outside)
        shelf_page.refresh(room)
        written = links.write(room, Keys(room.key, {}))
        assert [path.parent.name for path in written] == ["phone", "_overview", "_keeper"]
        assert [*outside.rglob("*")] == []
        assert [one.name for one in room.incidents.all()] == ["outbox:ELOOP"]


def test_a_page_is_written_anew_each_quarter_of_an_hour_and_not_more_often(tmp_path):
    with at_work(made(tmp_path / "office"), MONDAY) as office:
        office.desk.start()
        said = []
        for minutes in (0, 14, 1, 14):
            office.clock.now += timedelta(minutes=minutes)
            office.watcher.round()
            said += re.findall(r"Written at (\d\d:\d\d)", office.todo("sales"))
        assert said == ["09:00", "09:00", "09:15", "09:15"]


def test_the_shelf_says_of_each_empty_form_whose_folder_it_is_dropped_into(late):
    page = late["_blank/en/index.html"]
    rows = re.findall(r'<td><a href="([^"]+)">([^<]+)</a><td[^>]*>([^<\n]+)', page)
    assert rows == [
        ("calls/call%20note.docx", "call note", "inbox/phone"),
        ("visits/visit%20note.docx", "visit note", "inbox/sales"),
    ]
    assert re.findall("<h2>(.*)</h2>", page) == ["calls", "visits"]
