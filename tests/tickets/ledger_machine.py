"""A state machine that drives the ledger by chance and predicts every answer."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assistant.tickets import AlreadyActive, Status, Ticket, WindowBusy, WindowIdle, WrongState

from .ledger_kit import ALWAYS_OPEN, Hall, small_hall
from .ledger_stores import SOUND, AnswerLost, Fault, Home, Plant

# Few values each: a bug of keys shows only when keys meet again.
CITIZENS = st.sampled_from(["ann", "bob", "eve"])
MATTERS = st.sampled_from(["new_card", "lost_card", "passport"])
KEYS = st.sampled_from([None, "k1", "k2", "k3"])
WINDOWS = st.sampled_from([1, 2, 3])
REQUESTS = st.sampled_from(["r1", "r2", "r3", "r4"])
OPEN = {Status.WAITING, Status.CALLED, Status.SERVING}


@dataclass
class Expected:
    """What the machine knows of one ticket."""

    reference: str
    citizen: str
    queue: str
    day: date
    no: int
    status: Status = Status.WAITING
    waits_in: str = ""
    turn: int = 0
    window: int | None = None
    calls: int = 0
    returns: int = 0


class LedgerMachine(RuleBasedStateMachine):
    """Issue, call, finish, cancel, transfer and the day's turn, with faults inside and after the transaction."""

    home: ClassVar[Home]
    plant: ClassVar[Plant] = SOUND

    def __init__(self) -> None:
        super().__init__()
        self.home.wipe()
        self.hall = Hall(self.home, hours=ALWAYS_OPEN, plant=self.plant)
        self.store = self.hall.store
        self.ledger = self.hall.ledger
        self.tickets: list[Expected] = []
        self.keys: dict[tuple[str, str], str] = {}
        self.requests: dict[tuple[int, str], str] = {}

    def teardown(self) -> None:
        self.hall.store.close()

    @property
    def today(self) -> date:
        return self.hall.clock.now.date()

    @rule(citizen=CITIZENS, matter=MATTERS, key=KEYS, fault=st.integers(0, 4))
    def issue(self, citizen: str, matter: str, key: str | None, fault: int) -> None:
        queue = small_hall().by_transaction[matter].id
        known = self.keys.get((citizen, key or ""))
        mine = [one for one in self._open_today() if one.citizen == citizen and one.queue == queue]
        self.store.fault = fault
        try:
            answer = self.ledger.issue(citizen, matter, key=key)
        except Fault:
            assert fault in (1, 2, 3)
        except AlreadyActive as refused:
            assert known is None and [one.reference for one in mine] == [refused.ticket.reference]
        except AnswerLost:
            ticket = self._ask_again(citizen, matter, key)
            if known:
                assert ticket.reference == known
            else:
                assert not mine
                self._add(ticket, citizen, queue, key)
        else:
            assert fault != 1 and answer.new is (known is None)
            if known:
                assert answer.ticket.reference == known
            else:
                assert not mine
                self._add(answer.ticket, citizen, queue, key)
        finally:
            self.store.fault = 0

    @rule(matter=MATTERS)
    def crowd(self, matter: str) -> None:
        # Without it a queue seldom holds two, and the order of calling goes unseen.
        for citizen in ("ann", "bob", "eve"):
            self.issue(citizen, matter, None, 0)

    @rule(window=WINDOWS, request=REQUESTS, fault=st.sampled_from([0, 0, 1, 4]))
    def call(self, window: int, request: str, fault: int) -> None:
        known = self.requests.get((window, request))
        held = self._held(window)
        expected = None if held and not known else self._next(window)
        self.store.fault = fault
        try:
            ticket = self.ledger.call_next(window, request)
        except Fault:
            return
        except WindowBusy:
            assert held and not known
            return
        except AnswerLost:
            self.store.fault = 0
            if known is None and expected is None:
                return
            ticket = self.ledger.call_next(window, request)
        finally:
            self.store.fault = 0
        if known:
            assert ticket and ticket.reference == known
            return
        assert held is None and (ticket and ticket.reference) == (expected and expected.reference)
        if expected:
            self.requests[window, request] = expected.reference
            expected.status, expected.window, expected.calls = Status.CALLED, window, expected.calls + 1

    @rule(window=WINDOWS, served=st.booleans())
    def finish(self, window: int, served: bool) -> None:
        held = self._held(window)
        try:
            if served:
                self.ledger.start(window)
            (self.ledger.served if served else self.ledger.missed)(window)
        except WindowIdle:
            assert held is None
        else:
            assert held
            held.status = Status.SERVED if served else Status.MISSED

    @precondition(lambda self: self.tickets)
    @rule(which=st.integers(0, 30), fault=st.sampled_from([0, 4]))
    def cancel(self, which: int, fault: int) -> None:
        one = self.tickets[which % len(self.tickets)]
        self.store.fault = fault
        try:
            self.ledger.cancel(one.reference, "citizen")
        except WrongState:
            assert one.status not in (Status.WAITING, Status.CANCELLED) or one.day < self.today
            return
        except AnswerLost:
            pass
        finally:
            self.store.fault = 0
        assert one.status is Status.CANCELLED or (one.status is Status.WAITING and one.day == self.today)
        one.status = Status.CANCELLED

    @rule(window=WINDOWS, queue=st.sampled_from(["card_1", "passport_3"]))
    def transfer(self, window: int, queue: str) -> None:
        held = self._held(window)
        try:
            self.ledger.transfer(window, queue)
        except WindowIdle:
            assert held is None
        else:
            assert held
            held.status, held.window, held.waits_in, held.turn = Status.WAITING, None, queue, 0
            held.returns += 1

    @rule(expire=st.booleans(), days=st.sampled_from([0, 0, 1, 2]))
    def rollover(self, expire: bool, days: int) -> None:
        self.hall.clock.move(days=days)
        if not expire:
            return
        # Only with a ticket of its own is a day known to the counter; the clock alone decides here.
        old = [one for one in self.tickets if one.status in OPEN and one.day < self.today]
        assert self.ledger.expire_old() == len(old)
        for one in old:
            one.status = Status.EXPIRED

    @invariant()
    def the_store_agrees(self) -> None:
        columns = 'reference, citizen, queue, day, no, status, waits_in, "window"'
        rows = self.hall.rows(f"SELECT {columns} FROM ticket ORDER BY id")
        assert rows == [
            (one.reference, one.citizen, one.queue, one.day.isoformat(), one.no, one.status, one.waits_in, one.window)
            for one in self.tickets
        ]
        numbers: dict[tuple[str, str], list[int]] = {}
        for one in self.tickets:
            numbers.setdefault((one.queue, one.day.isoformat()), []).append(one.no)
        assert all(series == list(range(1, len(series) + 1)) for series in numbers.values())
        counters = self.hall.rows("SELECT queue, day, last_no FROM counter ORDER BY queue, day")
        assert counters == sorted((queue, day, len(series)) for (queue, day), series in numbers.items())

    @invariant()
    def nobody_is_called_twice(self) -> None:
        calls = self.hall.rows(
            "SELECT reference, count(call.id) FROM ticket LEFT JOIN call ON ticket.id = ticket_id"
            " GROUP BY ticket.id ORDER BY ticket.id"
        )
        assert calls == [(one.reference, one.calls) for one in self.tickets]
        assert all(one.calls <= one.returns + 1 for one in self.tickets)

    @invariant()
    def journal_is_whole(self) -> None:
        assert self.ledger.verify_audit() == []
        told = "SELECT count(*) FROM event WHERE kind = 'issued'"
        assert self.hall.rows(told) == [(len(self.tickets),)]

    def _ask_again(self, citizen: str, matter: str, key: str | None) -> Ticket:
        self.store.fault = 0
        try:
            answer = self.ledger.issue(citizen, matter, key=key)
        except AlreadyActive as refused:
            assert key is None  # with a key the lost ticket itself comes back
            return refused.ticket
        assert answer.new is False
        return answer.ticket

    def _add(self, ticket: Ticket, citizen: str, queue: str, key: str | None) -> None:
        no = 1 + sum(one.queue == queue and one.day == self.today for one in self.tickets)
        assert (ticket.no, ticket.queue, ticket.service_date) == (no, queue, self.today)
        one = Expected(ticket.reference, citizen, queue, self.today, no, waits_in=queue, turn=no)
        self.tickets.append(one)
        if key:
            self.keys[citizen, key] = one.reference

    def _open_today(self) -> list[Expected]:
        return [one for one in self.tickets if one.status in OPEN and one.day == self.today]

    def _held(self, window: int) -> Expected | None:
        held = [one for one in self._open_today() if one.window == window and one.status is not Status.WAITING]
        return held[0] if held else None

    def _next(self, window: int) -> Expected | None:
        queue = small_hall().by_window[window].id
        away = {one.citizen for one in self._open_today() if one.status is not Status.WAITING}
        waiting = [one for one in self._open_today() if one.status is Status.WAITING and one.waits_in == queue]
        waiting = [one for one in waiting if one.citizen not in away]
        # min() keeps the first of equals: tickets stand in the order they were issued.
        return min(waiting, key=lambda one: one.turn, default=None)
