"""What stands of a form that several hands fill at the same time, each a part of its own. Pure."""

from __future__ import annotations

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.forms.pointers import flatten, unflatten
from casedrop.language.problem import Answers


def decided(case: Case, drop: Drop) -> Answers:
    """What a drop finds decided: what its document had said, and what other hands have answered since it was issued; of a
    document that another has followed, what was accepted of it."""
    sheet = drop.sheet or drop.form
    last, accepted = case.documents.get(sheet), case.answers.get(drop.form, {})
    if last is None or drop.number not in ("", last.number):
        return dict(accepted)
    new = since(case, drop.form, case.issued.get(sheet, 0))
    known = {p: v for p, v in flatten(last.answers) if p not in new}
    return unflatten({**known, **{p: v for p, v in flatten(accepted) if p in new}})


def filled_since(case: Case, drop: Drop, *, correction: bool) -> frozenset[str]:
    """The pointers of what a flow filled in of the drop's form when it came out after the document that is dropped, or after
    the drop that this one corrects: its sender has not seen them."""
    sheet = drop.sheet or drop.form
    last, accepted = case.documents.get(sheet), dict(flatten(case.answers.get(drop.form, {})))
    if last is None or not (correction or drop.issue < case.issued.get(sheet, 0)):
        return frozenset()
    return frozenset(p for p, value in flatten(last.answers) if accepted.get(p) != value)


def since(case: Case, form: str, issue: int) -> frozenset[str]:
    """The pointers of a form that drops have changed after an issue of the case."""
    return frozenset(p for version, of, changed in case.changes if version > issue and of == form for p in changed)
