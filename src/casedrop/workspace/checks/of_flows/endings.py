"""Choices that say less than they do: one that ends a matter for good must not say that it is only put off (W30)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from casedrop.cases.definitions import Definitions
from casedrop.flows.flow import Flow, Road, Stage
from casedrop.language.problem import Problem, Texts
from casedrop.language.wording import words_for
from casedrop.workspace.yaml.source import Source

_IS = re.compile(r"([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+)\s*==\s*'([^']*)'")


def check_endings(book: Definitions, flow: Flow, source: Source) -> Iterator[Problem]:
    """`choice.not-final` at each stage where such a choice leads to an end of the case."""
    for stage in flow.stages.values():
        for roads in (stage.roads, *(item.roads for item in stage.awaits)):
            for field, choice in _ending(book, flow, roads):
                said = {lang: text for lang, text in choice.items() if _is_put_off(text, lang)}
                if said:
                    args = {"label": field, "text": next(iter(said.values())), "name": stage.id}
                    yield Problem("choice.not-final", source.place("stages", stage.id), args=args)


def _ending(book: Definitions, flow: Flow, roads: tuple[Road, ...]) -> Iterator[tuple[Texts, Texts]]:
    """The labels and words of the choices by which roads lead to an end: those their guards ask for, and, of a road behind such
    guards, those that none of them asks for."""
    asked: dict[str, set[str]] = {}
    for road in roads:
        here = _IS.findall(road.when or "")
        ends = _is_end(flow, flow.stages.get(road.go))
        for path, value in here:
            asked.setdefault(path, set()).add(value)
            yield from _choice(book, flow, path, value.__eq__) if ends else ()
        if road.when is None and ends:
            for path, values in asked.items():
                yield from _choice(book, flow, path, _none_of(values))


def _none_of(values: Collection[str]) -> Callable[[str], bool]:
    return lambda one: one not in values


def _choice(book: Definitions, flow: Flow, path: str, is_meant: Callable[[str], bool]) -> Iterator[tuple[Texts, Texts]]:
    """The label of a field and the words of those of its choices that are meant."""
    alias, *steps = path.split(".")
    form = book.forms.get(flow.answers.get(alias, ""))
    field = form.by_pointer.get("/" + "/".join(steps)) if form else None
    if field:
        yield from ((field.labels, words) for value, words in field.choices.items() if is_meant(value))


def _is_end(flow: Flow, stage: Stage | None) -> bool:
    """Whether a case that enters the stage is closed, at once or through stages that wait for nothing."""
    for _ in flow.stages:
        if stage is None or stage.closes or stage.waits or len(stage.roads) != 1:
            break
        stage = flow.stages.get(stage.roads[0].go)
    return bool(stage and stage.closes)


def _is_put_off(text: str, lang: str) -> bool:
    words = words_for("marks.not_yet", lang)
    return any(
        re.search(rf"(?<!\w){re.escape(w)}(?!\w)" if lang in ("vi", "en") else re.escape(w), text.lower())
        for w in words
    )
