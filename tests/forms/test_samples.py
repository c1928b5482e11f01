"""First samples: what `casedrop new form` writes before anyone wrote real ones."""

from __future__ import annotations

import pytest

from casedrop.forms.canonical import canonical
from casedrop.forms.form import Form
from casedrop.forms.samples import first_sample
from casedrop.language.problem import LANGS
from shipped import ALL, form

LABELS = {"vi": "Việc", "zh-Hans": "事项", "zh-Hant": "事項", "en": "Task"}


def leaf(**more):
    return {"type": "string", "x-labels": LABELS, **more}


def form_of(**properties):
    return Form("lamp", 1, "shop", "LP", "docx", LABELS, {"type": "object", "properties": properties}, names=LABELS)


KINDS = form_of(
    what=leaf(),
    short=leaf(maxLength=6),
    seen=leaf(**{"x-lines": True}),
    code=leaf(**{"x-code": True}),
    mail=leaf(format="email"),
    begun=leaf(format="date"),
    ended=leaf(format="date"),
    share=leaf(format="decimal"),
    fee=leaf(format="decimal", **{"x-money": True}),
    count={"type": "integer", "x-labels": LABELS},
    mood={"enum": ["good", "bad"], "x-choices": {"good": LABELS, "bad": LABELS}, "x-labels": LABELS},
    rows={
        "type": "array",
        "x-labels": LABELS,
        "items": {"type": "object", "properties": {"no": leaf(**{"x-code": True})}},
    },
    who={"type": "object", "x-block": "person", "properties": {"name": leaf(), "badge": leaf()}},
)


@pytest.mark.parametrize(
    ("lang", "what", "short", "seen", "name"),
    [
        ("vi", "Việc (ví dụ)", "Việc (", "Việc, dòng thứ nhất (ví dụ).\nDòng thứ hai.", "Nguyễn Văn Mẫu"),
        ("zh-Hans", "事项（示例）", "事项（示例）", "事项第一行（示例）。\n第二行。", "赵示例"),
        ("zh-Hant", "事項（範例）", "事項（範例）", "事項第一行（範例）。\n第二行。", "陳範例"),
        ("en", "Task (example)", "Task (", "Task, first line (example).\nA second line.", "Ann Example"),
    ],
)
def test_every_kind_has_its_plainly_invented_answer(lang, what, short, seen, name):
    said = first_sample(KINDS, lang)
    assert said | {"mail": "–"} == {
        "what": what,
        "short": short,
        "seen": seen,
        "code": "A-001",
        "mail": "–",
        "begun": "2026-03-18",
        "ended": "2026-03-20",
        "share": "12.5",
        "fee": "1250000",
        "count": 3,
        "mood": "good",
        "rows": [{"no": "A-001"}, {"no": "A-002"}],
        "who": {"name": name, "badge": what},
    }
    assert said["mail"].endswith(".example")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ALL)
def test_it_can_be_written_into_any_form(name, lang):
    said = first_sample(form(name), lang)
    assert canonical(said, form(name)) == (said, ())
