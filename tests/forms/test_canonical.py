"""The canonical shape of answers."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.forms.canonical import canonical
from casedrop.forms.completed import complete
from casedrop.forms.form import Form

LABELS = {"vi": "x", "zh-Hans": "x", "zh-Hant": "x", "en": "x"}
SCHEMA = {
    "type": "object",
    "properties": {
        "customer": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "code": {"type": "string", "x-code": True}},
        },
        "note": {"type": "string", "x-lines": True},
        "day": {"type": "string", "format": "date"},
        "price": {"type": "string", "format": "decimal"},
        "days": {"type": "integer"},
        "agreed": {"enum": ["yes", "no"], "x-choices": {"yes": LABELS, "no": LABELS}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"content": {"type": "string"}, "cost": {"type": "string", "format": "decimal"}},
            },
        },
    },
}
FORM = Form("f", 1, "flow", "F1", "docx", LABELS, SCHEMA)


def shaped(**answers):
    found, problems = canonical(answers, FORM)
    assert problems == ()
    return found


def told(**answers):
    found, problems = canonical(answers, FORM)
    return found, [(p.code, p.pointer) for p in problems]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"price": "1234.50"}, {"price": "1234.5"}),
        ({"price": "+007.0"}, {"price": "7"}),
        ({"price": "-0.00"}, {"price": "0"}),
        ({"price": 46350000}, {"price": "46350000"}),
        ({"price": Decimal("1E+3")}, {"price": "1000"}),
        ({"price": 0.1}, {"price": "0.1"}),
        ({"days": "15"}, {"days": 15}),
        ({"days": 15.0}, {"days": 15}),
        ({"days": 2**53}, {"days": 2**53}),
        ({"day": date(2021, 6, 23)}, {"day": "2021-06-23"}),
        ({"day": datetime(2021, 6, 23, 8, 30)}, {"day": "2021-06-23"}),
        ({"day": " 2021-06-23 "}, {"day": "2021-06-23"}),
        ({"agreed": " yes "}, {"agreed": "yes"}),
        ({"note": "a \r\nb\r\n\r\n"}, {"note": "a\nb"}),
        ({"customer": {"code": 7}}, {"customer": {"code": "7"}}),
        ({"customer": {"code": "ＡＢ００７"}}, {"customer": {"code": "AB007"}}),
        ({"customer": {"name": "Ho\u0300a\n"}}, {"customer": {"name": "Hòa"}}),
        ({"note": "a", "day": "2021-06-23", "x-extra": "kept"}, {"note": "a", "day": "2021-06-23", "x-extra": "kept"}),
    ],
)
def test_values(given, wanted):
    assert shaped(**given) == wanted


@pytest.mark.parametrize("kind", ["note", "day", "price", "days", "agreed"])
@pytest.mark.parametrize("blank", ["", " \u3000\n", None])
def test_empty_is_absent(kind, blank):
    assert shaped(**{kind: blank}) == {}


def test_what_holds_only_blanks_is_absent_wherever_it_stands():
    rows = [{"content": "a"}, {}, {"content": " ", "cost": None}, None, {"content": "b", "cost": "1.0"}, {"cost": ""}]
    assert shaped(customer={"name": ""}, items=rows) == {"items": [{"content": "a"}, {"content": "b", "cost": "1"}]}
    assert shaped(items=[{}, None]) == {}


def test_keys_stand_in_the_order_of_the_schema():
    assert list(shaped(items=[{"content": "a"}], days=1, customer={"name": "b"})) == ["customer", "days", "items"]


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        ({"day": "23/06/2021"}, "date.unreadable", "/day"),
        ({"day": "2021-02-30"}, "date.impossible", "/day"),
        ({"price": "1,5"}, "number.unreadable", "/price"),
        ({"price": "1e5"}, "number.unreadable", "/price"),
        ({"price": float("nan")}, "number.unreadable", "/price"),
        ({"price": "１２"}, "number.unreadable", "/price"),
        ({"price": "0.1234567"}, "number.too-long", "/price"),
        ({"price": 1.0e15}, "number.too-long", "/price"),
        ({"days": "1.5"}, "number.whole", "/days"),
        ({"days": 2**53 + 1}, "number.too-long", "/days"),
        ({"days": True}, "type", "/days"),
        ({"agreed": "Có"}, "choice.unknown", "/agreed"),
        ({"note": "a\x00"}, "text.control", "/note"),
        ({"note": "x" * 32768}, "text.too-long", "/note"),
        ({"customer": "Mây"}, "type", "/customer"),
        ({"items": {"content": "a"}}, "type", "/items"),
        ({"items": [{}, {"cost": "một"}]}, "number.unreadable", "/items/1/cost"),
    ],
)
def test_what_has_no_canonical_value_is_a_problem_and_absent(given, code, pointer):
    assert told(**given) == ({}, [(code, pointer)])


def test_all_problems_are_told_at_once():
    assert told(day="x", price="y", note="ok") == (
        {"note": "ok"},
        [("date.unreadable", "/day"), ("number.unreadable", "/price")],
    )


leaves = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.booleans(),
    st.floats(),
    st.dates(),
    st.decimals(),
    st.sampled_from(["yes", "1.50", "2021-06-23"]),
)
rows = st.fixed_dictionaries({}, optional={"content": leaves, "cost": leaves})
answers = st.fixed_dictionaries(
    {},
    optional={
        "customer": leaves | st.fixed_dictionaries({}, optional={"name": leaves, "code": leaves}),
        **dict.fromkeys(("note", "day", "price", "days", "agreed"), leaves),
        "items": leaves | st.lists(rows | st.none(), max_size=4),
    },
)


@given(answers)
def test_canonical_is_idempotent_and_changes_nothing_it_was_given(given):
    before = repr(given)
    once, _ = canonical(given, FORM)
    assert canonical(once, FORM) == (once, ())
    assert repr(given) == before


@given(answers)
def test_a_canonical_answer_is_never_empty(given):
    def walk(value):
        for item in value.values() if isinstance(value, dict) else value:
            assert item not in (None, "", [], {})
            if isinstance(item, dict | list):
                walk(item)
            elif isinstance(item, str):
                assert unicodedata.is_normalized("NFC", item)
                assert item == item.strip()

    walk(canonical(given, FORM)[0])


def test_complete_names_everything():
    assert complete(SCHEMA, {"items": [{"content": "a"}], "price": "1"}, None) == {
        "customer": {"name": None, "code": None},
        "note": None,
        "day": None,
        "price": "1",
        "days": None,
        "agreed": None,
        "items": [{"content": "a", "cost": None}],
    }
    assert complete(SCHEMA, None, "")["items"] == []
    assert complete(SCHEMA, {}, "")["customer"] == {"name": "", "code": ""}
