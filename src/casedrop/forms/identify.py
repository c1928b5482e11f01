"""Which form a file is: by its stamp, else by the readable id at its foot, else by its title if exactly one form has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from casedrop.forms.form import Form
from casedrop.forms.stamp import READABLE, parse
from casedrop.language.filenames import fold
from casedrop.language.problem import LANGS

_DOT = " · "
"""Behind a title, where it stands in a line with what else is said of the paper."""


def identify(
    forms: Mapping[str, Form], stamp: str | None, foot: str, texts: Iterable[str]
) -> tuple[str | None, str | None]:
    """(form id, language) as far as they can be told; the language is None where only the foot speaks.

    Order: stamp, foot, title; a title counts only if exactly one form bears it (titles.md).
    """
    borne = parse(stamp) if stamp else None
    if borne:
        return (borne.form if borne.form in forms else None), borne.lang
    readable = READABLE.search(foot)
    by_code = [f.id for f in forms.values() if readable and f.code == readable.group(1)]
    by_title = _titled(forms, [fold(one) for one in _lines(list(texts))])
    langs = {lang for _, lang in by_title if lang}
    ids = _told_apart(forms, by_code, {form for form, _ in by_title})
    return (ids.pop() if len(ids) == 1 else None), (langs.pop() if len(langs) == 1 else None)


def _lines(texts: Sequence[str]) -> Iterator[str]:
    """The texts that may be a title: each, what of it stands before a dot, and two that follow each other (one on two lines)."""
    yield from texts
    yield from (text.split(_DOT)[0] for text in texts if _DOT in text)
    for first, second in pairwise(texts):
        yield from (f"{first} {second}", f"{first}{second}")


def _told_apart(forms: Mapping[str, Form], by_code: Iterable[str], by_title: set[str]) -> set[str]:
    """The forms a file may be: those of its foot; of a form and its views, which bear one code, the one its title says."""
    ids = set(by_code)
    if len(ids) > 1:
        return ids & by_title or {form for form in ids if forms[form].whole is None}
    return ids or by_title


def _titled(forms: Mapping[str, Form], texts: list[str]) -> set[tuple[str, str | None]]:
    titled: set[tuple[str, str | None]] = set()
    for form in forms.values():
        titles = {fold(form.titles[lang]): lang for lang in LANGS}
        titled |= {(form.id, titles[t]) for t in texts if t in titles}
        if not any(f == form.id for f, _ in titled):
            titled |= {(form.id, None) for a in form.aliases if fold(a) in texts}
    return titled
