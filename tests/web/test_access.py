"""Who may see what: the link in the folder is the key; what one's folder does not show, one does not see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casedrop.web.access import LASTS, Keys, keys_of, turn
from lateness import THURSDAY

OVERVIEW_PAGES = ("/overview", "/overview?q=VI-1")


def test_without_a_link_nothing_is_shown(browse):
    nobody = browse()
    for page in ("/", *OVERVIEW_PAGES, "/keeper", "/roles/sales", "/roles/sales/drops", "/roles/sales/blanks/visit"):
        answer = nobody.get(page)
        assert (answer.status_code, "Your link is needed" in answer.text) == (403, True)
    for page in ("/cases/VI-1", "/cases/VI-1/flow.svg", "/cases/VI-1/files/1", "/cases/NO-1"):
        assert nobody.get(page).status_code == 404
    assert "VI-1" not in "".join(nobody.get(page).text.replace(page, "") for page in OVERVIEW_PAGES)


@pytest.mark.fault("K7")
def test_a_role_sees_its_own_cases_and_neither_their_answers_nor_those_of_others(browse):
    sales = browse("sales")
    mine = sales.get("/cases/VI-1")
    assert (mine.status_code, "Waiting for" in mine.text) == (200, True)
    assert 'id="h-ans"' not in mine.text
    assert 'id="h-tl"' not in mine.text
    assert [sales.get(f"/cases/{other}").status_code for other in ("CA-1", "CA-2")] == [404, 404]
    assert [sales.get(page).status_code for page in ("/overview", "/keeper", "/roles/phone")] == [403, 403, 403]
    assert sales.get("/").headers["location"] == "/roles/sales"


def test_a_role_gets_the_files_that_went_to_it_or_came_from_it(browse):
    sales, phone = browse("sales"), browse("phone")
    assert sales.get("/cases/VI-1/files/1").content[:2] == b"PK"
    assert phone.get("/cases/VI-1/files/1").status_code == 404
    line = browse("_overview").get("/roles/sales").text.split('href="/roles/sales/lines/')[1].split('"')[0]
    assert sales.get(f"/roles/sales/lines/{line}").status_code == 200
    assert phone.get(f"/roles/phone/lines/{line}").status_code == 404
    assert phone.get(f"/roles/sales/lines/{line}").status_code == 403


def test_the_overview_looks_at_a_role_and_drops_nothing_for_it(browse):
    overview = browse("_overview")
    page = overview.get("/roles/sales")
    assert (page.status_code, 'type="file"' in page.text) == (200, False)
    assert (
        overview.post("/roles/sales/drops", data={"token": "x"}, files={"files": ("a.docx", b"a")}).status_code == 403
    )
    assert overview.get("/keeper").status_code == 403


def test_two_links_in_one_browser_open_both(browse):
    both = browse("sales", "phone")
    assert [both.get(f"/roles/{role}").status_code for role in ("sales", "phone")] == [200, 200]


@pytest.mark.parametrize("secret", ["x", "é", "x" * 43])
def test_a_wrong_secret_opens_nothing_and_looks_like_any_other(browse, secret):
    answer = browse().get(f"/enter/sales/{secret}")
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert browse().get(f"/enter/nobody/{secret}").status_code == 403


@pytest.mark.fault("K7")
def test_the_cookie_is_for_this_site_alone_and_for_no_script(browse):
    browser = browse()
    said = browser.get(f"/enter/sales/{browser.office.keys().secret('sales')}")
    cookie = said.headers["set-cookie"].casefold()
    assert ("httponly" in cookie, "samesite=strict" in cookie) == (True, True)
    assert said.headers["refresh"] == "0; url=/roles/sales"
    assert browser.office.keys().secret("sales") not in said.text


def test_a_browser_that_leaves_has_forgotten(browse):
    sales = browse("sales")
    assert sales.post("/leave").status_code == 303
    assert sales.get("/roles/sales").status_code == 403


KEYS = Keys(b"k" * 32, {})


def test_a_cookie_counts_as_long_as_it_is_ours_young_and_not_turned():
    cookie = KEYS.cookie(("sales", "_keeper"), THURSDAY)
    assert KEYS.holders(cookie, THURSDAY) == ("sales", "_keeper")
    assert KEYS.holders(cookie, THURSDAY + LASTS) == ()
    assert Keys(b"k" * 32, {"sales": 1}).holders(cookie, THURSDAY) == ("_keeper",)
    assert Keys(b"j" * 32, {}).holders(cookie, THURSDAY) == ()
    for other in ("", "x", ".", cookie + "x", "x" + cookie, cookie.split(".")[0] + ".", "é.é"):
        assert KEYS.holders(other, THURSDAY - timedelta(1)) == ()


def test_a_turned_secret_is_another_and_only_that_one(tmp_path):
    keys = turn(tmp_path, KEYS, "sales")
    assert keys_of(tmp_path, b"k" * 32) == keys
    assert (keys.secret("sales") != KEYS.secret("sales"), keys.secret("phone")) == (True, KEYS.secret("phone"))
    assert [keys.opens("sales", secret) for secret in (keys.secret("sales"), KEYS.secret("sales"))] == [True, False]


def test_every_secret_is_its_own_and_long():
    secrets = {KEYS.secret(holder) for holder in ("sales", "phone", "_overview", "_keeper")}
    assert (len(secrets), {len(secret) for secret in secrets}) == (4, {43})
    assert KEYS.token("a") != KEYS.token("b")
