"""The hand at the keyboard: run by a Python that has LibreOffice's `uno`, it opens a document and types as it is told.

    python3 hand.py PIPE            one job a line comes in as JSON, one answer a line goes out

It knows no form and nothing of casedrop; what to do stands in the job: `source`, the document, and `steps`, each a method
of `Typist` with its arguments.
"""

from __future__ import annotations

import json
import sys
import time

import uno
from com.sun.star.awt import Key, KeyEvent, KeyModifier
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException

SECONDS = 60
SCRATCH = "private:factory/swriter"


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe):
    """The context of the office that listens at the pipe; raises TimeoutError."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # what pyuno raises while nobody listens differs by version
            time.sleep(0.1)
    raise TimeoutError(pipe)


class Office:
    """A running office: documents opened in it, and the keys that are pressed."""

    def __init__(self, context):
        manager = context.ServiceManager
        self.context = context
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.toolkit = manager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        self.dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        self.scratches = {}

    def open(self, url):
        for _ in range(5):
            doc = self.desktop.loadComponentFromURL(url, "_blank", 0, ())
            if doc is not None:
                return doc
            time.sleep(0.2)
        raise OSError(url)

    def scratch(self, kind):
        """A document of its own, kept open, from which one kind of thing is copied."""
        if kind not in self.scratches:
            self.scratches[kind] = self.open(SCRATCH)
        return self.scratches[kind]

    def press(self, event):
        self.toolkit.keyPress(event)
        self.toolkit.keyRelease(event)

    def settle(self):
        """Let the office do what its keys ask for."""
        self.toolkit.processEventsToIdle()

    def dispatch(self, doc, command, *args):
        self.dispatcher.executeDispatch(doc.CurrentController.Frame, f".uno:{command}", "", 0, args)


class Typist:
    """One document being typed into."""

    def __init__(self, office, doc):
        self.office, self.doc = office, doc
        self.window, self.events = doc.CurrentController.Frame.ComponentWindow, {}
        self.cursor = doc.CurrentController.ViewCursor if hasattr(doc.CurrentController, "ViewCursor") else None

    def do(self, step):
        verb, *rest = step
        getattr(self, verb)(*rest)

    # -- where

    def at(self, mark, where):
        """Put the cursor at the start or the end of what a bookmark encloses, in its middle, or select all of it."""
        anchor = self.doc.Bookmarks.getByName(mark).Anchor
        self.cursor.gotoRange(anchor.End if where == "end" else anchor.Start, False)
        if where == "all":
            self.cursor.gotoRange(anchor.End, True)
        elif where == "middle":
            self.cursor.goRight(max(1, len(anchor.String) // 2), False)

    def cell(self, sheet, cell):
        """Choose a cell of a workbook."""
        there = self.doc.Sheets.getByName(sheet)
        self.doc.CurrentController.setActiveSheet(there)
        self.doc.CurrentController.select(there.getCellRangeByName(cell))
        self.office.settle()

    def new_row(self, mark):
        """Press Tab in the last cell of the table in which a bookmark stands: that makes a row."""
        table = self.doc.Bookmarks.getByName(mark).Anchor.TextTable
        self.cursor.gotoRange(table.getCellByName(table.CellNames[-1]).End, False)
        self.key("TAB")

    def last_row(self, mark):
        """Put the cursor into the last row of a table, in the column of a bookmark."""
        anchor = self.doc.Bookmarks.getByName(mark).Anchor
        column = "".join(filter(str.isalpha, anchor.Cell.CellName))
        self.cursor.gotoRange(anchor.TextTable.getCellByName(f"{column}{len(anchor.TextTable.Rows)}").End, False)

    # -- what

    def press(self, code=0, letter="", modifiers=0):
        """Press a key in the document's window. What is asked of the program costs more than its work: events are kept."""
        event = self.events.get((code, letter, modifiers))
        if event is None:
            event = self.events[code, letter, modifiers] = KeyEvent()
            event.Source, event.KeyCode, event.Modifiers = self.window, code, modifiers
            if letter:
                event.KeyChar = uno.Char(letter)
        self.office.press(event)

    def text(self, text):
        for letter in text:
            if letter == "\n":
                self.office.settle()  # letters wait in the program while more come; Enter does not
                self.press(Key.RETURN, "\r")
                self.office.settle()
            elif ord(letter) > 0xFFFF:
                self.office.settle()
                self.office.dispatch(self.doc, "InsertText", prop("Text", letter))
            else:
                self.press(0, letter)
        self.office.settle()

    def choose(self, mark, text):
        """Choose an entry of a list. The list is a window, which a program without a screen lacks: its text is set."""
        self.doc.Bookmarks.getByName(mark).Anchor.setString(text)

    def key(self, name, times=1, modifiers=""):
        """Press a key so many times; it goes by its name in com.sun.star.awt.Key."""
        held = sum(getattr(KeyModifier, m) for m in modifiers.split())
        for _ in range(times):
            self.press(getattr(Key, name), " " if name == "SPACE" else "", held)
        self.office.settle()

    def paste(self, kind, text):
        """Paste what was copied in another document: plain text, formatted text, or a table of one row a line."""
        other = self.office.scratch(kind)
        KINDS[kind](other, text)
        self.office.settle()
        other.CurrentController.ViewCursor.gotoRange(other.Text.End, False)  # in a table, only its cell is all
        self.office.dispatch(other, "SelectAll")
        self.office.dispatch(other, "Copy")
        self.office.dispatch(self.doc, self._pasting(kind))
        self.office.settle()

    def _pasting(self, kind):
        """The command that pastes; a table into a cell as one of its own: `Paste` would lay its cells over those of the form,
        and drop what finds none."""
        if kind != "table":
            return "PasteUnformatted" if kind == "plain" else "Paste"
        return "Paste" if self.doc.CurrentController.ViewCursor.TextTable is None else "PasteNestedTable"

    def save(self, path, filter_name):
        url = uno.systemPathToFileUrl(path)
        self.doc.storeToURL(url, (prop("FilterName", filter_name),))


