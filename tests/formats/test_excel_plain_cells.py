"""Plain cells are answered at once, and never otherwise than by all that is known of cells."""

import itertools

import pytest

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.number_format import GENERAL
from casedrop.formats.excel.reading.answers import considered
from casedrop.formats.excel.reading.plain_cells import WHOLE, plain_answer
from casedrop.forms.form import Field
from casedrop.language import Ok
from strategies import NASTY

KINDS = ("text", "lines", "code", "date", "decimal", "integer", "choice")
TEXTS = (
    *NASTY, "a", "V-001", " a", "a ", "a  b", "a\tb", "a\n", "?", "Tr?n", "-", "–", "007", "1/2", "_x000D_", "Cô",
    "ﬁ", "１", "\x7f", "\x01",
    "", "x" * 40_000, "1e5", "31/12/2026", "&amp;", "Ð",
)  # fmt: skip
NUMBERS = (
    "0", "1", "-1", "00", "7", "45000", "123456789012345", "1234567890123456", "9007199254740993", "1.5", "1.50", "0.1",
    "0.000001", "0.0000001", "123456789.123456", "1.1000000000000001", "1e5", "1E-07", "NaN", "", " 1", "-0.5", "999999999999999",
)  # fmt: skip
FORMATS = (*WHOLE, "0%", "#,##0.0", "0.0,", "yyyy-mm-dd", "@", "0000000000", "# ?/?", "[Red]0", '0" VND"')
MARKS = ("", "struck", "raised", "TCVN3")


def cells():
    yield from (Cell("text", text, mark=mark) for text, mark in itertools.product(TEXTS, MARKS))
    yield from (Cell("number", n, code, mark) for n, code, mark in itertools.product(NUMBERS, FORMATS, MARKS[:2]))
    yield from (Cell(kind, "1") for kind in ("error", "formula", "day"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_answered_at_once_is_what_considering_it_gives(kind):
    asked = Field("/field", kind, {}, choices={"a": {"vi": "a"}})
    at_once = [(cell, said) for cell in cells() if (said := plain_answer(cell, asked)) is not None]
    assert [said for _, said in at_once] == [
        result.value if isinstance(result := considered(cell, asked, "vi"), Ok) else result for cell, _ in at_once
    ]
    assert bool(at_once) == (kind not in ("date", "choice"))


def test_a_text_and_a_number_as_most_are_are_answered_at_once():
    assert plain_answer(Cell("text", "Invoice 12/2026, paid"), Field("/a", "text", {})) == "Invoice 12/2026, paid"
    assert plain_answer(Cell("number", "1500.5", GENERAL), Field("/a", "decimal", {})) == "1500.5"
    assert plain_answer(Cell("number", "12", "#,##0"), Field("/a", "integer", {})) == 12
