"""Which wording of a template says the same in every document."""

from __future__ import annotations

from casedrop.expressions.names_read import reads, texts
from casedrop.forms.form import Form

_SAME = frozenset({"title", "lang", "fillable"})


def is_same(wording: str, form: Form, lang: str) -> bool:
    """Whether a wording says the same whatever the answers and facts are; raises jinja2.TemplateSyntaxError."""
    if reads(wording) - _SAME:
        return False
    said = (form.texts.get(key, {}).get(lang, "") for key in texts(wording))
    return all(is_same(text, form, lang) for text in said)
