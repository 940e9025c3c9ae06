"""Numbers that PostgreSQL gives in one call: the same as by a transaction, also when others were quicker."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from assistant.tickets import AlreadyActive, Rules, Ticket, TicketLedger, TicketRefused, at_once
from assistant.tickets.at_once_calls import NumberAsked
from benchmarks.postgres_server import PostgresServer

from .ledger_kit import GENEROUS, Hall
from .ledger_stores import TABLES, PostgresHome

Meanwhile = Callable[[Hall], object]


@pytest.fixture
def home(postgres_home: PostgresHome) -> PostgresHome:
    """At most one hall at a time stands over it."""
    return postgres_home


@contextmanager
def hall_over(home: PostgresHome, rules: Rules = GENEROUS) -> Iterator[Hall]:
    """A hall whose connections are closed in the end."""
    hall = Hall(home, rules=rules)
    yield hall
    hall.store.close()


@pytest.fixture
def hall(home: PostgresHome) -> Iterator[Hall]:
    with hall_over(home) as hall:
        yield hall


def step_by_step(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the hall's store gives numbers in transactions only."""

    @contextmanager
    def none() -> Iterator[None]:
        yield None

    monkeypatch.setattr(hall.store, "at_once", none)


def in_one_call(hall: Hall, monkeypatch: pytest.MonkeyPatch, meanwhile: Meanwhile = lambda _: None) -> list[Any]:
    """From now on `meanwhile` happens, once, between what is known of queues and the call; gives the calls' answers."""
    real, left = hall.store.at_once, [meanwhile]  # type: ignore[attr-defined]
    answers: list[Any] = []

    @contextmanager
    def watched() -> Iterator[Any]:
        with real() as calls:
            give = calls.give

            def answered(numbers: Sequence[NumberAsked], *more: Any) -> Any:
                if left:
                    other = Hall(hall.home, clock=hall.clock)
                    left.pop()(other)
                    other.store.close()
                given, views = give(numbers, *more)
                answers.extend(given[place].no if place in given else None for place in range(len(numbers)))
                return given, views

            calls.give = answered
            yield calls

    monkeypatch.setattr(hall.store, "at_once", watched)
    return answers


def everything(hall: Hall) -> dict[str, list[object]]:
    """All rows but for ids, references and the transactions' numbers."""
    drawn = ("id", "ticket_id", "reference")
    found = {}
    for table in TABLES:
        rows = hall.home._reader.execute(f"SELECT * FROM {table} AS t ORDER BY CAST(t AS text)".encode())  # type: ignore[attr-defined]
        found[table] = sorted(repr({name: value for name, value in row.items() if name not in drawn}) for row in rows)
    return found


def a_morning(hall: Hall) -> list[tuple[object, ...]]:
    """Numbers of all kinds, and what the ledger answered."""
    issue = hall.ledger.issue
    given = [issue("a", "new_card", key="k"), issue("b", "new_card", remote=True, ready=(0, 2), language="en")]
    hall.clock.move(minutes=1)
    given += [issue("a", "passport", by="volunteer"), issue("c", "lost_card"), issue("a", "new_card", key="k")]
    return [(one.new, one.ticket.number, one.ticket.turn, one.ticket.checked_in_at) for one in given]


