"""What one language's wording says of a case and another's leaves out: the names texts and file names read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import TemplateSyntaxError

from casedrop.expressions.names_read import reads
from casedrop.language.fallback import is_texts
from casedrop.language.problem import Json, Problem
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source, plain

At = tuple[str | int, ...]
_NO_DATA = frozenset({"title", "lang"})
"""What a wording may as well spell out."""


def check_wordings(workspace: Workspace) -> Iterator[Problem]:
    """`text.names` of every file with texts, at the line of the language whose text it is.

    A text that a language leaves empty is not said in it at all, which is meant; of one that is no template
    (`template.syntax`) nothing can be told.
    """
    for source in workspace.sources.values():
        yield from _of_file(source)


@remembered
def _of_file(source: Source) -> Iterator[Problem]:
    for at, texts in _groups(plain(source.data)):
        try:
            yield from _left_out(source, at, texts)
        except TemplateSyntaxError:
            continue


def _left_out(source: Source, at: At, texts: Mapping[str, str]) -> Iterator[Problem]:
    """What each language's text does not read although another's does."""
    read = {lang: reads(text) - _NO_DATA for lang, text in texts.items() if text.strip()}
    for lang, names in read.items():
        missing = sorted(frozenset[str]().union(*read.values()) - names)
        if missing:
            others = [other for other in read if not read[other].isdisjoint(missing)]
            args = {"lang": lang, "names": missing, "others": others}
            yield Problem("text.names", source.place(*at, lang), args=args)


def _groups(data: Json, at: At = ()) -> Iterator[tuple[At, Mapping[str, str]]]:
    """(path, text per language) of all that is said in every language."""
    if is_texts(data) and all(isinstance(t, str) for t in data.values()):
        yield at, data
        return
    children = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for key, value in children:
        yield from _groups(value, (*at, key))
