"""What is said: the same sentences in four languages, for every problem the source can find."""

import ast
import re
import tomllib
import unicodedata
from importlib.resources import files

import pytest

from casedrop.language import messages
from casedrop.language.problem import LANGS, Place, Problem
from casedrop.language.scripts import misplaced

SOURCE = files("casedrop")
LANG = files("casedrop.language").joinpath("texts")
FILES = ("answers", "changes", "chart", "deadline", "fields", "holidays", "marks", "paper", "places", "problems")
SILENT = {("marks", "space"), ("paper", "page_after")}


def table(lang, name):
    return tomllib.loads(LANG.joinpath(lang, f"{name}.toml").read_text(encoding="utf-8"))


def flat(data, at=()):
    for key, value in data.items():
        yield from flat(value, (*at, key)) if isinstance(value, dict) else [((*at, key), value)]


def slots(text):
    return set(re.findall(r"\{([a-z_]+)\}", text))


def modules(folder=SOURCE):
    for item in folder.iterdir():
        if item.is_dir():
            yield from modules(item)
        elif item.name.endswith(".py"):
            yield ast.parse(item.read_text(encoding="utf-8"))


def problems_made():
    """Every (code, names of args or None) the source makes where both stand as literals."""
    for call in (node for tree in modules() for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", "") not in ("Problem", "Bad") or not call.args:
            continue
        given = [k.value for k in call.keywords if k.arg == "args"] + call.args[1:2] * (call.func.id == "Bad")
        named = (
            [k.value for k in given[0].keys]
            if given and isinstance(given[0], ast.Dict) and None not in given[0].keys
            else None
        )
        yield from ((code, named if given else []) for code in literals(call.args[0]))


def literals(node):
    if isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.Constant):
        yield node.value


def test_every_problem_the_source_makes_has_a_sentence():
    made = {code for code, _ in problems_made()}
    assert made
    assert made <= messages.codes("en")


def test_every_sentence_gets_what_it_names():
    sentences = table("en", "problems")
    short = [
        (code, slots(sentences[code]["what"]) - set(named) - {"label"})
        for code, named in problems_made()
        if named is not None and code in sentences
    ]
    assert [miss for miss in short if miss[1]] == []


def test_every_phrase_the_source_says_is_there():
    strings = {
        n.value
        for tree in modules()
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }
    keys = {
        key for text in strings for key in re.findall(r"(?:^|phrase\(')((?:answers|paper)\.[a-z_]*[a-z])(?:'|$)", text)
    }
    assert keys
    assert keys <= {f"{name}.{key}" for name in FILES for (key, *_), _ in flat(table("en", name))}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("lang", LANGS)
def test_the_languages_say_the_same_things(lang, name):
    ours, english = dict(flat(table(lang, name))), dict(flat(table("en", name)))
    assert ours.keys() == english.keys()
    named = {key: slots(text) for key, text in ours.items() if key != ("place_and_date",)}
    assert named == {key: slots(english[key]) for key in named}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_left_unsaid_or_mixed_up(lang, name):
    for key, text in flat(table(lang, name)):
        assert text or (name, *key) in SILENT or key == ("check", "do"), key
        assert unicodedata.is_normalized("NFC", text)
        assert misplaced(text, lang) == "", text
        if lang == "zh-Hant":
            assert not set(text) & set("“”"), text
        if lang.startswith("zh") and name == "problems":
            assert not re.search(r"[一-鿿}][,;:?!]|[一-鿿] |\.$", text), text


def test_one_line_says_where_what_and_what_to_do():
    problem = Problem(
        "date.impossible", Place("cell", {"sheet": "A", "cell": "E7"}), args={"given": "31/02", "example": "23/06/2021"}
    )
    assert {lang: messages.say(problem, lang, "Date") for lang in LANGS} == {
        "vi": "A!E7: Date: Không có ngày “31/02”. Ghi một ngày có thật, như 23/06/2021.",
        "zh-Hans": "A!E7：Date：没有“31/02”这一天。请填写实际存在的日期，如23/06/2021。",
        "zh-Hant": "A!E7：Date：沒有「31/02」這一天。請填寫實際存在的日期，如23/06/2021。",
        "en": "A!E7: Date: There is no such day as “31/02”. Give a day that exists, like 23/06/2021.",
    }


