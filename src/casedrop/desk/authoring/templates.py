"""What is wrong with the templates of a form: each by itself, and the languages' own beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from casedrop.desk.rendering.redaction import leaking
from casedrop.documents.document import facts_of
from casedrop.expressions.names_read import reads, texts
from casedrop.formats.content import pieces
from casedrop.formats.registry import FORMATS
from casedrop.formats.word.prepare import ROWS
from casedrop.forms.form import Form
from casedrop.forms.redaction import leaked
from casedrop.forms.stamp import Stamp
from casedrop.forms.views import hidden, shown
from casedrop.language.problem import LANGS, Place, Problem
from casedrop.language.scripts import misplaced
from casedrop.workspace.workspace import Workspace

_DAY = datetime(2026, 1, 2, tzinfo=UTC)
"""The day of a document that is only made to be looked at."""
_OWN = frozenset({"lang", "title", "n", "row", "at"})
"""Names of the wording itself, which a layout of a language's own may do without."""


def check_templates(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """A missing template, every problem of those the form has, each with its file, and what only some of them show."""
    used: dict[Path, list[str]] = {}
    for lang in LANGS:
        used.setdefault(workspace.template_path(form, lang), []).append(lang)
    shown: dict[Path, frozenset[str]] = {}
    for path, langs in sorted(used.items()):
        here = Place("file", {"file": path.relative_to(workspace.root).as_posix()})
        if not path.exists():
            yield Problem("template.missing", here)
            continue
        yield from _one(path, form, langs, here)
        if len(used) > 1:
            shown[path] = shows(path.read_bytes(), form)
    yield from _beside(workspace, shown)


def check_wording(path: Path, form: Form, here: Place) -> Iterator[Problem]:
    """Letters of the other Chinese script in a template that is one language's own."""
    for lang in LANGS:
        wrong = path.name == f"{form.id}.{lang}.{form.format}" and misplaced(
            FORMATS[form.format].outline(path.read_bytes()), lang
        )
        if wrong:
            yield Problem("text.script", here, args={"lang": lang, "letters": list(wrong)})


def shows(template: bytes, form: Form) -> frozenset[str]:
    """The data a template's wording shows, the form's texts in every language among it, and the arrays that have a row;
    fixed words are each language's own."""
    found: set[str] = set()
    for wording in FORMATS[form.format].wordings(template):
        try:
            keys = [key for key in texts(wording) if key in form.texts]
            said = (wording, *(form.texts[key][lang] for key in keys for lang in LANGS))
            found |= {name.removeprefix(f"{ROWS}.") for text in said for name in reads(text)}
        except TemplateSyntaxError:  # `template.syntax` tells
            continue
    return frozenset(found - _OWN)


def _one(path: Path, form: Form, langs: Sequence[str], here: Place) -> Iterator[Problem]:
    """What is wrong with one template."""
    for problem in FORMATS[form.format].check(path.read_bytes(), form, langs):
        yield Problem(problem.code, here, problem.pointer, {"where": here.args["file"], **problem.args})
    yield from check_wording(path, form, here)


def _beside(workspace: Workspace, shown: Mapping[Path, frozenset[str]]) -> Iterator[Problem]:
    """`template.differs` (args names): what another language's template shows and this one does not."""
    everything = frozenset[str]().union(*shown.values())
    for path, names in shown.items():
        if everything - names:
            here = Place("file", {"file": path.relative_to(workspace.root).as_posix()})
            yield Problem("template.differs", here, args={"names": sorted(everything - names)})


def check_view(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """`view.leaks` for what a view's document would show of the realistic sample, and `template.syntax` if none can be made."""
    for lang in LANGS:
        path = workspace.template_path(form, lang)
        if not path.exists():
            return
        whole = workspace.sample(form.base, lang)
        answers, facts = shown(form, whole), _facts(workspace, form, lang)
        try:
            made = FORMATS[form.format].fill(
                path.read_bytes(), form, lang, answers, writable=form.writable(None), stamp="", facts=facts
            )
        except Exception as error:
            where = {"file": path.relative_to(workspace.root).as_posix()}
            yield Problem("template.syntax", Place("file", where), args={"message": f"{form.id}: {error}"})
            return
        there = list(pieces(made, form.format))
        for leak in leaking(form, path.read_bytes(), lang, answers, facts, (hidden(form, whole), there)):
            yield leaked("view.leaks", form, leak, file=form.titles[lang])


def _facts(workspace: Workspace, form: Form, lang: str) -> dict[str, Any]:
    stamp = Stamp(form.id, form.version, lang)
    return facts_of(workspace.book, None, form, stamp, b"", _DAY)
