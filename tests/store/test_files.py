from __future__ import annotations

import errno
import itertools
import os
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casedrop.store import files, folders, manifest, temporary
from casedrop.store.errors import ChangedMeanwhile, NotAFile, Taken, TooLarge
from store.crash import Crash, at_act, sweep

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
LONG_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)


def fresh(tmp_path: Path):
    count = itertools.count()

    def world() -> Path:
        place = tmp_path / str(next(count))
        place.mkdir()
        return place

    return world


def everything_in(place: Path) -> list[str]:
    return sorted(p.name for p in place.iterdir())


def no_links(*_):
    raise OSError(errno.EPERM, "no links on this share")


def names(place: Path) -> list[str]:
    return [name for name in everything_in(place) if not temporary.is_tmp(name)]


@pytest.mark.fault("H4")
def test_a_new_file_is_written_once_and_never_over_another(tmp_path):
    path = tmp_path / "đơn.txt"
    assert files.write_new(path, b"one") is True
    assert files.write_new(path, b"one") is False
    with pytest.raises(Taken, match=r"đơn\.txt is there already"):
        files.write_new(path, b"two")
    assert path.read_bytes() == b"one"
    assert everything_in(tmp_path) == ["đơn.txt"]


@pytest.mark.fault("H5")
def test_without_hard_links_a_new_file_still_replaces_none(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a"
    assert files.write_new(path, b"one") is True
    with pytest.raises(Taken):
        files.write_new(path, b"two")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"one"]


@pytest.mark.fault("H5")
@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_came_between_is_not_replaced(tmp_path, monkeypatch, links):
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a"

    def someone_is_faster(act: str, _target: str) -> None:
        if act == "link":
            path.write_bytes(b"theirs")

    with files.acts(someone_is_faster), pytest.raises(Taken):
        files.write_new(path, b"ours")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"theirs"}


def test_a_crash_leaves_a_new_file_whole_or_absent(tmp_path):
    def check(place: Path) -> None:
        assert all((place / name).read_bytes() == b"bytes" for name in names(place))

    acts = sweep(fresh(tmp_path), lambda place: files.write_new(place / "a", b"bytes"), check)
    assert acts == 5  # write, sync, link, unlink the temporary name, sync the folder


def test_a_crash_leaves_the_old_bytes_or_the_new(tmp_path):
    world = fresh(tmp_path)

    def old() -> Path:
        place = world()
        (place / "a").write_bytes(b"old")
        return place

    def check(place: Path) -> None:
        assert (place / "a").read_bytes() in (b"old", b"new!")

    assert sweep(old, lambda place: files.replace(place / "a", b"new!"), check) == 4


def test_append_refuses_a_file_that_grew(tmp_path):
    path = tmp_path / "log"
    files.append(path, b"one\n", 0)
    files.append(path, b"two\n", 4)
    with pytest.raises(ChangedMeanwhile):
        files.append(path, b"three\n", 4)
    files.cut(path, 4)
    assert path.read_bytes() == b"one\n"


def test_a_folder_is_synced_when_a_file_is_new_in_it(tmp_path):
    seen = []
    with files.acts(lambda act, target: seen.append((act, Path(target).name))):
        files.append(tmp_path / "log", b"one\n", 0)
        files.append(tmp_path / "log", b"two\n", 4)
    assert seen == [("append", "log"), ("sync", "log"), ("sync", tmp_path.name), ("append", "log"), ("sync", "log")]


def test_what_a_killed_process_left_is_swept(tmp_path):
    with pytest.raises(Crash), files.acts(at_act(2, Crash)):
        files.write_new(tmp_path / "a", b"bytes")
    assert len(everything_in(tmp_path)) == 1
    assert folders.sweep(tmp_path, LONG_AHEAD) == 1
    assert everything_in(tmp_path) == []


@pytest.mark.fault("F3")
def test_a_failing_disk_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    def fails(_fd):
        raise OSError(errno.EIO, "disk")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="disk"):
        files.write_new(tmp_path / "a", b"bytes")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault("H5")
def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path, monkeypatch):
    real = os.fsync

    def files_only(fd):
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, "not on this file system")
        real(fd)

    monkeypatch.setattr(os, "fsync", files_only)
    assert files.write_new(tmp_path / "a", b"bytes")


def test_copy_in_gives_the_hash_by_which_the_copy_is_called(tmp_path):
    (tmp_path / "src").write_bytes(b"x" * 3_000_000)
    sha = files.copy_in(tmp_path / "src", tmp_path, 3_000_000)
    assert sha == files.digest(tmp_path / "src") == files.digest(tmp_path / sha)
    assert stat.S_IMODE((tmp_path / sha).stat().st_mode) == 0o600


@pytest.mark.fault("B12")
def test_copy_in_stops_at_the_limit(tmp_path):
    (tmp_path / "src").write_bytes(b"x" * 11)
    with pytest.raises(TooLarge, match="larger than 10 bytes"):
        files.copy_in(tmp_path / "src", tmp_path, 10)
    assert everything_in(tmp_path) == ["src"]


