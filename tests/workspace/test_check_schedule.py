"""Every mistake in what the calendar starts is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check

CALLS, REVIEW = "forms/callback/flow.yaml", "forms/service-review/flow.yaml"
FLOWS = ("callback", "service-review")


def told(tree: Path) -> list[tuple[str, str, int]]:
    return [(p.code, str(p.place.args["file"]), int(p.place.args["line"])) for p in check(workspace.read(tree))]


def broken(tree: Path, file: str, old: str, new: str) -> int:
    """Change one thing; the number of the line it stands on."""
    text = (tree / file).read_text(encoding="utf-8")
    assert old in text
    (tree / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (CALLS, "b: 2 months", "b: twice", "yaml.schema"),
        (CALLS, "on: first open day", "on: 32", "yaml.schema"),
        (CALLS, "for: customers", "for: suppliers", "yaml.schema"),
        (CALLS, "go: calling\n    lang", "go: caling\n    lang", "stage.unknown"),
        (CALLS, "row.service.until >=", "row.service.untill >=", "name.unknown"),
        (CALLS, "else row.class", "else row.klass", "name.unknown"),
        (CALLS, "lang: row.language", "lang: row.tongue", "name.unknown"),
        (CALLS, "from: period.start", "from: period.begin", "name.unknown"),
        (CALLS, "give: {customer", "give: {client", "name.unknown"),
        (REVIEW, '    when: "customers | count > 0 or gathered.ratings | count > 0"\n', "", "start.always"),
        (REVIEW, "gathered.ratings", "gathered.marks", "name.unknown"),
        (REVIEW, "customers | count > 0 or gathered.ratings | count > 0", "row.class == 'a'", "name.unknown"),
        (CALLS, "on: first open day", "on: first open day\n    calendar: vm", "name.unknown"),
        (REVIEW, "collect:\n      ratings", "collect:\n      marks", "name.unknown"),
        (REVIEW, "flow: onsite-service", "flow: onsite-servise", "name.unknown"),
        (REVIEW, "rating: record.satisfaction", "rating: record.content", "name.unknown"),
        (REVIEW, "rating: call.satisfaction", "rating: record.satisfaction", "name.unknown"),
        (REVIEW, "month: call.called_on | month", "month: call.called_on | monat", "name.unknown"),
    ],
)
def test_a_mistake_in_a_start_is_told_with_its_line(tree, file, old, new, code):
    line = broken(tree, file, old, new)
    found = [(c, f, n) for c, f, n in told(tree) if (c, f) == (code, file)]
    assert any(abs(n - line) <= 2 for _, _, n in found), (found, line)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('country = "VN"', 'country = "JP"', "calendar.missing"),
        ('form = "customer-register"', 'form = "no-register"', "start.no-register"),
    ],
)
def test_what_a_start_needs_of_the_settings_is_told(tree, old, new, code):
    broken(tree, "casedrop.toml", old, new)
    assert code in {c for c, _, _ in told(tree)}
