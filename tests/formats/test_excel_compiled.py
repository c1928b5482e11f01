"""Compiled templates of workbooks: the same bytes as by openpyxl, kept for the next process, left alone where they do not fit."""

from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from casedrop.formats import excel, zips
from casedrop.formats.excel.compiled import known as knowledge
from casedrop.formats.excel.compiled.document import document
from casedrop.formats.excel.compiled.growing import Uneven, at, lifted
from casedrop.formats.excel.compiled.known import known
from casedrop.formats.excel.compiled.making import compiled
from casedrop.formats.excel.compiled.road import AFTER
from casedrop.formats.excel.compiled.shape import measured
from casedrop.formats.excel.compiled.sized import Sized
from casedrop.formats.excel.filling.fill import fill
from casedrop.formats.excel.job import day_of, job_of
from casedrop.formats.kept import Kept, keeping
from casedrop.forms.canonical import canonical
from casedrop.forms.form import View
from casedrop.forms.views import reduced, shown
from formats.excel_samples import FACTS, FORMS, LANGS, ROOT, hands, sample
from strategies import answers, examples

SLOW = settings(max_examples=examples(2), deadline=None, suppress_health_check=list(HealthCheck))
CODED = {**FACTS, "doc": {**FACTS["doc"], "code": "TG-2026-0118"}}
REGISTER, REGISTERED = FORMS["customer-register"]


HIDES = {
    "customization-analysis": ("/items/-/cost", "/price"),
    "payment-record": ("/progress", "/rows/-/amount", "/remarks"),
}


def less(form, hides):
    """The view of a form that hides some of it."""
    (made,) = reduced(replace(form, views={"less": View(form.titles, hides)}))
    return made


VIEWS = {f"{name}.less": (less(FORMS[name][0], hides), FORMS[name][1]) for name, hides in HIDES.items()}


@lru_cache(maxsize=64)
def sized(name, lang, writable, shape):
    form, template = {**FORMS, **VIEWS}[name]
    return Sized(compiled(template, job_of(form, lang, {}, writable, {}), shape), shape, lang)


def by_both_roads(name, lang, writable, said, facts=CODED, stamp="S & <7>"):
    """One document by the compiled road, and by openpyxl's."""
    form, template = {**FORMS, **VIEWS}[name]
    job = job_of(form, lang, said, writable, facts)
    outline = known(template, job).outline
    shape, rows = measured(outline, job, stamp)
    program = sized(name, lang, writable, shape).program(outline.tables, rows)
    other = fill(template, form, lang, said, writable=writable, stamp=stamp, facts=facts)
    return document(program, job, stamp, day_of(job)), other


@pytest.mark.parametrize("name", FORMS)
@SLOW
@given(data=st.data())
def test_both_roads_write_the_same_bytes(name, data):
    form = FORMS[name][0]
    said, _ = canonical(data.draw(answers(form)), form)
    lang, writable = data.draw(st.sampled_from(LANGS)), data.draw(st.sampled_from((hands(form)[0], hands(form)[-1])))

    quick, other = by_both_roads(name, lang, writable, said)

    assert quick == other


@pytest.mark.parametrize("name", FORMS)
def test_so_they_do_for_an_empty_form(name):
    quick, other = by_both_roads(name, "zh-Hant", FORMS[name][0].writable(None), {}, facts=FACTS)
    assert quick == other


@pytest.mark.parametrize("name", VIEWS)
def test_so_they_do_for_what_some_readers_may_see(name):
    form = VIEWS[name][0]
    quick, other = by_both_roads(name, "vi", frozenset(), shown(form, canonical(sample(form.base, "vi"), form.base)[0]))
    assert quick == other


@pytest.mark.parametrize("rows", [1, 2, 3, 9, 60])
def test_a_list_of_any_length_is_grown_from_two(rows):
    said, _ = canonical({"rows": [{"customer": {"name": f"Công ty {n}"}} for n in range(rows)]}, REGISTER)

    quick, other = by_both_roads(REGISTER.id, "vi", frozenset(), said)

    assert quick == other


