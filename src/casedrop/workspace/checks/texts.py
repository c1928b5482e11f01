"""What is wrong with texts per language: letters of the other Chinese script, and things that only one language tells apart."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casedrop.language.problem import LANGS, Json, Place, Problem
from casedrop.language.problem import Texts as Said
from casedrop.language.role_names import SLOT, spelled
from casedrop.language.scripts import misplaced
from casedrop.workspace.checks.expressions import SLOTS
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.settings import FILE
from casedrop.workspace.toml_lines import TomlLines
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source

At = tuple[str | int, ...]


@dataclass(frozen=True)
class Texts:
    """A file's data, and where in it a text of a language stands."""

    name: str
    data: Json
    source: Source | None = None
    raw: str = ""

    @classmethod
    def of_json(cls, name: str, raw: str) -> Texts:
        """The texts of a JSON file; none if it is no JSON, which reading the form tells."""
        return cls(name, _json(raw), raw=raw)

    def place(self, at: At, lang: str, text: str) -> Place:
        """The text's line: by its path in YAML, else by looking for it; 1 if it is not found."""
        if self.source:
            return self.source.place(*at)
        if self.name == FILE:
            return TomlLines(self.raw, FILE).place(*map(str, at))
        said = re.escape(json.dumps(text, ensure_ascii=False))
        found = re.search(rf'\b{lang}"?\s*[:=]\s*{said}', self.raw) or re.search(said, self.raw)
        return Place("line", {"file": self.name, "line": self.raw[: found.start() if found else 0].count("\n") + 1})


CHOICES = ("x-choices",)
"""Where the choices themselves may be languages, each with a text that is the same in all of them."""


def text_file(source: Source) -> Texts:
    """The texts of a declaration file."""
    return Texts(source.name, source.data, source)


def check_texts(workspace: Workspace) -> Iterator[Problem]:
    """`text.script` and `text.double` of settings, forms, flows, schemas and samples; `text.slot` of all that is shown as it
    stands (of forms and flows `checks.expressions` knows which texts are)."""
    langs, titles = workspace.settings.languages, workspace.settings.titles
    yield from _in_settings((workspace.root / FILE).read_text(encoding="utf-8"), langs)
    for source in workspace.sources.values():
        yield from _in_source(source, langs, titles)
    for path in sorted(workspace.root.glob("schemas/**/*.schema.json")):
        yield from _in_schema(
            path.relative_to(workspace.root).as_posix(), path.read_text(encoding="utf-8"), langs, titles
        )
    for lang in langs:
        for path in sorted(workspace.root.glob(f"forms/*/*.sample.{lang}.json")):
            name = path.relative_to(workspace.root).as_posix()
            yield from _in_sample(name, path.read_text(encoding="utf-8"), lang)


@remembered
def _in_settings(raw: str, langs: Sequence[str]) -> Iterator[Problem]:
    return _in_file(Texts(FILE, tomllib.loads(raw), raw=raw), langs, {})


@remembered
def _in_source(source: Source, langs: Sequence[str], titles: Mapping[str, Said]) -> Iterator[Problem]:
    return _in_file(text_file(source), langs, titles)


@remembered
def _in_schema(name: str, raw: str, langs: Sequence[str], titles: Mapping[str, Said]) -> Iterator[Problem]:
    return _in_file(Texts.of_json(name, raw), langs, titles)


def _in_file(file: Texts, langs: Sequence[str], titles: Mapping[str, Said]) -> Iterator[Problem]:
    """What is wrong with the texts of one file; `langs` are the languages in which they must be said, `titles` those of the
    roles they name."""
    yield from _unsaid(file, langs)
    for at, lang, text in texts_of(file.data):
        wrong = misplaced(text, lang)
        if wrong:
            yield Problem("text.script", file.place(at, lang, text), args={"lang": lang, "letters": list(wrong)})
        if any(slot in SLOT.sub("", text) for slot in SLOTS) and not file.name.startswith("forms/"):
            yield Problem("text.slot", file.place(at, lang, text), args={"text": text})
    for at, group in _groups(spelled(file.data, titles)):
        yield from _doubles(file, at, group)


