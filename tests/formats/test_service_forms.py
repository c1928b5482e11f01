"""The forms of on-site service and complaints: what each must say at which stage, what its rules catch, what its pages say."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.forms.canonical import canonical
from casedrop.language.problem import LANGS
from shipped import SERVICE as IDS
from shipped import W, facts, filled, form, part, parts, printed, problems, read_back, said, sample, template, without
from strategies import answers, examples

ORDER, RECORD, SLIP = IDS
LAW = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("name", "stage", "path"),
    [
        *product(
            [ORDER], [""], ["/received_on", "/received_time", "/service_until", "/product_line", "/region", "/problem"]
        ),
        *product([ORDER], ["assigning"], ["/consultant", "/called_on", "/called_time", "/visit_on", "/visit_time"]),
        *product([RECORD], ["visiting"], ["/visited_on", "/arrived", "/left", "/contents", "/problem", "/work_done"]),
        *product([RECORD], ["visiting"], ["/charged", "/satisfaction", "/customer_signed/name", "/customer_signed/on"]),
        *product(
            [SLIP], [""], ["/received_on", "/received_time", "/channel", "/about", "/concerned", "/text", "/passed_to"]
        ),
        *product([SLIP], ["handling"], ["/manager", "/visited_on", "/visited_by", "/solution"]),
        *product([SLIP], ["checking"], ["/opinion", "/checked_on"]),
    ],
)
def test_what_a_stage_must_say(name, stage, path):
    """ONS-1, ONS-2, ONS-5, CMP-1, CMP-2, CMP-3, CMP-5"""
    found = without(sample(name, "zh-Hant"), *path.strip("/").split("/"))
    assert problems(name, stage, found) == [("required", path)]


@pytest.mark.parametrize(
    ("name", "stage", "change", "found"),
    [
        (ORDER, "", {"service_until": "2026-08-10"}, [("check", "/service_until")]),
        (ORDER, "", {"service_until": "2026-08-11"}, []),
        (ORDER, "", {"received_time": "9:40"}, [("pattern", "/received_time")]),
        (ORDER, "", {"received_time": "24:00"}, [("pattern", "/received_time")]),
        (ORDER, "assigning", {"called_time": "09:39"}, [("check", "/called_on")]),
        (ORDER, "assigning", {"visit_time": "11:04"}, [("check", "/visit_on")]),
        (ORDER, "assigning", {"visit_on": "2026-08-13", "visit_time": "16:50"}, []),
        (ORDER, "assigning", {"visit_on": "2026-08-14", "delay_reason": "離島"}, []),
        (RECORD, "visiting", {"visited_on": "2026-08-10"}, [("check", "/visited_on")]),
        (RECORD, "visiting", {"left": "14:25"}, [("check", "/left")]),
        (
            RECORD,
            "visiting",
            {"customer_signed": {"name": "陳例芬", "on": "2026-08-10"}},
            [("check", "/customer_signed/on")],
        ),
        (RECORD, "visiting", {"satisfaction": "6"}, [("choice.unknown", "/satisfaction")]),
        (SLIP, "handling", {"visited_by": "吳試用"}, [("check", "/visited_by")]),
        (SLIP, "handling", {"visited_on": "2026-08-17"}, [("check", "/visited_on")]),
        (SLIP, "handling", {"reported_to_hq_on": "2026-08-17"}, [("check", "/reported_to_hq_on")]),
        (SLIP, "handling", {"closed_on": "2026-08-18"}, [("check", "/closed_on")]),
        (SLIP, "checking", {"checked_on": "2026-08-18"}, [("check", "/checked_on")]),
    ],
)
def test_what_they_may_not_say(name, stage, change, found):
    assert problems(name, stage, sample(name, "zh-Hant") | change) == found


@pytest.mark.parametrize(
    ("contents", "charged", "amount", "found"),
    [
        ("database", "no", None, []),
        ("upgrade", "no", None, []),
        ("contract", "yes", "800", []),
        ("reports", "no", None, [("check", "/charged")]),
        ("filing", "no", None, [("check", "/charged")]),
        ("filing", "yes", None, [("required", "/amount")]),
        ("filing", "yes", "350", []),
        ("database", "no", "350", [("check", "/amount")]),
    ],
)
def test_what_is_charged_and_what_is_not(contents, charged, amount, found):
    """ONS-6"""
    told = without(sample(RECORD, "zh-Hant"), "amount") | {"contents": {contents: "yes"}, "charged": charged}
    assert problems(RECORD, "visiting", told | ({"amount": amount} if amount else {})) == found


def test_a_complaint_about_quality_needs_the_report_to_headquarters_and_no_visit():
    """CMP-4"""
    told = sample(SLIP, "zh-Hans")
    assert ("visited_on" in told, problems(SLIP, "handling", told)) == (False, [])
    assert problems(SLIP, "handling", without(told, "reported_to_hq_on")) == [("required", "/reported_to_hq_on")]


def test_only_a_complaint_about_a_person_is_the_managers_own_visit():
    """CMP-3, CMP-5"""
    told = sample(SLIP, "vi")
    assert (told["about"], told["visited_by"] == told["manager"], problems(SLIP, "handling", told)) == (
        "other",
        False,
        [],
    )


def test_a_visit_may_be_told_before_the_solution():
    told = without(without(sample(SLIP, "zh-Hant"), "solution"), "closed_on")
    assert problems(SLIP, "handling", told) == []


def test_who_is_not_satisfied_says_why():
    """CMP-1"""
    told = without(sample(SLIP, "en"), "remarks")
    assert problems(SLIP, "checking", told) == [("required", "/remarks")]


@pytest.mark.parametrize(("name", "lang"), [*product(IDS, LANGS)])
@LAW
@given(data=st.data())
def test_what_was_filled_is_what_is_read_at_every_stage(name, lang, data):
    stage = data.draw(st.sampled_from(parts(name)))
    found, _ = canonical(data.draw(answers(form(name))), form(name))
    reading = read_back(name, lang, stage, found)

    assert (reading.answers, reading.problems, reading.stamp) == (printed(name, stage, found), (), "S")


@pytest.mark.parametrize(("name", "lang"), [*product(IDS, LANGS)])
def test_tables_never_touch_once_filled(name, lang):
    document = part(filled(name, lang, sample(name, lang), facts(parts(name)[-1])), "word/document.xml")
    assert [t for t in document.iter(f"{W}tbl") if t.getnext() is not None and t.getnext().tag == t.tag] == []


@pytest.mark.parametrize("name", IDS)
def test_the_last_part_never_leaves_its_heading(name):
    document = part(template(name), "word/document.xml")
    last = list(document.iter(f"{W}tbl"))[-1]
    band = last.find(f"{W}tr/{W}tc/{W}p/{W}pPr/{W}pStyle").get(f"{W}val")
    before = next(e for e in last.itersiblings(preceding=True) if "".join(e.itertext()).strip())
    held = (last,) if band.startswith("Band") else (last, before)
    assert [p for e in held for p in e.iter(f"{W}p") if loose(p)] == []


def loose(paragraph) -> bool:
    """Whether a paragraph may end a page: neither itself nor its style holds it to the next."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    is_heading = style is not None and style.get(f"{W}val") in ("Heading1", "Band", "BandOurs")
    return not is_heading and paragraph.find(f"{W}pPr/{W}keepNext") is None


@pytest.mark.parametrize(
    ("lang", "day"),
    [
        ("zh-Hant", "須於此日或之前完成\n2026-08-21"),
        ("zh-Hans", "须于此日（含当日）前办结\n2026-08-25"),
        ("vi", "Xử lý xong chậm nhất ngày\n27/08/2026"),
        ("en", "To be settled no later than\n2026-08-29"),
    ],
)
def test_a_complaint_says_by_when_it_is_to_be_settled(lang, day):
    """CMP-2"""
    assert day in said(filled(SLIP, lang, sample(SLIP, lang), facts("handling")))


@pytest.mark.parametrize(("name", "words"), [(ORDER, "請勿在本單填寫客戶的密碼"), (RECORD, "請勿在本單填寫任何密碼")])
def test_no_password_is_asked_for(name, words):
    """PRB-4"""
    assert words in said(filled(name, "zh-Hant", {}, facts()))


def test_only_the_record_is_the_customers():
    assert {name: form(name).internal for name in IDS} == {ORDER: True, RECORD: False, SLIP: True}
