"""How every command behaves: one language for one person, names that are nearly right, what a shell completes, quiet and not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.shell_completion import get_completion_class

from casedrop.cli.main import group, run
from casedrop.cli.terminal import log
from crash.small import made


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A workspace of two flows, one filled form of each beside it."""
    return made(tmp_path_factory.mktemp("manners") / "office")


@pytest.fixture
def office(small, tmp_path):
    """A copy of it, with a visit and a call dropped."""
    root = shutil.copytree(small, tmp_path / "office")
    for flow, role in (("visits", "sales"), ("calls", "phone")):
        shutil.copy(small.parent / f"{flow}.docx", root / "inbox" / role)
    return root


def saying(root, capsys):
    """Gives exit code, output and errors of a command in a workspace."""

    def said(*words, at="2026-08-03T09:00"):
        code = run(["-w", str(root), "--at", at, *map(str, words)])
        out = capsys.readouterr()
        return code, out.out, out.err

    return said


@pytest.fixture
def say(office, capsys):
    """say(words…) runs a command in that workspace."""
    return saying(office, capsys)


@pytest.fixture(scope="module")
def worked(small, tmp_path_factory):
    """A copy in which the visit and the call were taken in, to be asked and not changed."""
    root = shutil.copytree(small, tmp_path_factory.mktemp("worked") / "office")
    for flow, role in (("visits", "sales"), ("calls", "phone")):
        shutil.copy(small.parent / f"{flow}.docx", root / "inbox" / role)
    run(["-w", str(root), "--at", "2026-08-03T09:00", "run"])
    return root


@pytest.fixture
def ask(worked, capsys):
    """ask(words…) runs a command in which nothing changes."""
    return saying(worked, capsys)


def spoken(office, lang):
    """The workspace set to a language."""
    settings = office / "casedrop.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('language = "en"', f'language = "{lang}"'), encoding="utf-8"
    )


def test_whoever_asks_for_no_language_is_answered_in_that_of_the_workspace(office, say, monkeypatch):
    monkeypatch.delenv("CASEDROP_LANG")
    spoken(office, "vi")
    assert say("status")[1].splitlines()[0] == "Trình theo dõi: không chạy"
    assert say("cases")[1].startswith("hồ sơ  khách hàng")
    assert "Không có hồ sơ VI-9. Xem: casedrop cases" in say("case", "VI-9")[2]


def test_the_language_asked_for_goes_before_the_environment_and_that_before_the_workspace(office, say, monkeypatch):
    spoken(office, "vi")
    monkeypatch.setenv("CASEDROP_LANG", "zh-Hans")
    assert say("status")[1].startswith("监视程序：未运行")
    assert say("--lang", "zh-Hant", "status")[1].startswith("監視程式：未執行")
    assert say("forms", "--lang", "en")[1].startswith("form   code")


def test_a_broken_file_is_told_in_the_language_of_the_workspace(office, say, monkeypatch):
    monkeypatch.delenv("CASEDROP_LANG")
    spoken(office, "zh-Hans")
    (office / "forms/visits/flow.yaml").write_text("flow: [", encoding="utf-8")
    assert say("forms")[2].splitlines()[-1] == "工作区文件中有 1 个问题。查看：casedrop check"


def test_a_language_there_is_none_of(say):
    code, _, err = say("--lang", "fr", "status")
    assert (code, "There is no language fr. There is: vi, zh-Hans, zh-Hant, en" in err) == (2, True)


def test_the_workspace_of_the_environment(office, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEDROP_WORKSPACE", str(office))
    assert run(["forms", "--json"]) == 0
    assert {row["form"] for row in json.loads(capsys.readouterr().out)} == {"visit", "call"}


def test_the_version_in_short_and_in_full(capsys):
    assert [run(["-V"]), run(["--version"])] == [0, 0]
    short, full = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"casedrop, version \S+", short)
    assert short == full


def test_quiet_says_nothing_that_was_not_asked_for(say):
    assert say("-q", "run") == (0, "", "")
    assert len(json.loads(say("-q", "cases", "--json")[1])) == 2


