"""The forms of licenses, deliveries and trials: what each must say at which stage, and what its rules catch."""

from __future__ import annotations

from itertools import product

import pytest

from shipped import LICENSING as IDS
from shipped import facts, filled, problems, said, sample, without

LICENSE, CERTIFICATE, TRIAL = IDS


def changed(name: str, lang: str, **changes: object) -> dict:
    """A sample with other answers (`/` of a pointer written `__`); None leaves one out."""
    found = sample(name, lang)
    for key, value in changes.items():
        *above, last = key.split("__")
        inner = found
        for part in above:
            inner = inner[part]
        inner[last] = value
        if value is None:
            del inner[last]
    return found


@pytest.mark.parametrize(
    ("name", "stage", "path"),
    [
        *product([LICENSE], [""], ["/kind", "/source_no", "/purchase", "/granting", "/preparation/state"]),
        *product([LICENSE], [""], ["/payment/state", "/applied_by", "/applied_on"]),
        *product([LICENSE], ["decision"], ["/decision/matches", "/decision/result", "/decision/term", "/decision/on"]),
        *product([LICENSE], ["requesting"], ["/request/on", "/request/by"]),
        *product([LICENSE], ["licensing"], ["/license/approved_on", "/license/content", "/license/valid_from"]),
        *product([LICENSE], ["removing"], ["/removed/on", "/removed/by"]),
        *product([CERTIFICATE], ["sending"], ["/checked", "/server", "/recipient/department", "/address", "/media"]),
        *product([CERTIFICATE], ["sending"], ["/courier", "/waybill_no", "/sent_on", "/told_on"]),
        *product([CERTIFICATE], ["following"], ["/followed/asked_on", "/followed/arrived", "/followed/note"]),
        *product([CERTIFICATE], ["arrival"], ["/arrival/on", "/arrival/complete", "/arrival/by", "/arrival/signed_on"]),
        *product([TRIAL], [""], ["/reason", "/need", "/value", "/effect", "/mode", "/why_local", "/days"]),
        *product([TRIAL], ["assessing"], ["/assessment/needed", "/assessment/days", "/assessment/mode"]),
        *product([TRIAL], ["approving"], ["/approval/result", "/approval/by", "/approval/on"]),
        *product([TRIAL], ["agreement"], ["/agreement/number", "/agreement/signed_on"]),
        *product([TRIAL], ["ending"], ["/ending/use", "/ending/outcome", "/ending/removed_on", "/ending/removed_by"]),
    ],
)
def test_what_a_stage_must_say(name, stage, path):
    """LIC-1, LIC-3, DEL-2, DEL-3, DEL-4, TRI-1, TRI-2, TRI-3, TRI-5"""
    found = without(sample(name, "zh-Hans"), *path.strip("/").split("/"))
    assert problems(name, stage, found) == [("required", path)]


@pytest.mark.parametrize(
    ("stage", "changes", "place"),
    [
        ("", {"purchase": "none"}, "/purchase"),
        ("", {"applied_on": "2026-03-01"}, "/applied_on"),
        ("decision", {"decision__matches": "no"}, "/decision/result"),
        ("decision", {"decision__preparing": "na"}, "/decision/result"),
        ("decision", {"decision__paying": "no"}, "/decision/result"),
        ("decision", {"decision__term": "agreed"}, "/decision/term"),
        ("decision", {"decision__term": "quarter"}, "/decision/term"),
        ("decision", {"decision__term": "full", "payment__state": "first"}, "/decision/term"),
        ("decision", {"decision__on": "2026-03-02"}, "/decision/on"),
        ("requesting", {"request__on": "2026-03-02"}, "/request/on"),
        ("licensing", {"license__approved_on": "2026-03-02"}, "/license/approved_on"),
        ("licensing", {"license__term": "quarter"}, "/license/term"),
        ("licensing", {"license__valid_until": "2026-04-10"}, "/license/valid_until"),
        ("licensing", {"license__valid_until": "2026-03-08"}, "/license/valid_until"),
        ("licensing", {"license__valid_until": None}, "/license/valid_until"),
        ("paying", {"received__first_on": None, "received__full_on": None}, "/received/first_on"),
        ("removing", {"removed__on": "2026-03-08"}, "/removed/on"),
    ],
)
def test_what_the_rules_of_a_license_catch(stage, changes, place):
    """LIC-2, LIC-4"""
    assert problems(LICENSE, stage, changed(LICENSE, "zh-Hans", **changes)) == [("check", place)]


@pytest.mark.parametrize(
    ("term", "payment"),
    [("month", "none"), ("month", "full"), ("quarter", "first"), ("quarter", "full"), ("full", "full")],
)
def test_the_term_that_the_payments_allow_is_approved(term, payment):
    """LIC-4"""
    assert problems(LICENSE, "decision", changed(LICENSE, "en", decision__term=term, payment__state=payment)) == []


@pytest.mark.parametrize(
    ("stage", "changes", "place"),
    [
        ("sending", {"sent_on": "2026-03-01"}, "/sent_on"),
        ("sending", {"told_on": "2026-03-24"}, "/told_on"),
        ("following", {"followed__asked_on": "2026-03-24"}, "/followed/asked_on"),
        ("arrival", {"arrival__on": "2026-03-24"}, "/arrival/on"),
        ("arrival", {"arrival__signed_on": "2026-03-30"}, "/arrival/signed_on"),
    ],
)
def test_what_the_rules_of_a_delivery_catch(stage, changes, place):
    """DEL-1, DEL-3"""
    assert problems(CERTIFICATE, stage, changed(CERTIFICATE, "zh-Hans", **changes)) == [("check", place)]


@pytest.mark.parametrize(
    ("stage", "changes", "place"),
    [
        ("", {"requirements": "no"}, "/requirements"),
        ("", {"wished_from": "2026-03-01"}, "/wished_from"),
        ("assessing", {"assessment__needed": "no"}, "/assessment/result"),
        ("assessing", {"assessment__on": "2026-03-01"}, "/assessment/on"),
        ("approving", {"approval__on": "2026-03-02"}, "/approval/on"),
        ("agreement", {"agreement__signed_on": "2026-03-03"}, "/agreement/signed_on"),
        ("ending", {"ending__removed_on": "2026-03-10"}, "/ending/removed_on"),
    ],
)
def test_what_the_rules_of_a_trial_catch(stage, changes, place):
    """TRI-1, TRI-2, TRI-3, TRI-4"""
    assert problems(TRIAL, stage, changed(TRIAL, "zh-Hans", **changes)) == [("check", place)]


@pytest.mark.parametrize(
    ("name", "stage", "block"),
    [(LICENSE, "decision", "decision"), (TRIAL, "assessing", "assessment"), (TRIAL, "approving", "approval")],
)
def test_who_refuses_says_why(name, stage, block):
    """LIC-2, TRI-2"""
    refused = changed(name, "en", **{f"{block}__result": "refuse", f"{block}__reason": None})
    assert problems(name, stage, refused) == [("required", f"/{block}/reason")]


def test_what_is_internal_is_not_on_the_customers_receipt():
    """The server's state and the follow-up are the company's own notes."""
    answers = sample(CERTIFICATE, "en")
    shown = said(filled(CERTIFICATE, "en", answers, facts("arrival")))
    assert [text in shown for text in (answers["server"], answers["followed"]["note"])] == [False, False]
