"""Compiled templates write what docxtpl's road writes, part for part; and what they cannot write, that road still does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from jinja2 import TemplateError
from lxml import etree

from casedrop.expressions.shapes import ANY, NameShape
from casedrop.formats import word, zips
from casedrop.formats.kept import Kept, keeping
from casedrop.formats.word.compiled.balance import check_balance
from casedrop.formats.word.compiled.compiling import compiled
from casedrop.formats.word.compiled.program import UncompilableError, packed, unpacked
from casedrop.formats.word.compiled.ready import Ready, forget, ready
from casedrop.formats.word.filling import by_docxtpl
from casedrop.forms.canonical import canonical
from casedrop.forms.moments import TemplateUse
from casedrop.language.currency import AmountError
from casedrop.language.problem import LANGS
from formats.word_samples import (
    FACTS,
    FORMS,
    NOTE,
    VISIT,
    cell,
    control,
    full,
    note_template,
    package,
    paragraph,
    row,
    run,
    table,
    visit_template,
)
from formats.word_samples.edges import with_place
from strategies import answers, examples

WITH_CODE = {**FACTS, "doc": {**FACTS["doc"], "code": 'R6TB-2HXE "<&'}}
ALL = frozenset(VISIT.by_pointer)


def exclusive(part):
    """A part as canonical XML (pictures as they are), by which it does not matter where a prefix is declared, nor that docxtpl
    takes marks like `{_{` for its own even where an answer says them.
    """
    if not part.startswith(b"<"):
        return part
    text = etree.tostring(etree.fromstring(part), method="c14n", exclusive=True)
    return text.replace(b"{_{", b"{{").replace(b"}_}", b"}}").replace(b"{_%", b"{%").replace(b"%_}", b"%}")


def both(template, form, lang, said, writable, facts=FACTS):
    """The parts of a document of both roads, the compiled one's first; the template must be one that compiles."""
    assert isinstance(ready(template, form, lang, with_code="code" in facts["doc"]), Ready)
    about = {"writable": writable, "stamp": "S <1>", "facts": facts}
    made = (fill(template, form, lang, said, **about) for fill in (word.fill, by_docxtpl.fill))
    return [{name: exclusive(part) for name, part in zips.read_parts(data).items()} for data in made]


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=examples(2), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_form_is_written_as_docxtpl_writes_it(name, data):
    form, template = FORMS[name]
    said, _ = canonical(data.draw(answers(form)), form)
    stages = dict.fromkeys(("", *(field.stage or "" for field in form.fields)))
    hands = [frozenset(), *(form.writable(stage) for stage in stages)]
    lang, writable = data.draw(st.sampled_from(LANGS)), data.draw(st.sampled_from(hands))
    try:
        ours, theirs = both(template, form, lang, said, writable, data.draw(st.sampled_from([FACTS, WITH_CODE])))
    except AmountError:
        reject()
    assert ours == theirs


@pytest.mark.parametrize("kind", ["hdr", "ftr", ""])
@pytest.mark.parametrize("facts", [FACTS, WITH_CODE])
def test_a_code_in_header_or_footer_is_put_as_docxtpl_puts_it(kind, facts):
    template = with_place(FORMS["contract-appendix"][1], kind, height='<w:trHeight w:val="1219" w:hRule="exact"/>')
    ours, theirs = both(template, FORMS["contract-appendix"][0], "vi", {}, frozenset(), facts)
    assert ours == theirs
    assert ("word/media/code.png" in ours) == (bool(kind) and facts is WITH_CODE)


