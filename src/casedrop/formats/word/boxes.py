"""What is wrong with a template's check boxes, and with the columns of its rows."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import TemplateError

from casedrop.expressions import judge
from casedrop.expressions.unresolved import Unresolved
from casedrop.formats import zips
from casedrop.formats.word.folding import key
from casedrop.formats.word.identity import split
from casedrop.formats.word.package import body_name
from casedrop.formats.word.prepare import fields, pattern_rows
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import SDT, TR, Element, inside, parse
from casedrop.forms.form import ROW, Field, Form
from casedrop.forms.moments import in_languages
from casedrop.forms.template import scene
from casedrop.language.problem import Json, Problem

Scenes = Mapping[str, Mapping[str, Json]]
"""By language, the names that wording sees in a document without answers."""


def check_boxes(template: bytes, form: Form, langs: Sequence[str]) -> Iterator[Problem]:
    """`template.choice-lacks` (boxes for some choices only; args choices), `template.choice-word` (a word beside a box that
    is not the choice's in one of the languages; args lang, given, wanted) and `template.row` (a column outside the row of
    its table)."""
    parts = zips.read_parts(template)
    root = parse(parts[body_name(parts)])
    empty = {lang: scene(form, lang, {}, {}) for lang in langs}
    drawn: dict[str, set[str]] = defaultdict(set)
    for sdt, tag in fields(root):
        identity = split(tag)
        field = form.by_pointer.get(identity.pointer) if identity else None
        if identity and field and identity.option in field.choices:
            drawn[field.pointer].add(identity.option)
            yield from _worded(sdt, form, field, identity.option, empty)
    for pointer, options in drawn.items():
        lacking = [choice for choice in form.by_pointer[pointer].choices if choice not in options]
        if lacking:
            yield Problem("template.choice-lacks", pointer=pointer, args={"choices": lacking})
    yield from _astray(root)


def _worded(sdt: Element, form: Form, field: Field, option: str, empty: Scenes) -> Iterator[Problem]:
    """The languages in which the word behind a box is another than its choice's; a box may stand without one."""
    for lang, given in _said(_behind(sdt), form, empty):
        wanted = field.choices[option].get(lang, "")
        if given and key(given) != key(wanted):
            args = {"lang": lang, "given": given, "wanted": wanted}
            yield Problem("template.choice-word", pointer=field.pointer, args=args)


def _behind(sdt: Element) -> str:
    """The wording between a control and the next one of its paragraph."""
    behind = []
    for element in sdt.itersiblings():
        if element.tag == SDT:
            break
        behind.append(element)
    return text_of(behind)


def _said(word: str, form: Form, empty: Scenes) -> Iterator[tuple[str, str]]:
    """(language, what a wording says in it) of a document without answers; none where that cannot be told."""
    syntax = judge.tree(word, anew=True)
    if isinstance(syntax, Unresolved):
        return
    for lang, made in in_languages(syntax, form, empty, escape=False).items():
        with contextlib.suppress(TemplateError):
            yield lang, made.render(empty[lang]).strip()


def _astray(root: Element) -> Iterator[Problem]:
    """The columns that stand in no table, or in another row than the first of theirs."""
    first: dict[str, Element] = {}
    for row, array in pattern_rows(root).items():
        first.setdefault(array, row)
    astray = (tag for sdt, tag in fields(root) if ROW in tag and inside(sdt, TR) is not first.get(tag.split(ROW)[0]))
    for tag in dict.fromkeys(astray):
        yield Problem("template.row", pointer=tag)
