"""What roles are called: titles that two share, roles that texts name and there are not, titles typed into texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from casedrop.flows import keywords as flow_keywords
from casedrop.forms import keywords as form_keywords
from casedrop.forms.keyword import Wording
from casedrop.language.problem import LANGS, Json, Place, Problem, Texts
from casedrop.language.role_names import SLOT, TypedTitles, name_of
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.checks.texts import At, text_file, texts_of
from casedrop.workspace.checks.texts import Texts as TextFile
from casedrop.workspace.checks.toml_lines import settings_lines
from casedrop.workspace.settings import Settings
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source, plain, unknown

_WORDED = ("x-labels", "x-hints")
"""What of a schema is said in words; the choices besides."""


def check_roles(workspace: Workspace) -> Iterator[Problem]:
    """`role.alike` for a title that two roles have in a language of the office, `name.unknown` for a role that a text names
    and there is not, `role.typed` (advice) for a title that a text holds as it is now: it would stay when the role is called
    otherwise."""
    settings = workspace.settings
    yield from _alike(settings, workspace)
    said = (settings.titles, settings.ordinary, settings.languages)
    for source in workspace.sources.values():
        if source.name.startswith(("forms/", "documents/")):
            yield from _in_source(source, *said)
    for path in sorted(workspace.root.glob("schemas/**/*.schema.json")):
        name = path.relative_to(workspace.root).as_posix()
        yield from _in_schema(name, path.read_text(encoding="utf-8"), *said)


def _alike(settings: Settings, workspace: Workspace) -> Iterator[Problem]:
    lines = settings_lines(workspace.root)
    for lang in settings.languages:
        called: dict[str, list[str]] = defaultdict(list)
        for role, texts in settings.titles.items():
            called[" ".join(texts[lang].casefold().split())].append(role)
        for roles in (roles for roles in called.values() if len(roles) > 1):
            table = "roles" if roles[-1] in settings.roles else "titles"
            args = {"title": settings.titles[roles[-1]][lang], "roles": roles, "lang": lang}
            yield Problem("role.alike", lines.exactly(table, roles[-1], lang), args=args)


@remembered
def _in_source(
    source: Source, titles: Mapping[str, Texts], ordinary: Sequence[str], langs: Sequence[str]
) -> Iterator[Problem]:
    uses = flow_keywords.uses if source.name.endswith("/flow.yaml") else form_keywords.uses
    told = uses(plain(source.data)) if source.name.startswith("forms/") else ()
    plainly = [
        (use.path, str(use.value)) for use in told if isinstance(use.kind, Wording) and use.path[-1] not in LANGS
    ]
    yield from _in_file(text_file(source), plainly, titles, ordinary, langs)


@remembered
def _in_schema(
    name: str, raw: str, titles: Mapping[str, Texts], ordinary: Sequence[str], langs: Sequence[str]
) -> Iterator[Problem]:
    file = TextFile.of_json(name, raw)
    yield from _in_file(file, list(_plain_words(file.data)), titles, ordinary, langs)


def _plain_words(schema: Json, at: At = ()) -> Iterator[tuple[At, str]]:
    """(path, text) of the words of a schema that are the same in each language."""
    if isinstance(schema, list):
        for k, one in enumerate(schema):
            yield from _plain_words(one, (*at, k))
    for key, value in schema.items() if isinstance(schema, Mapping) else ():
        worded = value.items() if key == "x-choices" else [(key, value)] if key in _WORDED else ()
        yield from (((*at, key, name), text) for name, text in worded if isinstance(text, str))
        yield from _plain_words(value, (*at, key))


def _in_file(
    file: TextFile,
    plainly: Iterable[tuple[At, str]],
    titles: Mapping[str, Texts],
    ordinary: Sequence[str],
    langs: Sequence[str],
) -> Iterator[Problem]:
    """What is wrong with the texts of a file; `plainly` are those that are the same in each language."""
    said = [(at, lang, text) for at, lang, text in texts_of(file.data) if lang in langs]
    said += [(at, lang, text) for at, text in plainly for lang in langs]
    names = [name_of(role) for role in titles]
    finders = {lang: TypedTitles.of(titles, ordinary, lang) for lang in langs}
    for at, lang, text in said:
        strange = [slot[1] for slot in SLOT.finditer(text) if slot[1] not in names]
        found = [*finders[lang](text)]
        if strange or found:  # to look for a line takes longer than to look through its text
            yield from _at(file.place(at, lang, text), strange, names, found)


def _at(
    here: Place, strange: Iterable[str], names: Sequence[str], found: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """What is wrong with one text: the names of no role, and the titles found in it."""
    for name in strange:
        yield from unknown(name, names, here)
    yield from _typed(found, here)


def typed(text: str, lang: str, titles: Mapping[str, Texts], ordinary: Sequence[str], here: Place) -> Iterator[Problem]:
    """`role.typed` for each title that a text of a language holds, at a place."""
    return _typed(TypedTitles.of(titles, ordinary, lang)(text), here)


def _typed(found: Iterable[tuple[str, str]], here: Place) -> Iterator[Problem]:
    for role, title in found:
        yield Problem("role.typed", here, args={"title": title, "role": role, "name": name_of(role)})
