"""Any field's value to text and back, by kind and language."""

from __future__ import annotations

from casedrop.language.choices import Choices, read_choice, show_choice
from casedrop.language.dates import show_date
from casedrop.language.free_text import read_code, read_line, read_lines
from casedrop.language.habits.days import read_date
from casedrop.language.habits.figures import read_decimal, read_integer
from casedrop.language.letters import crossed, folded, stranger, turning
from casedrop.language.numbers import show_number
from casedrop.language.parsed import Bad, Ok
from casedrop.language.problem import Json

_PLAIN = {"text": read_line, "lines": read_lines, "code": read_code}


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


def read(text: str, kind: str, lang: str, choices: Choices | None = None, *, percent: bool = False) -> Ok | Bad:
    """The canonical value of what someone typed (Ok(None) for blanks), or why it has none: nothing is guessed.

    `kind` is a `Field.kind` (KeyError for another); `lang` the language of the form, which decides between `1.234` and
    `1,234` and between 3 April and 4 March; with `percent`, `10%` is 10.
    """
    if not text.isascii() and crossed(text):
        return Bad("cell.struck", {"given": text.strip()[:80]})
    if kind in _PLAIN:
        return _PLAIN[kind](text)
    result = _spoken(text, kind, lang, choices, percent=percent)
    is_unsure = isinstance(result, Bad) and result.code.endswith((".unreadable", ".unknown"))
    strange = turning(text) or (stranger(folded(text)) if is_unsure else "")
    return Bad("text.letter", {"given": text[:80], "letter": strange}) if strange else result


def _spoken(text: str, kind: str, lang: str, choices: Choices | None, *, percent: bool) -> Ok | Bad:
    if kind == "choice":
        return read_choice(text, lang, choices or {})
    if kind == "date":
        return read_date(text, lang)
    return {"decimal": read_decimal, "integer": read_integer}[kind](text, lang, percent=percent)
