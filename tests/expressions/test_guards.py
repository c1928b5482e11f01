"""Guards: true or false from a case, exactly, and nothing else."""
# ruff: noqa: N802 - a test is named after its fault

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.expressions.guards import (
    GuardError,
    GuardFailedError,
    GuardRefusedError,
    NotBoolError,
    compile_guard,
    compile_value,
    holds,
    paths,
    value,
)
from casedrop.language.problem import Place

CASE = {
    "analysis": {
        "items": [{"cost": "0.1", "do": "yes"}, {"cost": "0.2", "do": "no"}, {"cost": None, "do": "yes"}],
        "budget": "9",
        "days": 10,
        "quoted_on": "2021-06-23",
        "note": None,
        "code": "007",
        "字段": "có",
    },
    "agreement": {"agreed": "yes", "paid_on": None},
    "stages": {"quoted": {"entered": "2021-06-23T01:00:00+00:00"}},
    "today": "2021-07-08",
}


@pytest.mark.parametrize(
    "expr",
    [
        "agreement.agreed == 'yes'",
        "agreement.paid_on is none and agreement.agreed != 'no'",
        "agreement.agreed in ['yes', 'later']",
        "not (agreement.agreed == 'no' or today < '2021-01-01')",
        "analysis.budget < 10",
        "analysis.budget < '10'",
        "analysis.budget <= 9.0",
        "analysis.budget == 9",
        "analysis.budget | number == 9",
        "9 == analysis.budget",
        "analysis.days > analysis.budget",
        "1 < analysis.days < 11",
        "analysis.items | total('cost') == 0.3",
        "analysis.budget + 0.1 == 9.1",
        "analysis.budget - analysis.days == -1",
        "analysis.items | count == 3",
        "analysis.items | where('do', 'yes') | count == 2",
        "'no' in analysis.items | column('do')",
        "(analysis.items | first).cost == 0.1",
        "analysis.items[1].do == 'no'",
        "analysis.quoted_on | add_days(15) <= today",
        "analysis.code == '007' and analysis.code != 7",
        "analysis['字段'] == 'có' and analysis.字段 == 'có'",
        "(true if analysis.note is none else false)",
        "analysis.nothing is undefined",
        "stages.quoted.entered < '2021-06-24T00:00:00+00:00'",
        "true",
    ],
)
def test_holds(expr):
    assert holds(expr, CASE) is True
    assert compile_guard(f"not ({expr})")(CASE) is False


def test_values_become_the_lines_of_one_text():
    seen = {"rows": [{"what": "a"}, {"what": None}, {"what": "b"}]}
    assert [value(f"rows | {way} | lines", seen) for way in ("column('what')", "column('who')")] == ["a\nb", None]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("VPN, PassWord : abc", True),
        ("帐号install，密码：abc", True),
        ("Mat khau: abc", True),
        ("密码由管理员电话告知。", False),
        ("", False),
        (None, False),
    ],
)
def test_a_word_is_found_however_it_is_written(text, held):
    assert holds("note | mentions(['password:', '密码:', 'mật khẩu:'])", {"note": text}) is held


@pytest.mark.parametrize(
    ("expr", "result"),
    [
        ("analysis.quoted_on", "2021-06-23"),
        ("analysis.items | total('cost')", "0.3"),
        ("analysis.items | total('cost') | number + 1", "1.3"),
        ("analysis.items | where('do', 'no')", [{"cost": "0.2", "do": "no"}]),
        ("analysis.note", None),
        ("analysis.days", 10),
        ("analysis.days + 1", 11),
        ("analysis.days - analysis.budget", "1"),
        ("'BG-' ~ analysis.code", "BG-007"),
    ],
)
def test_values(expr, result):
    assert value(expr, CASE) == compile_value(expr)(CASE) == result


@pytest.mark.fault("K5")
@pytest.mark.parametrize(
    "expr",
    [
        "",
        "a ==",
        "a }}{{ b",
        "a }}text",
        "a }}{% set b = 1 %}{{ b",
        "a, b",
        "{'a': 1}",
        "lipsum(n=99999999)",
        "range(9)",
        "9 ** 9 ** 9",
        "'a' * 99999999",
        "9 % 2",
        "9 / 0",
        "''.__class__",
        "a['__class__'].__mro__",
        "_a",
        "a | attr('x')",
        "a | map('upper')",
        "a.items()",
        "a is mapping",
        "a[0:9]",
        "a | nothing",
        "self",
        "(" * 5000 + "a" + ")" * 5000,
    ],
)
def test_refused_when_compiled(expr):
    with pytest.raises(GuardRefusedError):
        compile_guard(expr)


