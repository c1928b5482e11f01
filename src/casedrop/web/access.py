"""Who may see what: a secret for each role, in a link that lies in its folder, and the cookie that remembers which were shown.

Secrets are worked out from the workspace's key and how often each was turned; none is written down but in the links. Whoever
can read a role's folder has its link: the folder is the audience.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from casedrop.store import files

OVERVIEW, KEEPER, PAPERS = "_overview", "_keeper", "_originals"
"""Who sees all cases, who runs casedrop, who keeps the paper originals. Their links lie in folders of the outbox of that name."""
NAME = "web.json"
"""The file of `state/` that says how often whose secret was turned."""
LASTS = timedelta(days=30)
"""How long a browser is remembered."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of a workspace: its key, and how often each holder's was turned."""

    key: bytes
    turned: Mapping[str, int]

    def secret(self, holder: str) -> str:
        """What a holder's link ends in: 43 letters that cannot be guessed."""
        return self._mac(f"link {holder} {self.turned.get(holder, 0)}")

    def opens(self, holder: str, secret: str) -> bool:
        """Whether a secret is a holder's, compared in constant time."""
        return hmac.compare_digest(self.secret(holder).encode(), secret.encode(errors="replace"))

    def cookie(self, holders: tuple[str, ...], at: datetime) -> str:
        """What a browser keeps that showed the secrets of these holders at a moment."""
        said = {"at": int(at.timestamp()), "of": {one: self.turned.get(one, 0) for one in holders}}
        text = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
        return f"{text}.{self._mac(f'cookie {text}')}"

    def holders(self, cookie: str, now: datetime) -> tuple[str, ...]:
        """Whose secrets a browser has shown, by its cookie; () of one that is not ours, is too old, or holds what was turned."""
        text, _, mac = cookie.partition(".")
        if not hmac.compare_digest(self._mac(f"cookie {text}").encode(), mac.encode(errors="replace")):
            return ()
        said = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if now >= datetime.fromtimestamp(said["at"], now.tzinfo) + LASTS:
            return ()
        return tuple(one for one, turned in said["of"].items() if turned == self.turned.get(one, 0))

    def token(self, cookie: str) -> str:
        """What a form must send back, so that only our own pages send it for whoever has the cookie."""
        return self._mac(f"form {cookie}")

    def is_token(self, token: str, cookie: str) -> bool:
        """Whether a form came from a page of ours that was shown to whoever has the cookie."""
        return hmac.compare_digest(self.token(cookie).encode(), token.encode(errors="replace"))

    def _mac(self, text: str) -> str:
        digest = hmac.new(self.key, f"casedrop web {text}".encode(errors="replace"), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def keys_of(state: Path, key: bytes) -> Keys:
    """The secrets of the workspace whose folder `state` and key these are."""
    try:
        said = json.loads((state / NAME).read_text(encoding="utf-8"))
        turned = {str(holder): int(times) for holder, times in said["turned"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        turned = {}
    return Keys(key, turned)


def turn(state: Path, keys: Keys, holder: str) -> Keys:
    """Let a holder's secret be another: the link as it was, and browsers that showed it, open nothing any more."""
    turned = {**keys.turned, holder: keys.turned.get(holder, 0) + 1}
    files.replace(state / NAME, json.dumps({"turned": turned}, indent=1).encode(), private=True)
    return replace(keys, turned=turned)
