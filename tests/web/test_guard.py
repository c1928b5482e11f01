"""What holds of every answer: no script, no frame, no foreign request, nothing kept, no way out of a folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import casedrop.web
from casedrop.web import assets

HERE = Path(casedrop.web.__file__).parent
PAGES = (
    "/overview",
    "/cases/VI-1",
    "/roles/sales",
    "/keeper",
    "/nothing",
    assets.address() + "/base.css",
    "/cases/VI-1/files/1",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_says_what_a_browser_may_do(browse, page):
    headers = browse("_overview", "_keeper", "sales").get(page).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == (assets.FOR_GOOD if page.startswith("/static") else "no-store")


def test_a_page_names_its_styles_by_an_address_at_which_they_never_change(browse):
    sheets = re.findall(r'href="(/static/[^"]+)"', browse("sales").get("/roles/sales").text)
    assert {browse().get(sheet).status_code for sheet in sheets} == {200}
    for other in ("/static/base.css", f"/static/{'0' * 16}/base.css", f"{assets.address()}/none.css"):
        answer = browse().get(other)
        assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")


def test_no_template_has_script_style_or_anything_from_elsewhere():
    for file in (HERE / "templates").glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<script|\bon\w+=|javascript:|\bstyle=|src=\"http|href=\"http", text), file
        assert file.name == "link.html" or "<style" not in text
    for file in (HERE / "static").glob("*.css"):
        assert not re.search(r"@import|url\(|expression\(", file.read_text(encoding="utf-8")), file


def test_what_people_wrote_is_shown_not_run(browse):
    answer = browse("_overview").get('/overview?q="><script>alert(1)</script>&customer=<b>')
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("way", [
    *(assets.address() + way for way in ("/../app.py", "/%2e%2e/app.py", "/..%2f..%2fapp.py", "/base.css/../../../app.py")),
    "/roles/sales/returned/..%2F..%2F..%2Fcasedrop.toml", "/roles/sales/returned/%2e%2e", "/roles/sales/returned/.",
    "/roles/sales/blanks/..%2Fvisit", "/roles/sales/lines/..%2FVI-1/0", "/roles/sales/lines/VI-1/999",
    "/cases/..%2FVI-1", "/cases/VI-1/files/999", "/cases/VI-1/files/-1", "/roles/..%2Fsales",
    "/roles/sales~", "/roles/sales.bak", "/roles/nobody/drops", "/roles/nobody/blanks/visit",
])  # fmt: skip
def test_no_address_leads_out_of_its_folder(browse, way):
    assert browse("_overview", "sales").get(way).status_code in (404, 405)


def test_a_link_in_the_folder_is_not_followed(working, tmp_path):
    office, browser = working
    folder = office.root / "inbox" / "sales" / "returned"
    folder.mkdir(exist_ok=True)
    secret = tmp_path / "secret.docx"
    secret.write_bytes(b"secret")
    (folder / "way.docx").symlink_to(secret)
    assert browser.get("/roles/sales/returned/way.docx").status_code == 404
    (folder / "way.docx").unlink()


def test_only_its_own_names_are_answered(browse):
    assert browse("_overview").get("/overview", headers={"host": "evil.example"}).status_code == 400


def test_nothing_is_written_but_by_a_drop(browse):
    browser = browse("_overview", "_keeper", "sales")
    for page in ("/overview", "/cases/VI-1", "/roles/sales", "/keeper"):
        assert [browser.request(way, page).status_code for way in ("POST", "PUT", "DELETE", "PATCH")] == [405] * 4


def test_a_person_is_named_by_a_header_only_if_the_settings_say_so(working):
    office, browser = working
    assert "Key: Sales" in browser.get("/roles/sales", headers={"X-Remote-User": "Mai"}).text
    settings = office.root / "casedrop.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + '\n[web]\nperson_header = "X-Remote-User"\n', encoding="utf-8")
    other = type(browser)(office.root, "sales")
    settings.write_text(text, encoding="utf-8")
    assert "Key: Mai, Sales" in other.get("/roles/sales", headers={"X-Remote-User": "Mai"}).text
    for name, letters in (("Nguyễn Thị Mẫu", "utf-8"), ("José", "utf-8"), ("José", "latin-1")):
        assert f"Key: {name}, Sales" in other.get("/roles/sales", headers={"X-Remote-User": name.encode(letters)}).text
