"""What is to be typed, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from typist.excel_habits import EXCEL_HABITS
from typist.habits import HABITS
from typist.programs import CELLS
from typist.sheets import Sheet, sheets
from typist.store import Task

LANGS = ("vi", "zh-Hans", "zh-Hant", "en")
WHOLE = ("vi", "zh-Hans")
"""The languages in which every form is typed; of the others only what opens a case, by the first habit."""


def tasks(version: str, habits: Sequence[str], langs: Sequence[str] = (), forms: Sequence[str] = ()) -> list[Task]:
    """All that is to be typed in a program: first what covers, then every other combination of sheet and habit. `langs`: none
    for two languages whole and the others' openings; `forms`: none for all.
    """
    return covering_first(_rounds(version, habits, langs, forms))


def covering_first(them: Iterable[Task]) -> list[Task]:
    """The tasks, those first that type a sheet, or a form by a habit, that none before them does. A run that is stopped has
    been through the forms and the habits before it comes to their combinations.
    """
    first: list[Task] = []
    later: list[Task] = []
    seen: set[tuple[str, ...]] = set()
    for task in them:
        new = {(task.sheet.name,), (task.sheet.form, task.habit)} - seen
        seen |= new
        (first if new else later).append(task)
    return by_language(first) + by_language(later)


def by_language(them: Iterable[Task]) -> list[Task]:
    """The tasks of each language together, for a program begins anew where the language changes; else in their order."""
    return sorted(them, key=lambda task: LANGS.index(task.sheet.lang))


def _rounds(version: str, habits: Sequence[str], langs: Sequence[str], forms: Sequence[str]) -> Iterator[Task]:
    """Rounds, in each of which every sheet is typed once and habits take turns."""
    mine = ([h for h in habits if h in HABITS], [h for h in habits if h in EXCEL_HABITS and version in CELLS])
    for turn in range(max(map(len, mine))):
        for lang in langs or LANGS:
            whole = bool(langs) or lang in WHOLE
            for kind, those in zip(("docx", "xlsx"), mine, strict=True):
                yield from _round(version, turn, those if whole else those[:1], _sheets(kind, lang, forms))


def _round(version: str, turn: int, habits: Sequence[str], them: Iterator[Sheet]) -> Iterator[Task]:
    """The tasks of one round for the sheets of a kind in a language; none once each sheet was typed by every habit."""
    if turn < len(habits):
        yield from (Task(version, habits[(n + turn) % len(habits)], sheet) for n, sheet in enumerate(them))


def _sheets(kind: str, lang: str, forms: Sequence[str]) -> Iterator[Sheet]:
    return (s for s in sheets(kind, [lang]) if (not forms or s.form in forms) and (lang in WHOLE or not s.stage))
