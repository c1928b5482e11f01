"""Views: a form as certain readers may see it, everything else left out of schema and answers (IMP-1). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from casedrop.forms.form import Form, Schema, View
from casedrop.forms.pointers import flatten, pattern, row_of, unflatten
from casedrop.language.problem import Answers, Json


def view_id(form: str, view: str) -> str:
    """The id of a form's view, under which it is a form of its own: `offer.reduced`; of no view ("") the form's."""
    return f"{form}.{view}" if view else form


def reduced(form: Form) -> Iterator[Form]:
    """The views of a form, each a form that knows nothing of what it hides."""
    for name, view in form.views.items():
        yield _seen(form, name, view)


def concealed(form: Form, view: View) -> frozenset[str]:
    """The fields (pattern pointers) that a view hides."""
    return frozenset(f.pointer for f in form.fields if any(_lies_in(f.pointer, at) for at in view.hides))


def shown(form: Form, answers: Answers) -> dict[str, Json]:
    """The answers to the whole form as a view of it has them; to any other form as they are."""
    if not form.hides:
        return dict(answers)
    return unflatten({p: v for p, v in flatten(answers) if pattern(p) not in form.hides})


def hidden(form: Form, answers: Answers) -> dict[str, Json]:
    """The answers that a view hides, by concrete pointer; {} of a form that is no view."""
    return {p: v for p, v in flatten(answers) if pattern(p) in form.hides}


def restored(form: Form, given: Answers, decided: Answers) -> dict[str, Json]:
    """What a view's document says, with what it hides as it was decided: nobody can change what he does not see."""
    seats = _seats(form, decided)
    seen = {_seated(p, seats): v for p, v in flatten(given) if pattern(p) not in form.hides}
    return unflatten({**seen, **hidden(form, decided)})


def _seats(form: Form, decided: Answers) -> dict[str, str]:
    """Where each row of the view's document (`/rows/0`) stands in the whole: rows of which it shows nothing are not in it."""
    stands = [row_of(p) for p, _ in flatten(decided) if pattern(p) not in form.hides and row_of(p)]
    count: dict[str, int] = {}
    seats: dict[str, str] = {}
    for row in dict.fromkeys(stands):
        table = row.rpartition("/")[0]
        seats[f"{table}/{count.get(table, 0)}"] = row
        count[table] = count.get(table, 0) + 1
    return seats


def _seated(pointer: str, seats: Mapping[str, str]) -> str:
    row = row_of(pointer)
    return seats.get(row, row) + pointer.removeprefix(row)


def _seen(form: Form, name: str, view: View) -> Form:
    hides = concealed(form, view)
    return replace(
        form,
        id=view_id(form.id, name),
        titles=view.titles,
        aliases=(),
        names=_names(form, view),
        schema=_pruned(form.schema, hides, ""),
        checks=(),
        views={},
        hides=hides,
        whole=form,
    )


def _names(form: Form, view: View) -> dict[str, str]:
    """The patterns of file names: each says the view's title, as it says the form's, or behind all else."""
    names = {lang: name.replace(form.titles[lang], view.titles[lang]) for lang, name in form.names.items()}
    return {lang: n if _is_titled(n, view.titles[lang]) else f"{n} {view.titles[lang]}" for lang, n in names.items()}


def _is_titled(name: str, title: str) -> bool:
    return title in name or "{{ title }}" in name


def _pruned(schema: Schema, hides: frozenset[str], at: str) -> dict[str, Json]:
    """The schema without the fields hidden, and without the groups and tables that have no others."""
    kept = {name: _below(sub, hides, f"{at}/{name}") for name, sub in schema.get("properties", {}).items()}
    known = {name: sub for name, sub in kept.items() if sub is not None}
    asked = [name for name in schema.get("required", ()) if name in known]
    return {**schema, "properties": known, **({"required": asked} if "required" in schema else {})}


def _below(sub: Schema, hides: frozenset[str], at: str) -> dict[str, Json] | None:
    if sub.get("type") == "array":
        row = _pruned(sub["items"], hides, f"{at}/-")
        return {**sub, "items": row} if row["properties"] else None
    if sub.get("type") == "object":
        group = _pruned(sub, hides, at)
        return group if group["properties"] else None
    return None if at in hides else dict(sub)


def _lies_in(pointer: str, at: str) -> bool:
    """Whether a field is what a pointer means, or lies below it; `/rows/-/price` and `/rows/price` mean the same."""
    one, other = pointer.replace("/-/", "/"), at.removesuffix("/…").removesuffix("/-").replace("/-/", "/").rstrip("/")
    return one == other or one.startswith(f"{other}/")
