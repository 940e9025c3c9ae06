"""Updates between receipt and answer, in a file and in PostgreSQL: kept once, in order, taken up by whoever lives."""

import asyncio
import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer
from connectors.delivery.model import Arrival, Contact, Draft, Packed
from connectors.delivery.postgres import PostgresDelivery
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.delivery.store import DeliveryStore

NUMBERS = itertools.count()
LEASE, LATER = timedelta(seconds=15), "wechat-later"
ANN = Contact("wechat", "ann", "conversation of Ann", "en")


class Clock:
    """A clock that is set by hand."""

    now = datetime(2026, 11, 23, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "PostgreSQL"])
def opens(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Callable[[], DeliveryStore]:
    """Opens the store as another process would."""
    if request.param == "file":
        return lambda: SQLiteDelivery(tmp_path / "delivery.db", clock)
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.create(f"arrivals{next(NUMBERS)}")
    return lambda: PostgresDelivery(PostgresDatabase(url), clock)


@pytest.fixture
def store(opens: Callable[[], DeliveryStore]) -> Iterator[DeliveryStore]:
    opened = opens()
    opened.migrate()
    yield opened
    opened.close()


def arrival(update: str, address: str = "ann", channel: str = "wechat") -> Arrival:
    return Arrival(channel, update, address, f"sealed {update}")


def kept(store: DeliveryStore, *arrivals: Arrival) -> None:
    """As the webhooks of one moment keep them."""

    async def keep() -> None:
        await asyncio.gather(*(store.keep_arrival(one) for one in arrivals))

    asyncio.run(keep())


def taken(store: DeliveryStore, limit: int = 9) -> list[str]:
    return [one.update_id for one in store.take("wechat", LEASE, limit)]


def answer(update: str, text: str = "answer") -> Draft:
    return Draft(f"wechat:{update}", ANN, Packed({"text": text}))


def test_the_first_of_each_address_is_answered_then_the_next(store: DeliveryStore) -> None:
    """However often one comes; those of one moment share a commit."""
    kept(store, arrival("1"), arrival("2", "bob"), arrival("1"))
    kept(store, arrival("3"), arrival("1"), arrival("4", channel="telegram"))
    assert store.arrivals_waiting()["wechat"][0] == 3
    assert sorted(taken(store)) == ["1", "2"]
    assert taken(store) == []
    assert store.post([], ("wechat", "1"))
    assert taken(store) == ["3"]
    kept(store, arrival("1"))
    assert taken(store) == [], "answered before"


def test_what_a_dead_process_had_in_hand_is_taken_up_after_its_lease(
    store: DeliveryStore, opens: Callable[[], DeliveryStore], clock: Clock
) -> None:
    kept(store, arrival("1"))
    (mine,) = store.take("wechat", LEASE, 9)
    other = opens()
    assert taken(other) == []
    clock.now += LEASE - timedelta(seconds=1)
    store.hold_arrivals([mine.id], LEASE)
    clock.now += LEASE - timedelta(seconds=1)
    assert taken(other) == [], "renewed while it lives"
    clock.now += timedelta(seconds=2)
    (again,) = other.take("wechat", LEASE, 9)
    assert (again.update_id, again.sealed, again.attempts, mine.attempts) == ("1", "sealed 1", 2, 1)
    assert other.post([answer("1")], ("wechat", "1"))
    assert not store.post([answer("1", "late")], ("wechat", "1")), "the slower one puts nothing"
    assert store.counts() == {("wechat", "waiting"): 1}
    other.close()


def test_a_lease_of_a_clock_that_had_jumped_forward_holds_nobody_up(store: DeliveryStore, clock: Clock) -> None:
    kept(store, arrival("1"))
    clock.now += timedelta(days=2)
    assert taken(store) == ["1"]
    clock.now -= timedelta(days=2)
    assert taken(store) == ["1"]


def test_what_was_put_off_by_such_a_clock_is_hurried(store: DeliveryStore, clock: Clock) -> None:
    store.post([answer("1"), answer("2")])
    clock.now += timedelta(days=2)
    (parcel,) = store.claim("wechat", LEASE, 9)
    clock.now -= timedelta(days=2)
    assert store.claim("wechat", LEASE, 9) == []
    assert (store.hurry(), store.hurry()) == (1, 0)
    assert [one.key for one in store.claim("wechat", LEASE, 9)] == [parcel.key]


def test_who_says_an_answer_is_decided_once(store: DeliveryStore) -> None:
    """In the webhook's own answer, or, once that was promised, by the outbox."""

    async def promise(update: str) -> bool:
        return await store.promise(arrival(update), LATER, LEASE)

    store.accept(arrival("1"), LEASE)
    assert store.hand_in(answer("1"), "1", LATER) and store.counts() == {}
    assert not asyncio.run(promise("1")), "it has its answer"
    assert store.accept(arrival("1"), LEASE) is None
    store.accept(arrival("2"), LEASE)
    assert asyncio.run(promise("2")) and asyncio.run(promise("2")), "also of each repetition"
    assert not store.hand_in(answer("2"), "2", LATER) and store.seen(LATER, "2")
    assert not store.hand_in(answer("2", "again"), "2", LATER), "what another process has worked out as well"
    assert store.counts() == {("wechat", "waiting"): 1}
    assert asyncio.run(promise("3")), "where not even its receipt was noted in time"
    assert store.arrivals_waiting()["wechat"][0] == 1


def test_what_nobody_answers_is_swept_after_two_days(store: DeliveryStore, clock: Clock) -> None:
    """As that of a channel which is no longer set."""
    kept(store, arrival("1", channel="gone"))
    clock.now += timedelta(days=1)
    kept(store, arrival("2"))
    store.sweep()
    assert sorted(store.arrivals_waiting()) == ["gone", "wechat"]
    clock.now += timedelta(days=1, seconds=1)
    store.sweep()
    assert sorted(store.arrivals_waiting()) == ["wechat"]


@pytest.mark.parametrize("keep_address", [True, False])
def test_after_forget_me_nothing_else_of_that_address_is_answered(store: DeliveryStore, keep_address: bool) -> None:
    kept(store, arrival("forget me"), arrival("1"), arrival("2", "bob"), arrival("3", channel="telegram"))
    store.forget(ANN, "forget me", keep_address=keep_address)
    assert {name: count for name, (count, _) in store.arrivals_waiting().items()} == {"wechat": 2, "telegram": 1}
    assert store.post([answer("forget me")], ("wechat", "forget me")), "but that it was done is said"
    assert taken(store) == ["2"]


@pytest.mark.parametrize(
    "ends",
    [
        lambda store: store.post([answer("1")], ("wechat", "1")),
        lambda store: store.hand_in(answer("1"), "1", LATER),
        lambda store: store.forget(ANN, "1", keep_address=True),
        lambda store: store.accept(arrival("1"), LEASE),
    ],
)
def test_everybody_locks_the_address_before_its_updates(
    store: DeliveryStore, monkeypatch: pytest.MonkeyPatch, ends: Callable[[DeliveryStore], object]
) -> None:
    """Or a repeated delivery and the answer to the first would each wait for the other."""
    kept(store, arrival("1"))
    asked: list[str] = []
    begun = store._transaction

    @contextmanager
    def watched(**how: Any) -> Iterator[Any]:
        with begun(**how) as run:

            def noted(query: str, values: Mapping[str, object]) -> Any:
                asked.append(query)
                return run(query, values)

            yield noted

    monkeypatch.setattr(store, "_transaction", watched)
    ends(store)
    assert asked[0] == "hold" and asked.count("hold") == 1
