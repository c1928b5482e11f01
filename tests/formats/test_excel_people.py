"""What cells show and what they hold: read where both say the same, asked about where they do not."""

from __future__ import annotations

import pytest

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.reading.answers import answer
from casedrop.forms.form import Field
from casedrop.language import Bad, Ok

LABELS = {"en": "Field"}
FIELDS = {kind: Field(f"/{kind}", kind, LABELS) for kind in ("text", "lines", "code", "date", "decimal", "integer")}
FIELDS["percent"] = Field("/tax", "decimal", {"vi": "Thuế suất (%)"})
FIELDS["choice"] = Field("/choice", "choice", LABELS, choices={"yes": {"vi": "Có"}, "no": {"vi": "Không"}})


def read(kind, value, code="General", lang="vi", *, cell="number", mark=""):
    """What a cell says to a field of a kind: its value, or the code of the question."""
    result = answer(Cell(cell, value, code, mark), FIELDS[kind], lang)
    return result.value if isinstance(result, Ok) else result.code


@pytest.mark.parametrize(
    ("kind", "value", "code", "said"),
    [
        ("code", "905550147", "0000000000", "0905550147"),
        ("code", "312345678", "0000000000", "0312345678"),
        ("code", "905550147", '0000" "000" "000', "0905 550 147"),
        ("code", "219", '"KH-"00000', "KH-00219"),
        ("code", "1234", "00-00", "12-34"),
        ("code", "700000", "000000", "700000"),
        ("code", "5001", "00000", "05001"),
        ("code", "3.1", "0.00", "3.10"),
        ("code", "123456789012345", "General", "123456789012345"),
        ("code", "312345678901", "0", "312345678901"),
        ("text", "0.1", "0%", "10%"),
        ("text", "0.604166666666667", "h:mm", "14:30"),
        ("text", "1.5", "[h]:mm", "36:00"),
        ("text", "46196", 'yyyy"年"m"月"d"日"', "2026年6月23日"),
        ("text", "46196", "m/d/yyyy", "23/06/2026"),
        ("text", "1.5", "# ?/?", "1 1/2"),
        ("text", "1234567", "#,##0", "1.234.567"),
        ("lines", "1500000", '#,##0" đ"', "1.500.000 đ"),
        ("choice", "1", '[=1]"Có";[=0]"Không"', "yes"),
        ("percent", "0.1", "0%", "10"),
        ("percent", "0.085", "0.0%", "8.5"),
        ("percent", "10", "General", "10"),
        ("percent", "8", '0"%"', "8"),
        ("decimal", "1500000", '#,##0" đ"', "1500000"),
        ("decimal", "1234.567", "#,##0.00", "1234.567"),
        ("decimal", "-5", "#,##0;(#,##0)", "-5"),
        ("decimal", "0", '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "0"),
        ("decimal", "1234.5", "[$¥-804]#,##0.00", "1234.5"),
        ("decimal", "0", '_-* #,##0\\ "₫"_-;\\-* #,##0\\ "₫"_-;_-* "-"??\\ "₫"_-;_-@_-', "0"),
        ("decimal", "1500", '_-* #,##0\\ "₫"_-;\\-* #,##0\\ "₫"_-;_-* "-"??\\ "₫"_-;_-@_-', "1500"),
        ("decimal", "0.5", "# ?/?", "0.5"),
        ("decimal", "123456", "0.00E+00", "123456"),
        ("integer", "7", "000", 7),
        ("date", "46196", "dd/mm/yyyy", "2026-06-23"),
        ("date", "46196.75", "dd/mm/yyyy hh:mm", "2026-06-23"),
        ("date", "20210705", "General", "2021-07-05"),
    ],
)
def test_what_is_shown_is_read(kind, value, code, said):
    assert read(kind, value, code) == said


@pytest.mark.parametrize(
    ("kind", "value", "code", "asked"),
    [
        ("code", "46389", "d-mmm", "cell.dated"),
        ("code", "46389", "dd/mm/yyyy", "cell.dated"),
        ("code", "0.5", "h:mm", "cell.dated"),
        ("code", "1.01e17", "General", "number.too-long"),
        ("code", "312345678901", "0.00E+00", "cell.shown"),
        ("code", "905550147", ";;;", "cell.shown"),
        ("code", "3.75", "0", "cell.shown"),
        ("text", "5", ";;;", "cell.shown"),
        ("text", "46196", "[$-404]e/m/d", "cell.shown"),
        ("decimal", "0.1", "0%", "number.percent"),
        ("integer", "0.5", "0%", "number.percent"),
        ("decimal", "15", '0"万"', "cell.shown"),
        ("decimal", "15", '0" tr"', "cell.shown"),
        ("decimal", "1500000", "#,##0,", "cell.shown"),
        ("decimal", "1500000", '0.0,,"M"', "cell.shown"),
        ("decimal", "5", ";;;", "cell.shown"),
        ("decimal", "-5", "0;0", "cell.shown"),
        ("decimal", "12345678", "0000-0000", "cell.shown"),
        ("decimal", "46196", "dd/mm/yyyy", "number.unreadable"),
        ("decimal", "1.5", "[h]:mm", "number.unreadable"),
        ("decimal", "inf", "General", "number.unreadable"),
        ("date", "2025", "General", "date.number"),
        ("date", "10425", "000000", "date.number"),
        ("date", "250401", "0", "date.number"),
        ("date", "45000", "General", "date.number"),
        ("date", "46196", "mmm-yy", "date.part"),
        ("date", "46196", "d-mmm", "date.part"),
        ("date", "0.5", "h:mm", "date.part"),
        ("date", "0", "dd/mm/yyyy", "date.implausible"),
        ("date", "60", "dd/mm/yyyy", "date.implausible"),
        ("date", "2025", "dd/mm/yyyy", "date.implausible"),
        ("date", "10425", "dd/mm/yyyy", "date.implausible"),
        ("date", "374375", "dd/mm/yyyy", "date.implausible"),
        ("date", "20210705", "dd/mm/yyyy", "date.implausible"),
        ("choice", "1", "General", "choice.unknown"),
    ],
)
def test_what_is_shown_otherwise_is_asked_about(kind, value, code, asked):
    assert read(kind, value, code) == asked


@pytest.mark.parametrize("kind", ["text", "lines", "code", "decimal", "date", "choice"])
def test_what_is_struck_out_is_asked_about(kind):
    assert read(kind, "500000 450000", cell="text", mark="struck") == "cell.struck"


@pytest.mark.parametrize("mark", ["raised", "lowered"])
@pytest.mark.parametrize(
    ("kind", "said"), [("decimal", "cell."), ("code", "cell."), ("text", "10m2"), ("lines", "10m2")]
)
def test_raised_and_lowered_letters_are_asked_about_but_in_texts(kind, said, mark):
    assert read(kind, "10m2", cell="text", mark=mark).startswith(said)


@pytest.mark.parametrize(
    ("font", "text"), [("TCVN3", "Sè"), ("TCVN3", "phè"), ("VNI", "Phoá"), ("VNI", "Chôï"), ("TCVN3", "Néi")]
)
def test_the_font_of_an_old_encoding_tells_it(font, text):
    assert read("text", text, cell="text", mark=font) == "text.encoding"
    assert read("text", "ABC 12", cell="text", mark=font) == "ABC 12"


def test_a_question_says_what_is_seen_and_what_is_held():
    assert answer(Cell("number", "15", '0"万"'), FIELDS["decimal"], "vi") == Bad(
        "cell.shown", {"given": "15万", "held": "15"}
    )
