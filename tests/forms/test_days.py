"""W12: what was done is not still to come, nothing comes before what it follows, a promise is kept; in every form we ship."""
# ruff: noqa: N802 - a test is named after its rule
# ruff: noqa: N802 - a test is named after its fault

import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from casedrop.calendar.worktime import Calendar
from casedrop.forms.form import Form
from casedrop.forms.judging.day_rules import DONE, PLANNED, rules
from casedrop.forms.judging.days import TakenForm, misdated
from casedrop.forms.pointers import leaves_of, pattern, unflatten
from casedrop.workspace.reading.forms import read_form
from shipped import ROOT, TITLES

FORMS = {path.stem: path for path in sorted(ROOT.glob("forms/*/*.yaml")) if path.stem != "flow"}
L = dict.fromkeys(("vi", "zh-Hans", "zh-Hant", "en"), "label")
WEEKDAYS = Calendar("weekdays", ZoneInfo("UTC"), tuple(((480, 1020),) if day < 5 else () for day in range(7)))
ASKED, START = {"format": "date", "x-labels": L}, {"format": "date", "x-labels": L, "x-stage": "plan"}
PROMISED = Form("plan", 1, "flow", "PL", "docx", L, {
    "properties": {
        "asked_on": ASKED,
        "lead": {"type": "integer", "x-labels": L},
        "start": {**START, "x-day": PLANNED, "x-within": {"days": "/lead", "after": ["/asked_on"], "unless": "/reason"}},
        "reason": {"type": "string", "x-labels": L, "x-stage": "plan"},
    }
})  # fmt: skip
QUOTE = Form("quote", 1, "flow", "QU", "docx", {**L, "en": "Quotation"}, {"properties": {"closed_on": ASKED}})
AGREED = Form("agreed", 1, "flow", "AG", "docx", L, {
    "properties": {"agreed_on": {"format": "date", "x-labels": L, "x-day": DONE, "x-after": ["quote/closed_on"]}}
})  # fmt: skip


def shipped(form_id):
    form, _ = read_form(ROOT, FORMS[form_id], roles=TITLES)
    return form


def sample(form):
    return json.loads((ROOT / f"forms/{form.flow}/{form.id}.sample.en.json").read_text(encoding="utf-8"))


def changed(form, pointer, value):
    """The form's sample with every date of a field set to a value."""
    leaves = leaves_of(sample(form))
    return unflatten({at: value if pattern(at) == pointer else said for at, said in leaves.items()})


def wrong(form, answers, pointer, **around):
    """The codes told about a field."""
    part = form.by_pointer[pointer].stage or ""
    return {p.code for p in misdated(form, part, answers, around) if pattern(p.pointer) == pointer}


@pytest.mark.parametrize("form_id", FORMS)
def test_W12_nothing_a_shipped_form_says_was_done_is_still_to_come(form_id):
    form = shipped(form_id)
    for rule in (rule for rule in rules(form) if rule.kind == DONE):
        answers = sample(form)
        days = [day for at, day in leaves_of(answers).items() if pattern(at) == rule.field]
        for day in days:
            before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
            assert "day.to-come" in wrong(form, answers, rule.field, today=before), rule.field
            assert "day.to-come" not in wrong(form, changed(form, rule.field, day), rule.field, today=day), rule.field


@pytest.mark.parametrize("form_id", FORMS)
def test_W12_no_date_of_a_shipped_form_is_before_what_it_follows(form_id):
    form = shipped(form_id)
    for rule in rules(form):
        there = {pattern(at) for at in leaves_of(sample(form))}
        for name in (n for n in rule.after or () if n in there and rule.field in there):
            assert "day.before" in wrong(form, changed(form, rule.field, "1999-01-01"), rule.field), (rule.field, name)


@pytest.mark.parametrize(
    ("form_id", "field", "day", "code"),
    [
        ("handover-record", "/delivered_on", "1999-01-04", "day.before"),  # before the contract was signed
        ("license-application", "/request/on", "2027-01-04", "day.to-come"),  # submitted to the maker next year
        ("contract-summary", "/signing/sealed_on", "1999-01-04", "day.before"),
        ("training-work-order", "/closed_on", "1999-01-04", "day.before"),
        ("problem-record", "/visited_on", "1999-01-04", "day.before"),
        ("upgrade-package", "/tests/-/tested_on", "1999-01-04", "day.before"),
        ("contact-note", "/terms_agreed_on", "2027-01-04", "day.to-come"),
    ],
)
def test_W12_a_date_that_cannot_be_is_told(form_id, field, day, code):
    form = shipped(form_id)
    leaves = leaves_of(sample(form)) | {field.replace("/-/", "/0/"): day}
    assert wrong(form, unflatten(leaves), field, today="2026-11-30") == {code}


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"start": "2026-12-07"}, set()),
        ({"start": "2026-12-08"}, {"day.promised"}),
        ({"start": "2027-05-03"}, {"day.promised"}),
        ({"start": "2027-05-03", "reason": "The customer wishes it."}, set()),
    ],
)
def test_W12_a_start_keeps_the_working_days_that_were_promised_or_says_why_not(said, codes):
    answers = {"asked_on": "2026-11-30", "lead": 5, **said}
    assert wrong(PROMISED, answers, "/start", calendar=WEEKDAYS) == codes


def test_W12_the_message_names_both_dates_and_where_the_other_one_stands():
    taken = {"quote": TakenForm(QUOTE, {"closed_on": "2026-11-23"})}
    (problem,) = misdated(AGREED, "", {"agreed_on": "2026-11-20"}, {"taken": taken, "today": "2026-11-30"})
    says = "It says 2026-11-20, which is before 2026-11-23 (label – Quotation). Correct one of the two dates."
    assert (problem.code, problem.say("en")) == ("day.before", says)
    assert "20/11/2026" in problem.say("vi") and "23/11/2026" in problem.say("vi")


def test_W12_what_another_hand_wrote_is_not_held_against_this_one():
    answers = {"asked_on": "2099-01-01", "start": "2026-12-01", "lead": 5}
    assert list(misdated(PROMISED, "", answers, {"today": "2026-11-30"})) == []
