"""PostgreSQL in trouble: gone, restarted, locked, unprepared; and what only this store does."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from assistant.storage.postgres import PostgresDatabase
from assistant.storage.sql_files import load_queries, percent_parameters
from assistant.tickets import EventKind, LedgerUnavailable, Status, TicketLedger, UnknownTicket, WrongState
from assistant.tickets.postgres import SQL, PostgresStore
from benchmarks.postgres_server import PostgresServer

from .ledger_kit import ALWAYS_OPEN, Hall, SetClock, small_hall
from .ledger_stores import PostgresHome


@pytest.fixture
def hall(postgres_home: PostgresHome) -> Iterator[Hall]:
    """A hall that never closes, over PostgreSQL alone."""
    hall = Hall(postgres_home, hours=ALWAYS_OPEN)
    yield hall
    hall.store.close()


def ledger_over(store: PostgresStore) -> TicketLedger:
    return TicketLedger(store, small_hall(), ALWAYS_OPEN, SetClock())


def test_a_restarted_server_is_found_again_at_once(hall: Hall, postgres: PostgresServer) -> None:
    """While it is down nothing is claimed; afterwards the first request works and the numbers go on."""
    hall.ledger.issue("ann", "new_card", key="k")
    postgres.kill()
    with pytest.raises(LedgerUnavailable):
        hall.ledger.issue("bob", "new_card", key="k")
    postgres.start()
    assert hall.ledger.issue("bob", "new_card", key="k").ticket.no == 2
    assert not hall.ledger.issue("ann", "new_card", key="k").new
    hall.home.reconnect()


def test_a_connection_that_died_idle_is_not_noticed(hall: Hall) -> None:
    """An administrator ends it; the next request gets another one."""
    hall.ledger.issue("ann", "new_card")
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    hall.rows(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")
    assert hall.ledger.issue("bob", "new_card").ticket.no == 2


def test_a_connection_that_dies_within_a_transaction_leaves_nothing(hall: Hall) -> None:
    """The number that it had taken is given to the next one."""
    with pytest.raises(LedgerUnavailable), hall.store.write() as tx:
        tx.lock("card_1")
        tx.take_number("card_1", hall.clock.now.date(), 1, False)
        assert tx.tally("card_1", hall.clock.now.date()).given == 1
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        hall.rows(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        tx.newest_day()
    assert hall.ledger.issue("bob", "new_card").ticket.no == 1


def test_a_queue_that_stays_locked_is_told_after_two_seconds(hall: Hall) -> None:
    """Somebody's transaction hangs; other queues go on."""
    hall.ledger.issue("ann", "new_card")
    with hall.store.write() as tx:
        tx.lock("card_1")
        with pytest.raises(LedgerUnavailable):
            hall.ledger.issue("bob", "new_card")
        assert hall.ledger.issue("bob", "passport").new
    assert hall.ledger.issue("bob", "new_card").ticket.no == 2


def test_an_unreachable_server_is_told_at_once() -> None:
    """Nobody waits for a time-out when the connection is refused."""
    store = PostgresStore(PostgresDatabase("postgresql://nobody@127.0.0.1:1/none"))
    with pytest.raises(LedgerUnavailable):
        store.migrate()
    with pytest.raises(LedgerUnavailable):
        ledger_over(store).display()


def test_a_missing_or_newer_schema_is_told(postgres: PostgresServer) -> None:
    """Pending steps are counted; without them nothing works and nothing is hidden as a mistake of ours."""
    database = PostgresDatabase(postgres.create("unprepared"))
    store = PostgresStore(database)
    assert store.pending() > 0
    with pytest.raises(LedgerUnavailable):
        ledger_over(store).issue("ann", "new_card")
    assert store.migrate() > 0 == store.migrate() == store.pending()
    with database.transaction() as connection:
        connection.execute("INSERT INTO migration (part, number, name) VALUES ('tickets', 99, 'tomorrow')")
    assert store.pending() < 0
    with pytest.raises(LedgerUnavailable, match="newer"):
        store.migrate()
    store.close()


def test_a_mistake_of_ours_is_not_hidden(hall: Hall) -> None:
    """A broken constraint surfaces as it is, and rolls back."""
    ticket = hall.ledger.issue("ann", "new_card").ticket
    with pytest.raises(psycopg.IntegrityError), hall.store.write() as tx:
        tx.insert(ticket, "api", None)
    assert hall.ledger.issue("bob", "new_card").ticket.no == 2


def test_a_text_that_can_not_be_stored_finds_nothing(hall: Hall) -> None:
    """PostgreSQL takes no NUL: a reference with one is unknown, like any other guess."""
    with pytest.raises(UnknownTicket):
        hall.ledger.by_reference("a\0b")
    assert hall.ledger.issue("nul\0", "new_card", key="\0").new