WORDINGS = {
    "lines and tabs": paragraph("{{ story }} {{ text('intro') }}"),
    "a look of its own": paragraph("<w:r><w:rPr><w:b/></w:rPr><w:t>{{ story }}</w:t></w:r>"),
    "marks": paragraph("{{ customer.name }} “{{ fee | number }}” {_{ }_}"),
    "a condition across runs": paragraph(run("{% if fee %}a") + "<w:r><w:t>b{% endif %}c</w:t></w:r>"),
    "paragraphs": paragraph("{%p if fee %}") + paragraph(control("/fee")) + paragraph("{%p endif %}"),
    "a loop around a control": paragraph("{% for x in people %}{{ x.name }}, {% endfor %}")
    + paragraph(control("/fee")),
    "the same control twice": paragraph(control("/fee")) + paragraph(control("/fee")),
    "a bookmark": paragraph('<w:bookmarkStart w:id="41" w:name="a"/><w:bookmarkEnd w:id="41"/>')
    + paragraph(control("/fee")),
    "a row that also holds what is no column": table(2, row(cell(control("/people/-/name")), cell(control("/fee")))),
}


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("writable", [frozenset(), ALL])
@pytest.mark.parametrize("story", ['one\n\ttwo "&<', ""])
def test_wordings_are_written_as_docxtpl_writes_them(wording, writable, story):
    said = {"story": story, "fee": "5", "customer": {"name": "it's"}, "people": [{"name": "An"}]} if story else {}
    ours, theirs = both(package(WORDINGS[wording]), VISIT, "vi", said, writable)
    assert ours == theirs


UNKNOWN = {
    "Jinja within a tag": paragraph('<w:r><w:rPr><w:color w:val="{{ fee }}"/></w:rPr><w:t>x</w:t></w:r>'),
    "a control holds more than text: /fee": paragraph(control("/fee", "{{ title }}")),
    "one row of a table: /people/0/name": paragraph(control("/people/0/name")),
    "a control within a control: /ovens": paragraph(control("/fee").replace("<w:r>", f"{control('/ovens')}<w:r>", 1)),
    "letters that mark places": paragraph("a \ue003 b"),
    "an escape in a string": paragraph("{{ '\\f' }}"),
}


@pytest.mark.parametrize("why", UNKNOWN)
def test_what_cannot_be_compiled_is_filled_by_docxtpl(why):
    template = package(UNKNOWN[why])
    said = {"fee": "5", "ovens": 2, "people": [{"name": "An"}]}
    about = {"writable": frozenset(), "stamp": "", "facts": FACTS}
    assert why in str(ready(template, VISIT, "en", with_code=False))
    assert word.fill(template, VISIT, "en", said, **about) == by_docxtpl.fill(template, VISIT, "en", said, **about)


def test_check_tells_of_a_template_that_cannot_be_compiled_and_of_no_other():
    slow = note_template_with("<w:r><w:rPr><w:color w:val='{{ lang }}'/></w:rPr><w:t>x</w:t></w:r>")
    [advice] = word.tried(slow, NOTE, NAMES, [USE])
    assert (advice.code, advice.is_advice, advice.args["why"][:20]) == ("template.slow", True, "Jinja within a tag: ")
    assert list(word.tried(note_template(), NOTE, NAMES, [USE])) == []


NAMES = NameShape({"lang": ANY, "doc": ANY})
USE = TemplateUse("vi", "", {}, FACTS, frozenset())


def note_template_with(more):
    """The small note's template with more in its body."""
    parts = zips.read_parts(note_template())
    body = parts["word/document.xml"].replace(b"<w:body>", f"<w:body>{paragraph(more)}".encode())
    return zips.write_parts({**parts, "word/document.xml": body})


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<p>{% if a %}</p>{% endif %}", "does not leave open"),
        ("<p>{% for a in b %}<r>{% endfor %}</p>", "does not leave open"),
        ("<p>{% if a %}<r>{% else %}<t>{% endif %}</p>", "does not leave open"),
        ("<p></r>", "closed elsewhere"),
        ("<p>{% if a %}", "not closed"),
        ("<p>{% raw %}</p>", "statement: raw"),
    ],
)
def test_what_may_come_out_broken_is_not_compiled(source, why):
    with pytest.raises(UncompilableError, match=why):
        check_balance(source)


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% if a %}<r/>{% endif %}</p>",
        "<p>{% if a %}</p><p>{% endif %}</p>",
        "<p>{% if a %}</p>{% else %}x</p>{% endif %}",
    ],
)
def test_what_is_whole_either_way_is_compiled(source):
    check_balance(source)


