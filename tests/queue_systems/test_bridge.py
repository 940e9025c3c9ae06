"""Our numbers at a hall's other machine, a real server on loopback: once each, whatever gets lost on the way."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from tickets.ledger_kit import ALWAYS_OPEN, GENEROUS, SetClock, small_hall
from tickets.ledger_stores import FastStore

from assistant.tickets import TicketLedger
from connectors.queue_systems.bridge import SETTLES, Bridge, marker_of
from connectors.queue_systems.intents import Intents
from connectors.queue_systems.protocol import PeerBusy, PeerOrder, PeerRefused, PeerState, PeerUnsure
from connectors.queue_systems.qminder import Qminder as Client
from connectors.queue_systems.wire import Wire

from .qminder_server import KEY, Qminder, app_of

SERVICES = {"passport_3": ("501", None)}
Serving = Callable[[FastAPI], AbstractContextManager[str]]


@dataclass
class Side:
    """Our ledger, the machine, and the bridge between them."""

    folder: Path
    address: str
    machine: Qminder
    clock: SetClock = field(default_factory=SetClock)
    ledger: TicketLedger = field(init=False)
    bridge: Bridge = field(init=False)
    clients: list[Client] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = FastStore(self.folder / "tickets.db")
        self.store.migrate()
        self.ledger = TicketLedger(self.store, small_hall(), ALWAYS_OPEN, self.clock, rules=GENEROUS)
        self.bridge = self.new_bridge()

    def client(self) -> Client:
        """A client of the machine that waits a quarter of a second for answers."""
        self.clients.append(Client(KEY, "1", "77", self.address, seconds=0.25, pace=1000))
        return self.clients[-1]

    def close(self) -> None:
        """Closes all connections."""
        self.bridge.close()
        self.store.close()
        for client in self.clients:
            client.close()

    def new_bridge(self) -> Bridge:
        """A bridge as a process that has just started builds it."""
        intents = Intents(self.folder / "machine.db")
        return Bridge(self.client(), self.ledger, intents, SERVICES, self.clock)

    def takes(self, citizen: str) -> str:
        """Somebody takes a number here; its reference."""
        return self.ledger.issue(citizen, "passport").ticket.reference

    def number(self, reference: str) -> str | None:
        """What the holder is told of the machine's number."""
        seen = self.bridge.view(reference)
        assert seen is not None
        return seen.number

    def open_there(self) -> list[str]:
        """The names under which numbers wait at the machine."""
        return [row["firstName"] for row in self.machine.tickets.values() if row["status"] == "NEW"]


@pytest.fixture(scope="module")
def machine(serving: Serving) -> Iterator[tuple[Qminder, str]]:
    """The machine, served."""
    qminder = Qminder()
    with serving(app_of(qminder)) as address:
        yield qminder, address


@pytest.fixture
def side(machine: tuple[Qminder, str], tmp_path: Path) -> Iterator[Side]:
    """Both sides, empty."""
    qminder, address = machine
    for kept in (qminder.tickets, qminder.calls, qminder.next, qminder.late):
        kept.clear()
    side = Side(tmp_path, address, qminder)
    yield side
    side.close()


def test_a_number_is_shown_once_the_machine_has_confirmed_it(side: Side) -> None:
    """UNKNOWN before; numbers of queues that the machine does not serve are left alone."""
    ours = side.takes("ann")
    other = side.ledger.issue("bob", "new_card").ticket.reference
    done = side.bridge.round()
    assert (done.asked, done.confirmed, done.fault) == (1, 1, None)
    view = side.bridge.view(ours)
    assert view is not None and (view.state, view.number) == (PeerState.WAITING, "A-1")
    assert side.bridge.view(other) is None
    assert side.open_there() == [marker_of("B001", ours)] and ours not in str(side.machine.tickets)
    again = side.bridge.round()
    assert (again.asked, again.confirmed) == (0, 0) and len(side.machine.tickets) == 1


