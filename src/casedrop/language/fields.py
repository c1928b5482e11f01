"""Any field's value to text and back, by kind and language."""

from __future__ import annotations

from casedrop.language.choices import Choices, read_choice, show_choice
from casedrop.language.dates import read_date, show_date
from casedrop.language.free_text import read_code, read_line, read_lines
from casedrop.language.numbers import read_decimal, read_integer, show_number
from casedrop.language.parsed import Bad, Ok
from casedrop.language.problem import Json

_PLAIN = {"text": read_line, "lines": read_lines, "code": read_code}
_SPOKEN = {"date": read_date, "decimal": read_decimal, "integer": read_integer}


def show(value: Json, kind: str, lang: str, choices: Choices | None = None, *, money: bool = False) -> str:
    """What a canonical value looks like in a table; "" for None. The law: `read(show(v)) == Ok(v)`.

    `kind` is a `Field.kind`, `money` whether a decimal's cents are shown; raises ValueError for a value that is not canonical
    for it.
    """
    if value is None or value == "":
        return ""
    if kind == "choice":
        return show_choice(str(value), lang, choices or {})
    if kind == "date":
        return show_date(str(value), lang)
    return show_number(value, lang, money=money) if kind in ("decimal", "integer") else str(value)


def read(text: str, kind: str, lang: str, choices: Choices | None = None) -> Ok | Bad:
    """The canonical value of what someone typed (Ok(None) for blanks), or why it has none: nothing is guessed.

    `kind` is a `Field.kind` (KeyError for another); `lang` the language of the form, which decides between `1.234` and
    `1,234` and between 3 April and 4 March.
    """
    if kind == "choice":
        return read_choice(text, lang, choices or {})
    return _SPOKEN[kind](text, lang) if kind in _SPOKEN else _PLAIN[kind](text)
