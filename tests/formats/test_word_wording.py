"""Printed words of Word forms: what hands fill in changes none of them; what is changed, added or left out is told."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import word, zips
from casedrop.formats.word.xml import NS
from casedrop.forms.wording import changes
from formats.test_word_damage import FORMS_BACK, HABITS, runs
from formats.word_samples import FACTS, FORMS, full
from formats.word_samples.edit import bare, edited
from strategies import examples

SLOW = settings(max_examples=examples(3), deadline=None, suppress_health_check=list(HealthCheck))
TAG = "w:sdtPr/w:tag/@w:val"


@cache
def issued(name, *, is_full):
    """A form as it goes out to be filled, with answers from before or without, and what it prints."""
    form, template = FORMS[name]
    said = full(form, ("Lò số 3", "Chị Năm", "雲上麵包", "Oven & Sons")) if is_full else {}
    document = word.fill(template, form, "vi", said, writable=frozenset(form.by_pointer), stamp="", facts=FACTS)
    return document, word.read(document, form, "vi", template).printed


def told(name, document, before):
    """The changes to printed words that are told of a document."""
    form, template = FORMS[name]
    return changes(before, word.read(document, form, "vi", template).printed)


def printed(root):
    """The paragraphs of the body that hold no field, and say more than a word or two."""
    there = root.xpath(
        "//w:body//w:p[not(ancestor::w:sdt) and not(.//w:sdt) and not(.//w:bookmarkStart)]", namespaces=NS
    )
    own = [p for p in there if not p.xpath("ancestor::w:tc//w:sdt | ancestor::w:tc//w:bookmarkStart", namespaces=NS)]
    return [p for p in own if len("".join(p.itertext()).split()) > 2]


def typed_into_all(root):
    """Someone types into every field that is no box."""
    for sdt in root.xpath(f"//w:sdt[{TAG} and not(contains({TAG}, '='))]", namespaces=NS):
        for flag in sdt.findall("w:sdtPr/w:showingPlcHdr", NS):
            flag.getparent().remove(flag)
        for text in sdt.findall("w:sdtContent//w:t", NS)[:1]:
            text.text = "Bánh 7"


@pytest.mark.parametrize("name", FORMS_BACK)
def test_filling_a_form_in_changes_no_printed_word(name):
    document, before = issued(name, is_full=False)
    assert told(name, edited(document, typed_into_all), before) == ()


@pytest.mark.parametrize("name", FORMS_BACK)
@SLOW
@given(data=st.data())
def test_neither_does_what_hands_and_programs_do_to_one_field(name, data):
    document, before = issued(name, is_full=True)
    tags = []
    edited(document, lambda root: tags.extend(root.xpath(f"//w:sdt/{TAG}", namespaces=NS)))
    tag, habit = data.draw(st.sampled_from(tags)), data.draw(st.sampled_from(HABITS))
    damaged = edited(document, lambda root: [habit.hand(run) for run in runs(root, tag)[-1:]])
    assert told(name, damaged, before) == ()


@pytest.mark.fault("C4")
@pytest.mark.parametrize("name", FORMS_BACK)
@SLOW
@given(data=st.data())
def test_whatever_else_is_done_to_printed_words_is_told(name, data):
    document, before = issued(name, is_full=data.draw(st.booleans()))
    count = []
    edited(document, lambda root: count.append(len(printed(root))))
    if not count[0]:
        return
    at, way = data.draw(st.integers(0, count[0] - 1)), data.draw(st.sampled_from(["gone", "longer", "other", "split"]))
    was = []

    def hand(root):
        one = printed(root)[at]
        was.append("".join(one.itertext()))
        texts = one.xpath(".//w:t", namespaces=NS)
        if way == "gone":
            one.getparent().remove(one) if len(one.getparent().findall("w:p", NS)) > 1 else texts[0].clear()
        if way in ("gone", "other"):
            for text in texts:
                text.text = ""
        texts[-1].text = {"gone": "", "longer": f"{texts[-1].text} 90 ngày", "other": "Bên B trả."}.get(
            way, texts[-1].text
        )

    found = told(name, edited(document, hand), before)
    assert bool(found) is (way != "split"), (way, was, found)


def test_a_document_without_controls_still_prints_the_same():
    document, before = issued("visit", is_full=True)
    found = told("visit", edited(document, bare), before)
    assert [c for c in found if c.stood] == []


@pytest.mark.parametrize("name", ["note", "complaint"])
def test_headers_saved_for_first_even_and_other_pages_are_no_addition(name):
    document, before = issued(name, is_full=False)
    parts = zips.read_parts(document)
    edge = next(part for part in parts if re.fullmatch(r"word/(header|footer)\d\.xml", part))
    again = edge.replace(edge[-5], "9")
    types = parts["[Content_Types].xml"].decode()
    own = re.search(f'<Override[^>]*PartName="/{edge}"[^>]*/>', types)[0]
    more = {
        again: parts[edge],
        "[Content_Types].xml": types.replace(own, own + own.replace(edge, again)).encode(),
    }
    assert told(name, zips.write_parts(parts | more), before) == ()
    changed = {again: re.sub(rb">([^<>]*\w\w[^<>]*)</w:t>", rb">\1 and something else</w:t>", parts[edge], count=1)}
    assert len(told(name, zips.write_parts(parts | more | changed), before)) == 1


def test_headers_and_footers_saved_in_another_order_are_no_change():
    document, before = issued("complaint", is_full=False)
    parts = zips.read_parts(document)
    edges = sorted(part for part in parts if re.fullmatch(r"word/(header|footer)\d\.xml", part))
    turned = dict(zip(edges, (parts[edge] for edge in reversed(edges)), strict=True))
    assert len({one.text for one in before if one.edge}) > 1
    assert told("complaint", zips.write_parts(parts | turned), before) == ()
