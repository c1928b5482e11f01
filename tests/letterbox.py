"""Where notices of a test come to: an HTTP server of the standard library, as `json://` speaks to one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SECRET = "hush-8f3b"  # noqa: S105 - stands for a password in an address


@dataclass
class Letterbox:
    """What came, in order, as (path, title, text); while it is `down`, nothing is taken."""

    port: int = 0
    down: set[str] = field(default_factory=set)
    came: list[tuple[str, str, str]] = field(default_factory=list)

    def url(self, name: str) -> str:
        """The address, with a password, by which a message comes to a path of that name."""
        return f"json://keeper:{SECRET}@127.0.0.1:{self.port}/{name}"

    def titles(self, name: str) -> list[str]:
        """The titles of what came to a path."""
        return [title for path, title, _ in self.came if path == name]

    def texts(self, name: str) -> list[str]:
        """The texts of what came to a path."""
        return [text for path, _, text in self.came if path == name]


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """A server at work, and what came to it."""
    box = Letterbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = self.path.strip("/")
            if name not in box.down:
                box.came.append((name, said["title"], said["message"]))
            self.send_response(503 if name in box.down else 200)
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    box.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()


def channels(root: Path, box: Letterbox, *names: str) -> None:
    """Let the channels of an office lead to a letterbox, each to a path of its name."""
    path = root / "state" / "channels.toml"
    path.write_text("".join(f'{name} = "{box.url(name)}"\n' for name in names), encoding="utf-8")
    path.chmod(0o600)
