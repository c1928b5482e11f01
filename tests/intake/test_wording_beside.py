"""Printed words changed right beside an answer: told as such and accepted by whoever waits, and the answer is the field's own."""

from __future__ import annotations

import re

import pytest

from casedrop.formats import word
from casedrop.formats.word.xml import NS
from casedrop.forms.pointers import flatten
from casedrop.forms.reading import Examined
from casedrop.intake.wording import compared
from formats.test_word_damage import FORMS_BACK
from formats.test_word_wording import issued
from formats.word_samples import FORMS
from formats.word_samples.edit import edited

OTHER = "khác hẳn"


def retyped(pointer, words):
    """Someone types other words over printed ones that share a line with a field."""

    def hand(root):
        line = root.xpath(f"//w:sdt[w:sdtPr/w:tag/@w:val='{pointer}']/ancestor::w:p[1]", namespaces=NS)
        outside = line[0].xpath(".//w:t[not(ancestor::w:sdt)]", namespaces=NS) if line else []
        for text in [t for t in outside if words in (t.text or "")][:1]:
            text.text = text.text.replace(words, OTHER)

    return hand


@pytest.mark.parametrize("name", FORMS_BACK)
def test_words_changed_beside_an_answer_are_told_and_take_no_answer_away(name):
    form, template = FORMS[name]
    document, before = issued(name, is_full=True)
    said = dict(flatten(word.read(document, form, "vi", template).answers))
    for one in [p for p in before if p.pointer in said and any(re.search(r"\w\w", piece) for piece in p.around)][:3]:
        words = re.findall(r"[^\W\d_]{2,}", " ".join(one.around))[-1]
        seen = word.read(edited(document, retyped(one.pointer, words)), form, "vi", template)
        reading, told = compared(Examined("docx", "", seen, issued=before), form)
        assert (reading.problems, dict(flatten(reading.answers))) == ((), said)
        assert [OTHER in change.stands for change in told] in ([True], [])
        assert told or seen.printed == before
