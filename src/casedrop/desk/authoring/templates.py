"""What is wrong with the templates of a form: each by itself, and the languages' own beside each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from casedrop.desk.rendering.redaction import leaking
from casedrop.documents.document import facts_of
from casedrop.expressions.names_read import reads, texts
from casedrop.expressions.shapes import NameShape
from casedrop.formats.content import pieces
from casedrop.formats.registry import FORMATS
from casedrop.formats.word.prepare import ROWS
from casedrop.forms.form import Form
from casedrop.forms.moments import TemplateUse
from casedrop.forms.redaction import leaked
from casedrop.forms.stamp import Stamp
from casedrop.forms.views import hidden, shown
from casedrop.language.problem import LANGS, Json, Place, Problem, Texts
from casedrop.language.scripts import misplaced
from casedrop.workspace.checks.names import NamesInScope
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.checks.roles import typed
from casedrop.workspace.workspace import Workspace

_DAY = datetime(2026, 1, 2, tzinfo=UTC)
"""The day of a document that is only made to be looked at."""
_NO_WORDS = re.compile(r"\[[^\]\n]*\]")
"""What an outline says of fields."""
_OWN = frozenset({"lang", "title", "n", "row", "at"})
"""Names of the wording itself, which a layout of a language's own may do without."""


def check_templates(workspace: Workspace, form: Form, seen: NamesInScope | None = None) -> Iterator[Problem]:
    """A missing template, every problem of those the form has, each with its file and place, and what only some of them
    show. Each is tried at all stages and in all languages that use it."""
    names = (seen or NamesInScope(workspace)).document(form)
    used: dict[Path, list[str]] = {}
    for lang in workspace.settings.languages:
        used.setdefault(workspace.template_path(form, lang), []).append(lang)
    shown: dict[Path, frozenset[str]] = {}
    for path, langs in sorted(used.items()):
        here = Place("file", {"file": path.relative_to(workspace.root).as_posix()})
        if not path.exists():
            yield Problem("template.missing", here)
            continue
        yield from _one(workspace, path, form, langs, names)
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


def _one(workspace: Workspace, path: Path, form: Form, langs: Sequence[str], seen: NameShape) -> Iterator[Problem]:
    """What is wrong with one template."""
    file, uses = path.relative_to(workspace.root).as_posix(), list(moments(workspace, form, langs))
    for problem in _tried(path.read_bytes(), form, langs, seen, uses):
        yield Problem(problem.code, _in_file(problem.place, file), problem.pointer, {"where": file, **problem.args})
    yield from check_wording(path, form, Place("file", {"file": file}))
    said = workspace.settings
    yield from _titled(path.read_bytes(), form.format, file, said.titles, said.ordinary, said.languages)


@remembered
def _titled(
    template: bytes,
    kind: str,
    file: str,
    titles: Mapping[str, Texts],
    ordinary: Sequence[str],
    langs: Sequence[str],
) -> Iterator[Problem]:
    """`role.typed` for each title of a role that a template holds as it is now, in whatever language of the office."""
    words = _NO_WORDS.sub(" ", FORMATS[kind].outline(template))
    for lang in langs:
        yield from typed(words, lang, titles, ordinary, Place("file", {"file": file}))


@remembered
def _tried(
    template: bytes, form: Form, langs: Sequence[str], seen: NameShape, uses: Sequence[TemplateUse]
) -> Iterator[Problem]:
    """What is wrong with a template as it stands, and with what it is used for; advice only where nothing is."""
    paper = FORMATS[form.format]
    found = (*paper.check(template, form, langs), *paper.tried(template, form, seen, uses))
    yield from [problem for problem in found if not problem.is_advice] or found


def _in_file(place: Place, file: str) -> Place:
    """A place in a template, with the template's file."""
    return Place(place.kind, {**place.args, "file": file})


def moments(workspace: Workspace, form: Form, langs: Sequence[str]) -> Iterator[TemplateUse]:
    """Every use of a form's template: for each part that is issued or filled, in each language, with its sample and empty
    (the opening part as it lies on the shelf); and as a paper original where it is one."""
    issues = workspace.book.issues(form.id)
    parts = dict.fromkeys(("", *(f.stage or "" for f in form.fields), *(issue.part for issue in issues)))
    for lang, part in product(langs, parts):
        facts = _facts(workspace, form, lang, part)
        writable = form.writable(part) if form.returns else frozenset[str]()
        yield TemplateUse(lang, part, _sample(workspace, form, lang), facts, writable)
        yield TemplateUse(lang, part, {}, facts if part else _facts(workspace, form, lang, on_shelf=True), writable)
        if any(issue.originals and issue.part == part for issue in issues):
            original = {**facts, "doc": {**facts["doc"], "copies": 2, "copy": 1, "holder": form.titles[lang]}}
            yield TemplateUse(lang, part, _sample(workspace, form, lang), original, frozenset())


def _beside(workspace: Workspace, shown: Mapping[Path, frozenset[str]]) -> Iterator[Problem]:
    """`template.differs` (args names): what another language's template shows and this one does not."""
    everything = frozenset[str]().union(*shown.values())
    for path, names in shown.items():
        if everything - names:
            here = Place("file", {"file": path.relative_to(workspace.root).as_posix()})
            yield Problem("template.differs", here, args={"names": sorted(everything - names)})


def check_view(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """`view.leaks` for what a view's document would show of the realistic sample, and `template.syntax` if none can be made."""
    for lang in workspace.settings.languages:
        path = workspace.template_path(form, lang)
        if not path.exists():
            return
        file, whole = path.relative_to(workspace.root).as_posix(), _sample(workspace, form.base, lang)
        found = _of_view(path.read_bytes(), file, form, lang, whole, _facts(workspace, form, lang))
        yield from found
        if any(problem.code == "template.syntax" for problem in found):
            return


@remembered
def _of_view(
    template: bytes, file: str, form: Form, lang: str, whole: Mapping[str, Json], facts: Mapping[str, Json]
) -> Iterator[Problem]:
    """What a view's document in one language would show, or that none can be made."""
    answers = shown(form, whole)
    try:
        made = FORMATS[form.format].fill(
            template, form, lang, answers, writable=form.writable(None), stamp="", facts=facts
        )
    except Exception as error:
        yield Problem("template.syntax", Place("file", {"file": file}), args={"message": str(error), "text": form.id})
        return
    for leak in leaking(form, template, lang, answers, facts, (hidden(form, whole), list(pieces(made, form.format)))):
        yield leaked("view.leaks", form, leak, file=form.titles[lang])


def _facts(workspace: Workspace, form: Form, lang: str, part: str = "", *, on_shelf: bool = False) -> dict[str, Any]:
    """What stands around the answers of a document for a part: it bears a number if the form has one, but on the shelf."""
    number = "X-1" if form.number and not on_shelf else ""
    stamp = Stamp(form.id, form.version, lang, case="X-2026-0001", part=part, issue=1, number=number)
    return facts_of(workspace.book, None, form, stamp, b"", _DAY)


def _sample(workspace: Workspace, form: Form, lang: str) -> dict[str, Any]:
    """A form's sample; {} for one that is no JSON, which its own check tells."""
    try:
        return dict(workspace.sample(form, lang))
    except json.JSONDecodeError:
        return {}
