"""Answers in which nothing of another hand was changed, merged with what stands in one walk: the fast road of judging."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from casedrop.language.problem import Answers, Json

Own = Mapping[str, "Own | None"]
"""What a part may write, as a tree by name, `-` for any row: None for a field, a tree for what holds fields."""

_OTHERS: Own = {}
_NOTHING: Mapping[str, Json] = {}


class _UnlikeError(Exception):
    """Something is not as it stands, or not as readers leave it."""


def own_tree(writable: Collection[str]) -> Own:
    """The pattern pointers a part may write as a tree; properties whose names are figures are left out."""
    tree: dict[str, Json] = {}
    for *path, last in (pointer.strip("/").split("/") for pointer in writable):
        here = tree
        for name in path if not any(map(str.isdigit, (*path, last))) else ():
            here = here.setdefault(name, {})
        if not any(map(str.isdigit, (*path, last))):
            here[last] = None
    return tree


def merged(given: Answers, stands: Answers, own: Own) -> dict[str, Json] | None:
    """What `validate.merge` gives, in its order, if that is `given` itself: all that is not `own` is there and as it `stands`.

    None if it is not, or if the answers hold what `flatten` and `unflatten` do not give back as it is: empty rows and
    objects, tuples, None.
    """
    try:
        return _object(given, stands, own) if given else None
    except _UnlikeError:
        return None


def _object(given: Answers, stands: Answers, own: Own) -> dict[str, Json]:
    copy: dict[str, Json] = {}
    for name, value in given.items():
        below = own.get(name, _OTHERS)
        if isinstance(value, str) and below is None:
            copy[name] = value
        else:
            copy[name] = _any(value, stands.get(name), below)
    if not copy or all(map(str.isdigit, copy)):
        raise _UnlikeError
    others = [name for name, value in stands.items() if not _is_own(value, own.get(name, _OTHERS))]
    if any(name not in given for name in others):
        raise _UnlikeError
    return {**{name: copy[name] for name in others}, **copy} if others else copy


def _any(given: Json, stands: Json, own: Own | None) -> Json:
    if isinstance(given, dict) and own is not None:
        return _object(given, stands if isinstance(stands, dict) else _known(stands), own)
    if isinstance(given, list) and own is not None:
        return _rows(given, stands if isinstance(stands, list) else list(_known(stands)), own.get("-") or _OTHERS)
    if isinstance(given, str | int) and (own is None or (type(given) is type(stands) and given == stands)):
        return given
    raise _UnlikeError


def _known(stands: Json) -> Mapping[str, Json]:
    """Nothing, where nothing stands."""
    if stands is not None:
        raise _UnlikeError
    return _NOTHING


def _rows(given: list[Json], stands: list[Json], own: Own) -> list[Json]:
    if len(stands) > len(given) or not given or not all(isinstance(row, dict) for row in (*given, *stands)):
        raise _UnlikeError
    return [_object(row, stands[n] if n < len(stands) else _NOTHING, own) for n, row in enumerate(given)]


def _is_own(value: Json, own: Own | None) -> bool:
    """Whether the part may write all leaves of a value; raises _UnlikeError for rows or an object where a field is."""
    if not isinstance(value, dict | list):
        return own is None
    if own is None:
        raise _UnlikeError
    below = value.items() if isinstance(value, dict) else (("-", item) for item in value)
    return all(_is_own(item, own.get(name, _OTHERS)) for name, item in below)
