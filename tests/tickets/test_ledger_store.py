"""The store in trouble: full, read-only, locked, broken; and its schema and queries."""

import gc
import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.storage.sql_files import load_queries
from assistant.tickets import LedgerUnavailable, OpeningHours, SQLiteStore, TicketLedger
from assistant.tickets.sqlite import CACHE_KIB, SQL

from .ledger_kit import Hall, SetClock, small_hall
from .ledger_stores import FastStore


def assert_numbers_whole(hall: Hall) -> None:
    """Numbers 1 to n and a counter of n."""
    numbers = [no for (no,) in hall.rows("SELECT no FROM ticket ORDER BY no")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert hall.rows("SELECT last_no FROM counter") == ([(len(numbers),)] if numbers else [])
    assert hall.ledger.verify_audit() == []


def own_connection(hall: Hall) -> sqlite3.Connection:
    """The connection that the store itself uses in this thread."""
    assert isinstance(hall.store, FastStore)
    return hall.store._connection(hall.store._writing)


def ledger_over(store: SQLiteStore) -> TicketLedger:
    """The hall's ledger over a store that is not sound."""
    store.migrate()
    return TicketLedger(store, small_hall(), OpeningHours(), SetClock())


def test_a_full_disk_claims_nothing_and_recovers(sqlite_hall: Hall) -> None:
    """SQLITE_FULL in the middle of tickets; with room again the numbers go on."""
    own_connection(sqlite_hall).execute("PRAGMA max_page_count = 40")
    given = 0
    with pytest.raises(LedgerUnavailable):
        for n in range(2000):
            ticket = sqlite_hall.ledger.issue(f"citizen-with-a-long-name-{n:08d}", "new_card").ticket
            sqlite_hall.ledger.cancel(ticket.reference, "citizen")  # keeps the queue from filling up
            given = n + 1
    assert 10 < given < 2000
    assert_numbers_whole(sqlite_hall)
    own_connection(sqlite_hall).execute("PRAGMA max_page_count = 1000000")
    assert sqlite_hall.ledger.issue("after", "new_card").new
    assert_numbers_whole(sqlite_hall)


def test_only_the_writing_connection_remembers_much(sqlite_hall: Hall) -> None:
    """Each thread has a connection that reads, and there may be forty of them."""
    store = sqlite_hall.store
    assert isinstance(store, FastStore)
    writing, reading = (store._connection(held) for held in (store._writing, store._reading))
    kept = [connection.execute("PRAGMA cache_size").fetchone()[0] for connection in (writing, reading)]
    assert kept == [-CACHE_KIB, -2000]


def test_a_file_that_can_not_grow(sqlite_hall: Hall) -> None:
    """The system itself refuses to write: the same promise."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    sqlite_hall.ledger.issue("first", "new_card")
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (Path(f"{sqlite_hall.home.address}-wal").stat().st_size + 60_000, before[1])
    )
    given = 0
    try:
        with pytest.raises(LedgerUnavailable):
            for n in range(50):
                sqlite_hall.ledger.issue(f"c{n}", "new_card")
                given += 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert_numbers_whole(sqlite_hall)
    assert sqlite_hall.ledger.issue("after", "new_card").ticket.no == given + 2


def test_a_read_only_store_still_reads(sqlite_hall: Hall) -> None:
    """No number is given; what was given can be seen."""
    ticket = sqlite_hall.ledger.issue("ann", "new_card").ticket
    own_connection(sqlite_hall).execute("PRAGMA query_only = ON")
    with pytest.raises(LedgerUnavailable) as refused:
        sqlite_hall.ledger.issue("bob", "new_card")
    assert "bob" not in str(refused.value)
    assert sqlite_hall.ledger.by_reference(ticket.reference) == ticket


def test_a_locked_store_gives_up_after_its_patience(tmp_path: Path) -> None:
    """Another process holds the file."""
    ledger = ledger_over(ImpatientStore(tmp_path / "t.db"))
    blocker = sqlite3.connect(tmp_path / "t.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerUnavailable):
        ledger.issue("ann", "new_card")
    blocker.execute("ROLLBACK")
    blocker.close()
    assert ledger.issue("ann", "new_card").ticket.no == 1


class ImpatientStore(FastStore):
    def __init__(self, path: Path) -> None:
        super().__init__(path, busy_seconds=0.01)


class BrokenCommit(FastStore):
    broken = False

    def _commit(self, connection: sqlite3.Connection) -> None:
        if self.broken:
            raise sqlite3.OperationalError("disk I/O error")
        super()._commit(connection)


class BrokenRollback(BrokenCommit):
    def _rollback(self, connection: sqlite3.Connection) -> None:
        if self.broken:
            connection.execute("CREATE TRIGGER never BEFORE INSERT ON counter BEGIN SELECT RAISE(ABORT, ''); END")
            connection.close()  # the ROLLBACK below then fails as on a dead disk
        super()._rollback(connection)


@pytest.mark.parametrize("store_class", [BrokenCommit, BrokenRollback])
def test_a_commit_or_rollback_that_fails_leaves_nothing(tmp_path: Path, store_class: type[BrokenCommit]) -> None:
    """The connection is usable, or replaced, afterwards."""
    store = store_class(tmp_path / "t.db")
    ledger = ledger_over(store)
    store.broken = True
    with pytest.raises(LedgerUnavailable):
        ledger.issue("ann", "new_card")
    store.broken = False
    assert ledger.issue("bob", "new_card").ticket.no == 1
    assert ledger.verify_audit() == []
    store.close()


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    """Rubbish and a missing folder are told as unavailable."""
    (tmp_path / "rubbish.db").write_bytes(b"not a database " * 100)
    for path in (tmp_path / "rubbish.db", tmp_path / "missing" / "t.db"):
        with pytest.raises(LedgerUnavailable):
            SQLiteStore(path).migrate()


def test_a_mistake_of_ours_is_not_hidden(sqlite_hall: Hall) -> None:
    """A broken constraint surfaces as it is, and rolls back."""
    ticket = sqlite_hall.ledger.issue("ann", "new_card").ticket
    with pytest.raises(sqlite3.IntegrityError), sqlite_hall.store.write() as tx:
        tx.insert(ticket, "api", None)
    assert_numbers_whole(sqlite_hall)


def test_migrating_twice_does_nothing_and_a_newer_schema_is_refused(sqlite_hall: Hall) -> None:
    """A program of yesterday must not write into a store of tomorrow."""
    assert sqlite_hall.store.migrate() == 0
    sqlite_hall.change("INSERT INTO migration (number, name) VALUES (99, 'tomorrow')")
    with pytest.raises(LedgerUnavailable, match="newer"):
        sqlite_hall.store.migrate()


def test_the_store_is_durable_by_default(tmp_path: Path) -> None:
    """WAL, FULL, foreign keys, on every connection."""
    store = SQLiteStore(tmp_path / "t.db")
    store.migrate()
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    found = [store._connection(store._writing).execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert found == ["wal", 2, 1, 30000]
    store.close()


def test_every_query_is_commented_used_and_sound(sqlite_hall: Hall) -> None:
    """SQLite can prepare each one, and the code calls each one."""
    queries = load_queries(SQL, "sqlite")
    files = ("rows.py", "desk_rows.py", "standing_rows.py", "sqlite_rows.py")
    code = "".join((SQL.parent / name).read_text(encoding="utf-8") for name in files)
    assert len(queries) > 20
    for name, sql in queries.items():
        assert f'"{name}"' in code, name
        names = dict.fromkeys([word[1:].strip("(),;") for word in sql.split() if word.lstrip("(").startswith(":")])
        values = {name.strip("(),;:"): None for name in names}
        own_connection(sqlite_hall).execute("EXPLAIN " + sql.split("\n", 1)[1], values)


def test_hot_queries_use_their_indexes(sqlite_hall: Hall) -> None:
    """No scan of all tickets while a number is given or called; sorted are one citizen's rows, or a day's for staff."""
    sorting = {"latest_of", "active_of", "events_after", "scores"}
    queries = load_queries(SQL, "sqlite")
    hot = [
        "newest_day",
        "citizen_stands",
        "queue_stands",
        "scene",
        "active",
        "next_waiting",
        "at_window",
        "by_reference",
    ]
    hot += ["latest_of", "active_of", "events_after", "waiting_at", "next_with_priority", "recent_favours", "behind"]
    hot += ["ahead_of", "in_line", "absent_before", "make_room_behind", "last_slot", "act_of", "last_act", "on_hold"]
    hot += ["missed_at", "passed_until", "paused", "open_forecasts", "void_forecasts", "past_waits", "scores"]
    hot += ["waiting", "next_number", "chain_end", "tally", "by_number", "of_visit"]
    tables = {str(name) for (name,) in sqlite_hall.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name in hot:
        texts = "scope citizen key queue day window reference request_key edge visit since no_shows_since remote moment"
        values = dict.fromkeys([*texts.split(), "turn", "slot", "no", "last_no"], "x")
        values |= dict.fromkeys(("event_id", "limit", "ahead", "places"), "1")
        plan = own_connection(sqlite_hall).execute("EXPLAIN QUERY PLAN " + queries[name].split("\n", 1)[1], values)
        steps = [row["detail"] for row in plan]
        scans = {step.split()[1] for step in steps if step.startswith("SCAN")} & tables  # a subquery of one row is none
        assert steps and not scans, (name, steps)
        assert any("TEMP" in step for step in steps) == (name in sorting), (name, steps)


def test_a_threads_connection_ends_with_it(sqlite_hall: Hall) -> None:
    """Pools of short-lived threads leave nothing open."""
    for n in range(5):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(sqlite_hall.ledger.issue, f"c{n}", "new_card").result()
    gc.collect()
    assert len(sqlite_hall.store._connections) == 1
