"""The filled workbook as bytes: locked, in the faces of its language, stamped, and the same each time."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats import zips
from casedrop.formats.excel.job import Job, SheetLayout, day_of
from casedrop.formats.excel.refs import corner
from casedrop.formats.excel.xml import parse, serial
from casedrop.formats.properties import CORE, CUSTOM, stamped, titled
from casedrop.formats.shell import shell

FACES = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
"""The face of all labels and values, one for a whole cell; Arial in other languages (documents.md 8)."""

STYLES, SHEETS, MEDIA, CHARTS = "xl/styles.xml", "xl/worksheets/sheet", "xl/media/", "xl/charts/chart"
OWN = frozenset({STYLES, CORE, CUSTOM})
_MERGED = re.compile(rb'<mergeCell ref="([^"]+)"/>')

_LABELS = re.compile(rb'(<dLbls><numFmt formatCode="[^"]*")/>')
_EASTERN = re.compile(rb'<a:ea typeface="[^"]*"')
_SANS = frozenset({"Arial", "Calibri", "Microsoft YaHei", "Microsoft JhengHei"})
_REFERENCE = re.compile(rb"&#(\d+);")
LAST_ASCII = 127

_LABELLED = re.compile(rb"<dLbls>.*?</dLbls>", re.DOTALL)
_SHOWN = re.compile(rb"<cat>.*?\$(\d+):\$[A-Z]+\$(\d+)</f>", re.DOTALL)
_NAMED = re.compile(rb'(<catAx>.*?<tickLblPos val=")[a-zA-Z]+', re.DOTALL)
MOST = 16
"""Rows of a chart whose figures and names still stand beside each other."""


def finish(book: Workbook, job: Job, layout: SheetLayout, stamp: str, open_sheets: Collection[str] = ()) -> bytes:
    """The bytes of the workbook; dated by `doc.date` or `today`, by nothing else.

    Of the `open_sheets` rows may be taken out, sorted and pasted over: a protected sheet allows none of it.
    """
    for sheet in book:
        if sheet.title not in open_sheets:
            protect(sheet)
    out = io.BytesIO()
    book.save(out)
    parts = zips.read_parts(out.getvalue())
    parts[STYLES] = faced(parts[STYLES], FACES.get(job.lang, "Arial"))
    for name in (name for name in parts if name.startswith(CHARTS)):
        parts[name] = charted(parts[name], FACES.get(job.lang))
    grown = growing(book, job, layout)
    for name in (name for name in parts if name.startswith(SHEETS)):
        parts[name] = in_order(unpinned(lettered(parts[name]), grown.get(name, frozenset())))
    company = job.facts.get("company", {}).get("name", "")
    parts = titled(parts, job.form.titles[job.lang], company, day_of(job))
    parts = stamped(parts, stamp)
    return shell(parts, own_parts(parts)).filled(parts)


def own_parts(parts: Iterable[str]) -> frozenset[str]:
    """The parts that differ from one document of a template to the next."""
    return frozenset(name for name in parts if name in OWN or name.startswith((SHEETS, MEDIA)))


def protect(sheet: Worksheet) -> None:
    """Protect a sheet without a password; formatting, filtering and inserting rows stay allowed."""
    sheet.protection.sheet = True
    sheet.protection.formatCells = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.insertRows = False
    sheet.protection.autoFilter = False


def faced(styles: bytes, face: str) -> bytes:
    """The styles with every sans face replaced; theme fonts, which would win over a name, are let go."""
    root = parse(styles)
    for font in root.iterfind("{*}fonts/{*}font"):
        for name in font.findall("{*}name"):
            name.set("val", face if name.get("val") in _SANS else name.get("val", face))
        for extra in (*font.findall("{*}scheme"), *font.findall("{*}charset")):
            font.remove(extra)
    return serial(root)


def charted(chart: bytes, face: str | None) -> bytes:
    """The chart with its Chinese letters in a face (None: as its template names them), and labels in the formats it gives
    them: openpyxl does not say that they are not those of the cells."""
    chart = _LABELS.sub(rb'\1 sourceLinked="0"/>', uncrowded(chart))
    return _EASTERN.sub(b'<a:ea typeface="%s"' % face.encode(), chart) if face else chart


def uncrowded(chart: bytes) -> bytes:
    """The chart without figures, and without names below what stands upright, if it shows so many rows that they would be
    written over each other: the table says them."""
    rows = _SHOWN.search(chart)
    if not rows or int(rows[2]) - int(rows[1]) < MOST:
        return chart
    bare = _LABELLED.sub(b"", chart)
    return bare if b'<barDir val="bar"/>' in bare else _NAMED.sub(rb"\1none", bare)


def growing(book: Workbook, job: Job, layout: SheetLayout) -> dict[str, frozenset[int]]:
    """The rows people write into, by part: they may grow by themselves while someone types."""
    grown: dict[str, frozenset[int]] = {}
    for rows, table in layout.tables.items():
        if any(f.pointer in job.writable for f in job.form.tables[rows]):
            part = f"xl/worksheets/sheet{book.worksheets.index(book[table.sheet]) + 1}.xml"
            grown[part] = grown.get(part, frozenset()) | frozenset(range(table.first, table.last + 1))
    return grown


def unpinned(sheet: bytes, rows: frozenset[int]) -> bytes:
    """The sheet with the heights of these rows as they are now, not as they must be."""
    if not rows:
        return sheet

    def loose(match: re.Match[bytes]) -> bytes:
        return match[0].replace(b' customHeight="1"', b"") if int(match[1]) in rows else match[0]

    return re.sub(rb'<row r="(\d+)"[^>]*>', loose, sheet)


def lettered(sheet: bytes) -> bytes:
    """The sheet with its letters as UTF-8 has them; openpyxl writes the numbers of all that ASCII has not."""
    return _REFERENCE.sub(lambda found: chr(int(found[1])).encode() if int(found[1]) > LAST_ASCII else found[0], sheet)


def in_order(sheet: bytes) -> bytes:
    """The sheet with its merged areas in the order of the page: as a set has them, they stand otherwise for every size."""
    areas = sorted(_MERGED.findall(sheet), key=lambda area: corner(area.decode()) or (0, 0))
    whole = iter(areas)
    return _MERGED.sub(lambda _: b'<mergeCell ref="%s"/>' % next(whole), sheet)
