"""What is wrong with the templates of a form: each by itself, and the languages' own beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import TemplateSyntaxError

from casedrop.config.workspace import Workspace
from casedrop.core.form import Form
from casedrop.core.model import LANGS, Place, Problem
from casedrop.core.reads import reads, texts
from casedrop.core.words.script import misplaced
from casedrop.paper.formats import FORMATS
from casedrop.paper.word.prepare import ROWS

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
