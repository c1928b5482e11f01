"""The record of what is measured on pages: it covers every form, it is about what is printed now, and nothing else was found."""

from __future__ import annotations

import shutil

import pytest

import page_record as record
from casedrop.desk.authoring.preview import view as filled
from casedrop.language.problem import LANGS

HOW = "python tools/pages.py"
"""What brings the record up to date."""
AGAIN = {("complaint", "vi", "sample"), ("customization-quote", "zh-Hans", "blank"), ("training-plan", "en", "longest")}
"""What is printed anew, to see that the record says what comes out."""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    made = record.room_of(tmp_path_factory.mktemp("pages"))
    yield made
    made.ledger.close()


def test_every_form_is_measured_in_every_language_by_every_hand(room):
    forms = record.forms_of(room)
    assert set(record.read()) == {(form.id, lang, hand) for form in forms for lang in LANGS for hand in record.HANDS}, (
        HOW
    )


def test_what_was_measured_is_what_is_printed_now(room):
    entries = record.read()
    now = {(one.form.id, one.lang, one.hand): digest for one, digest in record.views(room, ["sample"])}
    assert [key for key, digest in now.items() if entries[key].digest != digest] == [], HOW


def test_nothing_was_found_that_is_not_known():
    found = {(entry.form, code) for entry in record.read().values() for code in entry.codes}
    assert found - set(record.known()) == set()


def test_what_is_known_is_still_found_and_has_a_reason():
    found = {(entry.form, code) for entry in record.read().values() for code in entry.codes}
    assert set(record.known()) - found == set()
    assert [row for row, why in record.known().items() if len(why) < 10] == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")
def test_a_few_printed_anew_give_what_the_record_says(room):
    forms = {room.workspace.book.forms[form].id for form, _, _ in AGAIN}
    made = [filled(room, room.workspace.book.forms[form], lang, hand) for form, lang, hand in sorted(AGAIN)]
    entries = record.read()
    found = list(record.measured(room, [(one, record.digest(one)) for one in made]))
    assert {entry.form for entry in found} == forms
    assert [(e.key, e.codes, e.digest) for e in found] == [
        (entries[e.key].key, entries[e.key].codes, entries[e.key].digest) for e in found
    ]


def test_a_line_is_read_as_it_was_written(tmp_path):
    entries = [
        record.Entry("b", "en", "blank", "0" * 12, 2, ("page.thin@2", "page.small@1")),
        record.Entry("a", "vi", "sample", "1" * 12, 1),
    ]
    record.save(entries, tmp_path / "pages.tsv")
    assert list(record.read(tmp_path / "pages.tsv").values()) == [entries[1], entries[0]]
    assert entries[0].codes == {"page.thin", "page.small"}
