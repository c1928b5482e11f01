"""Templates: what they see, what they may write, and what they may never do."""

import pytest
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from casedrop.forms.form import Form
from casedrop.forms.template import environment, render, scene
from casedrop.language.problem import LANGS

NAME = {"vi": "Khách hàng", "zh-Hans": "客户", "zh-Hant": "客戶", "en": "Customer"}
YES = {"vi": "Có", "zh-Hans": "是", "zh-Hant": "是", "en": "Yes"}
SCHEMA = {
    "type": "object",
    "required": ["customer"],
    "properties": {
        "customer": {"type": "string", "x-labels": NAME},
        "signed": {"type": "string", "format": "date", "x-labels": NAME},
        "agreed": {"enum": ["yes"], "x-choices": {"yes": YES}, "x-labels": NAME},
        "items": {
            "type": "array",
            "x-labels": NAME,
            "items": {
                "type": "object",
                "properties": {
                    "keys": {"type": "string", "x-labels": NAME},
                    "cost": {"type": "string", "format": "decimal", "x-labels": NAME},
                    "done": {"enum": ["yes"], "x-choices": {"yes": YES}, "x-labels": NAME},
                },
            },
        },
    },
}
TEXTS = {
    "intro": {"vi": "Gửi {{ customer }} & bạn", "en": "To {{ customer }} & friends"},
    "circle": {"vi": "{{ text('circle') }}"},
}
FORM = Form("f", 1, "flow", "F1", "docx", dict.fromkeys(LANGS, "Báo giá"), SCHEMA, texts=TEXTS)
FACTS = {"company": {"name": "Công ty TNHH Bánh Mì Trên Mây"}, "doc": {"number": "BG-1", "date": "2021-06-23"}}
ITEMS = [{"keys": "a", "cost": "0.1", "done": "yes"}, {"keys": "b", "cost": "0.2"}, {"keys": "a"}]


def fill(template, answers=None, lang="vi", escape=False, writable=frozenset()):
    names = scene(FORM, lang, answers or {}, FACTS, writable)
    return environment(lang, FORM, escape=escape).from_string(template).render(names)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ company.name }} {{ doc.number }} {{ title }} {{ lang }}", "Công ty TNHH Bánh Mì Trên Mây BG-1 Báo giá vi"),
        ("[{{ customer }}{{ signed }}{{ signed | date }}{{ signed | day }}{{ items | count }}]", "[0]"),
        ("{{ label('/customer') }}, {{ label('/items/-/cost') }}", "Khách hàng, Khách hàng"),
        ("{{ title | upper }}", "BÁO GIÁ"),
        ("{{ phrase('paper.page', page=1, pages=2) }}", "Trang 1/2"),
        ("{% for row in items %}{{ loop.index }}{% endfor %}", ""),
        ("{{ choice('/agreed') }}", ""),
    ],
)
def test_what_a_template_sees_of_an_empty_form(template, text):
    assert fill(template) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ signed | date }} {{ signed | long_date }}", "05/02/2026 ngày 05 tháng 02 năm 2026"),
        ("{{ signed | day }} {{ signed | date('yyyy-MM-dd') }} {{ signed | date('d/M') }}", "05.02.26 2026-02-05 5/2"),
        ("{{ signed | date(\"d 'tháng' M\") }}", "5 tháng 2"),
        ("{{ signed | add_days(24) }}", "2026-03-01"),
        ("{{ items | total('cost') }} {{ items | total('cost') | number }}", "0.3 0,3"),
        ("{{ '46350000' | money('VND') }}", "46.350.000\u00a0đ"),
        ("{{ '105' | words('VND') }}", "Một trăm linh năm đồng"),
        ("{{ items | where('keys', 'a') | count }}", "2"),
        ("{{ items | where('cost', 0.1) | count }}", "1"),
        ("{{ items | column('cost') | join }}", "0.1, 0.2"),
        ("{{ items | column('keys') | join(' và ') }}", "a và b và a"),
        ("{{ (items | first).keys }}{{ (items | last).cost }}", "a"),
        (
            "{% for row in items %}{{ loop.index0 + 1 }}{{ row.keys }}{% if not loop.last %};{% endif %}{% endfor %}",
            "1a;2b;3a",
        ),
        ("{% for row in items if row.cost > 0.15 %}{{ row.keys }}{% endfor %}", "b"),
        ("{{ choice('/agreed') }}{{ choice('/items/0/done') }}{{ choice('/items/1/done') }}", "CóCó"),
        ("{% set n = 3 %}{{ n | pad(4) }}{{ 12345 | pad(4) }}", "000312345"),
        ("{{ '0.5' + '0.5' }} {{ items[0 + 1].cost }} {{ none }}", "1 0.2 "),
        ("{{ customer ~ '!' if agreed == 'yes' else '' }}", "A & B!"),
    ],
)
def test_filters_and_rows(template, text):
    rows = [row if "cost" in row else {**row, "cost": "0"} for row in ITEMS] if "row.cost" in template else ITEMS
    assert fill(template, {"customer": "A & B", "signed": "2026-02-05", "agreed": "yes", "items": rows}) == text


def test_lists_are_joined_as_the_language_does():
    assert fill("{{ items | column('keys') | join }}", {"items": ITEMS}, lang="zh-Hant") == "a、b、a"


