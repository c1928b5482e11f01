"""What the pages of the outbox have in common: how they look, and when they were written."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from casedrop.desk.room import Room
from casedrop.forms import template as templating
from casedrop.language import messages, show
from casedrop.store import files

if TYPE_CHECKING:
    from jinja2 import Template

QUARTER = 15
"""Minutes after which pages are written anew though they say the same, so that everybody sees that casedrop is at work."""
SILENT = """<script>
var written = document.getElementById("written");
if (Date.now() - Date.parse(written.dataset.at) > 36e5) written.className = "silent";
</script>"""
"""What colours the line about when a page was written, once that is more than an hour ago; without JavaScript it is read."""


def rendered(name: str, lang: str, **said: object) -> str:
    """A page by the name of its template, in a language."""
    return str(_template(name, lang).render(lang=lang, style=_style(), **said))


def put(room: Room, path: Path, page: str) -> bool:
    """Write a page somewhere below the outbox unless it stands there as it is; gives whether it was written. Raises OSError, also
    where a link on the way leads elsewhere (L10)."""
    data = page.encode()
    if path.exists() and path.read_bytes() == data:
        return False
    files.make_dir(path.parent, within=room.workspace.outbox)
    files.show(path, data)
    return True


def quarter(room: Room) -> datetime:
    """The quarter of an hour it is, in the company's zone: pages written in the same one say the same time."""
    now = room.clock().astimezone(room.workspace.settings.zone)
    return now.replace(minute=now.minute // QUARTER * QUARTER, second=0, microsecond=0)


def written(room: Room, lang: str) -> Markup:
    """The line that says when a page was written, and what it means if that is long ago."""
    at = quarter(room)
    said = messages.phrase("pages.written", lang, at=f"{at:%H:%M}, {show(at.date().isoformat(), 'date', lang)}")
    return Markup('<p class="written" id="written" data-at="{}">{}</p>\n').format(at.isoformat(), said) + Markup(SILENT)  # noqa: S704 - our own


@lru_cache(maxsize=64)
def _template(name: str, lang: str) -> Template:
    return templating.environment(lang).from_string(text(name))


@cache
def _style() -> Markup:
    return Markup(text("page.css"))  # noqa: S704 - our own


@cache
def text(name: str) -> str:
    """A file that lies beside this one."""
    return resources.files("casedrop.desk.outbox").joinpath(name).read_text(encoding="utf-8")
