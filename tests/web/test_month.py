"""The month in figures, by the columns whose flows say that their numbers count: what is owed, what of it is late, ratings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casedrop.demo import typing
from crash.small import MONDAY, at_work, made
from lateness import AWAITS
from web.conftest import Browser
from web.test_pages import text

TITLES = "titles: {vi: Tiền, zh-Hans: 金额, zh-Hant: 金額, en: Sum}"
COLUMNS = f"""\
  sum: {{{TITLES}, value: note.said, figure: owed, currency: "'USD'"}}
  paid: {{{TITLES}, value: "200 if note.said == '1200.50' else none", figure: paid, currency: "'USD'"}}
"""
RATING = f"""\
  rating: {{{TITLES}, value: "4 if note.said == 'end' else none", figure: rating}}
"""


@pytest.fixture(scope="module")
def paying(tmp_path_factory):
    """An office on Thursday: a visit owes 1200.50 of which 200 was paid, late since Wednesday; a call has ended, rated 4."""
    root = made(tmp_path_factory.mktemp("month") / "office")
    for flow, columns in (("visits", COLUMNS), ("calls", RATING)):
        file = root / "forms" / flow / "flow.yaml"
        own = file.read_text(encoding="utf-8").replace("columns:\n", f"columns:\n{columns}")
        file.write_text(
            own.replace("en: Late}\n", "en: Late}\n" + AWAITS) if flow == "visits" else own, encoding="utf-8"
        )
    for flow, name, words in (("visits", "visit", "1200.50"), ("calls", "call", "end")):
        blank = root / "outbox" / "_blank" / "en" / flow / f"{name} note.docx"
        what = {"/customer/name": "Kite", "/customer/short_name": flow, "/seen_on": "2026-08-03", "/said": words}
        typing.write(blank, what, root.parent / f"{flow}.docx")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.drop("calls")
        office.watcher.round()
        office.clock.now = MONDAY + timedelta(days=3)
        office.desk.tick()
        office.watcher.round()
    return root


def test_the_overview_says_what_is_owed_and_what_of_it_is_late(paying):
    said = text(Browser(paying, "_overview").get("/overview"))
    assert "Still to be paid, open cases USD 1,000.50 USD 1,000.50 of it overdue" in said


def test_the_overview_says_how_customers_rated_month_by_month(paying):
    said = text(Browser(paying, "_overview").get("/overview"))
    assert "How customers rated, of five 4.0 1 rating" in said
    assert "07/2026 – 0 08/2026 4.0 1" in said


def test_an_office_whose_flows_count_nothing_is_told_nothing(browse):
    said = text(browse("_overview").get("/overview"))
    assert ("Still to be paid" in said, "How customers rated" in said) == (False, False)
