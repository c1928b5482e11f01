"""What stands on the pages: what is late first, where a case stands and why, what a role is asked, how casedrop is."""

from __future__ import annotations

import re

import pytest

from casedrop.language.problem import LANGS

PAGES = ("/overview", "/overview?due=late", "/cases/VI-1", "/roles/sales", "/roles/sales/drops", "/keeper")


@pytest.fixture
def keeper(browse):
    return browse("_overview", "_keeper", "sales")


def text(answer) -> str:
    """What one reads on a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.split("<main", 1)[1]).split())


def test_the_overview_begins_with_what_is_late_by_the_day_that_was_missed(keeper):
    said = text(keeper.get("/overview"))
    assert "3 open cases · 1 overdue" in said
    assert (
        "Late by Customer Waits for With Due 1 day Kite visits VI-1 visit note visits · Late Sales 2026-08-05" in said
    )
    assert "In time 2 Overdue 1 This week 0 No deadline 2 On hold 0 Closed 1" in said
    assert "4 opened 1 closed" in said


@pytest.mark.parametrize(
    ("address", "cases"),
    [
        ("/overview?flow=calls", ["CA-2"]),
        ("/overview?stage=late", ["VI-1"]),
        ("/overview?role=sales", ["VI-1", "VI-2"]),
        ("/overview?customer=KITE", ["VI-1"]),
        ("/overview?q=ca-2", ["CA-2"]),
        ("/overview?month=2026-07", []),
        ("/overview?month=2026-08", ["VI-1", "CA-2", "VI-2"]),
        ("/overview?state=closed", ["CA-1"]),
        ("/overview?due=late&nonsense=1&page=x", ["VI-1"]),
        ("/overview?q=%25", []),
        ("/overview?page=2", []),
    ],
)
def test_the_overview_shows_what_is_sought(keeper, address, cases):
    table = keeper.get(address).text.split('id="h-open"')[1]
    assert re.findall(r'href="/cases/([A-Z0-9-]+)"', table) == cases


def test_a_case_says_what_it_waits_for_and_what_happened(keeper):
    said = text(keeper.get("/cases/VI-1"))
    assert "Waiting for visit note from Sales" in said
    assert "The deadline of 2026-08-05 was missed." in said
    assert "The deadline of Seeing again ran out; went on to Late." in said
    assert "visit note was taken. Sales · visits.docx" in said
    assert "Seen on 2026-08-03 Sales" in said


def test_the_day_of_a_role_begins_with_what_is_late_and_has_its_file(keeper):
    page = keeper.get("/roles/sales")
    assert "1 overdue · 2 things to do" in text(page)
    assert "1 day late due 2026-08-05 visit note Kite visits VI-1 · Late" in text(page)
    file = keeper.get(re.search(r'href="(/roles/sales/lines/[^"]+)"', page.text)[1])
    assert (file.status_code, file.content[:2]) == (200, b"PK")
    assert file.headers["content-disposition"] == "attachment; filename*=utf-8''visit%20note.docx"
    blank = keeper.get("/roles/sales/blanks/visit")
    assert (blank.status_code, blank.content[:2]) == (200, b"PK")


def test_the_keeper_learns_whether_a_watcher_is_at_work(keeper):
    said = text(keeper.get("/keeper"))
    assert ("Watcher Not at work" in said, "Numbers given" in said, "Everything runs" in said) == (True, True, False)
    assert "Today 0 drops 0 taken · 0 came back" in said


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_in_every_language_whole(keeper, page, lang):
    answer = keeper.get(page, headers={"accept-language": lang})
    assert (answer.status_code, f'<html lang="{lang}">' in answer.text) == (200, True)
    assert "…" not in text(answer).replace(" …", "")  # a slot that nothing filled
    opened, closed = (
        re.findall(r"<(section|table|div|ul|ol|li|a|p)\b", answer.text),
        re.findall(r"</(\w+)>", answer.text),
    )
    assert {tag: opened.count(tag) for tag in set(opened)} == {tag: closed.count(tag) for tag in set(opened)}
    ids = re.findall(r'\bid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))


def test_pages_speak_the_language_that_was_chosen_else_what_the_browser_reads(keeper):
    assert (
        '<html lang="zh-Hant">' in keeper.get("/keeper", headers={"accept-language": "fr, zh-TW;q=0.9, en;q=0.1"}).text
    )
    assert '<html lang="zh-Hans">' in keeper.get("/keeper", headers={"accept-language": "zh-CN"}).text
    assert "language=vi" in keeper.get("/keeper?lang=vi").headers["set-cookie"]
    assert '<html lang="vi">' in keeper.get("/keeper").text
