"""Every shipped form as data: samples that show all of it, labels that fit. What holds of every office's forms, `casedrop check`
finds (workspace/test_check_samples.py, test_check_texts.py)."""

from __future__ import annotations

import pytest

from casedrop.language.problem import LANGS
from shipped import ALL, TITLES, form, sample

UNSHOWN = {"agreement-record": {"/decline_reason"}}
"""What no sample fills: what is only said where things go wrong."""


@pytest.mark.parametrize("name", ALL)
def test_the_samples_together_leave_no_field_empty(name):
    def filled(value: object, at: str = "") -> set[str]:
        if isinstance(value, dict):
            return {p for k, v in value.items() for p in filled(v, f"{at}/{k}")}
        return {p for row in value for p in filled(row, f"{at}/-")} if isinstance(value, list) else {at}

    shown = set().union(*(filled(sample(name, lang)) for lang in LANGS))
    assert set(form(name).by_pointer) - shown == UNSHOWN.get(name, set())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ALL)
def test_labels_are_short_and_have_no_colon(name, lang):
    longest = 8 if lang.startswith("zh") else 32
    of_roles = {titles[lang] for titles in TITLES.values()}  # as long as an office calls them (0073)
    labels = [f.labels[lang] for f in form(name).fields if f.labels[lang] not in of_roles]
    assert [label for label in labels if len(label) > longest or label.endswith((":", "："))] == []
