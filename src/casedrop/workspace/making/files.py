"""The files of chosen flows as an office gets them: in its languages only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from casedrop.flows import keywords as flow_keywords
from casedrop.forms import keywords as form_keywords
from casedrop.forms.form import Form
from casedrop.language.problem import LANGS
from casedrop.workspace import editor
from casedrop.workspace.making.choice import Choice
from casedrop.workspace.making.prune import pruned_json, pruned_yaml
from casedrop.workspace.making.toml import written
from casedrop.workspace.reading import glossary
from casedrop.workspace.reading.attachments import FILE, FOLDER
from casedrop.workspace.release import form_files
from casedrop.workspace.workspace import Workspace

CALENDAR = """\
# What the office knows better than the list of public holidays casedrop brings: days that are closed or open besides.
# Once another year is announced, look it over here and raise `announced_until`: deadlines beyond it are provisional.
#
# closed:
#   - {{day: {year}-12-30, until: {year}-12-31, why: Stocktaking}}

announced_until: {year}
"""


def files_of(of: Workspace, choice: Choice, languages: Sequence[str], there: Iterable[str] = ()) -> dict[str, bytes]:
    """The files of flows, forms and documents that go along, by their path in the workspace; `there` are the forms that it has
    already."""
    forms = {*choice.forms, *there}
    paths = [of.root / "forms" / flow / "flow.yaml" for flow in choice.flows]
    for form in choice.forms:
        paths += paths_of_form(of, of.book.forms[form], languages)
    found = {path.relative_to(of.root).as_posix(): path.read_bytes() for path in dict.fromkeys(paths)}
    made = {name: in_languages(name, data, languages, forms) for name, data in found.items()}
    return {**made, **_documents(of, choice, languages)}


def in_languages(name: str, data: bytes, languages: Sequence[str], forms: Collection[str]) -> bytes:
    """A declaration without the texts of other languages, and without what it says of forms that are not among these; any
    other file as it is."""
    if name.endswith(".yaml") and not set(LANGS) <= set(languages):
        uses = flow_keywords.uses if name.endswith("/flow.yaml") else form_keywords.uses
        return pruned_yaml(data.decode(), languages, uses).encode()
    return pruned_json(data.decode(), languages, forms).encode() if name.endswith(".schema.json") else data


def calendar(of: Workspace, name: str, year: int) -> bytes:
    """The file in which the office corrects the calendar of its country: the shipped one, or a new one."""
    path = of.root / "calendars" / f"{name}.yaml"
    said = path.read_text(encoding="utf-8") if path.is_file() else CALENDAR.format(year=year)
    return editor.naming(f"calendars/{name}.yaml", said).encode()


def wording(of: Workspace, languages: Sequence[str]) -> dict[str, bytes]:
    """The words that forms are written in, of the office's languages; its own from now on."""
    said = (of.root / glossary.FILE).read_text(encoding="utf-8")
    return {glossary.FILE: glossary.in_languages(said, languages).encode()}


def paths_of_form(of: Workspace, form: Form, languages: Sequence[str] = LANGS) -> Iterator[Path]:
    """The files of a form: declaration, schema with those it takes blocks of, templates, samples."""
    others = {of.root / "templates" / form.flow / f"{form.id}.{lang}.{form.format}" for lang in {*LANGS} - {*languages}}
    for path in form_files(of.root, form):
        if path.is_file() and path not in others:
            yield path
            outline = path.with_name(f"{path.name}.outline.txt")
            yield from [outline] if outline.is_file() else []
    yield from (path for lang in languages if (path := of.sample_path(form, lang)).is_file())


def _documents(of: Workspace, choice: Choice, languages: Sequence[str]) -> dict[str, bytes]:
    if not choice.attachments:
        return {}
    folder, found = of.root / FOLDER, dict[str, bytes]()
    for name in choice.attachments:
        files = [path for lang in languages for path in sorted(folder.glob(f"{name}.{lang}.*"))]
        found |= {path.relative_to(of.root).as_posix(): path.read_bytes() for path in files}
    titles = {name: of.book.attachments[name].titles for name in choice.attachments}
    said = "".join(_titled(name, {lang: texts[lang] for lang in languages}) for name, texts in titles.items())
    return {f"{FOLDER}/{FILE}": f"documents:\n{said}".encode(), **found}


def _titled(name: str, titles: dict[str, str]) -> str:
    inner = written(titles).strip().replace("\n", ", ").replace(" = ", ": ")
    return f"  {name}:\n    titles: {{{inner}}}\n"
