"""The quick reader of YAML gives what the slow one gives, to the line, or leaves it to the slow one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.workspace.yaml import quick
from casedrop.workspace.yaml.lines import lined, packed
from casedrop.workspace.yaml.source import written

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("forms/*/*.yaml"))
ORDINARY = (
    "on: yes", "y: n", "a: true", "a: false", "a: null", "a: ~", "a:", "a: 12", "a: -1", "a: 2021-06-23", "a: 12:30:00",
    "a: 99999999999999999999", "a: é", "'a': 1\n\"b\": 2", "a: 'it''s'", 'a: "\\u00e9\\x41"', "a: >\n  x\n  y\n\n  z\n",
    "a: |+\n  x\n\n", "a: 'x\n  y'", "a: x\n  y", "- a\n-\n- [1,  2,\n 3]\n- {a: 1, b: }", "- - a\n  - b\n-\n  c: d", "a: b #c",
    "", "# x", "---\na: 1\n...", "\ufeffa: 1", "<<: {a: 1}\nb: 2", "a: &x 1\nb: *x", "x: &x {a: &i [1]}\ny: *i",
    "x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3, c: 4}", "x: &x {a: 1}\nz: &z\n  <<: *x\n  b: 2\ny:\n  <<: *z\n  c: 3",
    "x: &x {a: 1, b: 2}\nz: &z {b: 5, d: 6}\ny:\n  c: 1\n  <<: [*x, *z]\n  d: 9",
)  # fmt: skip
UNUSUAL = (
    "a: 010", "a: 0o10", "a: 1_000", "a: 1.5", "a: 1e3", "a: .inf", "a: 2021-02-30", "a: 2021-02-03 04:05:06", "a: True",
    "a: NULL", "1: a", "true: a", "2021-01-01: a", "a: 0x1F", "a: +12", "a: 08", "? [a]\n: b", "a: !!str 1", "a: !foo b",
    "%YAML 1.1\n---\na: on", "a: b\na: c", "a: \t1", "\ta: 1", "a: [", "a: x: y", "a: @x", "a: 1\n---\nb: 2", "a: {<<: b}",
    "a: &a [*a]", "a: {<<: {b: 1}, <<: {c: 1}}", "a: <<", "a: =", "a: \x01", "a", "|\n#",
)  # fmt: skip


def slow(text):
    return packed(lined(written(text)))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_declaration_that_casedrop_comes_with_is_read_quickly_and_alike(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert packed(quick.read(text)) == slow(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_ordinary_is_read_alike(text):
    assert repr(packed(quick.read(text))) == repr(slow(text))


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_not_is_left_to_the_slow_reader(text):
    with pytest.raises(quick.UnusualError):
        quick.read(text)


PIECES = (
    "a",
    "b: ",
    "- ",
    "\n",
    "  ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "'",
    '"',
    "&x ",
    "*x",
    "<<: ",
    "|\n",
    "#",
    "1",
    ".",
    "no",
    "?",
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_read_alike_or_left(text):
    try:
        read = packed(quick.read(text))
    except quick.UnusualError:
        return
    assert repr(read) == repr(slow(text))
