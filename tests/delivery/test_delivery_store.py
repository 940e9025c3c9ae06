"""The delivery's store: once in, in order, nothing lost over a restart, nothing kept for ever."""

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer
from connectors.delivery.model import Button, Contact, Draft, Packed, Parcel
from connectors.delivery.postgres import PostgresDelivery
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.delivery.store import DeliveryStore, DeliveryUnavailable

NUMBERS = itertools.count()
Opens = Callable[[], DeliveryStore]
LEASE = timedelta(seconds=45)
ANN = Contact("telegram", "1", "conversation of Ann", "en")
LI = Contact("telegram", "2", "conversation of Li", "zh")


class Clock:
    """A clock that is set by hand."""

    now = datetime(2026, 11, 23, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "PostgreSQL"])
def opens(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Opens:
    """Opens the store as another process would, in a file or in a database of the test's own."""
    if request.param == "file":
        return lambda: SQLiteDelivery(tmp_path / "delivery.db", clock)
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.create(f"delivery{next(NUMBERS)}")
    return lambda: PostgresDelivery(PostgresDatabase(url), clock)


@pytest.fixture
def store(opens: Opens) -> Iterator[DeliveryStore]:
    opened = opens()
    steps = opened.pending()
    assert steps > 0 and (opened.migrate(), opened.migrate(), opened.pending()) == (steps, 0, 0)
    yield opened
    opened.close()


def draft(key: str, to: Contact = ANN, **content: object) -> Draft:
    return Draft(key, to, Packed(content or {"text": key}))


def rows(store: DeliveryStore, query: str) -> list[Mapping[str, Any]]:
    """What stands in the database itself."""
    if isinstance(store, PostgresDelivery):
        with store._database.connect() as connection:
            return list(connection.execute(query.encode()))
    assert isinstance(store, SQLiteDelivery)
    return [dict(row) for row in store._connection().execute(query)]


def keys(parcels: list[Parcel]) -> list[str]:
    return [parcel.key for parcel in parcels]


def test_an_update_is_received_once_with_what_answers_it(store: DeliveryStore) -> None:
    assert store.post([draft("a")], ("telegram", "7"))
    assert not store.post([draft("b")], ("telegram", "7"))
    elsewhere = Contact("wechat", "1", LI.conversation)
    assert store.post([draft("c", elsewhere)], ("wechat", "7")), "another channel counts for itself"
    assert [keys(store.claim(channel, LEASE, 10)) for channel in ("telegram", "wechat", "sms")] == [["a"], ["c"], []]
    assert store.seen("telegram", "7") and not store.seen("telegram", "8")


def test_nothing_is_received_when_its_answer_can_t_be_put(store: DeliveryStore) -> None:
    with pytest.raises(TypeError):
        store.post([draft("a"), Draft("b", ANN, Packed({"text": object()}))], ("telegram", "7"))
    assert not store.seen("telegram", "7") and store.claim("telegram", LEASE, 10) == []


def test_the_same_key_is_put_once(store: DeliveryStore) -> None:
    store.post([draft("a"), draft("a"), draft("b")])
    store.post([draft("a")])
    assert store.counts() == {("telegram", "waiting"): 2}


def test_one_at_a_time_for_each_address_in_order(store: DeliveryStore) -> None:
    store.post([draft("a1"), draft("a2"), draft("l1", LI), draft("a3")])
    first = store.claim("telegram", LEASE, 10)
    assert keys(first) == ["a1", "l1"]
    assert store.claim("telegram", LEASE, 10) == [], "what is on its way blocks what is behind it"
    store.sent(first[0])
    (second,) = store.claim("telegram", LEASE, 10)
    assert second.key == "a2"
    store.give_up(second, "refused")
    assert keys(store.claim("telegram", LEASE, 10)) == ["a3"], "the dead do not block"


def test_a_postponed_one_comes_when_it_is_due(store: DeliveryStore, clock: Clock) -> None:
    store.post([draft("a1"), draft("a2")])
    (parcel,) = store.claim("telegram", LEASE, 10)
    store.postpone(parcel, clock.now + timedelta(seconds=5), "no route", counted=True)
    assert store.claim("telegram", LEASE, 10) == []
    clock.now += timedelta(seconds=5)
    (again,) = store.claim("telegram", LEASE, 10)
    assert (again.key, again.attempts) == ("a1", 1)
    store.postpone(again, clock.now, "asked to wait", counted=False)
    assert store.claim("telegram", LEASE, 10)[0].attempts == 1


def test_who_failed_stands_behind_those_that_were_not_tried(store: DeliveryStore, clock: Clock) -> None:
    """Or one message that always fails would be the only one that tries a messenger for a whole outage."""
    store.post([draft("a"), draft("l", LI)])
    (first,) = store.claim("telegram", LEASE, 1)
    store.postpone(first, clock.now + timedelta(seconds=5), "no route", counted=False)
    clock.now += timedelta(seconds=60)
    (second,) = store.claim("telegram", LEASE, 1)
    assert (first.key, second.key) == ("a", "l")
    assert keys(store.claim("telegram", LEASE, 1)) == ["a"]


def test_what_was_claimed_by_a_dead_process_comes_again(opens: Opens, store: DeliveryStore, clock: Clock) -> None:
    store.post([draft("a")])
    assert keys(store.claim("telegram", LEASE, 10)) == ["a"]
    other = opens()
    assert other.claim("telegram", LEASE, 10) == []
    clock.now += LEASE
    assert keys(other.claim("telegram", LEASE, 10)) == ["a"]
    other.close()


def test_two_processes_never_claim_the_same(opens: Opens, store: DeliveryStore, clock: Clock) -> None:
    store.post([draft(f"{n}", Contact("telegram", f"{n}", "c")) for n in range(60)])
    others = [opens() for _ in range(3)]
    claimed: list[str] = []

    def work(one: DeliveryStore) -> None:
        while parcels := one.claim("telegram", LEASE, 3):
            claimed.extend(keys(parcels))

    threads = [threading.Thread(target=work, args=(one,)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in others:
        one.close()
    assert sorted(claimed, key=int) == [str(n) for n in range(60)]


def test_what_was_sent_is_not_kept_and_the_dead_can_be_looked_at(store: DeliveryStore) -> None:
    store.post([draft("a", text="the words"), draft("l", LI, text="other words")])
    sent, dead = store.claim("telegram", LEASE, 10)
    store.sent(sent)
    store.give_up(dead, "message is too long")
    assert [letter.error for letter in store.dead_letters()] == ["message is too long"]
    contents = {row["key"]: row["content"] for row in rows(store, "SELECT key, content FROM outbox")}
    assert contents["a"] == "" and "other words" in contents["l"]


def test_a_known_address_keeps_its_conversation_and_language(store: DeliveryStore) -> None:
    assert store.meet(ANN) == ANN
    store.set_language(ANN, "zh")
    store.hand_over(ANN, "another")
    assert store.meet(ANN) == Contact("telegram", "1", "another", "zh")
    assert [contact.address for contact in store.contacts_of("another")] == ["1"]


def test_who_left_is_not_written_to_and_is_welcome_back(store: DeliveryStore) -> None:
    store.meet(ANN)
    store.post([draft("a")])
    store.lose("telegram", "1", "blocked")
    assert store.claim("telegram", LEASE, 10) == [] and not store.contacts_of(ANN.conversation)[0].reachable
    assert store.meet(ANN).reachable


def test_buttons_belong_to_a_conversation(store: DeliveryStore) -> None:
    button = Button("id", "answer:passport_renewal:fee", "Cost")
    store.post([Draft("a", ANN, Packed({"text": "a"}, (button,)))])
    assert store.button(ANN.conversation, "id") == button
    assert store.button(LI.conversation, "id") is None


def test_a_source_never_goes_back(store: DeliveryStore) -> None:
    assert store.place("tickets") == 0
    store.post([], None, ("tickets", 9))
    store.post([], None, ("tickets", 4))
    assert store.place("tickets") == 9


def test_a_link_is_spent_by_one(store: DeliveryStore) -> None:
    assert [store.spend("digest", who) for who in ("a", "a", "b", "a")] == [True, True, False, True]


def test_what_is_shared_expires(store: DeliveryStore, clock: Clock) -> None:
    store.keep("token", "value", clock.now + timedelta(hours=1))
    assert store.kept("token") == "value"
    store.sweep()
    assert store.kept("token") == "value"
    clock.now += timedelta(hours=1)
    assert store.kept("token") is None
    store.sweep()
    clock.now -= timedelta(hours=1)
    assert store.kept("token") is None, "it is not only hidden"


def test_one_leads_at_a_time_and_another_after_it(store: DeliveryStore, clock: Clock) -> None:
    assert store.lead("poll", "a", LEASE) and not store.lead("poll", "b", LEASE)
    clock.now += LEASE / 2
    assert store.lead("poll", "a", LEASE), "renewed"
    clock.now += LEASE * 0.75
    assert not store.lead("poll", "b", LEASE)
    clock.now += LEASE
    assert store.lead("poll", "b", LEASE) and not store.lead("poll", "a", LEASE)
    assert store.lead("something else", "a", LEASE)


def test_updates_are_remembered_for_a_day_and_more_and_nothing_for_ever(store: DeliveryStore, clock: Clock) -> None:
    store.meet(ANN)
    store.follow(ANN, "reference")
    store.spend("digest", "a")
    store.post([Draft("a", ANN, Packed({"text": "a"}, (Button("id", "human", "A person"),)))], ("telegram", "7"))
    store.sent(store.claim("telegram", LEASE, 1)[0])
    clock.now += timedelta(hours=47)
    store.sweep()
    assert store.seen("telegram", "7") and store.counts() == {("telegram", "sent"): 1}
    clock.now += timedelta(hours=2)
    store.sweep()
    assert not store.seen("telegram", "7") and store.counts() == {}
    assert store.contact("telegram", "1") is not None
    clock.now += timedelta(days=31)
    store.sweep()
    assert store.contact("telegram", "1") is None and store.button(ANN.conversation, "id") is None
    assert store.followers("reference") == []


def test_what_waits_is_never_swept(store: DeliveryStore, clock: Clock) -> None:
    store.meet(ANN)
    store.post([draft("a")])
    clock.now += timedelta(days=60)
    store.sweep()
    assert store.counts() == {("telegram", "waiting"): 1} and store.contact("telegram", "1") is not None


def test_processes_keep_the_order_of_each_address(opens: Opens, store: DeliveryStore) -> None:
    """Three send, two go on putting: nobody is sent a later message before an earlier one, and nothing twice."""
    people, each = [Contact("telegram", f"{n}", "c") for n in range(4)], 8
    sent: dict[str, list[int]] = {person.address: [] for person in people}
    senders, writers = [opens() for _ in range(3)], [opens() for _ in range(2)]
    done = threading.Event()

    def put(one: DeliveryStore, mine: list[Contact]) -> None:
        for n in range(each):
            for person in mine:
                one.post([draft(f"{person.address}:{n}", person)])

    def send(one: DeliveryStore) -> None:
        while True:
            last_look = done.is_set()
            parcels = one.claim("telegram", LEASE, 2)
            for parcel in parcels:
                sent[parcel.address].append(int(parcel.key.partition(":")[2]))
                one.sent(parcel)
            if last_look and not parcels and ("telegram", "waiting") not in one.counts():
                return

    writing = [threading.Thread(target=put, args=(one, people[n::2])) for n, one in enumerate(writers)]
    sending = [threading.Thread(target=send, args=(one,)) for one in senders]
    for thread in (*writing, *sending):
        thread.start()
    for thread in writing:
        thread.join()
    done.set()
    for thread in sending:
        thread.join()
    for one in (*senders, *writers):
        one.close()
    assert sent == {person.address: list(range(each)) for person in people}


def test_a_store_out_of_reach_says_so(tmp_path: Path, clock: Clock) -> None:
    broken = SQLiteDelivery(tmp_path / "no" / "such" / "folder.db", clock)
    with pytest.raises(DeliveryUnavailable):
        broken.seen("telegram", "1")
    with pytest.raises(DeliveryUnavailable):
        broken.post([draft("a")])
