"""What cells show of their numbers, as Excel and LibreOffice show it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.formats.excel.number_format import BUILTIN, parsed
from casedrop.formats.excel.number_format.figures import Marks


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("General", "3.1", "3.1"),
        ("General", "123456789012345", "123456789012345"),
        ("General;-General", "-5", "-5"),
        ('General" kg"', "5", "5 kg"),
        ("0", "0", "0"),
        ("#", "0", ""),
        ("0.00", "3.1", "3.10"),
        ("0.00", "3.105", "3.11"),
        ("0.0", "-0.04", "0.0"),
        ("#.##", "0.5", ".5"),
        ("0.##", "3", "3."),
        ("0.0?", "3", "3.0"),
        ("0000000000", "905550147", "0905550147"),
        ('"KH-"00000', "219", "KH-00219"),
        ("KH\\-00000", "219", None),
        ("00-00", "1234", "12-34"),
        ("000\\ 000\\ 0000", "905550147", "090 555 0147"),
        ("00000\\-0000", "123456789", "12345-6789"),
        ("[<=9999999]###-####;(###) ###-####", "9055501234", "(905) 550-1234"),
        ("@", "12", "12"),
        ("#,##0", "1234567", "1,234,567"),
        ("[$-42A]#,##0", "1234567", "1,234,567"),
        ("#,##0.00\\ [$€-407]", "12.5", "12.50 €"),
        ("[$¥-804]#,##0.00", "12.5", "¥12.50"),
        ('#,##0" đ"', "1500000", "1,500,000 đ"),
        ("#,##0,", "1500000", "1,500"),
        ('[>=1000000]0.0,,"M";0', "1500000", "1.5M"),
        ('[>=1000000]0.0,,"M";0', "15", "15"),
        ('0"万"', "15", "15万"),
        ("#,##0;(#,##0)", "-5", "(5)"),
        ("[Red]0;[Blue]-0", "-3", "-3"),
        ('[=1]"Có";[=0]"Không";0', "1", "Có"),
        ('[=1]"Có";[=0]"Không";0', "0", "Không"),
        (";;;", "5", ""),
        ("0.00;;", "-3", ""),
        ('_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "0", "-"),
        ('_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "-1234.5", "(1,234.50)"),
        ("0%", "0.1", "10%"),
        ("0.0%", "0.105", "10.5%"),
        ("0.00E+00", "123456", "1.23E+05"),
        ("0.00E-00", "0.00123", "1.23E-03"),
        ("##0.0E+0", "12345", "12.3E+3"),
        ("# ?/?", "1.5", "1 1/2"),
        ("# ??/16", "0.25", "4/16"),
        ("?/?", "0.333333", "1/3"),
        ("# ?/?", "2", "2"),
        ("yyyy-mm-dd", "46196", "2026-06-23"),
        ('yyyy"年"m"月"d"日"', "46196", "2026年6月23日"),
        ("dd/mm/yyyy hh:mm", "46196.75", "23/06/2026 18:00"),
        ("[$-409]d-mmm-yy;@", "46196", "23-Jun-26"),
        ("[$-42A]dd mmmm yyyy", "46196", "23 Tháng Sáu 2026"),
        ("[$-804]dddd", "46196", "星期二"),
        ("[$-1010000]d/m/yyyy;@", "46196", "23/6/2026"),
        ("[$-101042A]d/m/yyyy;@", "46196", "23/6/2026"),
        ("[$-vi-VN]dddd", "46196", "Thứ Ba"),
        ("[$-zh-CN]aaaa;@", "46196", "星期二"),
        ("[$-130000]d/m/yyyy", "46196", None),
        ("[$-2000000]0", "5", None),
        ("[$-fr-FR]mmmm", "46196", None),
        ("h:mm AM/PM", "0.6", "2:24 PM"),
        ("mm:ss.0", "0.5001", "00:08.6"),
        ("[h]:mm", "1.5", "36:00"),
        ("[mm]:ss", "0.5", "720:00"),
        ("h:mm:ss", "0.99999999", "0:00:00"),
        ("yyyy-mm-dd", "60", None),
        ("yyyy-mm-dd", "-1", None),
        ("[$-404]e/m/d", "46196", None),
        ("[$-F800]dddd", "46196", None),
        ("[DBNum1]0", "5", None),
        ("0;0;0;0;0", "5", None),
        ("0" * 300, "5", None),
    ],
)
def test_shown(code, number, shown):
    assert parsed(code).show(Decimal(number)) == shown


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    assert parsed("yyyy-mm-dd").show(Decimal(46196 - 1462), since_1904=True) == "2026-06-23"


def test_a_language_has_marks_of_its_own():
    assert parsed("#,##0.0").show(Decimal("1234567.5"), Marks(".", ",")) == "1.234.567,5"


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        ("dd/mm/yyyy", True),
        ('yyyy"年"m"月"d"日"', True),
        ("[$-404]e/m/d", True),
        ("[$-1010000]d/m/yyyy;@", True),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', True),
        ("[$-F800]dddd, mmmm dd, yyyy", True),
        ("mmm-yy", False),
        ("d-mmm", False),
        ("h:mm", False),
        ("General", False),
        ('"dmy"0', False),
        ("[Red]0", False),
    ],
)
def test_what_is_a_day(code, is_day):
    assert parsed(code).is_day is is_day


@pytest.mark.parametrize("code", sorted(set(BUILTIN.values())))
def test_every_format_without_a_code_is_understood(code):
    assert parsed(code).show(Decimal("46196.5")) is not None


@given(st.text('0#?.,%/E+-@[]$"\\_*;ymdhsAP/ KH<>=1', max_size=20), st.decimals(-(10**12), 10**12, places=4))
def test_no_code_breaks_the_reader(code, number):
    shown = parsed(code).show(number)
    assert shown is None or isinstance(shown, str)


@given(st.integers(0, 10**14), st.integers(1, 15))
def test_zeros_in_front_are_put_there(number, width):
    assert parsed("0" * width).show(Decimal(number)) == str(number).zfill(width)
