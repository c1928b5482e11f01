"""Values of flow files: expressions, and what is built of them: objects, lists, rows, texts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casedrop.expressions import guards
from casedrop.language.fallback import completed, is_texts
from casedrop.language.problem import LANGS, Json

ROWS = {"for", "each"}
"""The names of a mapping that makes rows: an expression that gives a list, and what each of its rows becomes."""
CONDITIONAL = {"when", "value"}
"""The names of an item of a list that is there only under a condition: the condition, and the item."""


def worked_out(values: Json, names: Mapping[str, Json], lang: str) -> Json:
    """What the values of a flow file come to: expressions their value, objects and lists of them kept as such; of a list's items
    those whose condition holds.

    `{for: list, each: {...}}` is a list, one for each row, in which expressions also see `row` and `no` (from 1); a text by
    language is that of `lang`, or what stands in for it. Raises GuardError.
    """
    if isinstance(values, Mapping):
        return _built(values, names, lang)
    if isinstance(values, list | tuple):
        return [worked_out(value, names, lang) for value in there(values, names)]
    return guards.value(str(values), names)


def item(value: Json) -> Json:
    """The item of a list that stands under a condition, or the one that stands there by itself."""
    return value["value"] if is_conditional(value) else value


def is_conditional(value: Json) -> bool:
    """Whether an item of a list stands under a condition."""
    return isinstance(value, Mapping) and set(value) == CONDITIONAL


def there(values: Iterable[Json], names: Mapping[str, Json]) -> Iterator[Json]:
    """The items of a list that are there as things stand. Raises GuardError."""
    return (item(value) for value in values if not is_conditional(value) or guards.holds(value["when"], names))


def rows_of(expr: str, names: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    """The names with `row` and `no` (from 1), for each row of the list that an expression gives; nothing gives none."""
    for no, row in enumerate(guards.value(expr, names) or (), 1):
        yield {**names, "row": row, "no": no}


def expressions(values: Json, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    """Every expression of the values: where it stands, what it is, and whether it sees a row."""
    if isinstance(values, Mapping):
        if is_texts(values):
            return
        for name, value in values.items():
            inner = set(values) == ROWS and name == "each"
            yield from ((where, expr, inner or sees) for where, expr, sees in expressions(value, (*at, name)))
    elif isinstance(values, list | tuple):
        for k, value in enumerate(values):
            yield from expressions(value, (*at, k))
    else:
        yield at, str(values), False


def _built(values: Mapping[str, Json], names: Mapping[str, Json], lang: str) -> Json:
    if set(values) == ROWS:
        return [worked_out(values["each"], seen, lang) for seen in rows_of(values["for"], names)]
    if is_texts(values):
        return completed(values, LANGS)[lang]
    return {name: worked_out(value, names, lang) for name, value in values.items()}