def test_verbose_names_what_is_written(say):
    err = say("-v", "run")[2]
    assert re.search(r"^replace \S+/outbox/sales/_todo\.html$", err, re.MULTILINE)


def test_what_was_decided_as_json_and_in_the_log(office, say):
    code, out, _ = say("run", "--json", "--log-file", office.parent / "logs/casedrop.log")
    told = json.loads(out)
    assert (code, told["decided"], told["waits"]) == (0, 2, [])
    assert sorted((one["role"], one["kind"], one["case"]) for one in told["drops"]) == [
        ("phone", "accepted", "CA-1"),
        ("sales", "accepted", "VI-1"),
    ]
    lines = (office.parent / "logs/casedrop.log").read_text(encoding="utf-8").splitlines()
    line = next(one for one in lines if "VI-1" in one)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+07:00 INFO sales accepted: visits\.docx  case VI-1", line)


def test_a_log_that_is_large_is_put_beside_and_a_new_one_begun(tmp_path):
    log.keep(tmp_path / "casedrop.log", size=300)
    try:
        for n in range(9):
            log.write(f"line {n} of a log that is soon too large for its file, so that another one is begun", "sales")
    finally:
        log.close()
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files[:2] == ["casedrop.log", "casedrop.log.1"]
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in tmp_path.iterdir()) == 9


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("fill", "vist"), "There is no form vist. Did you mean visit? See: casedrop forms"),
        (("list", "visit"), "There is no flow visit. Did you mean visits?"),
        (("flow", "Visits"), "There is no flow Visits. Did you mean visits?"),
        (("check", "calss"), "There is no flow and no form calss. Did you mean calls? See: casedrop forms"),
        (("cases", "--role", "sale"), "There is no role sale. Did you mean sales?"),
        (("case", "VI-11"), "There is no case VI-11. Did you mean VI-1? See: casedrop cases"),
        (("migrate-cases", "VI-11"), "There is no flow or case VI-11. Did you mean VI-1?"),
        (("cass",), "No such command 'cass'"),
    ],
)
def test_a_name_that_is_nearly_right(ask, words, told):
    code, _, err = ask(*words)
    assert (code, told in err) == (2, True), err


@pytest.mark.parametrize(
    ("before", "typed", "there"),
    [
        (("fill",), "vi", ["visit"]),
        (("list",), "", ["calls", "visits"]),
        (("case", "show"), "VI", ["VI-1"]),
        (("cases", "--role"), "p", ["phone"]),
        (("fill",), "w", []),
        ((), "wat", ["watch"]),
    ],
)
def test_a_shell_completes_forms_flows_roles_and_cases(worked, before, typed, there):
    shell = get_completion_class("bash")(group, {}, "casedrop", "_CASEDROP_COMPLETE")
    found = shell.get_completions(["-w", str(worked), *before], typed)
    assert sorted(one.value for one in found) == there


def test_outside_a_workspace_a_shell_completes_no_names_and_says_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shell = get_completion_class("zsh")(group, {}, "casedrop", "_CASEDROP_COMPLETE")
    assert (shell.get_completions(["fill"], "v"), capsys.readouterr()) == ([], ("", ""))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_a_shell_needs_to_complete(shell, capsys):
    assert run(["completion", shell]) == 0
    assert f"_CASEDROP_COMPLETE={shell}_complete" in capsys.readouterr().out


def test_the_help_cuts_no_sentence(capsys):
    for words in ((), ("case",), ("flows",), ("new",), ("original",)):
        assert run([*words, "--help"]) == 0
        assert "..." not in capsys.readouterr().out.split("Commands:")[1]


def test_a_workspace_made_where_one_stands_is_called_by_its_path(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "."]) == 0
    assert capsys.readouterr().out.startswith(f"Made {tmp_path}. Say who you are in {tmp_path}/casedrop.toml, then")


