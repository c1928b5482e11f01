"""News and an address, made into entries of the ledger's queue: each is decided once, by its key."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.desk.notices import addresses, words
from casedrop.desk.notices.addresses import Address
from casedrop.desk.notices.words import News
from casedrop.desk.recording.queueing import queued
from casedrop.desk.room import Room
from casedrop.intake import effect_codec
from casedrop.intake.effects import SendNotice
from casedrop.store.records import QueuedEffect

NOTICE = effect_codec.WORDS[SendNotice]
"""The word the queue has for sending a notice."""
SINCE = "notices"
"""The name under which it is remembered since when notices are sent: of what was before, nobody is told."""


def entries(room: Room, address: Address | None, news: News, key: str) -> list[QueuedEffect]:
    """What must be done to tell news: an entry for each channel; none if nobody wants it. Told again under the same key, it is
    the same."""
    return queued(effects(room, address, news), key)


def effects(room: Room, address: Address | None, news: News) -> Iterator[SendNotice]:
    """What must be done to tell news, as effects."""
    if address is None or not address.wants(news.kind):
        return
    at = addresses.goes_out(address, room.workspace.book.calendar, room.workspace.settings, room.clock())
    for channel in address.channels:
        yield SendNotice(channel, words.about(news, address.lang), words.text(news, address.lang), at)


def begin(room: Room) -> None:
    """Remember since when notices are sent, and forget it where none are any more."""
    is_wanted, known = bool(room.workspace.settings.notify), room.ledger.memo(SINCE)
    if is_wanted and not known:
        room.ledger.memorize(SINCE, room.clock().isoformat())
    elif known and not is_wanted:
        room.ledger.unlearn(SINCE)


def forget(room: Room) -> None:
    """Let nobody be told of what a ledger that was brought back, or made anew, still has to tell: it may have been told long
    since."""
    with room.ledger.transaction() as tx:
        tx.abandon(NOTICE)
        tx.calm()
        tx.memorize(SINCE, room.clock().isoformat())
