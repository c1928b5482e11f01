"""The pages as a site: whole, nothing from elsewhere, the same sections in every language; and the command that shows it."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from casedrop.cli import docs
from casedrop.cli.main import run
from casedrop.language.problem import LANGS

ROOT = Path(__file__).parents[1]
PEOPLE = ["clerks", "customers", "managers", "staff"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, ROOT / "tools/site_of_pages.py", folder], check=True, capture_output=True)
    return folder


def test_every_page_is_in_it(site):
    pages = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    made = {path.relative_to(site).with_suffix("") for path in site.rglob("*.html")}
    assert {page.parent / page.name.replace("README", "index") for page in pages} - made == set()
    assert {Path(name) for name in ("start", "contributing", "security", "changelog")} <= made


def test_nothing_comes_from_elsewhere(site):
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    loaded = [
        found
        for page in pages
        for found in re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=.?(https?://[^ >]+)", page)
    ]
    assert len(pages) > 100
    assert loaded == []


def test_a_block_says_which_file_it_is(site):
    assert '<span class="filename">visit.yaml</span>' in (site / "api.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("people", PEOPLE)
def test_people_of_every_language_read_the_same_sections(people):
    pages = {lang: (ROOT / f"docs/people/{people}.{lang}.md").read_text(encoding="utf-8") for lang in LANGS}
    shapes = {
        lang: (text.count("\n## "), text.count("\n| "), text.count("\n- "), text.count("`casedrop "))
        for lang, text in pages.items()
    }
    assert [shape[:3] for shape in shapes.values()] == [shapes["en"][:3]] * len(LANGS), shapes


def test_a_command_gives_them_to_a_browser_and_nothing_else(site, capsys, monkeypatch):
    monkeypatch.setattr(docs, "site", lambda: site)
    assert run(["docs", "--path"]) == 0
    assert capsys.readouterr().out == f"{site}\n"


def test_a_copy_without_pages_says_what_to_do(capsys, monkeypatch):
    monkeypatch.setenv("CASEDROP_LANG", "en")
    monkeypatch.setattr(docs, "site", lambda: None)
    assert run(["docs"]) == 1
    assert "make docs" in capsys.readouterr().err


def test_the_pages_are_shown_on_the_loopback(site):
    script = (
        "from pathlib import Path; from casedrop.cli import docs, main; "
        f"docs.site = lambda: Path({str(site)!r}); main.main(['docs'])"
    )
    shown = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env={"BROWSER": "true"})
    try:
        address = shown.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}people/staff.vi.html") as page:  # noqa: S310 (http, asserted above)
            assert "Một ngày làm việc với casedrop" in page.read().decode()
    finally:
        shown.terminate()
        shown.wait(timeout=10)
        shown.stdout.close()