def test_cases_that_are_late_come_first_with_the_day_they_missed(office, say):
    flow = office / "forms/visits/flow.yaml"
    waits = '    awaits: [{form: visit, part: "", from: sales}]\n'
    text = flow.read_text(encoding="utf-8")
    flow.write_text(re.sub(r"(?m)^(  late:\n.*\n)", rf"\1{waits}", text), encoding="utf-8")
    say("run")
    say("tick", at="2026-08-06")
    cases = json.loads(say("cases", "--json", at="2026-08-06")[1])
    first = cases[0]
    assert (first["case"], first["stage"], first["due"], bool(first["overdue"])) == ("VI-1", "late", None, True)
    assert "2026-08-05, overdue" in say("cases", at="2026-08-06")[1].splitlines()[1]
    late = json.loads(say("cases", "--overdue", "--role", "sales", "--json", at="2026-08-06")[1])
    assert [one["case"] for one in late] == ["VI-1"]
    assert say("cases", "--overdue", "--role", "phone", "--json", at="2026-08-06")[1] == "[]\n"


def test_a_flow_that_declares_no_columns_is_listed_by_what_is_known_of_every_case(office, say):
    flow = office / "forms/visits/flow.yaml"
    flow.write_text(re.sub(r"(?m)^columns:\n  seen:.*\n", "", flow.read_text(encoding="utf-8")), encoding="utf-8")
    say("run")
    assert say("list", "visits")[1] == (
        "case  customer     stands at     since       due\nVI-1  Kite visits  Seeing again  2026-08-03  2026-08-05\n"
    )
    (line,) = json.loads(say("list", "visits", "--json")[1])
    assert (line["customer"], line["due"], line["overdue"]) == ("Kite visits", "2026-08-05T17:00:00+00:00", None)


@pytest.mark.parametrize(
    ("switches", "there"),
    [
        (("--customer", "KITE VIS"), ["VI-1"]),
        (("--customer", "nobody"), []),
        (("--since", "2026-08-03"), ["CA-1", "VI-1"]),
        (("--since", "2026-08-04"), []),
        (("--overdue",), []),
    ],
)
def test_only_some_of_the_cases(ask, switches, there):
    assert [one["case"] for one in json.loads(ask("cases", "--json", *switches)[1])] == there


def test_what_a_hand_decides_as_json(say):
    say("run")
    code, out, _ = say("case", "hold", "VI-1", "--why", "moving", "--json")
    assert (code, json.loads(out)["case"]["held"], json.loads(out)["problems"]) == (0, "moving", [])
    code, out, _ = say("case", "hold", "VI-1", "--why", "moving", "--json")
    assert (code, [one["code"] for one in json.loads(out)["problems"]]) == (1, ["case.held"])


def test_the_manual_page_has_every_command_and_switch(capsys):
    assert run(["man"]) == 0
    page = capsys.readouterr().out.replace(r"\-", "-").replace(r"\fB", " ")
    assert [
        name for name, _ in _commands() if not re.search(rf"^\.SS casedrop (\w+ )?{name}( |$)", page, re.MULTILINE)
    ] == []
    assert {"--log-file", "--since", "--with-dependents", "-V"} <= {*re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", page)}


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_groff_has_nothing_to_say_of_the_manual_page(capsys):
    run(["man"])
    words = ["groff", "-man", "-ww", "-z", "-K", "utf8", "-T", "utf8"]
    ended = subprocess.run(words, input=capsys.readouterr().out, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_every_command_that_prints_data_prints_json():
    without = {"outline", "completion", "demo", "man", "retag", "serve"}
    assert {name for name, command in _commands() if not _has_json(command)} == without


def _commands(of: click.Group = group):
    for name, command in of.commands.items():
        yield from _commands(command) if isinstance(command, click.Group) else [(name, command)]


def _has_json(command: click.Command) -> bool:
    return any("--json" in parameter.opts for parameter in command.params)


def test_the_log_says_on_one_line_what_stood_on_several(tmp_path: Path):
    log.keep(tmp_path / "casedrop.log")
    try:
        log.write("accepted: two\nlines\x1b[2J.docx")
    finally:
        log.close()
    (line,) = (tmp_path / "casedrop.log").read_text(encoding="utf-8").splitlines()
    assert line.endswith(r"INFO - accepted: two\x0alines\x1b[2J.docx")