def _plain(doc, text):
    doc.Text.setString(text)


def _bold(doc, text):
    doc.Text.setString(text)
    doc.Text.createTextCursor().gotoEnd(True)
    cursor = doc.Text.createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoEnd(True)
    cursor.CharWeight, cursor.CharHeight, cursor.CharColor = 150.0, 16.0, 0xC00000


def _table(doc, text):
    for before in doc.TextTables.ElementNames:
        doc.TextTables.getByName(before).dispose()
    rows = [line.split("\t") for line in text.split("\n")]
    table = doc.createInstance("com.sun.star.text.TextTable")
    table.initialize(len(rows), max(map(len, rows)))
    doc.Text.insertTextContent(doc.Text.createTextCursor(), table, False)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            table.getCellByPosition(c, r).setString(cell)


KINDS = {"plain": _plain, "bold": _bold, "table": _table}


def carried_out(office, job):
    """What came of a job: the steps that failed."""
    doc = office.open(uno.systemPathToFileUrl(job["source"]))
    failed = []
    try:
        office.settle()  # the first letters are lost in a window that is not there yet
        typist = Typist(office, doc)
        for step in job["steps"]:
            try:
                typist.do(step)
            except DisposedException:
                raise
            except Exception as fault:
                failed.append([step, type(fault).__name__ + str(fault)[:200]])
    finally:
        closed(doc)
    return {"failed": failed}


def closed(doc):
    """Close a document; pyuno sometimes loses the first call."""
    for _ in range(3):
        try:
            doc.close(True)
            break
        except Exception:
            time.sleep(0.2)


def say(answer):
    """Write an answer, one line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main():
    office = Office(connected(sys.argv[1]))
    say({"ready": True})
    for line in sys.stdin:
        say(carried_out(office, json.loads(line)))
    office.desktop.terminate()


if __name__ == "__main__":
    main()
