"""Effects as JSON and back, as the ledger's queue keeps them: the one place that knows their kinds and keys. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.cases import dataclass_json
from casedrop.intake import effects
from casedrop.intake.effects import Effect
from casedrop.language.problem import Answers, Json

KINDS: Mapping[str, type[Effect]] = {
    "keep": effects.ArchiveDrop,
    "keep-stray": effects.ArchiveStray,
    "record": effects.RecordCase,
    "record-desk": effects.RecordDesk,
    "issue": effects.IssueDocument,
    "pdf": effects.ConvertDocument,
    "withdraw": effects.WithdrawDocument,
    "export": effects.ExportRows,
    "undo": effects.UndoDrop,
    "hand-back": effects.HandBack,
    "report": effects.ListProblems,
    "show": effects.ShowSheet,
    "cut": effects.CutPages,
    "tell": effects.Reply,
    "call": effects.DropAgain,
    "clear": effects.ClearInbox,
    "notice": effects.SendNotice,
}
"""The class of each kind of effect, by the word the queue has for it."""

WORDS: Mapping[type[Effect], str] = {cls: kind for kind, cls in KINDS.items()}
"""The word the queue has for each kind of effect."""


def to_json(effect: Effect) -> dict[str, Json]:
    """What an effect says, as JSON values."""
    return dataclass_json.encode(effect)


def from_json(kind: str, payload: Answers) -> Effect:
    """The effect that `to_json` wrote, also after a way through JSON text.

    Raises KeyError for a kind that is none, TypeError if something is missing of it.
    """
    effect: Effect = dataclass_json.decode(KINDS[kind], payload)
    return effect
