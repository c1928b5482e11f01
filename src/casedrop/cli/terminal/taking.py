"""What `watch` and `run` tell of each drop and of what keeps something from being done: printed, as JSON, in the log."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import click

from casedrop.cli.terminal import log
from casedrop.cli.terminal.common import remark, say
from casedrop.cli.terminal.speech import spoken, worded
from casedrop.desk.desk import Outcome
from casedrop.language import messages
from casedrop.language.plain import plain
from casedrop.language.problem import Json, Problem
from casedrop.workspace.workspace import Workspace


class Teller:
    """Tells what is heard of drops in a workspace; `form` is how: `lines` for people, `json` at the end, `jsonl` line by line."""

    def __init__(self, of: Workspace, form: str = "lines") -> None:
        self.of, self.form = of, form
        self.drops: list[dict[str, Json]] = []

    def hear(self, path: Path, outcome: Outcome) -> None:
        """Tell of a drop that was decided."""
        role = self._role(path)
        level = logging.INFO if outcome.kind == "accepted" else logging.WARNING
        lines = [_head(path, outcome), *(f"  {_line(problem)}" for problem in outcome.problems)]
        log.write("; ".join(line.strip() for line in lines), role, level)
        if self.form == "lines":
            for line in lines:
                remark(log.for_journal(line, role, level))
            return
        self.drops.append(self._values(path, role, outcome))
        if self.form == "jsonl":
            click.echo(json.dumps(self.drops.pop(), ensure_ascii=True))

    @staticmethod
    def trouble(sentence: str) -> None:
        """Tell what keeps something from being done, on the error output."""
        log.write(sentence, level=logging.ERROR)
        say(log.for_journal(sentence, level=logging.ERROR), err=True)

    def _role(self, path: Path) -> str | None:
        """The role into whose folder a file was dropped; None if it is nobody's."""
        parts = path.relative_to(self.of.inbox).parts if path.is_relative_to(self.of.inbox) else ()
        return self.of.settings.role(parts[0]) if len(parts) > 1 else None

    def _values(self, path: Path, role: str | None, outcome: Outcome) -> dict[str, Json]:
        problems = [{"code": p.code, **p.place.args, "says": messages.say(p, spoken())} for p in outcome.problems]
        told = {"file": plain(path.name), "role": role, "kind": outcome.kind, "case": outcome.case_id}
        return {**told, "problems": problems}


def _head(path: Path, outcome: Outcome) -> str:
    said = {"kind": worded(f"kind_{outcome.kind}"), "file": plain(path.name)}
    return worded("heard_case", **said, case=outcome.case_id) if outcome.case_id else worded("heard", **said)


def _line(problem: Problem) -> str:
    return f"{messages.say(problem, spoken())}  [{problem.code}]"
