"""Starting: what a crash left is tidied, what is due is up to date, and what a dead desk held is taken over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from casedrop.desk import causes, deadlines, readmes
from casedrop.desk.effects.archive import home_of
from casedrop.desk.effects.setbacks import LONGEST_WAIT
from casedrop.desk.outbox import blanks, shelf_page, sources
from casedrop.desk.receiving import set_aside
from casedrop.desk.recording import registering
from casedrop.desk.recording.queueing import effect_of, told
from casedrop.desk.recording.writer import Writer
from casedrop.desk.recovery import earlier_outbox
from casedrop.desk.room import Room
from casedrop.store import files, folders
from casedrop.store.records import Intake, QueuedEffect
from casedrop.store.versions import SHELF
from casedrop.workspace.errors import BrokenWorkspace

YOUNG = timedelta(hours=1)
"""What is younger may be in the hands of another desk."""
TIDY = "tidy"
"""The name under which it is remembered whether all that a crash may have left is tidied."""


def begin(room: Room, writer: Writer) -> None:
    """Free what this desk and dead ones held before, let what was set aside be tried again, tidy up, sort an outbox of
    before, and bring shelf and deadlines up to date. Whatever of that fails is set aside by itself."""
    room.ledger.free(room.owner, room.clock())
    room.ledger.hasten(room.clock() + timedelta(seconds=LONGEST_WAIT))
    free_the_dead(room)
    try_again(room, also_deadly=False)
    for flow, problems in room.workspace.resting.items():
        room.incidents.note("workspace", f"forms/{flow}", causes.words(BrokenWorkspace(problems)), "rests")
    with room.incidents.guarded("workspace", "state/spool"):
        tidy(room)
    with room.incidents.guarded("workspace", "state/returned"):
        room.given.begin()
    with room.incidents.guarded("workspace", "outbox"):
        earlier_outbox.sort(room)
    with room.incidents.guarded("workspace", "inbox"):
        readmes.refresh(room.workspace)
    with room.incidents.guarded("workspace", f"outbox/{blanks.BLANK}"):
        blanks.refresh(room)
    shelf_page.refresh(room)
    with room.incidents.guarded("workspace", "customers"):
        registering.adopt(room.ledger, room.workspace.book, room.clock())
    deadlines.refresh(room, writer, sources.digest(room.workspace))


def try_again(room: Room, *, also_deadly: bool = True) -> int:
    """Let everything that was set aside, or waits for something that was missing, be tried again, or all but what ended the
    process that tried it; gives how much."""
    waits = room.ledger.queued("waiting")
    for kind in dict.fromkeys(entry.kind for entry in waits):
        room.ledger.wake(kind)
    unclear = [one.name for one in room.incidents.all() if one.kind == "line"]
    if unclear:
        with room.ledger.transaction() as tx:
            tx.spoil(name.split("/")[0] for name in unclear)
    of_effects = sum(one.kind == "effect" for one in room.incidents.all())
    return room.incidents.clear(also_deadly=also_deadly) - of_effects + len(waits)


def free_the_dead(room: Room) -> None:
    """End the leases of every desk that is dead."""
    now = room.clock()
    for owner in room.ledger.owners(now) - {room.owner}:
        if room.life.is_over(owner):
            room.ledger.memorize(TIDY, "no")
            room.ledger.free(owner, now)


def resume(room: Room, take_in: Callable[[Intake], object]) -> None:
    """Take in every drop that was left open and that no desk holds; one that fails is set aside and holds up no other."""
    now = room.clock()
    for intake in room.ledger.open_intakes():
        if intake.lease_until <= now and room.incidents.get("drop", intake.path) is None:
            try:
                take_in(intake)
            except Exception as error:
                set_aside(room, intake.path, error)


def tidy(room: Room) -> None:
    """Leave in the spool only what open drops and effects need, and, after a crash, no temporary file that it left anywhere.

    What is younger than an hour stays while other desks are at work: it may be theirs.
    """
    state, ledger = room.workspace.settings.state, room.ledger
    is_one_alive, has_one_died = room.life.others(room.owner)
    age = YOUNG if is_one_alive else timedelta()
    limit = datetime.now(UTC) - age  # the age of a file is no case's time
    entries = (*ledger.queued("due"), *ledger.queued("waiting"))
    if has_one_died or ledger.memo(TIDY) != "yes":
        homes = {room.archive.root / home for entry in entries if (home := _home(room, entry))}
        for place in (state, room.workspace.inbox, room.workspace.outbox, room.archive.root / SHELF, *homes):
            folders.sweep(place, limit)
        ledger.memorize(TIDY, "no" if is_one_alive else "yes")
    empty_spool(room, limit)


def empty_spool(room: Room, limit: datetime) -> None:
    """Leave in the spool what open drops and effects need, and what was written since `limit`."""
    entries = (*room.ledger.queued("due"), *room.ledger.queued("waiting"))
    needed = {told(entry, "sha256") for entry in entries}
    needed |= {intake.sha256 for intake in room.ledger.open_intakes()}
    for path in room.spool.iterdir():
        if path.name not in needed and path.stat().st_mtime < limit.timestamp():
            files.remove(path)


def _home(room: Room, entry: QueuedEffect) -> str | None:
    """The folder of the archive an entry of the queue reads or writes; None also for one that cannot be understood: whoever
    carries it out tells of it."""
    try:
        return home_of(room, effect_of(entry))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
