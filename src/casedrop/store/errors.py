"""The situations the store cannot go on in: one class each, with its sentence and its exit code."""

from __future__ import annotations

from typing import ClassVar


class Trouble(Exception):  # noqa: N818 - a situation is named by what is so, not by the word error
    """One situation; `facts` are what its sentence names. `exit_code` follows the numbers of BSD's sysexits.h."""

    exit_code: ClassVar[int]
    sentence: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.sentence.format(**facts))
        self.facts = facts


class Taken(Trouble):
    """A file that must be new is there with other bytes."""

    exit_code = 73
    sentence = "{path} is there already with other content and was left as it is; move it away or choose another name."


class TooLarge(Trouble):
    """A file is larger than may be taken in."""

    exit_code = 65
    sentence = "{path} is larger than {limit} bytes; send it in parts or raise the limit."


class NotAFile(Trouble):
    """A link, a folder or a device stands where an ordinary file must."""

    exit_code = 65
    sentence = "{path} is not an ordinary file and is not followed; put the file itself there."


class ChangedMeanwhile(Trouble):
    """A file grew or shrank under the hand of someone else between reading and appending."""

    exit_code = 75
    sentence = "{path} was changed by someone else at the same moment; try again."


class Resting(Trouble):
    """A drop can only be taken once the files of a flow are mended."""

    exit_code = 75
    sentence = "It waits for {flows}, whose files cannot be used; casedrop check names each line to be mended."


class UnsafeName(Trouble):
    """A name that would leave its folder, or that no file system holds safely."""

    exit_code = 65
    sentence = "{name!r} cannot be the name of a file or folder of the archive."


class NetworkShare(Trouble):
    """The ledger was put on a network share, where its locks cannot be trusted."""

    exit_code = 78
    sentence = "{path} is on a network share ({kind}); set `state` in casedrop.toml to a folder on a local disk."


class NotALedger(Trouble):
    """The address or the file is not that of a ledger."""

    exit_code = 78
    sentence = "{url} is not a casedrop ledger ({why}); correct the ledger's URL in casedrop.toml."


class NotABackup(Trouble):
    """A folder is to be restored that is no whole backup."""

    exit_code = 65
    sentence = "{path} is no whole backup: it has no backup.json. Name a folder that casedrop backup made."


class OlderLedger(Trouble):
    """The archive knows of events that the ledger does not: it is an older one, another one, or new and empty."""

    exit_code = 65
    sentence = (
        "The archive knows more than the ledger (of {folders}): restore the ledger that belongs to it, or move this one "
        "away and run: casedrop rebuild"
    )


class OlderArchive(Trouble):
    """The archive lacks what the ledger recorded in it: an older one, another, or an empty folder where a share should be."""

    exit_code = 65
    sentence = (
        "The archive {path} lacks what the ledger recorded there (of {folders}): mount its share again, or restore the archive "
        "that belongs to this ledger. If there is no other, move the ledger away and run: casedrop rebuild"
    )


class LedgerGone(Trouble):
    """The file of the ledger was removed or replaced while it was open."""

    exit_code = 65
    sentence = (
        "The ledger {path} was removed or replaced while casedrop was at work: put it back as it was and begin again, or run: "
        "casedrop rebuild"
    )


class LedgerThere(Trouble):
    """A ledger is to be rebuilt where there is one that holds something."""

    exit_code = 73
    sentence = "{url} is a ledger that holds something; move it away first, then run again: casedrop rebuild"


class NewerLedger(Trouble):
    """The ledger was written by a newer casedrop."""

    exit_code = 78
    sentence = "{url} was written by a newer casedrop (schema {found}, this one knows {known}); install the newer one."


class OldTables(Trouble):
    """The tables on the server are those of an older casedrop, which others may still be at work with."""

    exit_code = 78
    sentence = (
        "{url} has the tables of an older casedrop (schema {found}, this one needs {known}). End every watcher that uses it, "
        "back it up (pg_dump), then run: casedrop migrate"
    )


class OtherTables(Trouble):
    """The tables on the server are others than this casedrop works with: another one brought them up meanwhile."""

    exit_code = 78
    sentence = (
        "{url} no longer has the tables this casedrop works with ({why}). Install here the casedrop that the other machines "
        "have, and begin again."
    )


class Busy(Trouble):
    """Another process held the ledger for longer than one waits."""

    exit_code = 75
    sentence = "The ledger {url} is held by another process; try again, or end that process."


class Away(Busy):
    """The server that holds the ledger cannot be reached, or was lost in the middle."""

    exit_code = 75
    sentence = (
        "The ledger {url} cannot be reached ({why}). Start PostgreSQL, or mend the way to it; nothing was lost, and a watcher "
        "goes on by itself once it is back."
    )


class NoDriver(Trouble):
    """The ledger is on PostgreSQL, and what speaks with it is not installed."""

    exit_code = 78
    sentence = (
        "The ledger {url} needs PostgreSQL's driver, which is missing here; run: pip install 'casedrop[postgres]'"
    )


class AtWork(Trouble):
    """A desk is at work with a ledger that must rest."""

    exit_code = 75
    sentence = (
        "Somebody is at work with the ledger ({names}); end every watcher and command that uses it, then try again."
    )


class Conflict(Trouble):
    """Someone else was first: a version, a number or a content is taken."""

    exit_code = 75
    sentence = "{what} was taken by someone else at the same moment; load it again and decide anew."


class NumberTaken(Conflict):
    """A series gives a number whose text another document or case bears: trying again gives the same one (L3)."""

    exit_code = 65
    sentence = (
        "the number {text} of the series {series} is borne by something else already; nothing was saved. Give the series a "
        "pattern of its own (casedrop check names those that collide)."
    )


class Stale(Trouble):
    """A claim or an effect was taken over by another worker, or is settled already."""

    exit_code = 75
    sentence = "{what} is no longer ours; whoever took it over finishes it."


class Loose(Trouble):
    """A number was drawn and neither bound to a document nor voided."""

    exit_code = 70
    sentence = (
        "number {n} of {series} ({year}) was drawn but neither bound to a document nor voided; nothing was saved."
    )


class BrokenChain(Trouble):
    """A journal does not say what the ledger says, or its hashes do not follow from each other."""

    exit_code = 65
    sentence = "{path} was changed at entry {seq}; run `casedrop verify` and restore it from a backup."


class Gap(Trouble):
    """Entries that do not begin where a journal ends."""

    exit_code = 70
    sentence = "{path} ends at entry {last}, but the next one given is {seq}; give every entry after {last}."


class Unusable(Trouble):
    """A release by which cases run cannot be used as things are now."""

    exit_code = 78
    sentence = "Release {sha:.12} of a flow, by which cases still run, cannot be used: {why} Put back what it needs."


class Damaged(Trouble):
    """Stored bytes are not what their name says."""

    exit_code = 65
    sentence = "{path} no longer holds what was put there; run `casedrop verify` and restore it from a backup."