def test_a_lost_answer_is_found_again_and_nothing_is_asked_twice(side: Side) -> None:
    """The machine wrote the ticket, its answer came too late."""
    ours = side.takes("ann")
    side.machine.next = ["lose"]
    assert side.bridge.round().fault is not None
    view = side.bridge.view(ours)
    assert view is not None and (view.state, view.number) == (PeerState.UNKNOWN, None)
    assert side.bridge.round().confirmed == 1
    assert side.number(ours) == "A-1" and len(side.machine.tickets) == 1


def test_a_request_that_never_arrived_is_repeated_after_a_look(side: Side) -> None:
    """Not at once: it may still be on its way."""
    ours = side.takes("ann")
    side.machine.next = ["hang"]
    side.bridge.round()
    assert side.bridge.round().asked == 0 and side.number(ours) is None
    side.clock.move(seconds=SETTLES.total_seconds())
    assert side.bridge.round().confirmed == 1
    assert len(side.machine.tickets) == 1 and side.number(ours) == "A-1"


def test_of_two_numbers_one_is_kept(side: Side) -> None:
    """The first request arrived after all, after the second: one number only, and it stays the one that was shown."""
    ours = side.takes("ann")
    side.machine.next = ["late"]
    side.bridge.round()
    side.clock.move(seconds=SETTLES.total_seconds())
    side.bridge.round()
    shown = side.number(ours)
    side.machine.deliver_late()
    assert len(side.open_there()) == 2
    done = side.bridge.round()
    assert done.doubles == 1 and side.number(ours) == shown == "A-1"
    assert side.open_there() == [marker_of("B001", ours)]
    assert side.bridge.round().doubles == 0


def test_a_busy_machine_is_asked_again_at_the_next_round(side: Side) -> None:
    """429 did nothing, so nothing has to settle."""
    ours = side.takes("ann")
    side.machine.next = ["429"]
    assert "PeerBusy" in str(side.bridge.round().fault)
    assert side.bridge.round().confirmed == 1 and side.number(ours) == "A-1"


def test_a_machine_that_is_down_keeps_the_order_of_asking(side: Side) -> None:
    """The provisional place is honoured later: who asked first gets the first number, and is called first."""
    first = side.takes("ann")
    side.clock.move(minutes=1)
    second = side.takes("bob")
    side.machine.next = ["hang"]
    assert side.bridge.round().asked == 1  # the second is not even tried while the machine does not answer
    side.bridge.round()
    assert side.number(second) == "A-1" and side.number(first) is None
    side.clock.move(seconds=SETTLES.total_seconds())
    side.bridge.round()
    assert side.number(first) == "A-2"
    called = side.bridge.call_next("passport_3", "9")
    assert called is not None and called.number == "A-2" and called.window == "9"
    side.bridge.round()
    view = side.bridge.view(first)
    assert view is not None and (view.state, view.window) == (PeerState.CALLED, "9")


def test_a_number_given_up_here_is_given_up_there(side: Side) -> None:
    """Before it was asked for, while its answer is lost, and after it was confirmed."""
    early, lost, late = (side.takes(name) for name in ("ann", "bob", "eve"))
    side.ledger.cancel(early, "citizen")
    side.machine.next = ["lose"]
    side.bridge.round()
    side.bridge.round()
    for reference in (lost, late):
        side.ledger.cancel(reference, "citizen")
    done = side.bridge.round()
    assert done.given_up == 2 and side.open_there() == [] and len(side.machine.tickets) == 2
    assert side.bridge.round().given_up == 0


def test_a_missed_number_that_waits_again_gets_a_new_one_there(side: Side) -> None:
    """The old one was given up when it was missed."""
    ours = side.takes("ann")
    side.bridge.round()
    side.ledger.call_next(3, "r1")
    side.ledger.missed(3)
    side.bridge.round()
    assert side.open_there() == []
    side.ledger.rejoin(ours)
    side.bridge.round()
    assert side.number(ours) == "A-2" and len(side.open_there()) == 1


