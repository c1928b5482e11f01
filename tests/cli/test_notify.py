"""`casedrop notify` and `status --notify`: who is reached, whether a channel works, and that a watcher has stopped."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from casedrop.cli.main import run
from crash.small import MONDAY, at_work, made
from letterbox import SECRET, channels, letterbox

NOTIFY = """
[notify.roles.sales]
channel = ["sales", "$NOBODY_SET_IT"]
at = "08:30"
kinds = ["waits"]
[notify.people."Lan Mai"]
channel = "mai"
language = "vi"
[notify.keeper]
channel = "keeper"
"""


@pytest.fixture
def box():
    with letterbox() as one:
        yield one


@pytest.fixture
def root(tmp_path, box):
    root = made(tmp_path / "office")
    with (root / "casedrop.toml").open("a", encoding="utf-8") as file:
        file.write(NOTIFY)
    channels(root, box, "sales", "mai", "keeper")
    return root


@pytest.fixture
def say(root, capsys, monkeypatch):
    monkeypatch.setenv("CASEDROP_LANG", "en")

    def said(*words):
        capsys.readouterr()
        code = run(["-w", str(root), "--at", "2026-08-03T10:00", *words])
        return code, capsys.readouterr().out, capsys.readouterr().err

    return said


def test_show_lists_who_is_reached_and_what_is_not_sent_yet_and_no_address(root, say):
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.watcher.once()
    code, out, _ = say("notify", "show")
    assert (code, SECRET in out) == (1, False)
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["to", "channel"],
        ["sales", "sales"],
        ["sales", "$NOBODY_SET_IT"],
        ["Lan", "Mai"],
        ["_keeper", "keeper"],
        ["To", "be"],
        ["sales", "2026-08-04"],
        ["$NOBODY_SET_IT", "2026-08-04"],
    ]
    _, out, _ = say("notify", "show", "--json")
    told = json.loads(out)
    assert [one["is_known"] for one in told["reached"]] == [True, False, True, True]
    assert [(one["at"], one["about"]) for one in told["pending"]][:1] == [
        ("2026-08-04T01:30:00+00:00", "VI-1: Waits for you: visit note")
    ]


def test_test_sends_a_word_by_each_channel_and_says_what_kept_it(say, box):
    assert say("notify", "test", "Lan Mai")[:2] == (0, "mai: taken\n")
    assert box.texts("mai") == ["Đây là tin thử: ai đọc được sẽ nhận thông báo của casedrop."]
    code, out, _ = say("notify", "test", "sales", "--json")
    kept = {"sales": "", "$NOBODY_SET_IT": "it is not said where the channel $NOBODY_SET_IT leads"}
    assert (code, json.loads(out)) == (1, {"tried": kept})


def test_who_is_not_reached_is_a_wrong_call(say):
    assert say("notify", "test", "cook")[0] == 2


def test_status_tells_once_that_no_watcher_is_at_work_any_more(root, say, box):
    say("status", "--notify")
    assert box.came == []  # there never was one
    with at_work(root, MONDAY - timedelta(days=1)) as office:
        office.watcher.once()
    say("status", "--notify")
    say("status", "--notify")
    assert box.titles("keeper") == ["casedrop is not at work; it was last seen at 2026-08-02 09:00."]


def test_check_tells_channels_that_lead_nowhere_and_a_file_that_others_may_read(root, say):
    (root / "state" / "channels.toml").chmod(0o644)
    code, out, _ = say("check", "--json")
    told = [one["code"] for one in json.loads(out) if one["code"].startswith("notify.")]
    assert (code, told) == (1, ["notify.unknown-channel", "notify.open"])


def test_check_tells_a_role_that_there_is_not(root, say):
    path = root / "casedrop.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("roles.sales]\nchannel", "roles.sale]\nchannel"), "utf-8")
    _, out, _ = say("check", "--json")
    (told,) = (one for one in json.loads(out) if one["code"] == "name.unknown" and one["file"] == "casedrop.toml")
    assert (told["line"], "sales" in told["says"]) == (10, True)
