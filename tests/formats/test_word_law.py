"""The law of Word forms: what was filled is what is read, in every language, for every hand, after every re-save."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from casedrop.formats import word
from casedrop.forms.canonical import canonical
from casedrop.forms.pointers import flatten
from casedrop.forms.reading import Mark
from casedrop.language.currency import AmountError
from casedrop.language.problem import LANGS, Place
from formats.word_samples import FACTS, FORMS, told
from strategies import answers, examples

LIKE_TWO = re.compile(r"(?:^|\W)[·•・‧∙⋅]|[·•・‧∙⋅](?:\W|$)")
"""An answer like `A · B` before an empty field is asked about: it may be the answers to both."""
SLOW = settings(max_examples=examples(6), deadline=None, suppress_health_check=list(HealthCheck))


def hands(form):
    """Every set of fields someone may write: each stage's own, all, and none (a document that only goes out)."""
    stages = dict.fromkeys(field.stage for field in form.fields)
    return [frozenset(), *(form.writable(stage) for stage in stages), frozenset(form.by_pointer)]


def filled(*args, **kwargs):
    """The document; an amount the template cannot say in words is no answer to its form."""
    try:
        return word.fill(*args, **kwargs, facts=FACTS)
    except AmountError:
        reject()


@pytest.mark.fault("D7")
@pytest.mark.parametrize("name", FORMS)
@SLOW
@given(data=st.data())
def test_what_was_filled_is_what_is_read(name, data):
    form, template = FORMS[name]
    said, _ = canonical(data.draw(answers(form)), form)
    assume(not any(LIKE_TWO.search(str(value)) for _, value in flatten(said)))
    lang, writable = data.draw(st.sampled_from(LANGS)), data.draw(st.sampled_from(hands(form)))

    document = filled(template, form, lang, said, writable=writable, stamp="S-7")
    reading = word.read(document, form, lang, template)

    # Nobody sends back a paper that only goes out; what it says in sentences, its document alone can tell.
    asked = reading.problems if form.returns else ()
    assert (reading.answers, asked, reading.stamp) == (told(form, template, said), (), "S-7")


@pytest.mark.parametrize("name", FORMS)
@settings(SLOW, max_examples=examples(2))
@given(data=st.data())
def test_marks_are_never_read_as_answers(name, data):
    form, template = FORMS[name]
    said, _ = canonical(data.draw(answers(form)), form)
    document = filled(template, form, "vi", said, writable=frozenset(form.by_pointer), stamp="")
    reading = word.read(document, form, "vi", template)
    places = [found.place for found in reading.found.values()] or [Place()]
    texts = data.draw(st.lists(st.text(st.characters(exclude_categories=("C",)))))

    marked = word.mark(document, [Mark(place, text) for place, text in zip(places, texts, strict=False)])

    assert word.read(marked, form, "vi", template) == reading


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("lang", ["vi", "zh-Hans"])
def test_the_same_answers_give_the_same_bytes(name, lang):
    form, template = FORMS[name]
    one, two = (
        word.fill(template, form, lang, {}, writable=form.writable(None), stamp="S", facts=FACTS) for _ in range(2)
    )
    assert one == two
