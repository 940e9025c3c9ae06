"""Old data goes in time, once a day over all processes, on both stores; what was promised and what proves it stays."""

import itertools
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.bootstrap import Stores, open_stores
from assistant.databases import open_databases
from assistant.messages import Choice, Reply, Turn, Understanding
from assistant.retention import BusyElsewhere, Kind, Retention
from assistant.retention.keeper import PART, SQL
from assistant.settings import Settings
from assistant.storage.named_store import NamedStore, PostgresNamedStore, SQLiteNamedStore
from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer
from connectors.delivery.model import Contact

MATTER = "housing_fund_rent_withdrawal"
NAMES = itertools.count()
START = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
TURN = Turn("zh", Understanding("smalltalk"), (Reply("choices", "好", "zh", (Choice("一", "own:keep"),)),))


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["sqlite", "postgres"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Stores, Clock]]:
    """All stores of a center, with a clock that can be moved."""
    url = None
    clock = Clock()
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create(f"retention{next(NAMES)}")
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=url, retain_ticket_days=40)
    monkeypatch.setattr("assistant.bootstrap.clock_from", lambda _: clock)
    databases = open_databases(settings, clock)
    databases.migrate()
    databases.close()
    stores = open_stores(settings)
    yield stores, clock
    stores.close()


def test_each_kind_goes_in_its_time_and_promises_stay(house: tuple[Stores, Clock]) -> None:
    """Messages, choices and state after 30 days, a ticket's tie after 40, an address after 30; the audit holds."""
    stores, clock = house
    stores.history.save_tracker("old", {"slots": {}})
    stores.history.record("old", "m1", "三叔公的护照", TURN)
    done = stores.ledger.issue("old", MATTER, "key", "zh", "api").ticket
    stores.ledger.cancel(done.reference, "citizen")
    stores.delivery.meet(Contact("telegram", "1", "old", "zh"))
    assert stores.retention.run() is not None
    assert stores.retention.run() is None, "once a day"
    assert stores.history.messages_after("old", 0)
    clock.now += timedelta(days=31)
    stores.ledger.expire_old()
    stores.history.record("new", "m2", "刚说的", TURN)
    stores.delivery.meet(Contact("telegram", "2", "new", "zh"))
    waiting = stores.ledger.issue("new", MATTER, None, "zh", "api").ticket
    second = stores.retention.run()
    assert second is not None and second.failed == {} and second.deleted["messages"] == 2
    assert second.deleted["addresses"] == 1 and second.deleted["tickets"] == 0
    assert stores.history.messages_after("old", 0) == [] and stores.history.load_tracker("old") is None
    assert stores.history.choice_title("old", "own:keep") is None
    assert stores.history.messages_after("new", 0) and stores.history.choice_title("new", "own:keep") == "一"
    assert stores.delivery.contact("telegram", "1") is None and stores.delivery.contact("telegram", "2") is not None
    assert stores.ledger.by_reference(done.reference).citizen == "old"
    clock.now += timedelta(days=10)
    stores.ledger.expire_old()
    third = stores.retention.run()
    assert third is not None and third.deleted["tickets"] > 0
    retired, kept = (stores.ledger.by_reference(one.reference) for one in (done, waiting))
    assert "old" not in retired.citizen and (retired.number, retired.status) == (done.number, "cancelled")
    assert kept.citizen == "new" and stores.ledger.events_after("old", 0) == []
    assert stores.ledger.verify_audit() == []
    assert [run.deleted for run in stores.retention.runs()][:2] == [third.deleted, second.deleted]


def test_a_waiting_ticket_is_not_touched_however_old_its_day(house: tuple[Stores, Clock]) -> None:
    """An open one is a promise: it is closed first, by the change of the day."""
    stores, _ = house
    ticket = stores.ledger.issue("a", MATTER, None, "zh", "api").ticket
    assert stores.ledger.retire(START.date() + timedelta(days=99)) == 0
    assert stores.ledger.by_reference(ticket.reference).citizen == "a"


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], NamedStore]]:
    """Opens the same empty store again and again, as other processes do."""
    if request.param == "sqlite":
        yield lambda: SQLiteNamedStore(tmp_path / "upkeep.db", SQL)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    databases = []
    url = server.create(f"upkeep{next(NAMES)}")

    def another() -> NamedStore:
        databases.append(PostgresDatabase(url))
        return PostgresNamedStore(databases[-1], PART, SQL)

    yield another
    for database in databases:
        database.close()


def test_of_several_processes_one_deletes(opened: Callable[[], NamedStore]) -> None:
    """All ask at the same moment; who is told to do it at once, while another does, is refused."""
    opened().migrate()
    clock, ran, inside, go_on = Clock(), [], threading.Event(), threading.Event()

    def retire(before: datetime) -> int:
        ran.append(before)
        inside.set()
        assert go_on.wait(20)
        return 1

    keepers = [Retention(opened(), [Kind("messages", 30, retire)], clock) for _ in range(4)]
    threads = [threading.Thread(target=keeper.run) for keeper in keepers]
    for thread in threads:
        thread.start()
    assert inside.wait(20)
    with pytest.raises(BusyElsewhere):
        keepers[0].run(now=True)
    go_on.set()
    for thread in threads:
        thread.join()
    assert ran == [START - timedelta(days=30)]
    assert keepers[1].run() is None and keepers[1].run(now=True) is not None


def test_a_kind_that_fails_is_told_and_tried_again_and_the_others_go_on(opened: Callable[[], NamedStore]) -> None:
    store, clock = opened(), Clock()
    store.migrate()
    broken = [True]

    def retire(_: datetime) -> int:
        if broken:
            raise OSError("a message that may hold anything")
        return 7

    keeper = Retention(store, [Kind("messages", 30, retire), Kind("tickets", 30, lambda _: 2)], clock)
    first = keeper.run()
    assert first is not None and first.failed == {"messages": "OSError"} and first.deleted == {"tickets": 2}
    broken.clear()
    clock.now += timedelta(hours=2)
    second = keeper.run()
    assert second is not None and second.deleted == {"messages": 7, "tickets": 2}
    assert [run.failed for run in keeper.runs()] == [{}, {"messages": "OSError"}]
    assert keeper.runs()[0].at.astimezone(UTC) == clock.now.astimezone(UTC)
