"""The rounds of the post: what came is taken in, what is decided is answered, what is ready goes out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from casedrop.desk.liveness import alone
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.mail import answering, drafts, incoming, sending
from casedrop.mail.accounts import EVERY_SECONDS, MailDown, boxes
from casedrop.store.errors import Trouble
from casedrop.store.records import LetterRow


@dataclass(frozen=True)
class Round:
    """What a round of the post did: the letters taken in and those it tried to send; whether others were at it (`is_busy`)."""

    taken: Sequence[LetterRow] = ()
    sent: Sequence[LetterRow] = ()
    is_busy: bool = False


def fetch(room: Room) -> Round:
    """Take in what lies in the mailboxes. A server that is down is told to the keeper, and holds up no other."""
    with _at_the_post(room) as is_mine:
        if not is_mine:
            return Round(is_busy=True)
        taken = list[LetterRow]()
        for box in boxes(room.workspace.settings):
            with _minding(room, box.name):
                taken += incoming.fetch(room, box)
        return Round(taken)


def send(room: Room) -> Round:
    """Answer what is decided, and send what is ready and what was approved."""
    with _at_the_post(room) as is_mine:
        if not is_mine:
            return Round(is_busy=True)
        answering.answer(room)
        drafts.approve_all(room)
        with room.incidents.guarded("mail", "drafts"):
            drafts.withdraw_outdated(room)
        with _minding(room, "sending"):
            return Round(sent=sending.send(room))
        return Round()


@contextmanager
def running(opened: Callable[[], Room], every: float = EVERY_SECONDS) -> Iterator[None]:
    """A context in which rounds of the post are made beside all else, each in a room of its own, so that files that changed are
    read anew and no server that is slow holds up a drop."""
    stopped = threading.Event()

    def rounds() -> None:
        while not stopped.is_set():
            _one(opened)
            stopped.wait(every)

    thread = threading.Thread(target=rounds, name="post", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(timeout=5)


def _one(opened: Callable[[], Room]) -> None:
    """One whole round; whatever fails is tried again at the next."""
    try:
        room = opened()
    except Exception:
        return
    try:
        fetch(room)
        send(room)
    except Exception as error:
        room.incidents.record("mail", "round", error)
    finally:
        room.ledger.close()


@contextmanager
def _at_the_post(room: Room) -> Iterator[bool]:
    with alone(room.workspace.settings.state / "mail.lock") as is_mine:
        yield is_mine


@contextmanager
def _minding(room: Room, name: str) -> Iterator[None]:
    """A context that tells the keeper of a server that is down, of a package that is missing, or of what else is raised; if all
    goes well, that is forgotten."""
    try:
        yield
    except MailDown as error:
        room.incidents.note("mail", name, error.words, "mail")
    except ModuleNotFoundError:
        room.incidents.note("mail", name, messages.in_each_language("mail.missing"), "mail")
    except (OSError, Trouble) as error:
        room.incidents.record("mail", name, error)
    else:
        room.incidents.resolve("mail", name)
