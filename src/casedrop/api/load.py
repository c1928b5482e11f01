"""A form from its own files alone: a list of fields, or a declaration with its schema; a template beside it or made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from ruamel.yaml.error import YAMLError

from casedrop.api.errors import BrokenForm
from casedrop.cases.definitions import Definitions
from casedrop.desk.authoring.new_form import declaration_of, schema_of
from casedrop.formats import drafts
from casedrop.formats.letterhead import Logo, headed, logo_of
from casedrop.forms.form import Form
from casedrop.forms.samples import first_sample
from casedrop.language.problem import LANGS, Answers, Json, Place, Problem
from casedrop.workspace.create import shipped
from casedrop.workspace.letterhead import letterhead
from casedrop.workspace.reading.forms import form_of
from casedrop.workspace.yaml.source import load as read_yaml
from casedrop.workspace.yaml.source import plain, read_text


@dataclass(frozen=True)
class Loaded:
    """A form that stands by itself in a folder, with the genre of its first template."""

    folder: Path
    form: Form
    definitions: Definitions
    genre: str

    def template(self, lang: str) -> bytes:
        """The template that lies beside the form, the language's own if there is one; else one made from the form alone."""
        form = self.form
        names = (f"{form.id}.{lang}.{form.format}", f"{form.id}.{form.format}")
        there = (
            path for path in (folder / name for folder in self._homes("templates") for name in names) if path.is_file()
        )
        return headed(next((path.read_bytes() for path in there), None) or self._draft(), form.format, self._logo)

    def _draft(self) -> bytes:
        """A template made from the form alone."""
        form = self.form
        return drafts.excel.make(form) if form.format == "xlsx" else drafts.word.make(form, self.genre)

    @property
    def _logo(self) -> Logo | None:
        """The picture `logo.png` or `logo.svg` that lies beside the form; raises UnfitLogoError."""
        there = (path for path in (self.folder / "logo.png", self.folder / "logo.svg") if path.is_file())
        return next((logo_of(path.read_bytes()) for path in there), None)

    def sample(self, lang: str) -> Answers:
        """The sample that lies beside the form; else a plainly invented one."""
        path = self.folder / f"{self.form.id}.sample.{lang}.json"
        known: Answers = (
            json.loads(path.read_text(encoding="utf-8")) if path.is_file() else first_sample(self.form, lang)
        )
        return known

    def _homes(self, tree: str) -> Iterator[Path]:
        return homes(self.folder, tree, self.form.flow)


def load(path: Path, company: Mapping[str, Json]) -> Loaded:
    """The form a YAML file describes, with all that stands beside it; raises BrokenForm, FileNotFoundError."""
    text = path.read_text(encoding="utf-8")
    try:
        is_list = "fields" in (read_text(text) or {})
    except YAMLError:
        is_list = True  # read again below, where every fault of the file is told with its line
    source = read_yaml(path, path.name, "new-form" if is_list else "form")
    if source.problems:
        raise BrokenForm(source.problems)
    data = plain(source.data)
    form = _of_list(data, path) if is_list else _of_declaration(data, path)
    says = {lang: letterhead(company, lang) for lang in LANGS}
    return Loaded(path.parent, form, Definitions({}, {form.id: form}, says, UTC, "en"), data.get("genre", "form"))


def homes(folder: Path, tree: str, flow: str) -> Iterator[Path]:
    """Where the files of a form may lie that belong into a tree of a workspace: beside it, or in that tree."""
    yield folder
    yield folder.parents[1] / tree / flow if len(folder.parents) > 1 else folder


def _of_list(data: Answers, path: Path) -> Form:
    return _resolved(
        path.name, declaration_of(data), schema_of(data), path.parent / "list" / f"{path.stem}.schema.json"
    )


def _of_declaration(data: Answers, path: Path) -> Form:
    name = f"{path.stem}.schema.json"
    places = [home / name for home in homes(path.parent, "schemas", data["flow"])]
    schema = next((place for place in places if place.is_file()), None)
    if schema is None:
        raise _broken("path.unknown", path.name, path=name)
    try:
        return _resolved(name, data, json.loads(schema.read_text(encoding="utf-8")), schema)
    except json.JSONDecodeError as error:
        raise _broken("yaml.syntax", name, error.lineno, message=error.msg) from error


def _resolved(name: str, data: Answers, schema: Answers, at: Path) -> Form:
    """The form; its schema's references lead from `at`, or, where no shared blocks lie there, to those casedrop comes with."""
    if not (at.parent.parent / "blocks.schema.json").is_file():
        at = next(home for home in (shipped() / "schemas").iterdir() if home.is_dir()) / at.name
    try:
        return form_of(data, schema, at)
    except (OSError, KeyError) as error:
        raise _broken("path.unknown", name, path=str(error)) from error


def _broken(code: str, file: str, line: int = 1, **args: str) -> BrokenForm:
    return BrokenForm((Problem(code, Place("line", {"file": file, "line": line}), args=args),))
