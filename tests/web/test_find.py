"""Words of forms find their cases, for whoever may see them; what is shown comes as a file for programs and for people."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import openpyxl
import pytest

from casedrop.demo import typing
from crash.small import MONDAY, at_work, made
from web.conftest import Browser
from web.test_pages import text


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """An office in which sales wrote of a Blue door, and the telephone of a red one, about a customer called =1+1."""
    root = made(tmp_path_factory.mktemp("said") / "office")
    for flow, name, words in (("visits", "visit", "Cánh cửa Xanh"), ("calls", "call", "a red door")):
        blank = root / "outbox" / "_blank" / "en" / flow / f"{name} note.docx"
        what = {"/customer/name": "=1+1", "/customer/short_name": flow, "/seen_on": "2026-08-03", "/said": words}
        typing.write(blank, what, root.parent / f"{flow}.docx")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.drop("calls")
        office.watcher.round()
        office.clock.now = MONDAY + timedelta(seconds=1)
        office.watcher.round()
    return root


def found(browser, words):
    page = browser.get("/find", params={"q": words})
    page = browser.get(page.headers["location"]) if page.status_code == 303 else page
    return sorted(set(re.findall(r'href="/cases/([A-Z0-9-]+)"', page.text)))


@pytest.mark.parametrize(
    ("holder", "words", "cases"),
    [
        ("_overview", "canh cua xanh", ["VI-1"]),
        ("_overview", "RED door", ["CA-1"]),
        ("_overview", "no such word", []),
        ("sales", "cửa xanh", ["VI-1"]),
        ("sales", "red door", []),
        ("phone", "red door", ["CA-1"]),
        ("phone", "canh cua xanh", []),
        ("sales", "VI-1", ["VI-1"]),
        ("sales", "CA-1", []),
        ("sales", "", []),
        ("sales", "%", []),
    ],
)
def test_words_of_forms_find_the_cases_that_one_may_see(said, holder, words, cases):
    assert found(Browser(said, holder), words) == cases


def test_without_a_link_nothing_is_found(said):
    assert Browser(said).get("/find?q=door").status_code == 403


def test_what_the_overview_shows_comes_as_json(said):
    answer = Browser(said, "_overview").get("/overview?flow=visits&format=json")
    (row,) = answer.json()
    assert [row[key] for key in ("case", "customer", "flow", "stage", "with", "opened", "held")] == [
        *("VI-1", "=1+1", "visits", "Seeing again", "Sales", "2026-08-03", False),
    ]
    assert answer.headers["content-disposition"] == "attachment; filename=cases.json"


def test_what_the_overview_shows_comes_as_a_workbook_in_which_a_name_is_no_formula(said):
    answer = Browser(said, "_overview").get("/overview?q=door&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet["A"]] == ["Case", "CA-1"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_the_register_comes_as_a_file_too(keeping):
    rows = keeping.get("/register?format=json").json()
    assert [(row["number"], row["copy"], row["state"], row["since"]) for row in rows] == [
        ("N-1", 2, "out", "2026-08-03"),
        ("N-1", 3, "out", "2026-08-03"),
    ]


def test_a_role_gets_no_table_of_all_cases(said):
    assert Browser(said, "sales").get("/overview?format=json").status_code == 403


def test_a_role_does_not_learn_what_others_are_asked(said):
    assert "Sales" in text(Browser(said, "sales").get("/find?q=VI-1"))
    assert text(Browser(said, "sales").get("/find?q=VI-1")).count("Telephone") == 0
