"""A page asks the same few questions in an office of many cases and of four times as many, reads as many rows, and each question
finds an index."""

from __future__ import annotations

import contextlib
import importlib.util
import sqlite3

import pytest
from sqlalchemy import event

from trees import ROOT, resting

SPEC = importlib.util.spec_from_file_location("replicas", ROOT / "benchmarks" / "replicas.py")
replicas = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(replicas)

MOST = {
    "/overview": 13,
    "/overview?role=sales&q=kite&due=late": 10,
    "/overview?role=sales": 10,
    "/overview?flow=visits&stage=late": 10,
    "/overview?due=week": 10,
    "/overview?q=kite": 10,
    "/overview?state=closed&page=20": 10,
    "/overview?q=zzyx": 10,
    "/find?q=kite": 5,
    "/find?q=zzyx": 5,
    "/find?q=qx": 5,
    "/cases/VI-1": 12,
    "/roles/sales": 5,
    "/roles/sales?page=20": 5,
    "/keeper": 6,
    "/register": 4,
    "/register?code=N-1": 5,
}
"""Questions that each page may ask."""
WHOLE = {"SCAN intake", "SCAN series"}
"""What is gone through from its end or is short, besides the figures kept: the last five hundred drops; the series of numbers."""
THROUGH = {"/find?q=kite", "/find?q=zzyx", "/find?q=qx", "/overview?q=zzyx"}
"""What goes through the names and numbers of all cases, or through all that a role has to do with, and so grows with them."""
SIZES = (1_500, 6_000)
"""Numbers of cases, both more than are counted or paged through of what is sought (`store.standing.MOST`)."""


@pytest.fixture(scope="module")
def asked(late, tmp_path_factory):
    """By the number of cases, and by page, the questions it asks, with their values."""
    return {size: _asked(late, tmp_path_factory.mktemp("counts") / "office", size) for size in SIZES}


def _asked(late, place, size):
    from web.conftest import Browser  # noqa: PLC0415 - a module of this folder, by way of the tests' path

    root = resting(late, place, "alive")
    for start, closed in ((1_000, False), (50_000, True)):
        replicas.replicate(root / "state/ledger.sqlite3", "VI-1", "Kite visits", start, size, closed=closed)
    browser, sales = Browser(root, "_overview", "_keeper", "sales"), Browser(root, "sales")
    heard = []
    for one in (browser, sales):
        event.listen(one.office.room().ledger._engine, "before_cursor_execute", lambda *said: heard.append(said[2:4]))
    found = {}
    for page in MOST:
        heard.clear()
        answer = (sales if page.startswith("/find") else browser).get(page)
        assert answer.status_code == 200
        found[page] = (list(heard), len(answer.text), root)
    return found


@pytest.mark.parametrize("page", MOST)
def test_a_page_asks_no_more_of_a_larger_office(asked, page):
    few, many = (len(asked[size][page][0]) for size in SIZES)
    assert (few, few <= MOST[page]) == (many, True)


def test_an_overview_shows_no_more_than_a_page_of_cases(asked):
    assert asked[SIZES[1]]["/overview?q=kite"][1] < 60_000


@pytest.mark.parametrize("page", MOST)
def test_a_page_reads_no_more_rows_of_a_larger_office(asked, page):
    few, many = (steps(*asked[size][page][::2]) for size in SIZES)
    grows = SIZES[1] / SIZES[0] if page in THROUGH else 1
    assert 0 < many < 1.1 * few * grows + 20


@pytest.mark.parametrize("page", [page for page in MOST if "q=" in page])
def test_words_of_forms_are_found_without_reading_those_of_all_cases(asked, page):
    few, many = (_of_words(*asked[size][page][::2]) for size in SIZES)
    assert 0 < many < 1.1 * few + 20


def _of_words(said, root) -> int:
    """What SQLite does to answer the one question about words of forms."""
    (question,) = (one for one in said if "content_index" in one[0])
    return steps([question], root)


def steps(said, root) -> int:
    """What SQLite does to answer questions, in hundreds of its steps: each row it reads is some."""
    done = []
    with contextlib.closing(sqlite3.connect(root / "state/ledger.sqlite3")) as db:
        db.set_progress_handler(lambda: done.append(1), 100)
        for text, values in said:
            db.execute(text, values).fetchall()
    return len(done)


@pytest.mark.parametrize("page", MOST)
def test_every_question_finds_an_index(asked, page):
    said, _, root = asked[SIZES[1]][page]
    with contextlib.closing(sqlite3.connect(root / "state/ledger.sqlite3")) as db:
        plans = {row[3] for text, values in said for row in db.execute(f"EXPLAIN QUERY PLAN {text}", values)}
    scans = {plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan and "CONSTANT" not in plan}
    assert {plan for plan in scans if not plan.startswith(("SCAN anon_", "SCAN tally_"))} <= WHOLE
