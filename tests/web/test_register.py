"""The register of originals in a browser: where they are, what a scanned code wants, and what is written down in whose name."""

from __future__ import annotations

import re

import pytest

from casedrop.cases.events import Dunned, Filed, Sent
from casedrop.desk.recording.rows import event_of
from casedrop.forms import page_code
from casedrop.language.problem import LANGS
from web.test_pages import text


def events(browser):
    """What was written down of the originals: copy, where, by whom."""
    told = [event_of(one) for one in browser.office.room().ledger.events("VI-1")]
    return [
        (type(one).__name__, one.copy, one.shelf if isinstance(one, Filed) else one.to, one.person)
        for one in told
        if isinstance(one, Sent | Filed | Dunned)
    ]


def tiles(browser):
    """How many originals are out, out for long, back without a scan, on no shelf yet."""
    return [int(n) for n in re.findall(r'<span class="big[^"]*">(\d+)', browser.get("/register").text)]


def picks(browser, code):
    return re.findall(r'name="pick" value="([^"]+)"', browser.get(f"/register?code={code}").text)[0]


def test_the_register_shows_what_is_out_and_what_stays_with_whom(keeping):
    said = text(keeping.get("/register"))
    assert "2 out · 0 for 30 days or longer" in said
    assert "visit note N-1 · 2/3 · Kite visits the Archive 2026-08-03 3 days missing missing –" in said
    assert "N-1 · 1/3" not in said
    assert "N-1 · 1/3 · Kite visits the Customer" in text(keeping.get("/register?which=all"))


def test_a_paper_that_came_back_waits_for_its_shelf_and_then_stands_on_it(keeping):
    assert tiles(keeping) == [2, 0, 0, 0]
    answer = keeping.does("/register", do="in", pick="N-1:2:0", person="Mai")
    assert (answer.status_code, answer.headers["location"]) == (303, "/register?done=in&n=1")
    assert tiles(keeping) == [1, 0, 1, 1]
    assert keeping.does("/register", do="shelf", pick="N-1:2:1", shelf=" K2-07 ", person="Mai").status_code == 303
    assert tiles(keeping) == [1, 0, 1, 0]
    assert "on shelf K2-07 Mai" in text(keeping.get("/register?which=shelved"))
    assert events(keeping) == [("Filed", 2, "", "Mai"), ("Filed", 2, "K2-07", "Mai")]


def test_many_are_written_down_at_once_and_the_case_goes_on_by_the_last(keeping):
    answer = keeping.does("/register", do="shelf", pick=["N-1:2:0", "N-1:3:0"], shelf="K1", person="Mai")
    assert answer.headers["location"] == "/register?done=shelf&n=2"
    assert "2 put on the shelf." in text(keeping.get(answer.headers["location"]))
    assert events(keeping) == [("Filed", 2, "K1", "Mai"), ("Filed", 3, "K1", "Mai")]
    assert keeping.office.room().ledger.case("VI-1").closed


def test_what_is_asked_for_and_handed_over_is_told_with_the_person(keeping):
    keeping.does("/register", do="dun", pick="N-1:3:0", person="Mai")
    keeping.does("/register", do="out", pick="N-1:3:1", to="Finance", person="Lan")
    assert events(keeping) == [("Dunned", 3, "the Archive", "Mai"), ("Sent", 3, "Finance", "Lan")]
    assert "Finance Lan · asked for once" in text(keeping.get("/register"))


def test_what_is_ticked_twice_in_one_form_is_written_once(keeping):
    keeping.does("/register", do="dun", pick=["N-1:3:0", "N-1:3:0"], person="Mai")
    assert events(keeping) == [("Dunned", 3, "the Archive", "Mai")]


def test_enter_in_a_field_presses_no_button(keeping):
    form = keeping.get("/register").text.split('aria-labelledby="h-t"')[1]
    assert re.search(r"<button[^>]*>", form)[0] == "<button disabled hidden>"


