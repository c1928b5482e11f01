"""What docstrings show is run."""

import doctest
from datetime import UTC, datetime
from importlib import import_module

import pytest

import casedrop

MODULES = ["casedrop", "casedrop.api.form", "casedrop.api.workspace", "casedrop.api.engine"]


@pytest.mark.parametrize("name", MODULES)
def test_what_a_docstring_shows_is_what_happens(name, folder):
    known = {
        "casedrop": casedrop,
        "office": casedrop.Workspace(folder / "office"),
        "at": datetime(2021, 6, 23, 2, tzinfo=UTC),
        "visit": casedrop.Form.load(folder / "visit-note.yaml"),
    }
    module = import_module(name)
    tests = [t for t in doctest.DocTestFinder(exclude_empty=True).find(module, extraglobs=known) if t.examples]
    ran = doctest.TestResults(0, 0)
    for test in tests:
        ran = doctest.TestResults(*(a + b for a, b in zip(ran, doctest.DocTestRunner().run(test), strict=True)))
    assert ran.failed == 0
    assert ran.attempted >= 2
