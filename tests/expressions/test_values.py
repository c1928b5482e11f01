"""Values of flow files: what is built of expressions."""

import pytest

from casedrop.expressions.values import worked_out

NAMES = {"hosted": "yes", "rows": [{"n": "1"}, {"n": "2"}]}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["hosted", "'b'"], ["yes", "b"]),
        ([{"when": "hosted == 'yes'", "value": {"what": "'a'"}}, {"what": "'b'"}], [{"what": "a"}, {"what": "b"}]),
        ([{"when": "hosted == 'no'", "value": {"what": "'a'"}}, {"what": "'b'"}], [{"what": "b"}]),
        ({"for": "rows", "each": {"no": "row.n"}}, [{"no": "1"}, {"no": "2"}]),
    ],
)
def test_an_item_of_a_list_may_stand_under_a_condition(values, found):
    assert worked_out(values, NAMES, "vi") == found
