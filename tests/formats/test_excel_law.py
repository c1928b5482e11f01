"""The law of Excel forms: what was filled is what is read, in every language, for every hand, after every re-save."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import excel
from casedrop.forms.canonical import canonical
from casedrop.forms.reading import Mark
from casedrop.forms.wording import changes
from formats.excel_samples import FACTS, FORMS, LANGS, hands, nameless, sample
from strategies import NASTY, answers, examples, languages

SOFFICE = shutil.which("soffice")
SLOW = settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", FORMS)
@SLOW
@given(data=st.data())
def test_what_was_filled_is_what_is_read(name, data):
    form, template = FORMS[name]
    said, _ = canonical(data.draw(answers(form)), form)
    lang, writable = data.draw(st.sampled_from(LANGS)), data.draw(st.sampled_from(hands(form)))

    document = excel.fill(template, form, lang, said, writable=writable, stamp="S-7", facts=FACTS)
    reading = excel.read(document, form, lang, template)

    assert (reading.answers, reading.problems, reading.stamp) == (said, (), "S-7")


@pytest.mark.parametrize("name", FORMS)
@settings(SLOW, max_examples=examples(3))
@given(data=st.data())
def test_our_notes_are_never_read_as_answers(name, data):
    form, template = FORMS[name]
    said, _ = canonical(data.draw(answers(form)), form)
    lang = data.draw(st.sampled_from(LANGS))
    document = excel.fill(template, form, lang, said, writable=form.writable(None), stamp="S-7", facts=FACTS)
    before = excel.read(document, form, lang, template)
    places = data.draw(st.lists(st.sampled_from([f.place for f in before.found.values()]), max_size=4))

    marked = excel.mark(document, [Mark(place, "Ghi lại ngày & giờ <đủ>") for place in places])

    assert excel.read(marked, form, lang, template) == before


@pytest.mark.fault("B6")
@pytest.mark.parametrize("name", FORMS)
@settings(SLOW, max_examples=examples(4))
@given(data=st.data())
def test_without_names_fields_are_found_by_their_labels(name, data):
    form, template = FORMS[name]
    said, _ = canonical(data.draw(answers(form)), form)
    lang, writable = data.draw(st.sampled_from(LANGS)), data.draw(st.sampled_from(hands(form)))
    document = excel.fill(template, form, lang, said, writable=writable, stamp="S-7", facts=FACTS)

    reading = excel.read(nameless(document), form, lang, template)

    assert (reading.answers, reading.problems) == (said, ())
    assert {found.how for found in reading.found.values()} == {"label"}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_same_data_gives_the_same_bytes(name, lang):
    form, template = FORMS[name]
    once, again = (
        excel.fill(template, form, lang, sample(form, lang), writable=form.writable(None), stamp="S-7", facts=FACTS)
        for _ in range(2)
    )
    assert once == again


def full(form, texts, rows):
    """Canonical answers with every field of the form, texts taken in turn."""
    values = {"date": "2026-03-09", "decimal": "1234567.5", "integer": 12}
    count = iter(range(10_000))

    def value(field):
        if field.kind == "choice":
            return next(iter(field.choices))
        return values.get(field.kind) or texts[next(count) % len(texts)]

    def build(schema, at):
        if schema.get("type") == "array":
            return [build(schema["items"], f"{at}/-") for _ in range(rows)]
        if "properties" in schema:
            parts = {name: sub for name, sub in schema["properties"].items() if "x-bulk" not in sub}
            return {name: build(sub, f"{at}/{name}") for name, sub in parts.items()}
        return value(form.by_pointer[at])

    return canonical(build(form.schema, ""), form)[0]


def cases():
    """Every form: as its sample going out, blank for the opening hand, and full of hard and of long texts, each in the
    languages whose turn it is."""
    for turn, (name, (form, _)) in enumerate(FORMS.items()):
        hands = (
            ("out", frozenset(), None),
            ("blank", form.writable(None), {}),
            ("hard", frozenset(form.by_pointer), full(form, NASTY, rows=3)),
            ("long", form.writable("technical"), full(form, ("Từng dòng dài " * 60,), rows=12)),
        )
        for k, (hand, writable, said) in enumerate(hands):
            for lang in languages(turn + k):
                yield name, lang, hand, writable, canonical(sample(form, lang), form)[0] if said is None else said


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The documents of all cases as LibreOffice saves them, converted in one go."""
    before, after = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("after")
    for name, lang, hand, writable, said in cases():
        form, template = FORMS[name]
        data = excel.fill(template, form, lang, said, writable=writable, stamp="S-7", facts=FACTS)
        (before / f"{name}.{lang}.{hand}.xlsx").write_bytes(data)
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", after, *sorted(before.iterdir())], check=True, capture_output=True, timeout=240
    )
    return after


@pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
@pytest.mark.parametrize("case", [*cases()], ids=lambda c: ".".join(c[:3]))
def test_a_workbook_saved_by_libreoffice_says_the_same(saved, case):
    name, lang, hand, writable, said = case
    form, template = FORMS[name]
    issued = excel.fill(template, form, lang, said, writable=writable, stamp="S-7", facts=FACTS)

    reading = excel.read((saved / f"{name}.{lang}.{hand}.xlsx").read_bytes(), form, lang, template)

    assert (reading.answers, reading.problems, reading.stamp) == (said, (), "S-7")
    assert changes(excel.read(issued, form, lang, template).printed, reading.printed) == ()
    assert {found.how for found in reading.found.values()} == {"name"}
