"""What whoever runs casedrop is told: what was set aside, what is held back, and that no watcher is at work."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from casedrop.desk import watchers
from casedrop.desk.notices import addresses, deciding
from casedrop.desk.notices.addresses import Address
from casedrop.desk.notices.words import News
from casedrop.desk.room import Room
from casedrop.store.errors import Trouble
from casedrop.store.records import QueuedEffect

PAGE = "outbox/_keeper/_todo.html"
SILENT = timedelta(hours=1)
"""After how long a watcher that ends no round counts as one that is not at work."""


def tell(room: Room) -> None:
    """Decide what is told of all that is set aside or held back, each once; where the ledger fails, that is left for later."""
    keeper = addresses.of_keeper(room.workspace.settings)
    if keeper is None:
        return
    with contextlib.suppress(Trouble, OSError):
        found = [*_aside(room, keeper), *_withheld(room, keeper)]
        if found:
            with room.ledger.transaction() as tx:
                tx.queue(None, found)


def tell_stopped(room: Room) -> bool:
    """Decide to tell that no watcher is at work, once for each time it stopped; whether none is, though one was. Raises what the
    ledger raises."""
    keeper, last = addresses.of_keeper(room.workspace.settings), watchers.watcher(room)
    others = [one for one in watchers.watchers(room) if one.alive]
    if last.at is None or others or (last.alive and room.clock() - last.at < SILENT):
        return False
    seen = last.at.astimezone(room.workspace.settings.zone)
    news = News("stopped", f"{seen:%Y-%m-%d %H:%M}", where=room.workspace.root.as_posix())
    with room.ledger.transaction() as tx:
        tx.queue(None, deciding.entries(room, keeper, news, f"stopped:{last.at.isoformat()}"))
    return True


def _aside(room: Room, keeper: Address) -> Iterator[QueuedEffect]:
    """What was set aside since notices are sent; of a notice that cannot be sent, nothing is sent."""
    began = room.ledger.memo(deciding.SINCE)
    for one in room.incidents.all():
        if began and datetime.fromisoformat(one.since) >= datetime.fromisoformat(began):
            news = News("aside", one.say(keeper.lang), where=PAGE)
            yield from deciding.entries(room, keeper, news, f"aside:{one.key}:{one.since}")


def _withheld(room: Room, keeper: Address) -> Iterator[QueuedEffect]:
    """What waits for the keeper and is no incident: each reason once a day, however many documents it holds back."""
    known = {one.name for one in room.incidents.all() if one.kind == "effect"}
    waits = (one for one in room.ledger.queued("waiting") if one.kind != deciding.NOTICE and one.key not in known)
    day = room.clock().astimezone(room.workspace.settings.zone).date().isoformat()
    for why in dict.fromkeys(entry.why for entry in waits):
        mark = hashlib.sha256(why.encode(errors="surrogateescape")).hexdigest()[:16]
        yield from deciding.entries(room, keeper, News("withheld", why, where=PAGE), f"withheld:{day}:{mark}")