def state_of(template, form, said, kept=None, times=AFTER + 1):
    """What became of a template after it was filled so often."""
    wanted = fill(template, form, "vi", said, writable=frozenset(), stamp="S", facts=FACTS)
    with keeping(kept) if kept else nullcontext():
        for _ in range(times):
            assert excel.fill(template, form, "vi", said, writable=frozenset(), stamp="S", facts=FACTS) == wanted
    job = job_of(form, "vi", said, frozenset(), FACTS)
    about = known(template, job)
    return about.state(measured(about.outline, job, "S")[0], kept)


def test_a_template_is_compiled_once_it_was_asked_for_a_few_times():
    knowledge.forget()
    assert state_of(REGISTERED, REGISTER, {}, times=AFTER) == AFTER
    assert isinstance(state_of(REGISTERED, REGISTER, {}, times=1), Sized)


def test_what_no_cell_can_hold_is_left_to_the_other_road():
    assert isinstance(state_of(REGISTERED, REGISTER, {"rows": [{"modules": "A"}] * 2}), Sized)
    with pytest.raises(IllegalCharacterError):
        state_of(REGISTERED, REGISTER, {"rows": [{"modules": "a\x0bb"}] * 2})


def test_a_sheet_named_by_an_answer_is_never_compiled():
    form, template = FORMS["payment-record"]
    book = zips.read_parts(template)["xl/workbook.xml"].replace(b"{{ title }}", b"{{ remarks }}")
    assert state_of(zips.patch(template, {"xl/workbook.xml": book}), form, {"remarks": "Quý 1"}) is None


@pytest.fixture
def kept(tmp_path):
    """A folder in which a compiled register lies, and nothing in memory."""
    knowledge.forget()
    kept = Kept(tmp_path / "compiled", b"key")
    assert isinstance(state_of(REGISTERED, REGISTER, {}, kept), Sized)
    knowledge.forget()
    return kept


def test_the_next_process_finds_it_compiled_and_needs_no_openpyxl(kept):
    declared = next(ROOT.glob(f"forms/*/{REGISTER.id}.yaml")).relative_to(ROOT).as_posix()
    template = next(ROOT.glob(f"templates/*/{REGISTER.id}.xlsx")).relative_to(ROOT).as_posix()
    code = f"""
import sys
from pathlib import Path
from casedrop.formats import excel
from casedrop.formats.kept import Kept, keeping
from casedrop.workspace.reading.forms import read_form
from casedrop.workspace.settings import read_settings
form, _ = read_form(Path(), Path({declared!r}), roles=read_settings(Path())[0].titles)
template = Path({template!r}).read_bytes()
with keeping(Kept(Path({str(kept.folder)!r}), b"key")):
    data = excel.fill(template, form, "vi", {{}}, writable=frozenset(), stamp="S", facts={FACTS!r})
sys.stdout.buffer.write(data)
sys.exit("openpyxl" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, cwd=ROOT, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == fill(REGISTERED, REGISTER, "vi", {}, writable=frozenset(), stamp="S", facts=FACTS)


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data * 0, lambda data: b"z" * len(data)])
def test_a_damaged_file_is_none_and_the_template_compiled_anew(kept, damage):
    for path in kept.folder.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert isinstance(state_of(REGISTERED, REGISTER, {}, kept), Sized)


SMALL = {"rows": [{"r": 1}, {"table": "/t", "first": "A2", "second": "A3:A9", "third": "A4:A9"}, "SUM(A2:A5) of 12"]}
LARGER = {"rows": [{"r": 1}, {"table": "/t", "first": "A2", "second": "A3:A10", "third": "A4:A10"}, "SUM(A2:A6) of 12"]}


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (2, ["A2", "A3:A7", "SUM(A2:A3) of 12"]),
        (4, ["A2", "A3:A9", "A4:A9", "A5:A9", "SUM(A2:A5) of 12"]),
        (5, ["A2", "A3:A10", "A4:A10", "A5:A10", "A6:A10", "SUM(A2:A6) of 12"]),
    ],
)
def test_numbers_grow_as_two_sizes_say(rows, lines):
    assert at(lifted(SMALL, [LARGER]), ["/t"], {"/t": rows}) == {"rows": [{"r": 1}, *lines]}


@pytest.mark.parametrize(
    ("one", "other"), [("A1", "B2"), ("A1", "A1 "), ([1], [1, 2]), ({"a": 1}, {"b": 1}), (True, False), ("a09", "a10")]
)
def test_what_does_not_grow_is_said(one, other):
    with pytest.raises(Uneven):
        lifted(one, [other])
