"""The store in trouble: full, read-only, locked, broken; and its schema and queries."""

import gc
import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.tickets import LedgerUnavailable, SQLiteStore
from assistant.tickets.queries import load_migrations, load_queries

from .ledger_kit import FastStore, Hall


def assert_numbers_whole(hall: Hall) -> None:
    """Numbers 1 to n and a counter of n."""
    numbers = [no for (no,) in hall.rows("SELECT no FROM ticket ORDER BY no")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert hall.rows("SELECT last_no FROM counter") == ([(len(numbers),)] if numbers else [])
    assert hall.ledger.verify_audit() == []


def test_a_full_disk_claims_nothing_and_recovers(hall: Hall) -> None:
    """SQLITE_FULL in the middle of tickets; with room again the numbers go on."""
    hall.change("PRAGMA max_page_count = 40")
    given = 0
    with pytest.raises(LedgerUnavailable):
        for n in range(2000):
            ticket = hall.ledger.issue(f"citizen-with-a-long-name-{n:08d}", "new_card").ticket
            hall.ledger.cancel(ticket.reference, "citizen")  # keeps the queue from filling up
            given = n + 1
    assert 10 < given < 2000
    assert_numbers_whole(hall)
    hall.change("PRAGMA max_page_count = 1000000")
    assert hall.ledger.issue("after", "new_card").new
    assert_numbers_whole(hall)


def test_a_file_that_can_not_grow(hall: Hall) -> None:
    """The system itself refuses to write: the same promise."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    hall.ledger.issue("first", "new_card")
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(f"{hall.path}-wal").stat().st_size + 60_000, before[1]))
    given = 0
    try:
        with pytest.raises(LedgerUnavailable):
            for n in range(50):
                hall.ledger.issue(f"c{n}", "new_card")
                given += 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert_numbers_whole(hall)
    assert hall.ledger.issue("after", "new_card").ticket.no == given + 2


def test_a_read_only_store_still_reads(hall: Hall) -> None:
    """No number is given; what was given can be seen."""
    ticket = hall.ledger.issue("ann", "new_card").ticket
    hall.change("PRAGMA query_only = ON")
    with pytest.raises(LedgerUnavailable) as refused:
        hall.ledger.issue("bob", "new_card")
    assert "bob" not in str(refused.value)
    assert hall.ledger.by_reference(ticket.reference) == ticket


def test_a_locked_store_gives_up_after_its_patience(tmp_path: Path) -> None:
    """Another process holds the file."""
    FastStore(tmp_path / "t.db").migrate()
    hall = Hall(tmp_path / "t.db", store_class=ImpatientStore)
    blocker = sqlite3.connect(tmp_path / "t.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerUnavailable):
        hall.ledger.issue("ann", "new_card")
    blocker.execute("ROLLBACK")
    blocker.close()
    assert hall.ledger.issue("ann", "new_card").ticket.no == 1


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
    hall = Hall(tmp_path / "t.db", store_class=store_class)
    store = hall.store
    assert isinstance(store, BrokenCommit)
    store.broken = True
    with pytest.raises(LedgerUnavailable):
        hall.ledger.issue("ann", "new_card")
    store.broken = False
    assert hall.ledger.issue("bob", "new_card").ticket.no == 1
    assert_numbers_whole(hall)
    store.close()


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    """Rubbish and a missing folder are told as unavailable."""
    (tmp_path / "rubbish.db").write_bytes(b"not a database " * 100)
    for path in (tmp_path / "rubbish.db", tmp_path / "missing" / "t.db"):
        with pytest.raises(LedgerUnavailable):
            SQLiteStore(path).migrate()


def test_a_mistake_of_ours_is_not_hidden(hall: Hall) -> None:
    """A broken constraint surfaces as it is, and rolls back."""
    ticket = hall.ledger.issue("ann", "new_card").ticket
    with pytest.raises(sqlite3.IntegrityError), hall.store.write() as tx:
        tx.insert(ticket, "api", None)
    assert_numbers_whole(hall)


def test_migrating_twice_does_nothing_and_a_newer_schema_is_refused(hall: Hall) -> None:
    """A program of yesterday must not write into a store of tomorrow."""
    assert hall.store.migrate() == 0
    hall.change("INSERT INTO migration (number, name) VALUES (99, 'tomorrow')")
    with pytest.raises(LedgerUnavailable, match="newer"):
        hall.store.migrate()


def test_the_store_is_durable_by_default(tmp_path: Path) -> None:
    """WAL, FULL, foreign keys, on every connection."""
    store = SQLiteStore(tmp_path / "t.db")
    store.migrate()
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    found = [store._connection().execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert found == ["wal", 2, 1, 30000]
    store.close()


def test_every_query_is_commented_used_and_sound(hall: Hall) -> None:
    """SQLite can prepare each one, and the code calls each one."""
    queries = load_queries("sqlite")
    room = Path(__file__).parents[2] / "assistant/tickets"
    code = "".join((room / name).read_text(encoding="utf-8") for name in ("sqlite_rows.py", "desk_rows.py"))
    assert len(queries) > 20
    for name, sql in queries.items():
        assert f'"{name}"' in code, name
        names = dict.fromkeys([word[1:].strip("(),;") for word in sql.split() if word.lstrip("(").startswith(":")])
        values = {name.strip("(),;:"): None for name in names}
        hall.store._connection().execute("EXPLAIN " + sql.split("\n", 1)[1], values)


def test_hot_queries_use_their_indexes(hall: Hall) -> None:
    """No scan of all tickets while a number is given or called."""
    queries = load_queries("sqlite")
    hot = ["newest_day", "by_key", "active", "next_waiting", "at_window", "by_reference", "waiting", "last_audit"]
    hot += ["latest_of", "active_of", "events_after", "waiting_at", "next_with_priority", "recent_favours", "behind"]
    hot += ["ahead_of", "in_line", "absent_before", "make_room_behind", "last_slot", "act_of", "last_act", "on_hold"]
    hot += ["missed_at", "passed_until", "paused", "open_forecasts", "void_forecasts", "past_waits", "scores"]
    hot += ["citizen_day", "no_shows", "tally", "by_number", "case_times"]
    for name in hot:
        values = dict.fromkeys(
            ("scope", "citizen", "key", "queue", "day", "window", "reference", "request_key", "edge"), "x"
        )
        values |= dict.fromkeys(("since", "moment", "turn", "slot", "no", "request_key", "edge"), "x")
        values |= dict.fromkeys(("event_id", "limit", "ahead", "places"), "1")
        plan = hall.store._connection().execute("EXPLAIN QUERY PLAN " + queries[name].split("\n", 1)[1], values)
        steps = [row["detail"] for row in plan]
        assert steps and not any(step.startswith("SCAN") or "TEMP" in step for step in steps), (name, steps)


def test_a_threads_connection_ends_with_it(hall: Hall) -> None:
    """Pools of short-lived threads leave nothing open."""
    for n in range(5):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(hall.ledger.issue, f"c{n}", "new_card").result()
    gc.collect()
    assert len(hall.store._connections) == 1


def test_migrations_are_numbered_without_gaps() -> None:
    """One, two, three."""
    migrations = load_migrations("sqlite")
    assert [migration.number for migration in migrations] == list(range(1, len(migrations) + 1)) and migrations