@pytest.mark.fault("A10")
@pytest.mark.parametrize("make", [lambda p: p.symlink_to("/etc/hostname"), os.mkfifo, Path.mkdir])
def test_copy_in_follows_no_link_and_waits_on_no_pipe(tmp_path, make):
    make(tmp_path / "src")
    with pytest.raises(NotAFile):
        files.copy_in(tmp_path / "src", tmp_path, 10)
    assert everything_in(tmp_path) == ["src"]


def test_remove_may_be_done_twice(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    assert [files.remove(tmp_path / "a"), files.remove(tmp_path / "a")] == [True, False]


@pytest.mark.fault("K6")
def test_private_folders_and_files_are_their_owners(tmp_path):
    files.make_dir(tmp_path / "state" / "spool", private=True)
    files.write_new(tmp_path / "state" / "key", b"", private=True)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "state", *(tmp_path / "state").iterdir())}
    assert modes == {"state": 0o700, "spool": 0o700, "key": 0o600}


def test_sweep_takes_only_our_own_and_only_the_old(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / temporary.tmp_name()).write_bytes(b"")
    (tmp_path / "~WRD0001.tmp").write_bytes(b"")
    assert folders.sweep(tmp_path, LONG_AGO) == 0
    assert folders.sweep(tmp_path, LONG_AHEAD) == 1
    assert [p.name for p in tmp_path.rglob("*.tmp")] == ["~WRD0001.tmp"]


def synced(seen):
    return [target for act, target in seen if act == "sync" and not temporary.is_tmp(target)]


def test_together_names_last_once_a_folder_at_the_end_or_when_somebody_counts_on_them(tmp_path):
    seen = []
    with files.acts(lambda act, target: seen.append((act, Path(target).name))), files.together():
        files.write_new(tmp_path / "a", b"a")
        files.write_new(tmp_path / "b", b"b")
        files.make_dir(tmp_path / "deep")
        files.replace(tmp_path / "deep" / "c", b"c")
        assert synced(seen) == []
        files.settle()
        assert synced(seen) == [tmp_path.name, "deep"]
        with files.together():
            files.remove(tmp_path / "a")
        assert synced(seen) == [tmp_path.name, "deep"]
    assert synced(seen) == [tmp_path.name, "deep", tmp_path.name]
    assert [act for act, target in seen if act == "sync" and temporary.is_tmp(target)] == ["sync"] * 3


def test_together_a_folder_that_is_gone_again_holds_up_nothing(tmp_path):
    with files.together():
        files.make_dir(tmp_path / "deep")
        (tmp_path / "deep").rmdir()


def test_together_an_error_makes_nothing_last(tmp_path):
    seen = []
    with (
        files.acts(lambda act, target: seen.append((act, Path(target).name))),
        pytest.raises(KeyError),
        files.together(),
    ):
        files.write_new(tmp_path / "a", b"a")
        raise KeyError
    assert synced(seen) == []
    files.write_new(tmp_path / "b", b"b")


def test_together_a_manifest_is_written_once_and_read_as_if_it_were(tmp_path):
    seen = []
    manifest.add(tmp_path, {"a": "0" * 64})
    with files.acts(lambda act, target: seen.append((act, Path(target).name))), files.together():
        manifest.add(tmp_path, {"b": "1" * 64})
        manifest.add(tmp_path, {"c": "2" * 64})
        assert manifest.read(tmp_path) == {"a": "0" * 64, "b": "1" * 64, "c": "2" * 64}
        assert seen == []
    assert [act for act, _ in seen] == ["write", "sync", "replace", "sync"]
    assert manifest.read(tmp_path) == {"a": "0" * 64, "b": "1" * 64, "c": "2" * 64}


def test_another_thread_makes_its_names_last_by_itself(tmp_path):
    seen = []
    with files.acts(lambda act, target: seen.append((act, Path(target).name))), files.together():
        thread = threading.Thread(target=lambda: files.write_new(tmp_path / "a", b"a"))
        thread.start()
        thread.join()
        assert synced(seen) == [tmp_path.name]


def test_what_is_shown_is_whole_and_costs_no_waiting(tmp_path):
    seen = []
    with files.acts(lambda act, _target: seen.append(act)):
        files.show(tmp_path / "page", b"one")
        files.show(tmp_path / "page", b"two", private=True)
    assert (tmp_path / "page").read_bytes() == b"two"
    assert stat.S_IMODE((tmp_path / "page").stat().st_mode) == 0o600
    assert seen == ["write", "replace"] * 2
    assert everything_in(tmp_path) == ["page"]


def test_the_hook_is_gone_after_its_context(tmp_path):
    seen = []
    with files.acts(lambda act, target: seen.append((act, Path(target).name))):
        files.make_dir(tmp_path / "a")
    files.make_dir(tmp_path / "b")
    assert seen == [("make", "a"), ("sync", tmp_path.name)]
