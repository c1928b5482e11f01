"""The office's words (`forms/wording.yaml`), held against what its forms, flows, schemas, samples and documents say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from casedrop.language.glossary import Glossary
from casedrop.language.problem import Json, Place, Problem
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.checks.texts import Texts, text_file, texts_of
from casedrop.workspace.reading.glossary import read_glossaries
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source

_CODE = re.compile(r"[a-z][a-z0-9_-]*")
"""What names a choice in a sample, and is no text."""


def check_glossary(workspace: Workspace) -> Iterator[Problem]:
    """`wording.other` (advice) for each word in a text for which the office chose another, and what is wrong with its file of
    words. Names by which forms are known besides (`aliases`) may be any."""
    known, wrong = read_glossaries(workspace.root, workspace.settings.languages)
    yield from wrong
    words = tuple(known.values())
    for source in workspace.sources.values() if words else ():
        if source.name.startswith(("forms/", "documents/")):
            yield from _in_source(source, words)
    for path in sorted(workspace.root.glob("schemas/**/*.schema.json")) if words else ():
        yield from _in_schema(path.relative_to(workspace.root).as_posix(), path.read_text(encoding="utf-8"), words)
    for one in words:
        for path in sorted(workspace.root.glob(f"forms/*/*.sample.{one.lang}.json")):
            yield from _in_sample(path.relative_to(workspace.root).as_posix(), path.read_text(encoding="utf-8"), one)


@remembered
def _in_source(source: Source, words: Sequence[Glossary]) -> Iterator[Problem]:
    return _in_file(text_file(source), words)


@remembered
def _in_schema(name: str, raw: str, words: Sequence[Glossary]) -> Iterator[Problem]:
    return _in_file(Texts.of_json(name, raw), words)


def _in_file(file: Texts, words: Sequence[Glossary]) -> Iterator[Problem]:
    of, by_lang = _owner(file.name), {one.lang: one for one in words}
    for at, lang, text in texts_of(file.data):
        found = [*by_lang[lang].misworded(text, of)] if lang in by_lang else []
        if found:  # to look for a line takes longer than to look through its text
            yield from _told(found, file.place(at, lang, text))


@remembered
def _in_sample(name: str, raw: str, words: Glossary) -> Iterator[Problem]:
    file, of = Texts.of_json(name, raw), _owner(name)
    for text in _strings(file.data):
        found = [*words.misworded(text, of)]
        if found:
            yield from _told(found, file.place((), words.lang, text))


def _strings(data: Json) -> Iterator[str]:
    """The texts among the values of a sample; its keys are no text."""
    if isinstance(data, str) and not _CODE.fullmatch(data):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _strings(value)


def _told(found: Sequence[tuple[str, str]], here: Place) -> Iterator[Problem]:
    return (Problem("wording.other", here, args={"given": word, "word": better}) for word, better in found)


def _owner(name: str) -> str:
    """The form whose file it is; of a flow's own, the flow."""
    path = PurePosixPath(name)
    return path.parent.name if path.name == "flow.yaml" else path.name.partition(".")[0]
