"""The words of empty fields, ours and those Word has by itself; none of them is ever an answer (faults B7)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casedrop.formats.word.xml import NS, parse, q, value
from casedrop.forms.form import Field, Form
from casedrop.language import messages
from casedrop.language.problem import LANGS

_STYLE_ID = q("w:styleId")

NONE = "—"
"""What every cell of the one row says that stands for no rows."""

_WORDS_OWN = re.compile(
    r"(click|tap|click or tap)( here)? to enter (text|a date)\.?|choose an item\.?|"
    r"(单击|點擊|点击|按一下|单击或点击|單擊或點擊|按一下或點選)此[处處](以)?(输入|輸入)(文字|日期)[。.]?|"
    r"(选择一项|选择一个项目|選擇一個項目)[。.]?|"
    r"(bấm|nhấp|nhấn)( hoặc (gõ nhẹ|nhấn))? vào đây để nhập (văn bản|ngày|ngày tháng)\.?|chọn (một )?mục\.?",
    re.IGNORECASE,
)


def placeholder(field: Field, lang: str) -> str:
    """What an empty field shows: its hint, else a verb and its label."""
    return field.hints.get(lang) or messages.placeholder(field.kind, field.labels.get(lang, ""), lang)


def placeholder_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The ids of the styles a document calls "Placeholder Text", as Word does in every language."""
    name = "word/styles.xml"
    styles = parse(parts[name]).iterfind("w:style", NS) if name in parts else ()
    return frozenset(s.get(_STYLE_ID, "") for s in styles if (value(s, "w:name") or "").lower() == "placeholder text")


class Placeholders:
    """What a form's fields show while they are empty, in every language."""

    def __init__(self, form: Form) -> None:
        self._shown: Mapping[str, frozenset[str]] = {f.pointer: _texts(f) for f in form.fields}

    def holds(self, pointer: str, text: str) -> bool:
        """Whether a text is what the field (pattern pointer) shows while empty."""
        shown = _plain(text)
        return shown in self._shown[pointer] or bool(_WORDS_OWN.fullmatch(shown))


def _texts(field: Field) -> frozenset[str]:
    return frozenset(_plain(placeholder(field, lang)) for lang in LANGS if lang in field.labels)


def _plain(text: str) -> str:
    return " ".join(text.split())
