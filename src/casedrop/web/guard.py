"""What holds of every answer and every request: what a browser may do with a page, and how much may be sent."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casedrop.web import assets

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Content-Security-Policy: our own styles and pictures, forms back to us; no script at all."""
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class TooMuch(Exception):  # noqa: N818 - the situation is the name
    """More was sent than may be dropped at once."""


class Guard:
    """An application of which every answer says what a browser may do with it, and to which no more than `most()` bytes are
    sent. Raises TooMuch into the application."""

    def __init__(self, app: ASGIApp, most: Callable[[], int]) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, _counting(scope, receive, self.most()), _heading(scope, send))


def _heading(scope: Scope, send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in ALWAYS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", _lasts(scope["path"], message["status"]))
        await send(message)

    return headed


def _lasts(path: str, status: int) -> str:
    """Whether an answer may be kept: only our own styles and pictures, which never change at their address."""
    return assets.FOR_GOOD if status in (200, 304) and path.startswith(f"{assets.address()}/") else "no-store"


def _counting(scope: Scope, receive: Receive, most: int) -> Receive:
    told = Headers(scope=scope).get("content-length", "0")
    left = most if not told.isdigit() or int(told) <= most else -1

    async def counted() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooMuch
        return message

    return counted
