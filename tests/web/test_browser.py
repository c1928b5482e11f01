"""Every page in Debian's Chromium: in four languages, on a telephone and a desk's screen, light and dark; by keyboard, on paper,
without JavaScript. A new page is a line of `PAGES`."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from casedrop.demo import typing
from casedrop.language.problem import LANGS
from casedrop.web import links
from casedrop.web.office import Office
from crash.small import at_work
from lateness import THURSDAY, late_office
from web.served import CHROMIUM, LOCALES, chromium, free_port, opened, served

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium: tools/setup tests installs it")

PAGES = (
    "/overview",
    "/overview?due=late&role=sales",
    "/overview?q=nobody",
    "/overview?state=closed",
    "/cases/VI-1",
    "/roles/sales",
    "/roles/sales/drops",
    "/keeper",
    "/nothing",
)
LOOKS = ((1400, "light"), (390, "dark"), (390, "light"), (1400, "dark"))
"""Widths in pixels and colours in which each page is looked at; the first two by every rule, the others by those of colours."""
EVERY_RULE = {"resultTypes": ["violations"]}
OF_COLOURS = {**EVERY_RULE, "runOnly": ["color-contrast", "link-in-text-block"]}
STOPS = "a[href], button, input:not([type=hidden]), select, summary"


@pytest.fixture(scope="module")
def browser():
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def desk(late):
    """The office in which a visit is late, and the address at which it is shown."""
    with free_port() as listening:
        office = Office(late, lambda: THURSDAY)
        with served(office, listening) as address:
            yield office, address


@pytest.fixture(scope="module")
def tabs(browser, desk):
    """By language, a browser that opened every link."""
    office, address = desk
    return {lang: opened(browser, address, office, "_overview", "_keeper", "sales", "phone", locale=LOCALES[lang])
            for lang in LANGS}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_for_everybody_and_asks_nobody_else(tabs, desk, page, lang):
    tab, (_, address) = tabs[lang], desk
    status = tab.open(address + page)
    assert tab.page.locator("html").get_attribute("lang") == lang
    found = [line for n, look in enumerate(LOOKS) for line in faults(tab.page, *look, whole=n < 2)]
    assert found == []
    assert (status, tab.said) == ((404, [tab.said[0]]) if page == "/nothing" else (200, []))
    assert [url for url in tab.asked if not url.startswith(address + "/")] == []


def faults(page, width: int, colours: str, *, whole: bool) -> list[str]:
    """What axe finds on a page that is so wide and of such colours, and whether it is wider than its window."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=colours)
    seen = Axe().run(page, options=EVERY_RULE if whole else OF_COLOURS).response
    assert len(seen["passes"]) > (10 if whole else 0)  # it looked
    found = [f"{rule['id']}: {node['html']}" for rule in seen["violations"] for node in rule["nodes"]]
    return [f"{width} {colours}: {one}" for one in found + too_wide(page)]


def too_wide(page) -> list[str]:
    """Whether a page is wider than its window when all is unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{beyond} pixels too wide"] if beyond > 0 else []


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_wider_than_its_window_just_where_its_layout_changes(tabs, desk, page):
    tab = tabs["vi"].page
    tab.goto(desk[1] + page)
    found = {}
    for width in (320, 701, 1121):
        tab.set_viewport_size({"width": width, "height": 900})
        found[width] = too_wide(tab)
    assert found == {320: [], 701: [], 1121: []}


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("page", PAGES)
def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(tabs, desk, page, width):
    tab = tabs["en"].page
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(desk[1] + page)
    stops = tab.evaluate(SEEN_STOPS)
    pressed = [press(tab) for _ in range(len(stops) + MONTH)]
    reached = [at for at, _ in groupby(at for at, _ in pressed)]
    assert reached[: len(stops)] == stops
    assert {at for at, is_seen in pressed if is_seen} >= set(stops)


def press(tab) -> tuple[str, bool]:
    """Where the next key leads, and whether one sees it there."""
    tab.keyboard.press("Tab")
    return tuple(tab.evaluate(WHERE))


MONTH = 2
"""How many more keys it takes through a month's field, which has parts."""
SEEN_STOPS = f"""[...document.querySelectorAll({STOPS!r})].filter(one => one.checkVisibility())
    .map((one, n) => (one.dataset.stop = n + ' ' + one.outerHTML.slice(0, 60)))"""
