"""The drill: a copy made while numbers are given, brought back after a loss, holds every number that it should."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.backup import BackupFailed, check, make, restore
from assistant.bootstrap import Stores, open_stores
from assistant.databases import open_databases
from assistant.settings import Settings
from assistant.staff import Role
from benchmarks.postgres_server import PostgresServer

MATTER = "housing_fund_rent_withdrawal"
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
PROGRAMS = Path(str(find_spec("pgserver").origin)).parent / "pginstall" / "bin"
Home = Callable[[str], Settings]


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Settings of a center in a folder; on PostgreSQL each with a database of its own."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")

    def settings(name: str) -> Settings:
        url = None
        if request.param == "postgres":
            server: PostgresServer = request.getfixturevalue("postgres")
            url = SecretStr(server.create(f"backup_{name}"))
        found = Settings(_env_file=None, data_dir=tmp_path / name, database_url=url, clock=AT)
        databases = open_databases(found, lambda: AT)
        if url is not None and name == "lived":
            databases.migrate()
        databases.close()
        return found

    yield settings


def given(stores: Stores, count: int, who: str) -> list[str]:
    """So many numbers, each of another citizen; their references."""
    issue = stores.ledger.issue
    return [issue(f"{who}{n}", MATTER, None, "zh", "hall", by="desk").ticket.reference for n in range(count)]


def test_the_drill(home: Home, tmp_path: Path) -> None:
    """Numbers before the copy are all there afterwards, those given meanwhile are there or not, the audit holds."""
    lived = home("lived")
    stores = open_stores(lived)
    before = given(stores, 20, "a")
    token = stores.databases.staff.add("Li Hua", [Role.DESK])
    stop = threading.Event()

    def go_on() -> None:
        number = 0
        while not stop.is_set():
            given(stores, 1, f"b{number}-")
            number += 1

    meanwhile = threading.Thread(target=go_on)
    meanwhile.start()
    try:
        copy = make(lived, tmp_path / "copies", AT)
    finally:
        stop.set()
        meanwhile.join()
    key = (lived.data_dir / "signing.key").read_text()
    stores.close()
    assert check(copy)["postgres"] == (lived.postgres_url is not None)
    assert all(path.stat().st_mode & 0o077 == 0 for path in copy.iterdir() if path.suffix == ".db")
    shutil.rmtree(lived.data_dir)  # the disk is lost
    new = home("new")
    restore(new, copy, replace=True)
    again = open_stores(new)
    try:
        assert all(again.ledger.by_reference(reference).status == "waiting" for reference in before)
        assert again.ledger.verify_audit() == []
        assert again.databases.staff.member_of(token) is not None
        assert (new.data_dir / "signing.key").read_text() == key, "tokens of conversations go on holding"
        assert given(again, 1, "after")[0] not in before
    finally:
        again.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Settings:
    """A center on files with one number."""
    settings = Settings(_env_file=None, data_dir=tmp_path / "home", database_url=None, clock=AT)
    stores = open_stores(settings)
    given(stores, 1, "a")
    stores.close()
    return settings


def test_what_is_there_is_not_overwritten_unasked(embedded: Settings, tmp_path: Path) -> None:
    copy = make(embedded, tmp_path, AT)
    with pytest.raises(BackupFailed, match="--replace"):
        restore(embedded, copy)
    restore(embedded, copy, replace=True)


def test_a_changed_copy_and_half_a_copy_are_refused(embedded: Settings, tmp_path: Path) -> None:
    copy = make(embedded, tmp_path, AT)
    with sqlite3.connect(copy / "citizen_home.db") as database:
        database.execute("UPDATE ticket SET status = 'served'")
    database.close()
    with pytest.raises(BackupFailed, match="was changed"):
        restore(embedded, copy, replace=True)
    (copy / "citizen_home.db").unlink()
    with pytest.raises(BackupFailed, match="no whole copy"):
        check(copy)


def test_a_damaged_database_is_noticed_when_it_is_copied(embedded: Settings, tmp_path: Path) -> None:
    """And nothing that looks like a copy is left over."""
    content = bytearray(embedded.tickets_file.read_bytes())
    content[4096 * 2 : 4096 * 4] = os.urandom(4096 * 2)
    embedded.tickets_file.write_bytes(content)
    with pytest.raises(BackupFailed):
        make(embedded, tmp_path / "copies", AT)
    assert list((tmp_path / "copies").iterdir()) == []


def test_no_data_and_no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = Settings(_env_file=None, data_dir=tmp_path / "none", database_url=None)
    with pytest.raises(BackupFailed, match="nothing to copy"):
        make(empty, tmp_path, AT)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupFailed, match="pg_dump is not installed"):
        make(empty.model_copy(update={"database_url": SecretStr("postgresql://h/x")}), tmp_path, AT)
