"""Which fields a piece of a template's wording is about: what it reads, labels, chooses or adds up."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError

from casedrop.expressions.names_read import arguments, reads, texts
from casedrop.forms.form import Form

_ENGINE = Environment(autoescape=False)  # noqa: S701 - it parses and renders nothing
_POINTING = ("label", "choice", "column")


def mentions(wording: str, form: Form) -> Iterator[bool]:
    """For each field, group or table of a form's whole that a wording is about, whether its view hides all of it.

    Wording that is not whole by itself (one half of a condition) is about nothing.
    """
    for pointer in _pointers(wording, form.base):
        below = [f.pointer for f in form.base.fields if _is_in(f.pointer, pointer)]
        if below:
            yield all(p in form.hides for p in below)


def _pointers(wording: str, form: Form) -> Iterator[str]:
    if "{" not in wording:
        return
    try:
        tree, read, keys = _ENGINE.parse(wording), reads(wording), texts(wording)
    except TemplateSyntaxError:
        return
    for function in _POINTING:
        yield from arguments(tree, function)
    yield from ("/" + name.replace(".", "/") for name in read)
    for key in keys:
        for text in form.texts.get(key, {}).values():
            yield from _pointers(text, form)


def _is_in(pointer: str, at: str) -> bool:
    one, other = pointer.replace("/-/", "/"), at.replace("/-/", "/").rstrip("/")
    return one == other or one.startswith(f"{other}/")