def test_what_was_called_or_done_at_the_machine_is_seen(side: Side) -> None:
    """Also when it has left the machine's list, or is unknown there altogether."""
    ours = side.takes("ann")
    gone = side.takes("bob")
    side.bridge.round()
    first, second = side.machine.tickets.values()
    first["status"] = "SERVED"
    del side.machine.tickets[second["id"]]
    side.bridge.round()
    states = [view.state for view in map(side.bridge.view, (ours, gone)) if view]
    assert states == [PeerState.SERVED, PeerState.CANCELLED]


def test_a_refusal_is_not_repeated_and_shows_no_number(side: Side) -> None:
    """The line is disabled: an operator has to look."""
    intents = Intents(side.folder / "other.db")
    bridge = Bridge(side.client(), side.ledger, intents, {"passport_3": ("502", None)}, side.clock)
    ours = side.takes("ann")
    assert bridge.round().asked == 1 and intents.refused() == 1
    side.clock.move(hours=1)
    assert bridge.round().asked == 0
    view = bridge.view(ours)
    assert view is not None and (view.state, view.number) == (PeerState.UNKNOWN, None)
    bridge.close()


def test_a_process_that_died_after_asking_is_followed_by_one_that_looks(side: Side) -> None:
    """What was asked stands in the file before it is asked."""
    ours = side.takes("ann")
    side.machine.next = ["lose"]
    side.bridge.round()
    side.bridge.close()
    side.bridge = side.new_bridge()
    assert side.bridge.round().asked == 0 and side.number(ours) == "A-1"
    assert len(side.machine.tickets) == 1


def test_two_processes_do_not_ask_at_once(side: Side) -> None:
    """The second leaves the round to the first."""
    side.takes("ann")
    other = Intents(side.folder / "machine.db")
    with other.alone() as alone:
        assert alone
        assert side.bridge.round().asked == 0
    other.close()
    assert side.bridge.round().asked == 1


@pytest.mark.parametrize(
    ("fault", "raised"), [("429", PeerBusy), ("500", PeerUnsure), ("hang", PeerUnsure), ("lose", PeerUnsure)]
)
def test_each_fault_is_told_for_what_it_is(side: Side, fault: str, raised: type[Exception]) -> None:
    """Done, not done, or not known."""
    side.machine.next = [fault]
    with pytest.raises(raised):
        side.client().create(PeerOrder("501", None, "A001 AAAAAAAA"))


def test_nobody_there_is_not_a_lost_answer(side: Side) -> None:
    """Without a connection nothing can have been done."""
    client = Client(KEY, "1", "77", "http://127.0.0.1:9", seconds=0.25)
    with pytest.raises(PeerBusy):
        client.services()
    client.close()


def test_a_wrong_key_and_a_wrong_line_are_refused(side: Side) -> None:
    """With the machine's own status."""
    client = side.client()
    assert [one.name for one in client.services()] == ["Passports", "Closed line"]
    with pytest.raises(PeerRefused) as refused:
        client.create(PeerOrder("999", None, "A001 AAAAAAAA"))
    assert refused.value.code == 400
    stranger = Client("another key", "1", "77", side.address, pace=1000)
    with pytest.raises(PeerRefused) as refused:
        stranger.services()
    assert refused.value.code == 403
    stranger.close()
    with pytest.raises(ValueError, match="2 to 50"):
        client.create(PeerOrder("501", None, "A"))


def test_the_pace_is_kept() -> None:
    """Five calls a second: the sixth waits, by the client's own clock."""
    now, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={}))
    wire = Wire("http://peer.test", {}, 5.0, transport=transport, sleep=sleep, now=lambda: now[0])
    for _ in range(6):
        wire.call("GET", "/")
    wire.close()
    assert slept == [0.2] * 5 and timedelta(seconds=now[0]) == timedelta(seconds=1)
