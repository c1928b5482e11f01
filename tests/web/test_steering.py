"""A case that is steered in a browser: by whom, with which reason and name, once."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from starlette.requests import Request

from casedrop.cases.events import Closed, Held, Reopened, Resumed, Undone
from casedrop.desk.admin import control
from casedrop.desk.desk import Desk
from casedrop.desk.outbox import pages
from casedrop.desk.recording.rows import event_of
from casedrop.language.problem import LANGS
from casedrop.web import acting
from casedrop.web.entrance import visit_of
from trees import resting
from web.conftest import Browser
from web.test_pages import text

BY_FORM = """
[steering]
form = "visit"
from = ["sales"]
case = "/said"
way = "/said"
why = "/said"
"""
SCOPE = {"type": "http", "path": "/", "headers": [], "query_string": b"", "server": ("desk.office.example", 80)}


@pytest.fixture
def steering(late, tmp_path):
    return Browser(resting(late, tmp_path / "office", "alive"), "_overview")


def decided(browser, case="VI-1"):
    """What hands decided about a case: what, why, who."""
    told = [event_of(one) for one in browser.office.room().ledger.events(case)]
    kinds = Held | Resumed | Closed | Reopened | Undone
    return [(type(one).__name__, one.why, one.person) for one in told if isinstance(one, kinds) and one.why]


def steer(browser, way, case="VI-1", **said):
    """The answer to the page that asks whether a case shall be steered so."""
    page = f"/cases/{case}/steer/{way}"
    version = re.search(r'name="version" value="(\d+)"', browser.get(page).text)
    return browser.does(page, **{"version": version[1] if version else "", "why": "Tet", "person": "Mai", **said})


def offered(browser, case="VI-1"):
    return re.findall(r"/steer/(\w+)", browser.get(f"/cases/{case}").text)


def test_a_case_is_held_and_goes_on_by_somebody_for_a_reason(steering):
    assert offered(steering) == ["hold", "undo", "cancel"]
    assert steer(steering, "hold").headers["location"] == "/cases/VI-1"
    assert "On hold: Tet" in text(steering.get("/cases/VI-1"))
    assert offered(steering) == ["resume", "undo", "cancel"]
    assert steer(steering, "resume", why="They are back.").status_code == 303
    assert decided(steering) == [("Held", "Tet", "Mai"), ("Resumed", "They are back.", "Mai")]
    assert "Put on hold. Mai: Tet" in text(steering.get("/cases/VI-1"))
    assert "On hold 0" in text(steering.get("/overview"))


def test_a_case_is_ended_and_opened_again(steering):
    steer(steering, "cancel")
    assert "The case is closed." in text(steering.get("/cases/VI-1"))
    assert offered(steering) == ["reopen"]
    steer(steering, "reopen", why="After all.")
    assert decided(steering) == [("Closed", "Tet", "Mai"), ("Reopened", "After all.", "Mai")]


def test_the_last_drop_is_taken_back(steering):
    assert steer(steering, "undo").status_code == 303
    assert decided(steering) == [("Undone", "Tet", "Mai"), ("Closed", "Tet", "Mai")]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"why": " "}, "Write the reason."),
        ({"person": ""}, "Write your name"),
        ({"version": "1"}, "The case changed meanwhile."),
    ],
)
def test_without_reason_or_name_or_of_a_case_that_went_on_nothing_is_done(steering, said, why):
    answer = steer(steering, "hold", **said)
    assert (answer.status_code, why in text(answer), decided(steering)) == (422, True, [])


def test_only_what_can_be_is_offered_and_done(steering):
    for way in ("resume", "reopen", "burn"):
        assert steering.get(f"/cases/VI-1/steer/{way}").status_code == 404
        assert steer(steering, way).status_code == 403  # there was no form, so no token
    assert steering.post("/cases/VI-1/steer/hold", data={"why": "x", "person": "Mai"}).status_code == 403
    assert steering.get("/cases/VI-9/steer/hold").status_code == 404
    assert decided(steering) == []


def test_what_a_page_works_out_anew_never_takes_the_place_of_what_the_desk_wrote_later(steering):
    room = steering.office.room()
    waits = iter([True])

    def clock():
        if next(waits, False):  # the page has looked at the case, and is not done yet
            control.steer(Desk(room), "hold", "VI-1", "Tet", "Mai")
            pages.refresh(room)
        return room.clock()

    browser = replace(visit_of(steering.office, Request({**SCOPE, "method": "GET"})), room=replace(room, clock=clock))
    acting.renew(browser, ["VI-1"])
    assert next(waits, "the desk came") == "the desk came"
    assert room.ledger.standing("VI-1").held


def test_a_role_steers_where_the_settings_let_it(steering):
    sales = Browser(steering.office.root, "sales")
    assert (offered(sales), sales.get("/cases/VI-1/steer/hold").status_code) == ([], 404)
    settings = steering.office.root / "casedrop.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + BY_FORM, encoding="utf-8")
    sales = Browser(steering.office.root, "sales")
    assert offered(sales) == ["hold", "cancel"]
    assert sales.get("/cases/VI-1/steer/undo").status_code == 404
    assert steer(sales, "hold").status_code == 303
    assert decided(sales) == [("Held", "Tet", "Mai")]
    phone = Browser(steering.office.root, "phone")
    assert phone.get("/cases/VI-1/steer/resume").status_code == 404


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_that_asks_stands_in_every_language(steering, lang):
    answer = steering.get("/cases/VI-1/steer/cancel", headers={"accept-language": lang})
    assert (answer.status_code, f'<html lang="{lang}">' in answer.text, "…" in text(answer)) == (200, True, False)