def test_what_must_be_filled_now_has_a_star():
    both = "{{ label('/customer') }}|{{ label('/signed') }}"
    assert fill(both, writable=frozenset({"/customer", "/signed"})) == "Khách hàng\u00a0*|Khách hàng"
    assert fill(both) == "Khách hàng|Khách hàng"


@pytest.mark.parametrize(("escape", "text"), [(True, "Gửi A&lt;B &amp; bạn"), (False, "Gửi A<B & bạn")])
def test_a_text_is_rendered_and_escaped_once(escape, text):
    answers = {"customer": "A<B"}
    own = "Gửi A&lt;B & bạn" if escape else text
    assert fill("{{ text('intro') }}", answers, escape=escape) == own
    assert fill("{{ customer }}", answers, escape=escape) == ("A&lt;B" if escape else "A<B")


def test_capitals_of_an_escaped_text_stay_escaped():
    assert fill("{{ text('intro') | upper }}", {"customer": "a<b"}, escape=True) == "GỬI A&lt;B &amp; BẠN"


@pytest.mark.fault("D7")
def test_values_are_never_templates():
    assert fill("{{ customer }}", {"customer": "{{ 1 + 1 }}{% raw %}"}) == "{{ 1 + 1 }}{% raw %}"


@pytest.mark.parametrize(
    ("answers", "shown"),
    [({"items": [{"keys": "k"}]}, "k"), ({"items": [{"cost": "1"}]}, "")],
)
def test_properties_may_be_called_like_methods(answers, shown):
    assert fill("{{ items[0].keys }}", answers) == shown


@pytest.mark.fault("K1")
@pytest.mark.parametrize(
    "template",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ customer.format }}",
        "{{ customer.upper() }}",
        "{{ label.__globals__ }}",
        "{{ text.__closure__ }}",
        "{{ (label)('/customer').join }}",
        "{{ loop.cycle('a') }}",
        "{{ items.append(1) }}",
        "{{ lipsum(n=99999) }}",
        "{{ range(9999999) }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%s' | format(1) }}",
        "{{ items | map(attribute='__class__') | list }}",
        "{{ customer | attr('__class__') }}",
        "{{ namespace(a=1) }}",
        "{{ {'a': 1} }}",
        "{{ items[0:2] }}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{% call label('/customer') %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% block b %}{% endblock %}",
        "{% autoescape false %}{{ customer }}{% endautoescape %}",
        "{{ customer | safe }}",
        "{{ label(*items) }}",
        "{% set _x = 1 %}",
        "{{ self }}",
        "{{ 'x' + 'y' }}",
        "{{ text('circle') }}",
    ],
)
def test_nothing_else_is_allowed(template):
    with pytest.raises((TemplateError, TypeError)):
        fill(template, {"customer": "A", "items": ITEMS})


@pytest.mark.parametrize(
    "template", ["{{ nobody }}", "{{ company.fax }}", "{{ doc['x'] }}", "{{ items[9].keys }}", "{{ x.y.z }}"]
)
def test_a_name_that_is_not_there_is_an_error(template):
    with pytest.raises(UndefinedError):
        fill(template)


@pytest.mark.parametrize(
    "template", ["{{ label('/nobody') }}", "{{ text('nothing') }}", "{{ choice('/items') }}", "{{ column('/x') }}"]
)
def test_pointers_and_texts_are_checked_when_the_template_is_compiled(template):
    with pytest.raises(TemplateSyntaxError):
        environment("vi", FORM).from_string(template)


def test_a_pattern_that_is_no_date_pattern_is_an_error():
    with pytest.raises(ValueError, match="yyy"):
        fill("{{ signed | date('yyy') }}", {"signed": "2026-02-05"})


@pytest.mark.parametrize(
    ("template", "names", "text"),
    [
        ("PT-{{ year }}-{{ n | pad(4) }}", {"year": 2026, "n": 118}, "PT-2026-0118"),
        (
            "{{ title }} {{ customer }} ({{ day | day }})",
            {"title": "Báo giá", "customer": "A & B", "day": "2021-06-23"},
            "Báo giá A & B (23.06.21)",
        ),
    ],
)
def test_names_and_numbers(template, names, text):
    assert render(template, names) == text


@pytest.mark.fault("K1")
def test_a_word_template_keeps_every_letter_and_runs_no_code(tmp_path):
    path = tmp_path / "t.docx"
    document = Document()
    document.add_paragraph("{{ customer }} / {% for row in items %}{{ row.keys }};{% endfor %}")
    document.save(path)
    template = DocxTemplate(path)
    template.render(scene(FORM, "vi", {"customer": "A & B <c>", "items": ITEMS}, FACTS), environment("vi", FORM))
    template.save(path)
    assert Document(path).paragraphs[0].text == "A & B <c> / a;b;a;"


def test_a_template_is_compiled_once_for_a_form_and_anew_for_another_reading_of_it():
    one, again = (environment("vi", FORM).from_string("{{ label('/customer') }}") for _ in range(2))
    other = Form("f", 1, "flow", "F1", "docx", FORM.titles, {"type": "object", "properties": {}})
    assert one is again
    with pytest.raises(TemplateSyntaxError):
        environment("vi", other).from_string("{{ label('/customer') }}")