def test_a_call_writes_what_a_transaction_writes(home: PostgresHome, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row, hash and answer is the same; a queue's first number ever is given by a transaction."""
    with hall_over(home) as by_steps:
        step_by_step(by_steps, monkeypatch)
        told, rows = a_morning(by_steps), everything(by_steps)
        assert not by_steps.ledger.verify_audit()
    home.wipe()
    with hall_over(home) as called:
        answers = in_one_call(called, monkeypatch)
        assert a_morning(called) == told
        assert everything(called) == rows
        assert answers == [None, 2, None, 3, None]
        assert not called.ledger.verify_audit()


def test_others_may_be_quicker(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number is the one after theirs, nothing is judged again, and the range is that of the true place."""
    hall.ledger.issue("first", "new_card")
    answers = in_one_call(hall, monkeypatch, lambda other: [other.ledger.issue(f"o{n}", "new_card") for n in range(3)])
    ticket = hall.ledger.issue("a", "lost_card").ticket
    assert (ticket.number, ticket.no, ticket.turn, answers) == ("A005", 5, 5, [5])
    assert hall.rows("SELECT ahead FROM forecast ORDER BY id DESC LIMIT 1") == [(4,)]
    assert hall.ledger.by_reference(ticket.reference) == ticket


def test_a_line_that_has_grown_too_long_is_looked_at_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """By another call: nobody is given a number who could not be called before closing."""
    monkeypatch.setattr(at_once, "ROOM", 2)
    hall.ledger.issue("first", "new_card")
    answers = in_one_call(hall, monkeypatch, lambda other: [other.ledger.issue(f"o{n}", "new_card") for n in range(5)])
    assert hall.ledger.issue("a", "new_card").ticket.no == 7
    assert answers == [None, 7]
    assert hall.rows("SELECT ahead FROM forecast ORDER BY id DESC LIMIT 1") == [(6,)]


def miss(other: Hall) -> None:
    """The citizen misses a turn."""
    ticket = other.ledger.issue("a", "passport", remote=True).ticket
    other.ledger.check_in(ticket.reference)
    other.ledger.call_next(3, "press")
    other.ledger.missed(3)


def give_up(other: Hall) -> Ticket:
    """The citizen takes a number and gives it up."""
    return other.ledger.cancel(other.ledger.issue("a", "passport").ticket.reference, "citizen")


@pytest.mark.parametrize(
    ("rules", "meanwhile", "reason"),
    [
        (GENEROUS, lambda other: other.ledger.issue("a", "new_card", key="another"), "already_active"),
        (Rules(issues_a_day=1), lambda other: other.ledger.issue("a", "passport"), "too_many_today"),
        (Rules(cancels_a_day=1), give_up, "too_many_today"),
        (Rules(no_shows=1), miss, "cooling_down"),
        (Rules(remote_share=0.02), lambda other: other.ledger.issue("b", "new_card", remote=True), "remote_full"),
        (Rules(day_share=0.02), lambda other: other.ledger.issue("b", "new_card"), "full"),
    ],
    ids=["active", "kept", "given_up", "missed", "remote", "day"],
)
def test_what_changed_since_the_look_counts(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, rules: Rules, meanwhile: Meanwhile, reason: str
) -> None:
    """No rule is broken by who is quick between the look and the call; nothing of the call remains."""
    hall.ledger = TicketLedger(hall.store, hall.ledger.queues, hall.hours, hall.clock, rules=rules)
    hall.ledger.issue("first", "new_card", remote=True)
    answers = in_one_call(hall, monkeypatch, meanwhile)
    with pytest.raises(TicketRefused) as refusal:
        hall.ledger.issue("a", "new_card", remote=True, key="k")
    assert (refusal.value.reason, answers) == (reason, [None])
    assert hall.rows("SELECT count(*) FROM ticket WHERE key = 'k'") == [(0,)]


def test_a_key_that_was_used_since_the_look_gives_its_ticket(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two requests with one key at the same moment."""
    hall.ledger.issue("first", "new_card")
    theirs = []
    answers = in_one_call(hall, monkeypatch, lambda other: theirs.append(other.ledger.issue("a", "passport", key="k")))
    again = hall.ledger.issue("a", "new_card", key="k")
    assert (again.ticket, again.new, answers) == (theirs[0].ticket, False, [None])


def test_a_day_that_began_since_the_look_is_the_tickets_day(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number is of the ledger's day when it is given."""
    hall.ledger.issue("first", "new_card")

    def tomorrow(other: Hall) -> None:
        hall.clock.move(days=1)
        other.ledger.issue("b", "passport")

    answers = in_one_call(hall, monkeypatch, tomorrow)
    ticket = hall.ledger.issue("a", "new_card").ticket
    assert (ticket.service_date, ticket.no, answers) == (date(2026, 11, 24), 1, [None])


def test_functions_use_indexes_too(hall: Hall) -> None:
    """Their looks are not seen in a plan, so they are counted: no table of tickets is read from end to end."""
    columns = "reference, queue, day, no, number, citizen, transaction_id, language, scope, status, waits_in, turn"
    hall.change(
        f"INSERT INTO ticket ({columns}, issued_at) SELECT 'r' || n, 'card_1', '2026-11-01', n, 'A', 'c' || n, 't',"
        " 'zh', 'api', 'served', 'card_1', n, now() FROM generate_series(1, 5000) AS n"
    )
    hall.change("ANALYZE ticket")
    hall.ledger.issue("first", "new_card")
    scans = (
        "SELECT pg_stat_force_next_flush(), relname, seq_scan FROM pg_stat_user_tables"
        " WHERE relname IN ('ticket', 'event', 'audit')"
    )

    def counted(then: str = "SELECT 1") -> dict[str, int]:
        with hall.store.at_once() as calls:  # type: ignore[attr-defined]
            run = calls._connection.execute
            run(then)
            run(scans)  # what this connection did so far is reported at the end of it
            return {row["relname"]: row["seq_scan"] for row in run(scans)}

    before = counted()
    assert hall.ledger.issue("c7", "new_card").ticket.no == 2
    assert counted() == before
    seen = counted("SELECT count(*) FROM ticket WHERE number = 'none'")
    assert seen == before | {"ticket": before["ticket"] + 1}


def test_what_was_answered_outlives_the_server(hall: Hall, postgres: PostgresServer) -> None:
    """Locks are given back before the disk has a number; who asked is not answered before, by call or transaction."""
    given = [hall.ledger.issue(f"c{n}", matter).ticket for n, matter in enumerate(["new_card", "new_card", "passport"])]
    postgres.kill()
    postgres.start()
    assert [hall.ledger.by_reference(one.reference) for one in given] == given
    given.append(hall.ledger.issue("d", "new_card").ticket)
    gone = hall.ledger.cancel(given[0].reference, "citizen")
    postgres.kill()
    postgres.start()
    assert [hall.ledger.by_reference(one.reference) for one in given] == [gone, *given[1:]]
    assert not hall.ledger.verify_audit()
    hall.home.reconnect()  # type: ignore[attr-defined]


@pytest.mark.parametrize("refused", [False, True], ids=["read", "refused"])
def test_what_was_seen_outlives_the_server(hall: Hall, postgres: PostgresServer, refused: bool) -> None:
    """Another's number may be seen before it is on the disk: whoever tells of it waits for that."""
    ticket = hall.ledger.issue("a", "new_card").ticket
    hall.change("SET synchronous_commit = off")
    hall.change("UPDATE ticket SET language = 'en'")
    if refused:
        with pytest.raises(TicketRefused) as refusal:
            hall.ledger.issue("a", "new_card", key="k")
        assert isinstance(refusal.value, AlreadyActive) and refusal.value.ticket.language == "en"
    else:
        assert hall.ledger.by_reference(ticket.reference).language == "en"
    postgres.kill()
    postgres.start()
    assert hall.ledger.by_reference(ticket.reference).language == "en"
    hall.home.reconnect()  # type: ignore[attr-defined]
