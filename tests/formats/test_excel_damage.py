"""Whatever people's habits do to a filled workbook, each answer is right or asked about: none is missing, none is invented."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import excel
from casedrop.forms.canonical import canonical
from casedrop.forms.pointers import flatten, pattern
from formats.excel_samples import FACTS, FORMS, LANGS, edited, sample
from strategies import examples

UNSEEN = ("\u200e", "\u200b", "\u00ad", "\u2060", "\ufeff", "\u202c", "\ufe0f")
BLANKS = ("\u00a0", "\u3000", "\u2009")
DASHES = ("–", "‑", "−", "－")
WIDE = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}
CYRILLIC = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")


def anywhere(letters):
    """A habit that leaves one of some letters in the middle of a text."""
    return lambda text, n: (text[: len(text) // 2] + letters[n % len(letters)] + text[len(text) // 2 :], "@")


def of_day(text):
    """A canonical date as a day, and its serial number."""
    day = date.fromisoformat(text)
    return day, (day - date(1899, 12, 30)).days


def days(text, n):
    """A date as people write it, or a number that stands for one."""
    day, serial = of_day(text)
    y, m, d = day.year, day.month, day.day
    ways = (
        (f"{d}/{m}/{y}", "@"), (f"{d:02}.{m:02}.{y}", "@"), (f"{d:02}/{m:02}/{y % 100:02}", "@"), (f"{y}{m:02}{d:02}", "@"),
        (f"{y}年{m}月{d}日", "@"), (f"ngày {d} tháng {m} năm {y}", "@"), (f"{d}/{m}/{y} 14:30", "@"), (f"{d}-{m}-{y}", "@"),
        (serial, "dd/mm/yyyy"), (serial, "General"), (serial, "mmm-yy"), (serial + 0.6, "d/m/yyyy h:mm"), (y, "General"),
        (y * 10000 + m * 100 + d, "0"), (d * 10000 + m * 100 + y % 100, "000000"), (f"{d}/{m}/{y} - {d}/{m}/{y + 1}", "@"),
    )  # fmt: skip
    return ways[n % len(ways)]


def numbers(text, n):
    """A number as people write it, or as a cell shows it."""
    exact = float(text)
    ways = [
        (exact, code)
        for code in ("General", "#,##0.00", '#,##0" đ"', "#,##0,", "0%", ";;;", '0"万"', "# ?/?", "dd/mm/yyyy")
    ]
    ways += [
        (text, "@"),
        (f"{text} đ", "@"),
        (f"{text}k", "@"),
        (f"{text}%", "@"),
        (f"{text} tr", "@"),
        (f"{text}万", "@"),
    ]
    return ways[n % len(ways)]


def codes(text, n):
    """A code with what looks like it, or as a number with a format."""
    digits = text.replace(" ", "")
    ways = [
        (text.replace(" ", BLANKS[0]), "@"),
        (text.replace("-", DASHES[n % 4]), "@"),
        (text.translate(WIDE), "@"),
        (text.translate(CYRILLIC), "@"),
        (int(digits), "0" * len(digits)) if digits.isdecimal() else (text, "@"),
        (int(digits), "General")
        if digits.isdecimal() and not digits.startswith("0") and digits == text
        else (text, "@"),
    ]
    return ways[n % len(ways)]


def texts(text, n):
    """A text in another normal form, or with what cannot be seen."""
    return (unicodedata.normalize("NFD", text), "@") if n % 2 else anywhere(UNSEEN)(text, n)


WAYS = {"date": days, "decimal": numbers, "integer": numbers, "code": codes, "text": texts, "lines": texts}


def put(data, place, value, code):
    """The workbook with a value in a cell, shown by a format."""

    def change(book):
        cell = book[place.args["sheet"]][place.args["cell"]]
        cell.value, cell.number_format = value, code

    return edited(data, change)


@cache
def filled(name, lang):
    """A form filled with its sample, open to everybody, and what is read of it."""
    form, template = FORMS[name]
    said = canonical(sample(form, lang), form)[0]
    document = excel.fill(template, form, lang, said, writable=frozenset(form.by_pointer), stamp="S-7", facts=FACTS)
    return document, excel.read(document, form, lang, template)


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=examples(6), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_answer_is_right_or_asked_about(name, data):
    form, template = FORMS[name]
    lang = data.draw(st.sampled_from(LANGS))
    document, before = filled(name, lang)
    leaves = {p: v for p, v in flatten(before.answers) if p in before.found}
    pointer = data.draw(st.sampled_from(sorted(leaves)))
    field = form.by_pointer[pattern(pointer)]
    way = WAYS.get(field.kind, texts)
    shown = (
        str(leaves[pointer])
        if field.kind != "choice"
        else field.choices[leaves[pointer]][data.draw(st.sampled_from(LANGS))]
    )
    value, code = way(shown, data.draw(st.integers(0, 63)))

    reading = excel.read(put(document, before.found[pointer].place, value, code), form, lang, template)

    after = dict(flatten(reading.answers))
    is_asked = any(p.pointer == pointer for p in reading.problems)
    is_same_words = shown != str(value) and after.get(pointer) == as_typed(value, field.kind)
    assert is_asked or after.get(pointer) == leaves[pointer] or is_same_words, (
        pointer,
        value,
        code,
        after.get(pointer),
    )
    assert {p: v for p, v in after.items() if p != pointer} == {p: v for p, v in leaves.items() if p != pointer} | {
        p: v for p, v in flatten(before.answers) if p not in before.found
    }


def as_typed(value, kind):
    """What else a number plainly says as it was typed: `5 tr` is 5,000,000."""
    sizes = {"k": 1_000, "tr": 1_000_000, "万": 10_000}
    if kind not in ("decimal", "integer") or not isinstance(value, str):
        return None
    for word, size in sizes.items():
        if value.endswith(word):
            number = float(value.removesuffix(word).strip().replace(",", ".")) * size
            return int(number) if kind == "integer" else f"{number:.6f}".rstrip("0").rstrip(".")
    return None
