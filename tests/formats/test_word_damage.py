"""The law of damaged Word forms: whatever people do to the letters of a filled form, it is read right or asked about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import word
from casedrop.formats.word.xml import NS, parse, q
from casedrop.forms.pointers import flatten
from formats.test_word_marks import DEL, DOWN, DUST, GONE, INS, POWER, SPACES, STRIKE, SYM, UP, WHITE, r
from formats.word_samples import FACTS, FORMS, full
from formats.word_samples.edit import edited
from strategies import examples

SLOW = settings(max_examples=examples(2), deadline=None, suppress_health_check=list(HealthCheck))
LOOKS = (STRIKE, "<w:dstrike/>", UP, DOWN, GONE, WHITE, DUST)
MARKS = ("✅", "x", "√", "☑️", "●", "?", "không", "[x]", "☐")
FORMS_BACK = sorted(name for name, (form, _) in FORMS.items() if form.returns or name in ("visit", "note"))


@dataclass(frozen=True)
class Habit:
    """What someone does to one control, and whether the letters it shows are still all the person wrote."""

    name: str
    hand: Callable[[Any], None]
    is_plain: bool = False


def looking(look):
    def hand(run):
        properties = run.find("w:rPr", NS)
        if properties is None:
            properties = parse(f"<w:rPr {SPACES}/>".encode())
            run.insert(0, properties)
        properties.extend(list(parse(f"<w:rPr {SPACES}>{look}</w:rPr>".encode())))

    return hand


def behind(xml):
    def hand(run):
        for piece in reversed(list(parse(f"<w:p {SPACES}>{xml}</w:p>".encode()))):
            run.addnext(piece)

    return hand


HABITS = (
    *(Habit(f"whole {look}", looking(look)) for look in LOOKS),
    *(Habit(f"behind {look}", behind(r("7", look))) for look in LOOKS),
    Habit("deleted behind", behind(DEL.format("7"))),
    Habit("inserted behind", behind(INS.format("7"))),
    Habit("equation behind", behind(POWER)),
    Habit("symbol behind", behind(SYM.format("Wingdings", "F0FF"))),
    Habit("picture behind", behind("<w:r><w:drawing/></w:r>")),
    Habit("note behind", behind('<w:r><w:footnoteReference w:id="2"/></w:r>')),
    Habit("bold", looking("<w:b/>"), is_plain=True),
)


def runs(root, pointer):
    """The runs with letters in the control of a field that is no box."""
    there = root.xpath(f"//w:sdt[w:sdtPr/w:tag/@w:val='{pointer}']", namespaces=NS)
    return [run for sdt in there for run in sdt.iter(q("w:r")) if "".join(run.itertext()).strip()]


@cache
def filled(name):
    """A form filled in every field, and what is read of it."""
    form, template = FORMS[name]
    said = full(form, ("Lò số 3", "Chị Năm", "雲上麵包", "Oven & Sons"))
    document = word.fill(template, form, "vi", said, writable=frozenset(form.by_pointer), stamp="", facts=FACTS)
    return document, leaves(word.read(document, form, "vi", template).answers)


@cache
def empty(name):
    """An empty form, and the boxes in it that stand in no row, or in the first."""
    form, template = FORMS[name]
    document = word.fill(template, form, "vi", {}, writable=frozenset(form.by_pointer), stamp="", facts=FACTS)
    tags: list[str] = []
    edited(
        document, lambda root: tags.extend(root.xpath("//w:sdt/w:sdtPr/w:tag/@w:val[contains(., '=')]", namespaces=NS))
    )
    return document, [tag for tag in tags if not re.search("/[1-9]", tag)]


def leaves(answers):
    return {pointer: str(value) for pointer, value in flatten(answers)}


@pytest.mark.parametrize("name", FORMS_BACK)
@SLOW
@given(data=st.data())
def test_letters_that_were_struck_raised_hidden_or_put_in_are_read_right_or_asked(name, data):
    form, template = FORMS[name]
    document, before = filled(name)
    chosen = [p for p in before if "=" not in p]
    pointer, habit = data.draw(st.sampled_from(chosen)), data.draw(st.sampled_from(HABITS))

    def hand(root):
        for run in runs(root, pointer)[-1:]:
            habit.hand(run)

    damaged = edited(document, hand)
    reading = word.read(damaged, form, "vi", template)
    after, asked = leaves(reading.answers), {p.pointer for p in reading.problems}
    told = {p.pointer for p in reading.notices}

    table = pointer.rpartition("/")[0].rpartition("/")[
        0
    ]  # a row of one column that is struck is none: those below move up
    moved = (
        tuple(f"{table}/{n}/" for n in range(9)) if pointer in told and before.keys() - after.keys() - {pointer} else ()
    )
    others = {p: v for p, v in before.items() if p != pointer and not p.startswith(moved)}
    assert {p: v for p, v in after.items() if p in others} | {p: others[p] for p in asked & others.keys()} == others
    if damaged != document and not habit.is_plain and pointer not in asked:
        kind = form.by_pointer["/".join("-" if part.isdigit() else part for part in pointer.split("/"))].kind
        assert kind in ("text", "lines") or after.get(pointer) == before[pointer] or not runs_of(document, pointer)
        assert after.get(pointer) != before[pointer] + "7" or habit.name in ("inserted behind", "behind " + DOWN)
        assert after.get(pointer) or pointer in told or not runs_of(document, pointer)


def runs_of(document, pointer):
    found = []
    edited(document, lambda root: found.extend(runs(root, pointer)))
    return found


@pytest.mark.parametrize("name", [n for n in FORMS_BACK if any(f.choices for f in FORMS[n][0].fields)])
@SLOW
@given(data=st.data())
def test_whatever_mark_is_put_into_a_box_is_a_tick_or_a_question(name, data):
    form, template = FORMS[name]
    document, tags = empty(name)
    if not tags:
        return
    tag, mark = data.draw(st.sampled_from(tags)), data.draw(st.sampled_from(MARKS))

    def hand(root):
        text = runs(root, tag)[0].find("w:t", NS)
        text.text = mark

    reading = word.read(edited(document, hand), form, "vi", template)
    pointer, _, option = tag.partition("=")
    asked = {p.pointer for p in reading.problems if p.code.startswith(("choice.", "text."))}
    answers = leaves(reading.answers)
    if mark == "☐":
        assert (answers, asked) == ({}, set())
    else:
        assert answers.get(pointer) == option or pointer in asked