def _unsaid(file: Texts, langs: Sequence[str]) -> Iterator[Problem]:
    """What is said in some of the office's languages and not in all; patterns of numbers stand in for each other by rule."""
    for at, texts in ((at, texts) for at, texts in _by_language(file.data) if at[-1:] != ("pattern",)):
        lang, text = next(iter(texts.items()))
        for missing in (one for one in langs if one not in texts):
            yield Problem("text.missing", file.place((*at, lang), lang, text), args={"lang": missing})


def _by_language(data: Json, at: At = ()) -> Iterator[tuple[At, Mapping[str, str]]]:
    """(path, text by language) of every text that is said by language, also where a misspelt language or a role's folder
    stands beside it."""
    is_said = isinstance(data, Mapping) and at[-1:] != CHOICES
    said = {k: v for k, v in data.items() if k in LANGS} if is_said else {}
    if said and len(data) <= 2 * len(said) and all(isinstance(text, str) for text in data.values()):
        yield at, said
        return
    for key, value in _children(data):
        yield from _by_language(value, (*at, key))


def _json(raw: str) -> Json:
    """What the text holds; {} if it is no JSON, which reading the form tells."""
    try:
        return json.loads(raw)
    except json.JSONDecodeError:
        return {}


@remembered
def _in_sample(name: str, raw: str, lang: str) -> Iterator[Problem]:
    for line, text in enumerate(raw.splitlines(), 1):
        wrong = misplaced(text, lang)
        if wrong:
            place = Place("line", {"file": name, "line": line})
            yield Problem("text.script", place, args={"lang": lang, "letters": list(wrong)})


def texts_of(data: Json, at: At = ()) -> Iterator[tuple[At, str, str]]:
    """(path, language, text) of every text that stands under the name of a language."""
    for key, value in _children(data):
        if key in LANGS and isinstance(value, str) and at[-1:] != CHOICES:
            yield (*at, key), str(key), value
        yield from texts_of(value, (*at, key))


def _groups(data: Json, at: At = ()) -> Iterator[tuple[At, dict[str, Mapping[str, str]]]]:
    """(path, texts by name) of things that stand side by side: fields, choices, stages, holders."""
    for key, value in _children(data):
        if key in _SIDE_BY_SIDE and isinstance(value, Mapping):
            inner = _SIDE_BY_SIDE[str(key)]
            named = {
                str(n): sub.get(inner, {}) if inner else sub for n, sub in value.items() if isinstance(sub, Mapping)
            }
            yield (*at, key), {n: texts for n, texts in named.items() if isinstance(texts, Mapping)}
        yield from _groups(value, (*at, key))


_SIDE_BY_SIDE = {"properties": "x-labels", "x-choices": "", "stages": "titles", "holders": ""}


def _doubles(file: Texts, at: At, group: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """What is called the same in one language although another tells more apart; `names` are the things."""
    said = [lang for lang in LANGS if group and all(lang in texts for texts in group.values())]
    called: dict[str, dict[str, list[str]]] = {lang: defaultdict(list) for lang in said}
    for name, texts in group.items():
        for lang in said:
            called[lang][texts[lang]].append(name)
    most = max((len(texts) for texts in called.values()), default=0)
    for lang in (lang for lang in said if len(called[lang]) < most):
        for text, names in called[lang].items():
            if len(names) > 1:
                place = file.place((*at, names[-1], lang), lang, text)
                yield Problem("text.double", place, args={"lang": lang, "text": text, "names": names})


def _children(data: Json) -> Iterator[tuple[str | int, Json]]:
    if isinstance(data, Mapping):
        yield from data.items()
    elif isinstance(data, list):
        yield from enumerate(data)
