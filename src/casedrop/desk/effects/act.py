"""One effect carried out, by the function that is there for it; or put off, with the reason."""

from __future__ import annotations

import contextlib
from typing import assert_never

from casedrop.desk.effects import archive, drafts, export, issue, pdfs, reply, typing
from casedrop.desk.effects.setbacks import DEADLY, put_off, subject, why
from casedrop.desk.incidents import Died
from casedrop.desk.libreoffice.convert import NoConverter
from casedrop.desk.notices import sending
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.rendering.render import Unfit
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
    SendNotice,
    ShowSheet,
    UndoDrop,
    WithdrawDocument,
)
from casedrop.store.errors import Stale
from casedrop.store.records import Note, QueuedEffect


def act(room: Room, entry: QueuedEffect) -> list[Note] | None:
    """Do an effect, and give what the ledger learns by it; or write down why it waits, or when it is tried again, and give
    None."""
    with contextlib.suppress(Stale):  # whoever took it over does it
        before = room.incidents.get("effect", entry.key) if entry.fence > 1 else None
        if before and before.tries >= DEADLY:
            room.ledger.wait(entry, before.error)
            return None
        if entry.fence > 1:  # counted before it is tried: what ends the process is never counted after
            room.incidents.record("effect", entry.key, Died("an earlier try ended the process"), subject=subject(entry))
        learnt: list[Note] | None = None
        try:
            learnt = do(room, effect_of(entry))
        except (NoConverter, Unfit) as lack:
            room.ledger.wait(entry, why(lack))
        except Stale:
            raise
        except Exception as error:
            put_off(room, entry, error, before)
            return None
        room.incidents.resolve("effect", entry.key)
        return learnt
    return None


def do(room: Room, effect: Effect) -> list[Note]:
    """Carry out an effect, and give what the ledger learns by it; doing it twice comes to the same. Raises whatever the
    function for it raises."""
    if isinstance(effect, OfSender):
        _for_the_sender(room, effect)
    elif isinstance(effect, OfDesk):
        return _for_the_desk(room, effect)
    elif isinstance(effect, SendNotice):
        sending.send(room.workspace.settings, effect.channel, effect.about, effect.text)
    else:
        return _for_a_folder(room, effect)
    return []


def _for_a_folder(room: Room, effect: OfFolder) -> list[Note]:
    match effect:
        case ArchiveDrop():
            archive.archive_drop(room, effect)
        case ExportRows():
            export.export_rows(room, effect)
        case RecordCase():
            return archive.record_case(room, effect)
        case IssueDocument():
            learnt = issue.issue_document(room, effect)
            drafts.lay(room, effect.folder, effect.document)
            return learnt
        case ConvertDocument():
            learnt = pdfs.convert_document(room, effect)
            drafts.lay(room, effect.folder, effect.document)
            return learnt
        case WithdrawDocument():
            return issue.withdraw_document(room, effect)
        case UndoDrop():
            return issue.undo_drop(room, effect)
        case _:
            assert_never(effect)
    return []


def _for_the_desk(room: Room, effect: OfDesk) -> list[Note]:
    match effect:
        case ArchiveStray():
            archive.archive_stray(room, effect)
        case RecordDesk():
            return archive.record_desk(room, effect)
        case DropAgain():
            reply.drop_again(room, effect)
        case _:
            assert_never(effect)
    return []


def _for_the_sender(room: Room, effect: OfSender) -> None:
    match effect:
        case HandBack():
            reply.hand_back(room, effect)
        case ListProblems():
            export.list_problems(room, effect)
        case ShowSheet():
            typing.show_sheet(room, effect)
        case CutPages():
            reply.cut_pages(room, effect)
        case Reply():
            reply.reply(room, effect)
        case ClearInbox():
            reply.clear_inbox(room, effect)
        case _:
            assert_never(effect)
