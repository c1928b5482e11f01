"""Every form as data: samples that hold, wordings in every language, labels that fit."""

from __future__ import annotations

import json

import pytest

from casedrop.forms.canonical import canonical
from casedrop.language.problem import LANGS
from shipped import ALL, form, parts, problems, sample

SIMPLIFIED = "这们来时说对书买卖价报单员户产发开关认识设计划软网络项显试审阅须后经办务请让该证额总签订际质续缴"
"""Letters no Traditional text has (or, like 后, has only in names)."""
TRADITIONAL = "這們來時說對書買賣價報單員戶產發開關認識設計劃軟網絡項顯試審閱須後經辦務請讓該證額總簽訂際質續繳"
UNSHOWN = {"agreement-record": {"/decline_reason"}}
"""What no sample fills: what is only said where things go wrong."""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ALL)
def test_a_sample_is_right_at_every_stage(name, lang):
    assert canonical(sample(name, lang), form(name)) == (sample(name, lang), ())
    assert {part: problems(name, part, sample(name, lang)) for part in parts(name)} == {p: [] for p in parts(name)}


@pytest.mark.parametrize("name", ALL)
def test_the_samples_together_leave_no_field_empty(name):
    def filled(value: object, at: str = "") -> set[str]:
        if isinstance(value, dict):
            return {p for k, v in value.items() for p in filled(v, f"{at}/{k}")}
        return {p for row in value for p in filled(row, f"{at}/-")} if isinstance(value, list) else {at}

    shown = set().union(*(filled(sample(name, lang)) for lang in LANGS))
    assert set(form(name).by_pointer) - shown == UNSHOWN.get(name, set())


@pytest.mark.parametrize("name", ALL)
def test_every_wording_is_there_in_four_languages(name):
    made = form(name)
    wordings = {"titles": made.titles, "names": made.names, **made.texts}
    wordings |= {f.pointer: f.labels for f in made.fields}
    wordings |= {f"{f.pointer}={key}": said for f in made.fields for key, said in f.choices.items()}
    wordings |= {f"hint {f.pointer}": f.hints for f in made.fields if f.hints}
    wordings |= {f"check {k}": check.say for k, check in enumerate(made.checks)}
    assert {where: set(LANGS) - set(said) for where, said in wordings.items() if set(LANGS) - set(said)} == {}


@pytest.mark.parametrize(("lang", "strange"), [("zh-Hant", SIMPLIFIED), ("zh-Hans", TRADITIONAL)])
@pytest.mark.parametrize("name", ALL)
def test_no_letter_of_the_other_script(name, lang, strange):
    made = form(name)
    said = [
        made.titles,
        *made.texts.values(),
        *(f.labels for f in made.fields),
        *(f.hints for f in made.fields if f.hints),
    ]
    said += [words for f in made.fields for words in f.choices.values()] + [check.say for check in made.checks]
    text = json.dumps(sample(name, lang), ensure_ascii=False) + "".join(words[lang] for words in said)
    assert set(text) & set(strange) == set()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ALL)
def test_labels_are_short_and_have_no_colon(name, lang):
    longest = 8 if lang.startswith("zh") else 20
    labels = [f.labels[lang] for f in form(name).fields]
    assert [label for label in labels if len(label) > longest or label.endswith((":", "："))] == []
