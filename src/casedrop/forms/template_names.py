"""What a form's templates may name: the pointers, keys and choices its functions take."""

from __future__ import annotations

from casedrop.expressions.resolve import Functions
from casedrop.forms.form import Form, node
from casedrop.forms.pointers import groups, pattern
from casedrop.language import messages


def functions(form: Form) -> Functions:
    """The functions of a form's templates, each with what its pointers and keys may be (`expressions.judge`)."""
    return {
        "label": lambda at: None if _has_node(form, at) else _pointers(form),
        "choice": lambda at: None if _has_choice(form, at) else _choices(form, at.partition("=")[0]),
        "column": lambda at: None if _has_field(form, at) else list(form.by_pointer),
        "text": lambda key: None if _has_text(form, key) else form.texts,
        "phrase": lambda key: None if messages.has_phrase(key) else messages.phrases(),
    }


def _pointers(form: Form) -> list[str]:
    """The pointers of all that has a label: fields, groups and tables."""
    return [at for field in form.fields for at in (field.pointer, *groups(field.pointer))]


def _choices(form: Form, pointer: str) -> list[str]:
    """What `choice` may be asked for: the field itself and its choices; all fields if there is no such field."""
    field = form.by_pointer.get(pattern(pointer))
    return [pointer, *(f"{pointer}={key}" for key in field.choices)] if field else list(form.by_pointer)


def _has_text(form: Form, key: str) -> bool:
    return key in form.texts


def _has_field(form: Form, pointer: str) -> bool:
    return pattern(pointer) in form.by_pointer


def _has_choice(form: Form, pointer: str) -> bool:
    pointer, _, key = pointer.partition("=")
    return _has_field(form, pointer) and (not key or key in form.by_pointer[pattern(pointer)].choices)


def _has_node(form: Form, pointer: str) -> bool:
    try:
        return bool(node(form.schema, pointer))
    except KeyError:
        return False
