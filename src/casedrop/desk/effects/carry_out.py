"""Which function does which effect."""

from __future__ import annotations

from typing import assert_never

from casedrop.desk.effects import archive, export, issue, pdfs, reply
from casedrop.desk.room import Room
from casedrop.intake.effects import (
    ArchiveDrop,
    ArchiveStray,
    ClearInbox,
    ConvertDocument,
    CutPages,
    DropAgain,
    Effect,
    ExportRows,
    HandBack,
    IssueDocument,
    ListProblems,
    OfDesk,
    OfFolder,
    OfSender,
    RecordCase,
    RecordDesk,
    Reply,
    UndoDrop,
    WithdrawDocument,
)


def carry_out(room: Room, effect: Effect) -> None:
    """Do what was decided; done twice, it comes to the same. Raises what the function that does it raises."""
    if isinstance(effect, OfSender):
        _for_the_sender(room, effect)
    elif isinstance(effect, OfDesk):
        _for_the_desk(room, effect)
    else:
        _for_a_folder(room, effect)


def _for_a_folder(room: Room, effect: OfFolder) -> None:
    match effect:
        case ArchiveDrop():
            archive.archive_drop(room, effect)
        case RecordCase():
            archive.record_case(room, effect)
        case IssueDocument():
            issue.issue_document(room, effect)
        case ConvertDocument():
            pdfs.convert_document(room, effect)
        case WithdrawDocument():
            issue.withdraw_document(room, effect)
        case ExportRows():
            export.export_rows(room, effect)
        case UndoDrop():
            issue.undo_drop(room, effect)
        case _:
            assert_never(effect)


def _for_the_desk(room: Room, effect: OfDesk) -> None:
    match effect:
        case ArchiveStray():
            archive.archive_stray(room, effect)
        case RecordDesk():
            archive.record_desk(room, effect)
        case DropAgain():
            reply.drop_again(room, effect)
        case _:
            assert_never(effect)


def _for_the_sender(room: Room, effect: OfSender) -> None:
    match effect:
        case HandBack():
            reply.hand_back(room, effect)
        case ListProblems():
            export.list_problems(room, effect)
        case CutPages():
            reply.cut_pages(room, effect)
        case Reply():
            reply.reply(room, effect)
        case ClearInbox():
            reply.clear_inbox(room, effect)
        case _:
            assert_never(effect)
