"""A file dropped in a browser lies in the inbox as any other, and the page says what became of it; nothing else is written."""

from __future__ import annotations

import re

import pytest

from casedrop.store import files
from casedrop.watch.landing import landing_name


def inbox(office):
    folder = office.root / "inbox" / "sales"
    return sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("Read"))


def test_a_dropped_file_is_taken_and_the_page_says_so(working):
    office, browser = working
    data = (office.root.parent / "visits.docx").read_bytes()
    answer = browser.drop("sales", "Visit again.docx", data)
    assert (answer.status_code, answer.headers["location"]) == (303, "/roles/sales/drops")
    before = browser.get("/roles/sales/drops")
    assert ("Being read" in before.text, before.headers["refresh"]) == (True, "5")
    office.watcher.round()
    after = browser.get("/roles/sales/drops")
    assert ("refresh" in after.headers, re.findall(r"</svg>([^<]+)</span>", after.text)[0]) == (False, "Taken before")


def test_what_came_back_is_told_reason_by_reason_with_the_marked_file(working):
    office, browser = working
    blank = office.root / "outbox" / "_blank" / "en" / "visits" / "visit note.docx"
    browser.drop("sales", "Kite.docx", blank.read_bytes())
    office.watcher.round()
    office.desk.carrier.finish()
    page = browser.get("/roles/sales").text
    assert re.search(r"Came back, [1-9]\d* to mend", page)
    assert "Seen on" in page
    marked = browser.get(re.search(r'href="(/roles/sales/returned/[^"]+)"', page)[1])
    assert (marked.status_code, marked.content[:2]) == (200, b"PK")
    assert "Kite" in marked.headers["content-disposition"]


def test_a_file_lands_whole_or_not_at_all(working):
    office, browser = working
    seen = []
    with files.acts(lambda act, target: seen.append((act, target.rsplit("/", 1)[1]))):
        browser.drop("sales", "whole.docx", b"PK not a form")
    assert [act for act, name in seen if name == "whole.docx"] == ["link"]
    office.watcher.round()


@pytest.mark.fault("K7")
def test_only_our_own_page_can_drop(working):
    office, browser = working
    before = inbox(office)
    for token in ("", "x", browser.token("sales")[:-1]):
        assert browser.drop("sales", "forged.docx", b"PK", token).status_code == 403
    assert browser.drop("phone", "other.docx", b"PK", browser.token("sales")).status_code == 403
    assert inbox(office) == before


@pytest.mark.fault("K7")
@pytest.mark.parametrize(
    ("sent", "lands"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/inbox/phone/x.docx", "x.docx"),
        ("a\r\nSet-Cookie: b.docx", "a Set-Cookie： b.docx"),
        ("nul.docx", "_nul.docx"),
        ("a\0b.docx", "ab.docx"),
        ("..", "_"),
        (".hidden.docx", "hidden.docx"),
        ("Phiếu của Mây.docx", "Phiếu của Mây.docx"),
        ("x\u202excod.docx", "xxcod.docx"),
        (f"{'dài' * 99}.docx", None),
    ],
)
def test_a_name_can_lead_nowhere(sent, lands):
    name = landing_name(sent)
    assert lands is None or name == lands
    assert ("/" not in name, "\\" not in name, len(name) <= 120) == (True, True, True)


def test_a_name_that_is_taken_gets_a_number_and_the_same_again_does_not(working):
    office, browser = working
    for data in (b"PK one", b"PK two", b"PK one"):
        browser.drop("sales", "../same.docx", data)
    assert [name for name in inbox(office) if name.startswith("same")] == ["same (2).docx", "same.docx"]
    office.watcher.round()


@pytest.mark.parametrize(("name", "data", "why"), [
    ("empty.docx", b"", "The file is empty."),
    ("x.tmp", b"x", "name of a temporary file"),
    ("returned", b"x", "name of a temporary file"),
    ("large.docx", b"x" * 2_000_001, "larger than allowed (2 MB)"),
])  # fmt: skip
def test_what_cannot_be_taken_is_said_above_the_field_and_lands_nowhere(working, small, name, data, why):
    office, _ = working
    before = inbox(office)
    answer = small.drop("sales", name, data)
    assert (answer.status_code, why in answer.text, 'aria-invalid="true"' in answer.text) == (422, True, True)
    assert "<title>Error: " in answer.text
    assert inbox(office) == before


def test_no_file_chosen_is_said(working):
    _, browser = working
    answer = browser.post("/roles/sales/drops", data={"token": browser.token("sales")}, files={"files": ("", b"")})
    assert (answer.status_code, "No file was chosen." in answer.text) == (422, True)


def test_more_than_may_be_sent_is_not_read(working, small):
    office, _ = working
    before = inbox(office)
    for body in (b"x" * 10_000_001, iter([b"x" * 6_000_000] * 2)):
        kind = {"content-type": "multipart/form-data; boundary=b"}
        answer = small.post("/roles/sales/drops", content=body, headers=kind)
        assert (answer.status_code, "Too much at once" in answer.text) == (413, True)
    assert inbox(office) == before


@pytest.fixture
def small(working):
    """A browser of the same office while it takes files of 2 MB at most."""
    office, browser = working
    settings = office.root / "casedrop.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + "\n[limits]\nfile_mb = 2\n", encoding="utf-8")
    yield type(browser)(office.root, "sales")
    settings.write_text(text, encoding="utf-8")