WHERE = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const is_seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3 && one.matches(':focus-visible');
    return [one.dataset.stop, is_seen];
}"""
"""What can be reached, in its order; and what is reached now, and whether one sees it."""


def test_the_first_key_leads_past_the_head(tabs, desk):
    tab = tabs["en"].page
    tab.goto(desk[1] + "/overview")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getBoundingClientRect().left") > 0
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("page", PAGES)
def test_on_paper_there_is_nothing_to_press(tabs, desk, page):
    tab = tabs["en"].page
    tab.goto(desk[1] + page)
    tab.emulate_media(media="print", color_scheme="dark")
    there = tab.evaluate(f"[...document.querySelectorAll('nav, button, input, select, .btn')].filter({VISIBLE})")
    ink, ground = tab.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
    tab.emulate_media(media="screen")
    assert (there, ink, ground) == ([], "rgb(20, 36, 45)", "rgb(255, 255, 255)")


VISIBLE = "one => one.checkVisibility() && !one.closest('.vh')"


@pytest.fixture(scope="module")
def at_the_desk(tmp_path_factory):
    """An office at work that is shown, with its links written."""
    root = late_office(tmp_path_factory.mktemp("browser") / "office")
    with free_port() as listening, at_work(root, THURSDAY) as office:
        settings = root / "casedrop.toml"
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings.write_text(f'{settings.read_text(encoding="utf-8")}\n[web]\naddress = "{address}"\n', encoding="utf-8")
        shown = Office(root, lambda: THURSDAY)
        links.write(shown.room(), shown.keys())
        with served(shown, listening):
            yield office


@pytest.fixture
def plain(browser, at_the_desk):
    """The page of a role's day in a browser without JavaScript, opened by the link that lies in the role's folder."""
    page = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    page.goto((at_the_desk.root / "outbox/sales/_desk.html").as_uri())
    page.get_by_role("link").click()
    page.wait_for_url("**/roles/sales")
    return page


def test_without_javascript_a_role_gets_its_file_fills_it_and_sees_what_became_of_it(plain, at_the_desk, tmp_path):
    with plain.expect_download() as got:
        plain.get_by_role("link", name=re.compile("Get the file to fill.*visit note, Kite")).click()
    filled = tmp_path / got.value.suggested_filename
    typing.write(Path(got.value.path()), {"/said": "come again"}, filled)
    drop(plain, at_the_desk, filled)
    assert plain.locator(".res .tag").first.inner_text() == "Taken"
    plain.get_by_role("link", name="VI-1").first.click()
    assert plain.locator(".steps .now b").inner_text() == "Seen"


def test_without_javascript_a_role_is_told_what_to_mend_and_gets_the_marked_file(plain, at_the_desk, tmp_path):
    typing.write(at_the_desk.root / "outbox/_blank/en/visits/visit note.docx", {"/said": "?"}, tmp_path / "Kite.docx")
    drop(plain, at_the_desk, tmp_path / "Kite.docx")
    assert plain.locator(".res .tag").first.inner_text().startswith("Came back")
    assert "Seen on" in plain.locator(".fix").first.inner_text()
    with plain.expect_download() as got:
        plain.get_by_role("link", name=re.compile("marked")).first.click()
    assert Path(got.value.path()).read_bytes()[:2] == b"PK"


def drop(page, office, file: Path) -> None:
    """Drop a file on the page of a role, let the watcher look, and see the page of drops."""
    page.set_input_files("input[type=file]", file)
    page.locator(".drop button").click()
    page.wait_for_url("**/drops")
    office.watcher.round()
    office.desk.carrier.finish()
    page.reload()