def test_sessions_are_durable_and_bounded(hall: Hall) -> None:
    """What the store asks of every connection."""
    names = ("synchronous_commit", "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    assert [hall.rows(f"SHOW {name}")[0][0] for name in names] == ["on", "2s", "5s", "10s"]
    assert hall.rows("SHOW transaction_isolation") == [("read committed",)]
    assert hall.rows("SHOW timezone") == [("UTC",)]
    assert hall.rows("SHOW jit") == [("off",)]


def test_a_message_of_a_running_transaction_is_never_passed_over(hall: Hall) -> None:
    """Whoever reads on from the newest message it saw still gets one that an older transaction commits later."""
    first = hall.ledger.issue("ann", "new_card").ticket
    with hall.store.write() as slow:
        slow.lock("card_1")
        slow.insert_event(first, EventKind.CALLED, hall.clock.now)
        hall.ledger.issue("ann", "passport")
        seen = hall.ledger.events_after("ann", 0)
        assert [event.number for event in seen] == ["A001"]
        assert hall.ledger.outbox_after(seen[-1].id) == []
    later = hall.ledger.events_after("ann", seen[-1].id)
    assert [(event.number, event.kind) for event in later] == [("A001", EventKind.CALLED), ("B001", EventKind.ISSUED)]


def test_messages_go_on_above_those_of_a_restored_dump(hall: Hall) -> None:
    """The transactions of the server that wrote the dump had higher numbers than this one's."""
    ticket = hall.ledger.issue("ann", "new_card").ticket
    hall.change("UPDATE event SET id = id + 5000000000")
    hall.store.migrate()
    last = hall.ledger.events_after("ann", 0)[-1]
    hall.ledger.cancel(ticket.reference, "citizen")
    assert [event.kind for event in hall.ledger.events_after("ann", last.id)] == [EventKind.CANCELLED]
    before = hall.rows("SELECT base FROM event_base")
    hall.store.migrate()
    assert hall.rows("SELECT base FROM event_base") == before


@pytest.mark.parametrize("change", ["cancel", "check_in"])
def test_a_change_waits_for_the_call_that_came_first(hall: Hall, change: str) -> None:
    """A citizen gives up while a clerk calls: whoever is second sees what the first has done."""
    ticket = hall.ledger.issue("ann", "new_card").ticket
    outcome: list[object] = []

    def late() -> None:
        try:
            outcome.append(getattr(hall.ledger, change)(ticket.reference, *(["citizen"] if change == "cancel" else [])))
        except WrongState as refused:
            outcome.append(refused.status)

    with hall.store.write() as tx:
        tx.lock("card_1")
        thread = threading.Thread(target=late)
        thread.start()
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        while hall.rows(waiting) == [(0,)]:
            time.sleep(0.01)
        tx.update(ticket_called(tx, hall))
    thread.join()
    if change == "cancel":
        assert outcome == [Status.CALLED]
    else:
        assert [(one.status, one.checked_in_at is not None) for one in outcome] == [(Status.CALLED, True)]
    assert hall.rows("SELECT status FROM ticket") == [("called",)]


def ticket_called(tx: object, hall: Hall) -> object:
    """The first ticket as a clerk at window 1 has just called it."""
    found = tx.next_waiting("card_1", hall.clock.now.date(), 1, False)  # type: ignore[attr-defined]
    return replace(found, status=Status.CALLED, window=1, called_at=hall.clock.now)


def test_two_queues_do_not_wait_for_each_other(hall: Hall) -> None:
    """One holds its queue while the other gives numbers."""
    hall.ledger.issue("ann", "new_card")
    with hall.store.write() as tx:
        tx.lock("card_1")
        assert [hall.ledger.issue(f"c{n}", "passport").ticket.no for n in range(3)] == [1, 2, 3]


def test_every_query_is_commented_used_and_sound(hall: Hall) -> None:
    """PostgreSQL can prepare each one, and the code names each one."""
    queries = load_queries(SQL, "postgres")
    files = ("rows.py", "desk_rows.py", "standing_rows.py", "postgres.py", "postgres_calls.py")
    code = "".join((SQL.parent / name).read_text(encoding="utf-8") for name in files)
    assert len(queries) > 20
    with psycopg.connect(hall.home.address) as connection:
        for name, sql in queries.items():
            assert f'"{name}"' in code, name
            body = percent_parameters(sql.split("\n", 1)[1])
            names = dict.fromkeys(part.split(")")[0] for part in body.split("%(")[1:])
            how = "" if "CALL " in body else "EXPLAIN "  # a call has no plan; this one gives nothing to nobody
            connection.execute(f"{how}{body}".encode(), names | dict.fromkeys(names))


def test_hot_queries_use_their_indexes(hall: Hall) -> None:
    """No scan of all tickets while a number is given or called, once there are many."""
    columns = "reference, queue, day, no, number, citizen, transaction_id, language, scope, status, waits_in, turn"
    hall.change(
        f"INSERT INTO ticket ({columns}, issued_at) SELECT 'r' || n, 'q', '2026-11-01', n, 'A', 'c' || n, 't', 'zh',"
        " 'api', 'served', 'q', n, now() FROM generate_series(1, 5000) AS n"
    )
    hall.change("ANALYZE ticket")
    queries = load_queries(SQL, "postgres")
    hot = ("scene", "active", "next_waiting", "at_window", "by_reference", "waiting", "active_of")
    for name in (*hot, "waiting_at"):
        body = percent_parameters(queries[name].split("\n", 1)[1])
        values = dict.fromkeys(("scope", "citizen", "key", "queue", "reference"), "x")
        values |= {"day": "2026-11-23", "window": 1, "ahead": 1, "limit": 40}
        values |= dict.fromkeys(("since", "no_shows_since"), "2026-11-09")
        with psycopg.connect(hall.home.address) as connection:
            plan = [row[0] for row in connection.execute(f"EXPLAIN {body}".encode(), values)]
        assert plan and not any("Seq Scan on ticket" in step for step in plan), (name, plan)
