"""One message given to the program that knows all channels; nothing it says is written down, for it may name an address."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from casedrop.desk.notices import channels
from casedrop.formats.late import Late
from casedrop.workspace.settings import Settings

if TYPE_CHECKING:
    import apprise
else:
    apprise = Late("apprise")


class NotSent(Exception):  # noqa: N818 - the situation is the name
    """A channel did not take a message, or leads nowhere; says why, and no address."""


def send(settings: Settings, channel: str, subject: str, text: str) -> None:
    """Send a message by a channel. Raises NotSent."""
    where = channels.url(settings, channel)
    if not where:
        raise NotSent(f"it is not said where the channel {channel} leads")
    if not channels.is_there():
        raise NotSent("notices need: pip install 'casedrop[notify]'")
    _silence()
    mail = apprise.Apprise()
    try:
        is_sent = mail.add(where) and mail.notify(body=text, title=subject, body_format=apprise.NotifyFormat.TEXT)
    except Exception as error:  # whatever a service raises may hold its address
        raise NotSent(f"the channel {channel} failed with {type(error).__name__}") from None
    if not is_sent:
        raise NotSent(f"the channel {channel} did not take it")


def _silence() -> None:
    """Let Apprise log nothing: its lines may name addresses."""
    log = logging.getLogger("apprise")
    log.propagate, log.disabled = False, True
