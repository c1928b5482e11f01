"""Answers that came on paper, to be typed by a person: the pages of the scan beside what is to be typed (R16)."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from casedrop.desk.effects.reply import give_back
from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.formats.scan.limits import UnusableError
from casedrop.forms import template as templating
from casedrop.forms.form import Field, Form
from casedrop.intake.effects import ShowSheet
from casedrop.language import messages

if TYPE_CHECKING:
    from PIL import Image

    from casedrop.formats.scan import pages as scanned
else:
    Image, scanned = Late("PIL.Image"), Late("casedrop.formats.scan.pages")

DPI, MOST = 110, 20
"""How finely pages are shown, and how many of them."""
_WORDS = ("unseen", "read", "fields")


def show_sheet(room: Room, do: ShowSheet) -> None:
    """Put a page into `returned/` that shows the pages of a scan, upright, beside the fields to be typed and, where the scan
    prints letters of its own, what these say that was not printed when it was issued."""
    form = room.releases.form(do.release, do.form) or room.form(do.form)
    pages = list(_pictures(room.spooled(do.sha256), do.turns))
    give_back(room, do.path, do.name, _page(form, do, pages).encode())


def _page(form: Form, do: ShowSheet, pages: Sequence[str]) -> str:
    said = {word: messages.phrase(f"answers.typing_{word}", do.lang) for word in _WORDS}
    said |= {
        word: messages.phrase(f"answers.typing_{word}", do.lang, form=form.titles[do.lang]) for word in ("title", "do")
    }
    text = resources.files("casedrop.desk").joinpath("typing.html").read_text(encoding="utf-8")
    writable = form.writable(do.part)
    labels = [_label(form, field, do.lang) for field in form.fields if field.pointer in writable]
    shown = {"said": said, "pages": pages, "read": do.read, "labels": labels}
    return str(templating.environment(do.lang).from_string(text).render(lang=do.lang, **shown))


def _label(form: Form, field: Field, lang: str) -> str:
    """What a field is called; one in rows behind what its table is called."""
    own = field.labels[lang]
    return f"{form.label(field.rows, lang)} · {own}" if field.rows else own


def _pictures(data: bytes, turns: Sequence[int]) -> Iterator[str]:
    """The first pages of a scan as pictures in text; as many as can be opened."""
    try:
        with scanned.opened(data) as sheets:
            for turn, sheet in zip(turns[:MOST], sheets, strict=False):
                out = io.BytesIO()
                Image.fromarray(sheet.grey(DPI)).rotate(-turn, expand=True).save(out, "PNG")
                yield base64.b64encode(out.getvalue()).decode()
    except UnusableError:
        return
