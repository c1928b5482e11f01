"""Answers as a flat table and back."""

from hypothesis import given
from hypothesis import strategies as st

from casedrop.forms.pointers import flatten, pattern, row_of, unflatten

names = st.text("abcdefgh_", min_size=1, max_size=5)
leaf = st.one_of(st.text(max_size=5), st.integers())
answers = st.recursive(
    leaf,
    lambda inner: (
        st.dictionaries(names, inner, min_size=1, max_size=3)
        | st.lists(st.dictionaries(names, inner, min_size=1, max_size=3), min_size=1, max_size=12)
    ),
    max_leaves=20,
).filter(lambda v: isinstance(v, dict))


@given(answers)
def test_there_and_back(value):
    assert unflatten(dict(flatten(value))) == value


def test_rows_keep_their_order_and_gaps_close():
    assert unflatten({"/rows/10/a": 3, "/rows/2/a": 1, "/rows/9/a": 2}) == {"rows": [{"a": 1}, {"a": 2}, {"a": 3}]}


def test_pointers():
    assert pattern("/items/12/content") == "/items/-/content"
    assert pattern("/customer/name") == "/customer/name"
    assert row_of("/items/12/content") == "/items/12"
    assert row_of("/customer/name") == ""
