"""The analysis sheet as data: what each hand must say before its part counts (CUS-2…5)."""

from __future__ import annotations

import pytest

from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.forms.reading import Reading
from casedrop.forms.validate import judge
from formats.excel_samples import ANALYSIS, LANGS, sample

STAGES = ("", "leader-review", "technical", "completion", "pricing")


def judged(stage, said, decided):
    """The answers that stand, and the codes with pointers of what speaks against the drop."""
    answers, problems = judge(ANALYSIS, stage, Reading(ANALYSIS.id, "vi", "S-7", said, {}), decided)
    return answers, [(p.code, p.pointer) for p in problems]


def upto(stage, lang="vi"):
    """The sample as it stood when a stage had written its part."""
    open_to = frozenset().union(*(ANALYSIS.writable(s) for s in STAGES[: STAGES.index(stage) + 1]))
    return unflatten({p: v for p, v in flatten(sample(ANALYSIS, lang)) if pattern(p) in open_to})


def changed(answers, changes):
    """The answers with some leaves set, or taken out with None."""
    leaves = {**dict(flatten(answers)), **changes}
    return unflatten({p: v for p, v in leaves.items() if v is not None})


@pytest.mark.parametrize("lang", LANGS)
def test_the_samples_pass_every_hand(lang):
    stands = {}
    for stage in STAGES:
        stands, problems = judged(stage, upto(stage, lang), stands)
        assert problems == []
    assert stands == sample(ANALYSIS, lang)


@pytest.mark.parametrize(
    ("stage", "changes", "problem"),
    [
        ("", {"/customer/short_name": None}, ("required", "/customer/short_name")),
        ("", {"/items/1/purpose": None}, ("required", "/items/1/purpose")),
        ("", {"/customer/contact/email": "không có"}, ("format.email", "/customer/contact/email")),
        ("leader-review", {"/review/by": None}, ("required", "/review/by")),
        ("leader-review", {"/review/result": "returned", "/review/notes": None}, ("required", "/review/notes")),
        ("technical", {"/items/2/feasible": None}, ("required", "/items/2/feasible")),
        ("technical", {"/items/0/cost": None}, ("required", "/items/0/cost")),
        ("technical", {"/items/0/days": None}, ("required", "/items/0/days")),
        ("technical", {"/items/3/reason": None}, ("required", "/items/3/reason")),
        ("technical", {"/items/0/days": -1}, ("minimum", "/items/0/days")),
        ("technical", {"/technical/server_needed": None}, ("required", "/technical/server_needed")),
        ("completion", {"/completed_by": None}, ("required", "/completed_by")),
        ("pricing", {"/quote_date": None}, ("required", "/quote_date")),
        ("pricing", {"/items/0/price": None}, ("required", "/items/0/price")),
        ("pricing", {"/price/total": "46350001"}, ("check", "/price/total")),
        ("pricing", {"/quote_date": "2026-03-08"}, ("check", "/quote_date")),
    ],
)
def test_each_hand_is_held_to_its_part(stage, changes, problem):
    before = STAGES[STAGES.index(stage) - 1] if stage else None
    _, problems = judged(stage, changed(upto(stage), changes), upto(before) if before is not None else {})
    assert problems == [problem]


def test_what_is_not_feasible_needs_no_price_and_what_passes_needs_no_notes():
    said = changed(upto("leader-review"), {"/review/notes": None})
    assert judged("leader-review", said, upto(""))[1] == []
    assert "price" not in sample(ANALYSIS, "vi")["items"][3]


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_has_its_label_and_every_choice_its_text(lang):
    assert all(field.labels[lang].strip() for field in ANALYSIS.fields)
    assert all(texts[lang].strip() for field in ANALYSIS.fields for texts in field.choices.values())
    assert all(texts[lang].strip() for texts in ANALYSIS.texts.values())
    longest = 10 if lang.startswith("zh") else 28
    assert [f.pointer for f in ANALYSIS.fields if len(f.labels[lang]) > longest] == []
