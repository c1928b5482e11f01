"""How every test runs: a loaded machine is no reason to fail, so Hypothesis measures no time, and it tries the same examples
each time but in `make full`, so that a red run is the fault of what was changed; what takes long to make and is only copied
is made once a run, for all its processes. And which tests `--quick` leaves out (`make quick`)."""

from __future__ import annotations

import gc
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import once
import servers

settings.register_profile(
    "casedrop",
    deadline=None,
    derandomize=os.environ.get("CASEDROP_SWEEP") != "all",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("casedrop"), max_examples=20)
settings.load_profile("casedrop")
os.environ["CASEDROP_LANG"] = "en"  # what commands print is compared in one language, whatever an office is set to
gc.set_threshold(
    50_000, 20, 100
)  # a worker holds hundreds of megabytes that stay; to go through them again and again takes long

HERE = Path(__file__).parent
SLOW = (
    "api/test_examples.py",
    "crash/*",
    "demo/*",
    "hostile/*",
    "stories/*",
    "desk/*",
    "formats/*_law.py",
    "formats/*_damage.py",
    "formats/test_*_compiled.py",
    "formats/test_excel_outside.py",
    "formats/test_excel_wording.py",
    "formats/test_pdf_*.py",
    "formats/test_scan_*.py",
    "formats/test_word_office.py",
    "formats/test_form_pages.py",
    "formats/test_acceptance_pages.py",
    "formats/test_drafts_excel.py",
    "cli/*",
    "workspace/test_calendars.py",
    "workspace/test_check*.py",
    "workspace/test_yaml_cache.py",
    "watch/test_clock_jumps.py",
    "web/*",
    "typist/test_sample.py",
    "test_docs.py",
    "test_layers.py",
    "test_page_record.py",
    "test_wheel.py",
)
"""What takes longer than one waits for while working; `make test` runs it."""
KEPT = ("stories/test_customization.py", "desk/test_blanks.py", "desk/test_verify.py")
"""Of those, what runs nevertheless: a whole case, so that the engine is tried from end to end."""


DEAR = (
    "test_wheel.py",
    "crash/*",
    "typist/test_sample.py",
    "cli/*",
    "formats/test_word_office.py",
    "formats/*_law.py",
    "stories/test_broken_rules.py",
    "test_docs.py",
    "test_layers.py",
)
"""What takes longest, so that it comes first: at the end one worker would be busy with it alone."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--quick`."""
    parser.addoption("--quick", action="store_true", help="what one runs while working: no crashes, laws, LibreOffice")


def pytest_configure(config: pytest.Config) -> None:
    """Begin the run, unless this is a worker of one; a quick one tries fewer examples of each property."""
    if config.option.quick:
        settings.load_profile("quick")
    if not hasattr(config, "workerinput"):
        once.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run, unless this is a worker of one."""
    if not hasattr(config, "workerinput"):
        servers.end()
        once.end()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Whether a file is left out: it is not even imported."""
    if not config.option.quick or not collection_path.is_file():
        return None
    return (_is_among(collection_path, SLOW) and not _is_among(collection_path, KEPT)) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put first what takes longest; if asked to be quick, leave out what needs LibreOffice, which takes seconds to begin."""
    items.sort(key=lambda item: not _is_among(item.path, DEAR))
    if config.option.quick:
        config.hook.pytest_deselected(items=[item for item in items if _wants_office(item)])
        items[:] = [item for item in items if not _wants_office(item)]


@cache
def _is_among(path: Path, patterns: tuple[str, ...]) -> bool:
    return path.is_relative_to(HERE) and any(path.relative_to(HERE).match(pattern) for pattern in patterns)


def _wants_office(item: pytest.Item) -> bool:
    return any("LibreOffice" in str(mark.kwargs.get("reason", "")) for mark in item.iter_markers("skipif"))