def test_a_forms_own_rule_speaks_the_readers_language():
    problem = Problem(
        "check", args={"text": {"vi": "Ngày bắt đầu sau ngày kết thúc.", "en": "It ends before it starts."}}
    )
    assert messages.say(problem, "vi") == "Ngày bắt đầu sau ngày kết thúc."
    assert messages.say(problem, "en") == "It ends before it starts."


def test_choices_are_named_in_the_readers_language():
    problem = Problem(
        "choice.unknown", args={"given": "?", "allowed": ({"vi": "Có", "en": "Yes"}, {"vi": "Không", "en": "No"})}
    )
    assert messages.say(problem, "en").endswith("Choose one of these: Yes, No.")
    assert messages.say(problem, "zh-Hans").endswith("：Có、Không。")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            ("Price", "Days"),
            "Case A-1 has a newer issue of this document. Fill in the latest one; these have changed: Price, Days.",
        ),
        ((), "Case A-1 has a newer issue of this document. Fill in the latest one."),
    ],
)
def test_advice_does_not_name_what_is_not_known(changes, line):
    assert messages.say(Problem("issue.older", args={"case": "A-1", "changes": changes}), "en") == line


def test_a_suggestion_is_made_only_where_there_is_one():
    assert messages.say(Problem("name.unknown", args={"name": "x", "suggestion": ""}), "en") == "There is no “x”."


def test_values_are_never_taken_for_slots():
    assert "“{given}”" in messages.say(Problem("date.unreadable", args={"given": "{given}", "example": "{x}"}), "en")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place("file", {"file": "a.docx"}), "a.docx"),
        (Place("table", {"table": 2, "row": 3, "column": 1}), "Table 2, row 3, column 1"),
        (Place("table", {"table": 2, "row": 3}), "Table 2, row 3"),
        (Place("table", {"table": 2}), "Table 2"),
        (Place("paragraph", {"paragraph": 4}), "Paragraph 4"),
        (Place("page", {"page": 1}), "Page 1"),
        (Place("line", {"file": "flow.yaml", "line": 9}), "flow.yaml, line 9"),
    ],
)
def test_places(place, text):
    assert place.say("en") == str(place) == text


@pytest.mark.parametrize(
    ("lang", "text"),
    [("vi", "(cần sửa 3 chỗ)"), ("zh-Hans", "（待改3处）"), ("zh-Hant", "（待改3處）"), ("en", "(3 to mend)")],
)
def test_phrases(lang, text):
    assert messages.phrase("answers.mend", lang, n=3) == text


@pytest.mark.parametrize(
    ("kind", "label", "lang", "text"),
    [
        ("text", "Họ tên", "vi", "Nhập họ tên"),
        ("text", "Name", "en", "Enter name"),
        ("text", "IP", "en", "Enter IP"),
        ("text", "姓名", "zh-Hans", "填写姓名"),
        ("date", "Ngày ký", "vi", "Chọn ngày"),
        ("choice", "Type", "en", "Choose one"),
    ],
)
def test_placeholders(kind, label, lang, text):
    assert messages.placeholder(kind, label, lang) == text


@pytest.mark.parametrize("key", ["answers.nothing", "nowhere.mend", "problems.check"])
def test_a_phrase_that_is_not_there_is_a_wrong_call(key):
    with pytest.raises(KeyError):
        messages.phrase(key, "en")


def test_a_code_without_a_sentence_is_a_wrong_call():
    with pytest.raises(KeyError):
        messages.say(Problem("no.such"), "en")


def test_a_problem_says_itself_without_its_place_and_lines_with_it():
    problem = Problem("required", Place("cell", {"sheet": "Need", "cell": "C4"}), "/name")
    assert {lang: problem.say(lang) for lang in LANGS} == {
        "vi": "Ô bắt buộc chưa điền. Điền vào ô này.",
        "zh-Hans": "必填项尚未填写。请填写此项。",
        "zh-Hant": "必填項目尚未填寫。請填寫此項。",
        "en": "This is required and still empty. Fill it in.",
    }
    assert problem.line("en") == "Need!C4: This is required and still empty. Fill it in."
    assert problem.line("zh-Hans") == "Need!C4：必填项尚未填写。请填写此项。"
    assert Problem("required").line("en") == Problem("required").say("en")