@pytest.mark.parametrize("said", [{"story": "a\x01b"}, {"customer": {"name": "\x017\x02"}}])
def test_letters_that_no_document_may_hold_are_refused(said):
    template = package(paragraph("{{ story }} {{ customer.name }}") + paragraph(control("/fee")))
    with pytest.raises(SyntaxError):
        word.fill(template, VISIT, "en", said, writable=ALL, stamp="", facts=FACTS)
    with pytest.raises(ValueError, match=r"PCDATA|Char"):
        word.fill(
            package(paragraph(control("/story"))), VISIT, "en", {"story": "\x01"}, writable=ALL, stamp="", facts=FACTS
        )


def test_an_unknown_name_is_an_error_as_ever():
    with pytest.raises(TemplateError):
        word.fill(package(paragraph("{{ nobody }}")), VISIT, "en", {}, writable=ALL, stamp="", facts=FACTS)


def test_a_kept_program_fills_as_the_one_it_was_packed_from():
    made = compiled(visit_template(), VISIT, "zh-Hant", with_code=False)
    said, about = full(VISIT, ["one", "二"]), (ALL, "S", FACTS)
    taken = Ready(unpacked(packed(made)), VISIT, "zh-Hant")
    assert taken.filled(said, *about) == Ready(made, VISIT, "zh-Hant").filled(said, *about)


def test_only_what_the_key_sealed_under_that_name_is_taken(tmp_path):
    kept = Kept(tmp_path / "compiled", b"key")
    kept.put("one", b"program")
    file = tmp_path / "compiled" / "one"
    file.with_name("two").write_bytes(file.read_bytes())
    assert (kept.get("one"), kept.get("two"), kept.get("three")) == (b"program", None, None)
    assert Kept(tmp_path / "compiled", b"another").get("one") is None
    file.write_bytes(file.read_bytes()[:-1] + b"X")
    assert kept.get("one") is None


def test_what_cannot_be_kept_is_done_without(tmp_path):
    (tmp_path / "full" / "one").mkdir(parents=True)
    for folder in ("missing/compiled", "full"):
        kept = Kept(tmp_path / folder, b"key")
        kept.put("one", b"program")
        assert kept.get("one") is None
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "one"]


AGAIN = """
import sys
from pathlib import Path
from casedrop.formats import word
from casedrop.formats.kept import Kept, keeping
from formats.word_samples import FACTS, NOTE, note_template
with keeping(Kept(Path(sys.argv[1]), b"key")):
    data = word.fill(note_template(), NOTE, "en", {"to": "An"}, writable=frozenset(), stamp="S", facts=FACTS)
Path(sys.argv[2]).write_bytes(data)
print("docxtpl" in sys.modules, "docx" in sys.modules)
"""


def test_a_process_that_finds_a_kept_program_reads_no_template(tmp_path):
    kept, out = tmp_path / "compiled", tmp_path / "out.docx"
    about = {"writable": frozenset(), "stamp": "S", "facts": FACTS}
    ran = [
        subprocess.run(
            [sys.executable, "-c", AGAIN, kept, out],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert ran == ["True True\n", "False False\n"]
    assert out.read_bytes() == word.fill(note_template(), NOTE, "en", {"to": "An"}, **about)


def test_a_damaged_file_is_compiled_anew_and_written_again(tmp_path):
    template, folder = package(paragraph("{{ title }} once")), tmp_path / "compiled"
    about = {"writable": ALL, "stamp": "", "facts": FACTS}
    folder.mkdir()
    with keeping(Kept(folder, b"key")):
        first = word.fill(template, VISIT, "en", {}, **about)
        [file] = folder.iterdir()
        file.write_bytes(b"not ours")
        forget()
        assert word.fill(template, VISIT, "en", {}, **about) == first
        assert file.read_bytes() != b"not ours"
