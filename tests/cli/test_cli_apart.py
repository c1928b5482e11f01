"""The command line in processes of its own: signals, pipes, and the watcher at work."""

import json
import shutil
import signal
import subprocess
import sys

import pytest

from offices import begun
from papers import NEED

QUOTE = "customization-quote"
FILL = ("fill", "customization-analysis", "--data", "need.json", "-o")


def apart(*words, cwd, **more):
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "casedrop", *words], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """A sheet filled in a new workspace; it is good in all, for those of a run share a key."""
    root = begun(tmp_path_factory.mktemp("filled") / "office")
    (root / "need.json").write_text(json.dumps(NEED), encoding="utf-8")
    apart(*FILL, "sheet.xlsx", cwd=root).communicate(timeout=60)
    return root / "sheet.xlsx"


@pytest.fixture
def office(sheet, tmp_path):
    """A new workspace with the filled sheet in it, not yet dropped."""
    root = begun(tmp_path / "Văn phòng 船")
    shutil.copy(sheet, root)
    return root


@pytest.fixture
def case(office):
    """The number of a case just opened."""
    (office / "inbox/sales").mkdir()
    (office / "sheet.xlsx").rename(office / "inbox/sales/sheet.xlsx")
    apart("--at", "2021-06-16T09:00", "run", cwd=office).communicate(timeout=60)
    return "TB-2021-0001"


def test_ctrl_c_ends_the_watcher_cleanly(office):
    watching = apart("watch", cwd=office)
    assert watching.stdout.readline().startswith(b"Watching ")
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate(timeout=30)
    assert (watching.returncode, err) == (0, b"")


def test_the_watcher_takes_in_what_is_dropped(office):
    watching = apart("watch", cwd=office)
    watching.stdout.readline()
    (office / "sheet.xlsx").rename(office / "inbox/sales/sheet.xlsx")
    assert watching.stdout.readline().decode().startswith("accepted: sheet.xlsx  case TB-")
    watching.send_signal(signal.SIGTERM)
    watching.communicate(timeout=30)
    assert watching.returncode == 0


def test_no_colour_in_a_pipe(case, office):
    out, _ = apart("case", case, cwd=office).communicate()
    assert case in out.decode()
    assert b"\x1b" not in out


def test_a_reader_that_goes_away_is_no_fault(case, office):
    telling = apart("case", case, "--json", cwd=office)
    telling.stdout.close()
    telling.wait(timeout=30)
    assert (telling.returncode, telling.stderr.read()) == (0, b"")


HEAVY = (
    "alembic",
    "docxtpl",
    "fontTools",
    "jinja2",
    "jsonschema",
    "lxml",
    "numpy",
    "openpyxl",
    "pypdf",
    "ruamel",
    "sqlalchemy",
)


def imported(*words, cwd=None):
    """The modules that a command imports."""
    code = f"import sys; from casedrop.cli.main import run; run({[*words]!r}); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True).stdout
    return said.splitlines()[-1].split()


@pytest.mark.parametrize("words", [("--help",), ("--version",)])
def test_telling_of_itself_takes_the_library_of_the_command_line_and_next_to_nothing_of_ours(words):
    modules = imported(*words)
    assert not {module.split(".")[0] for module in modules} & {*HEAVY}
    ours = {module for module in modules if module.startswith("casedrop.")}
    assert ours == {
        f"casedrop.{name}"
        for name in ("cli", "cli.main", "cli.commands", "cli.terminal", "cli.terminal.exits", "formats", "formats.late")
    }


def test_a_command_in_a_workspace_that_has_not_changed_reads_no_yaml_and_asks_nobody_for_holidays(office):
    apart("run", cwd=office).communicate(timeout=60)
    begun = {module.split(".")[0] for words in (("cases",), ("run",)) for module in imported(*words, cwd=office)}
    assert begun & {"ruamel", "holidays", "docxtpl", "openpyxl", "alembic"} == set()


def test_a_run_that_finds_nothing_loads_no_format_no_picture_and_no_pdf(office):
    apart("run", cwd=office).communicate(timeout=60)
    modules = imported("run", cwd=office)
    heavy = {"numpy", "PIL", "pypdfium2", "zxingcpp", "resvg_py", "lxml", "jsonschema_rs", "watchdog"}
    assert {module.split(".")[0] for module in modules} & heavy == set()
    assert {"casedrop.formats.word", "casedrop.formats.excel", "casedrop.formats.pdf"} & {*modules} == set()


def test_a_word_form_is_filled_without_what_fills_workbooks_and_pdfs(office):
    apart("fill", QUOTE, "--sample", "-o", "quote.docx", cwd=office).communicate(timeout=60)
    modules = imported("fill", QUOTE, "--sample", "-o", "quote.docx", cwd=office)
    assert {module.split(".")[0] for module in modules} & {
        "openpyxl",
        "numpy",
        "pypdf",
        "fontTools",
        "docxtpl",
    } == set()
    assert (office / "quote.docx").stat().st_size > 5000