def test_pressing_twice_writes_once(keeping):
    for expected in (303, 422):
        answer = keeping.does("/register", do="dun", pick="N-1:3:0", person="Mai")
        assert answer.status_code == expected
    assert "N-1:3: something was written down of it meanwhile" in text(answer)
    assert len(events(keeping)) == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"do": "shelf", "pick": "N-1:2:0", "shelf": "K1"}, "Write your name"),
        ({"do": "shelf", "pick": "N-1:2:0", "person": "Mai"}, "Write on which shelf"),
        ({"do": "out", "pick": "N-1:2:0", "person": "Mai"}, "Write to whom"),
        ({"do": "in", "person": "Mai"}, "Tick at least one"),
        ({"do": "burn", "pick": "N-1:2:0", "person": "Mai"}, "Tick at least one"),
        ({"do": "in", "pick": "N-9:2:0", "person": "Mai"}, "N-9:2: something was written down"),
        ({"do": "in", "pick": "../x", "person": "Mai"}, "Tick at least one"),
    ],
)
def test_what_is_not_whole_writes_nothing_and_says_why(keeping, said, why):
    answer = keeping.does("/register", **said)
    assert (answer.status_code, why in text(answer), events(keeping)) == (422, True, [])


@pytest.mark.parametrize("code", ["N-1:2", "n-1:2", "N-1 # 2", "N-1：2"])
def test_a_typed_number_finds_its_original_with_the_likely_act(keeping, code):
    said = text(keeping.get("/register", params={"code": code}))
    assert "Found visit note, 2 of 3 N-1:2" in said
    assert "Take the paper in" in said


def test_a_scanned_code_finds_its_original_and_an_older_issue_is_told(keeping):
    now, before = (page_code.write(page_code.Code("N-1", issue, "3/3", 1, 1), b"k") for issue in (3, 2))
    assert "Found visit note, 3 of 3 N-1:3" in text(keeping.get("/register", params={"code": now}))
    assert "belongs to an earlier issue" in text(keeping.get("/register", params={"code": before}))
    assert "no original of the number XYZ" in text(keeping.get("/register", params={"code": "XYZ"}))
    assert "Which of the originals is it?" in text(keeping.get("/register", params={"code": "N-1"}))


def test_the_name_is_remembered_in_the_browser(keeping):
    keeping.does("/register", do="in", pick="N-1:2:0", person="Nguyễn  Thị\nMẫu")
    assert 'value="Nguyễn Thị Mẫu"' in keeping.get("/register?code=N-1:3").text


def test_only_whoever_keeps_the_originals_writes_and_only_who_may_sees(keeping):
    from web.conftest import Browser  # noqa: PLC0415 - a module of this folder, by way of the tests' path

    root = keeping.office.root
    looking, sales = Browser(root, "_overview"), Browser(root, "sales")
    assert sales.get("/register").status_code == 403
    assert 'name="pick"' not in looking.get("/register").text
    assert looking.does("/register", do="in", pick="N-1:2:0", person="Mai").status_code == 403
    assert keeping.post("/register", data={"do": "in", "pick": "N-1:2:0", "person": "Mai"}).status_code == 403
    assert keeping.get("/overview").status_code == 403
    assert events(keeping) == []


def test_where_no_link_was_opened_no_form_is_read(keeping):
    stranger = type(keeping)(keeping.office.root)
    parts = [("pick", (None, f"N-1:{n}:0")) for n in range(300)]  # more than a form may have
    assert stranger.post("/register", files=parts).status_code == 403
    assert keeping.post("/register", files=parts).status_code == 400


def test_sheets_are_got_by_the_names_that_are_there(keeping):
    folder = keeping.office.root / "outbox" / "_originals"
    folder.mkdir(exist_ok=True)
    (folder / "Sheet & more.docx").write_bytes(b"PK")
    assert "/register/sheets/Sheet%20%26%20more.docx" in keeping.get("/register").text
    assert keeping.get("/register/sheets/Sheet%20%26%20more.docx").content == b"PK"
    for way in ("..%2F..%2Fcasedrop.toml", "_desk.html", "%2e%2e"):
        assert keeping.get(f"/register/sheets/{way}").status_code == 404


@pytest.mark.parametrize("lang", LANGS)
def test_the_register_stands_in_every_language_whole(keeping, lang):
    for page in ("/register", "/register?code=N-1:2", "/register?which=all"):
        answer = keeping.get(page, headers={"accept-language": lang})
        assert (answer.status_code, f'<html lang="{lang}">' in answer.text) == (200, True)
        assert "…" not in text(answer)
        ids = re.findall(r'\bid="([^"]+)"', answer.text)
        assert len(ids) == len(set(ids))
