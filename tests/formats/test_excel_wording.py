"""Printed words of workbooks: what is filled in changes none of them; what is changed, added or left out is told."""

from __future__ import annotations

from copy import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import excel
from casedrop.forms.canonical import canonical
from casedrop.forms.wording import changes
from formats.excel_samples import FACTS, FORMS, LANGS, edited, hands, sample
from strategies import answers, examples

SLOW = settings(max_examples=examples(3), deadline=None, suppress_health_check=list(HealthCheck))
PAPERS = [name for name, (form, _) in FORMS.items() if not form.bulk]


def made(name, lang, said, writable):
    form, template = FORMS[name]
    return excel.fill(template, form, lang, said, writable=writable, stamp="S-7", facts=FACTS)


def printed(name, lang, document):
    form, template = FORMS[name]
    return excel.read(document, form, lang, template).printed


@pytest.mark.parametrize("name", PAPERS)
@SLOW
@given(data=st.data())
def test_filling_a_sheet_in_changes_no_printed_word(name, data):
    form, _ = FORMS[name]
    lang, writable = data.draw(st.sampled_from(LANGS)), data.draw(st.sampled_from(hands(form)))
    said, _ = canonical(data.draw(answers(form)), form)
    document = made(name, lang, said, writable)
    found = excel.read(document, form, lang, FORMS[name][1]).found

    def hand(book):
        for one in found.values():
            cell = copy(one.place.args)
            book[cell["sheet"]][cell["cell"]].value = "Bánh 7"

    assert changes(printed(name, lang, document), printed(name, lang, edited(document, hand))) == ()


@pytest.mark.fault("C4")
@pytest.mark.parametrize("name", PAPERS)
@SLOW
@given(data=st.data())
def test_whatever_else_is_done_to_a_printed_cell_is_told(name, data):
    form, _ = FORMS[name]
    lang = data.draw(st.sampled_from(LANGS))
    said = canonical(sample(form, lang), form)[0]
    document = made(name, lang, said, frozenset(form.by_pointer))
    before = printed(name, lang, document)
    one = data.draw(st.sampled_from([p for p in before if len(p.text) > 3]))
    now = data.draw(st.sampled_from(["", f"{one.text} 90", "Bên B trả."]))

    def hand(book):
        book[one.place.args["sheet"]][one.place.args["cell"]].value = now or None

    told = changes(before, printed(name, lang, edited(document, hand)))
    assert [(c.stood, c.stands) for c in told] in ([(one.text, now)], [(one.text, ""), ("", now)])