@pytest.mark.parametrize(
    "expr",
    [
        "nobody == 1",
        "analysis.nothing == 1",
        "analysis.note > 1",
        "analysis.items > 1",
        "agreement.agreed < 'z'",
        "analysis.quoted_on < stages.quoted.entered",
        "agreement.agreed + 'x' == 'yesx'",
        "true < 2",
        "analysis.days | count == 1",
        "agreement.agreed | add_days(1) == today",
        "analysis['__class__'] == 1",
        "agreement.agreed.upper == 1",
    ],
)
def test_values_it_cannot_work_with_are_told_not_guessed(expr):
    with pytest.raises(GuardFailedError):
        holds(expr, CASE)


@pytest.mark.parametrize(
    "expr", ["agreement.agreed", "analysis.days", "analysis.note", "analysis.items", "1", "'true'"]
)
def test_a_guard_is_true_or_false_and_nothing_like_it(expr):
    with pytest.raises(NotBoolError):
        holds(expr, CASE)


@pytest.mark.parametrize(
    ("expr", "read"),
    [
        (
            "analysis.items | total('cost') > agreement['paid'] and today < x.y",
            {"analysis.items", "agreement.paid", "today", "x.y"},
        ),
        ("1 < a.b < c or not d is defined", {"a.b", "c", "d"}),
        ("(a.b | first).c == 1", {"a.b"}),
        ("a[0].b == c[d]", {"a", "c", "d"}),
        ("true", set()),
    ],
)
def test_paths(expr, read):
    assert paths(expr) == read


plain = st.decimals(min_value=-(10**9), max_value=10**9, places=3).map(lambda d: format(d.normalize(), "f"))


@given(plain, plain)
def test_decimal_strings_compare_as_the_numbers_they_are(one, other):
    context = {"a": one, "b": other, "n": int(float(other))}
    assert holds("a < b or a | number == b or a > b", context)
    assert not holds("a < b and b <= a", context)


@given(st.text(max_size=30))
def test_any_text_is_a_guard_or_refused(expr):
    try:
        compile_guard(expr)(CASE)
    except GuardError as error:
        assert error.problem(Place()).args["expr"] == expr


@pytest.mark.parametrize(("limit", "found"), [("2026-08-09", []), ("2026-08-10", ["a"]), ("2026-09-01", ["a", "b"])])
def test_rows_up_to_a_day_are_found_and_those_without_one_left_out(limit, found):
    rows = [{"who": "a", "on": "2026-08-10"}, {"who": "b", "on": "2026-08-11"}, {"who": "c", "on": None}]
    assert value("rows | up_to('on', limit) | column('who')", {"rows": rows, "limit": limit}) == found


PEOPLE = [
    {"name": "Lê An", "title": "Kế toán", "phone": "1"},
    {"name": "Lê An", "title": "Kế toán", "phone": "2"},
    {"name": "Lê An", "title": "Thủ kho"},
    {"name": "Vũ Thử", "title": "Kế toán"},
]


@pytest.mark.parametrize(
    ("n", "called"),
    [(0, "Lê An (Kế toán, 1)"), (1, "Lê An (Kế toán, 2)"), (2, "Lê An (Thủ kho)"), (3, "Vũ Thử")],
)
def test_W16_a_row_is_told_apart_from_its_namesakes_by_what_else_it_says(n, called):
    said = value("row | told_apart(people, ['name', 'title', 'phone'])", {"row": PEOPLE[n], "people": PEOPLE})
    assert said == called


def test_W21_rows_without_those_of_a_key_or_of_several():
    rows = [{"no": "1", "of": "a"}, {"no": "2", "of": "a"}, {"no": "1", "of": "b"}, {"no": None, "of": "b"}]
    given = {"rows": rows, "gone": [["a", "1"], ["b", "9"]], "numbers": ["2", None]}
    assert value("rows | without(['of', 'no'], gone) | column('no')", given) == ["2", "1"]
    assert value("rows | without('no', numbers) | column('of')", given) == ["a", "b"]
    assert value("rows | without('no', []) | count", given) == 4


def test_W11_a_price_shared_out_over_rows_and_over_none():
    given = {"rows": [{"share": "33.3", "due": "start"}, {"due": "handover"}], "nothing": []}
    assert value("rows | shared_out('share', '100', 'VND') | column('amount')", given) == ["33", "67"]
    assert value("nothing | shared_out('share', '100', 'VND')", given) == [{"amount": "100"}]
    assert value("rows | shared_out('share', none, 'VND')", given) == []
