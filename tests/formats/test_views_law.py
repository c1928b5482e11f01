"""The law of reduced documents: whatever a view hides, in whatever form, none of it is in the file, and the rest reads back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from casedrop.desk.rendering.redaction import leaking
from casedrop.formats.content import pieces
from casedrop.formats.registry import FORMATS
from casedrop.forms.canonical import canonical
from casedrop.forms.form import View
from casedrop.forms.views import hidden, reduced, restored, shown
from casedrop.language.currency import AmountError
from casedrop.language.problem import LANGS
from formats import excel_samples, word_samples
from shipped import form as form_of
from shipped import sample, template
from strategies import answers, examples

SLOW = settings(max_examples=examples(5), deadline=None, suppress_health_check=list(HealthCheck))
WORD = ("contract-handover", "contract-summary", "onsite-service-record", "training-reply")
EXCEL = ("customization-analysis", "payment-record")
HANDED = form_of("contract-handover")


def view(form, hides):
    """The view of a form that hides what the pointers mean."""
    titles = {lang: f"{title} (2)" for lang, title in form.titles.items()}
    (made,) = reduced(replace(form, views={"less": View(titles, tuple(hides))}))
    return made


def known(name):
    """A form, its template, and facts to fill it with."""
    if name in excel_samples.FORMS:
        return *excel_samples.FORMS[name], excel_samples.FACTS
    return form_of(name), template(name), word_samples.FACTS


def choose(data, form):
    """Some of a form's fields and tables, not all of them."""
    pointers = [*form.tables, *form.by_pointer]
    hides = data.draw(st.lists(st.sampled_from(pointers), min_size=1, max_size=6, unique=True))
    made = view(form, hides)
    return made if made.fields else reject()


@pytest.mark.parametrize("name", [*WORD, *EXCEL])
@SLOW
@given(data=st.data())
def test_nothing_hidden_is_in_the_file_and_the_rest_is_read_back(name, data):
    form, blank, facts = known(name)
    said, _ = canonical(data.draw(answers(form)), form)
    less, lang = choose(data, form), data.draw(st.sampled_from(LANGS))
    writable = data.draw(st.sampled_from([frozenset(), less.writable(None)]))
    seen, paper = shown(less, said), FORMATS[form.format]
    try:
        document = paper.fill(blank, less, lang, seen, writable=writable, stamp="S-7", facts=facts)
        told = leaking(less, blank, lang, seen, facts, (hidden(less, said), list(pieces(document, form.format))))
    except AmountError:
        reject()

    assert told == ()
    reading = paper.read(document, less, lang, blank)
    assert (reading.answers, reading.problems, reading.stamp) == (canonical(seen, less)[0], (), "S-7")
    assert restored(less, reading.answers, said) == said


@pytest.mark.parametrize("name", [*WORD, *EXCEL])
@SLOW
@given(data=st.data())
def test_a_document_filled_with_what_it_should_hide_is_found_out(name, data):
    """The search is not blind: the whole document of a sample gives away each of its longer values."""
    form, blank, facts = known(name)
    lang = data.draw(st.sampled_from(LANGS))
    said = excel_samples.sample(form, lang) if form.format == "xlsx" else sample(name, lang)
    told_once = [(f, str(_at(said, f.pointer) or "")) for f in form.fields if not f.rows and not f.choices]
    elsewhere = json.dumps([said, facts], ensure_ascii=False, default=str)
    long = [f.pointer for f, v in told_once if len(v) > 12 and elsewhere.count(v) == 1]
    less = view(form, [data.draw(st.sampled_from(long))]) if long else reject()
    whole = FORMATS[form.format].fill(blank, form, lang, said, writable=frozenset(), stamp="S-7", facts=facts)
    told = leaking(less, blank, lang, shown(less, said), facts, (hidden(less, said), list(pieces(whole, form.format))))
    assert {leak.pointer for leak in told} == set(less.hides)


def _at(answers, pointer):
    for part in pointer.strip("/").split("/"):
        answers = answers.get(part) if isinstance(answers, dict) else None
    return answers


@pytest.mark.parametrize("lang", LANGS)
def test_the_reduced_hand_over_sheet_says_what_is_to_be_done_and_nothing_of_money(lang):
    """IMP-1: amount, currency, discount, instalments and penalties are gone, their labels, lines and section too."""
    (less,) = reduced(HANDED)
    said = sample("contract-handover", lang)
    document = FORMATS["docx"].fill(
        template("contract-handover"),
        less,
        lang,
        shown(less, said),
        writable=frozenset(),
        stamp="",
        facts=word_samples.FACTS,
    )
    text = FORMATS["docx"].outline(document)
    gone = [
        HANDED.label(p, lang) for p in ("/contract/amount", "/contract/discount", "/payments/-/condition", "/penalties")
    ]
    gone += [HANDED.texts["head_commerce"][lang], said["penalties"][:12], said["payments"][0]["condition"]]
    kept = [
        less.titles[lang],
        HANDED.texts["head_naming"][lang],
        said["acceptance_criteria"][:12],
        said["contract"]["number"],
    ]
    assert [word for word in gone if word in text] == []
    assert [word for word in kept if word not in text and word.upper() not in text] == []


def test_rows_of_which_a_view_shows_nothing_keep_their_hidden_cells():
    less = view(HANDED, ["/payments/-/amount", "/payments/-/condition", "/payments/-/instalment"])
    first, second, third = {"amount": "1", "instalment": "A"}, {"amount": "2", "due": "2026-08-25"}, {"amount": "3"}
    said = {"payments": [first, second, {**third, "due": "2026-08-26"}]}
    seen = shown(less, said)
    assert seen == {"payments": [{"due": "2026-08-25"}, {"due": "2026-08-26"}]}
    seen["payments"][1]["due"] = "2026-09-01"
    assert restored(less, seen, said)["payments"] == [first, second, {**third, "due": "2026-09-01"}]


def test_a_day_that_is_shown_on_purpose_gives_no_hidden_one_away():
    form, blank, facts = known("payment-record")
    less, said = view(form, ["/rows"]), {"as_of": "2000-01-01", "rows": [{"due_on": "2000-01-01"}]}
    document = FORMATS["xlsx"].fill(
        blank, less, "vi", shown(less, said), writable=frozenset(), stamp="S-7", facts=facts
    )
    there = list(pieces(document, "xlsx"))
    assert leaking(less, blank, "vi", shown(less, said), facts, (hidden(less, said), there)) == ()


@pytest.mark.parametrize("lang", LANGS)
def test_no_band_stands_over_what_a_customer_does_not_get(lang):
    confirmation = form_of("upgrade-confirmation")
    (customers,) = reduced(confirmation)
    blank = template("upgrade-confirmation")
    data = FORMATS["docx"].fill(
        blank, customers, lang, {}, writable=customers.writable("reply"), stamp="S", facts=word_samples.FACTS
    )
    text = FORMATS["docx"].outline(data)
    heads = [
        confirmation.texts[key][lang] for key in ("head_ready", "head_renewing", "head_scheduling", "head_preparing")
    ]
    assert [head in text for head in heads] == [True, False, False, False]
