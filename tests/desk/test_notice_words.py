"""What a notice says: short, plain, and without effect whatever was typed into names."""

from __future__ import annotations

import pytest

from casedrop.desk.notices import words
from casedrop.desk.notices.post import message
from casedrop.desk.notices.words import News
from casedrop.store.records import QueuedEffect


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Kite & Co", "Kite & Co"),
        ("[pay here](https://evil.example)", "(pay here)(https: //evil.example)"),
        ("<a href=x>Kite</a>", "‹a href=x›Kite‹/a›"),
        ("@all *now* _now_ `now`", "＠all ∗now∗ ＿now＿ ˋnowˋ"),
        ("two\nlines\r\n\tand more", "two lines and more"),
        ("turned\u202eetirw", "turned\\u202eetirw"),
        ("k" * 999, "k" * 299 + "…"),
    ],
)
def test_what_somebody_typed_cannot_act(typed, shown):
    assert words.tame(typed) == shown


def test_a_customer_s_name_cannot_act_in_a_path_and_the_path_stays_one():
    path = "outbox/sales/@all [pay]/VI-1/_todo.html"
    assert words.tame_path(path) == "outbox/sales/＠all (pay)/VI-1/_todo.html"


def test_a_notice_of_the_longest_names_is_no_longer_than_a_message():
    long = "w" * 5000
    said = words.text(News("waits", long, long, long, long, words.tame_path(long)), "en")
    assert len(said) <= words.LONGEST


def test_several_are_one_message_and_what_has_no_room_is_left_for_the_next():
    def entry(text: str) -> QueuedEffect:
        return QueuedEffect(text, "notice", {"channel": "c", "about": text[:9], "text": text})

    assert message([entry("A waits")], "vi") == ("A waits", "A waits")
    assert message([entry("A waits"), entry("B waits")], "vi") == ("casedrop: 2 thông báo", "A waits\n\nB waits")
