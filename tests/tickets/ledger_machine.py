"""A state machine that drives the ledger by chance and predicts every answer."""

from datetime import timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from assistant.tickets import AlreadyActive, Priority, Status, Ticket, UsedUp, WrongState

from .ledger_clerks import WHICH, ClerkMachine
from .ledger_kit import ALWAYS_OPEN, Hall, small_hall
from .ledger_model import OPEN, RULES, Expected, Model
from .ledger_stores import SOUND, AnswerLost, Fault, Home, Plant

# Few values each: a bug of keys shows only when keys meet again.
CITIZENS = st.sampled_from(["ann", "bob", "eve"])
MATTERS = st.sampled_from(["new_card", "lost_card", "passport"])
KEYS = st.sampled_from([None, "k1", "k2", "k3"])
BOTH = (("new_card",), ("passport",))


class LedgerMachine(ClerkMachine):
    """Everything citizens and clerks do, double presses, the day's turn, and faults inside and after transactions."""

    home: ClassVar[Home]
    plant: ClassVar[Plant] = SOUND

    def __init__(self) -> None:
        super().__init__()
        self.home.wipe()
        self.hall = Hall(self.home, hours=ALWAYS_OPEN, plant=self.plant, rules=RULES)
        self.store, self.ledger = self.hall.store, self.hall.ledger
        self.model = Model()
        self.keys: dict[tuple[str, str], str] = {}
        self.requests: dict[tuple[int, str], str] = {}

    def teardown(self) -> None:
        self.hall.store.close()

    @rule(citizen=CITIZENS, matter=MATTERS, key=KEYS, fault=st.integers(0, 4), here=st.booleans(), first=st.booleans())
    def issue(self, citizen: str, matter: str, key: str | None, fault: int, here: bool, first: bool) -> None:
        queue = small_hall().by_transaction[matter].id
        known = self.keys.get((citizen, key or ""))
        mine = [one for one in self.model.open_on(self.today) if one.citizen == citizen and one.queue == queue]
        how = {"remote": not here, "priority": Priority.SOLDIER if first else None}
        self.store.fault = fault
        try:
            answer = self.ledger.issue(citizen, matter, key=key, **how)  # type: ignore[arg-type]
        except Fault:
            assert fault in (1, 2, 3)
            return
        except AlreadyActive as refused:
            assert known is None and [one.reference for one in mine] == [refused.ticket.reference]
            return
        except AnswerLost:
            ticket, new = self._ask_again(citizen, matter, key), known is None
        else:
            ticket, new = answer.ticket, answer.new
            assert fault != 1 and new is (known is None)
        finally:
            self.store.fault = 0
        if not new:
            assert ticket.reference == known
            return
        assert not mine
        self._add(ticket, citizen, queue, key, here, first)

    @rule(citizen=CITIZENS, key=KEYS, fault=st.integers(0, 4))
    def visit(self, citizen: str, key: str | None, fault: int) -> None:
        # Both or neither, and both again for the same key.
        name = f"visit {key}"
        known = self.keys.get((citizen, name)) if key else None
        mine = [one for one in self.model.open_on(self.today) if one.citizen == citizen]
        self.store.fault = fault
        try:
            tickets = self.ledger.issue_visit(citizen, BOTH, key).tickets
        except Fault:
            assert fault in (1, 2, 3)
            return
        except AlreadyActive:
            assert known is None and mine
            return
        except AnswerLost:
            tickets = self._visit_again(citizen, key)
        finally:
            self.store.fault = 0
        if known is not None:
            assert tickets[0].reference == known and len(tickets) == 2
            return
        assert not mine and [one.step for one in tickets] == [1, 2]
        for ticket in tickets:
            self._add(ticket, citizen, ticket.queue, None, True, False)
        if key:
            self.keys[citizen, name] = tickets[0].reference

    @initialize(matter=MATTERS, to=st.sampled_from(["card_1", "passport_3", 2]), aside=st.booleans())
    def busy_hall(self, matter: str, to: int | str, aside: bool) -> None:
        # What chance alone brings about too seldom: a line, windows at work, a ticket put aside and one sent on.
        self.crowd(matter)
        for window in (1, 3):
            self.call(window, "r1", 0)
            self.press(window, "hold", 0) if aside else self.transfer(window, to)

    @rule(matter=MATTERS)
    def crowd(self, matter: str) -> None:
        # Without it a queue seldom holds more than one, and the order of calling goes unseen.
        for citizen in ("ann", "bob", "eve"):
            self.issue(citizen, matter, None, 0, citizen != "bob", citizen == "eve")
        for n in range(3):
            self.issue(f"extra {len(self.model.tickets)} {n}", matter, None, 0, True, False)

    @precondition(lambda self: self.model.tickets)
    @rule(which=WHICH, fault=st.sampled_from([0, 4]))
    def cancel(self, which: int, fault: int) -> None:
        one = self._some(which, *OPEN, Status.CANCELLED)
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

    @precondition(lambda self: self.model.tickets)
    @rule(which=WHICH)
    def check_in(self, which: int) -> None:
        one = self._some(which, *OPEN)
        try:
            ticket = self.ledger.check_in(one.reference)
        except WrongState:
            assert one.status not in OPEN or one.day < self.today
            return
        assert ticket.checked_in_at and one.status in OPEN and one.day == self.today
        if one.passed:
            self.model.from_the_front(one)
        one.present, one.passed = True, None

    @precondition(lambda self: self.model.tickets)
    @rule(which=WHICH)
    def late(self, which: int) -> None:
        one = self._some(which, Status.WAITING)
        try:
            self.ledger.late(one.reference)
        except UsedUp:
            assert one.in_line and one.lates
        except WrongState:
            assert not one.in_line or one.day < self.today
        else:
            assert one.in_line and not one.lates and one.day == self.today
            one.lates = 1
            self.model.move_back(one)

    @precondition(lambda self: self.model.tickets)
    @rule(which=WHICH, first=st.booleans())
    def prefer(self, which: int, first: bool) -> None:
        one = self._some(which, *OPEN)
        try:
            self.ledger.set_priority(one.reference, Priority.PREGNANT if first else None, "staff 1")
        except WrongState:
            assert one.status not in OPEN or one.day < self.today
        else:
            one.priority = first

    @precondition(lambda self: self.hall.clock.now.hour < 20)
    @rule(minutes=st.sampled_from([20, 70]))
    def release(self, minutes: int) -> None:
        self.hall.clock.move(minutes=minutes)
        now = self.hall.clock.now
        gone = [one for one in self.model.open_on(self.today) if one.passed and not one.present]
        gone = [one for one in gone if one.passed and one.passed + timedelta(minutes=RULES.grace_minutes) <= now]
        gone = [one for one in gone if one.issued + timedelta(minutes=RULES.arrive_minutes) <= now]
        assert self.ledger.release_absent() == len(gone)
        for one in gone:
            one.status = Status.EXPIRED

    @rule(expire=st.booleans(), days=st.sampled_from([0, 0, 1, 2, -1]))
    def rollover(self, expire: bool, days: int) -> None:
        self.hall.clock.move(days=days)  # a clock that jumps back keeps the newest day that gave a number
        if not expire:
            return
        old = [one for one in self.model.tickets if one.status in OPEN and one.day < self.today]
        assert self.ledger.expire_old() == len(old)
        for one in old:
            one.status = Status.EXPIRED

    @invariant()
    def the_store_agrees(self) -> None:
        columns = 'reference, citizen, queue, day, no, status, waits_in, "window", returns'
        rows = self.hall.rows(f"SELECT {columns} FROM ticket ORDER BY id")
        tickets = self.model.tickets
        known = [(t.reference, t.citizen, t.queue, t.day.isoformat(), t.no, t.status, t.waits_in) for t in tickets]
        assert rows == [(*row, t.window, t.returns) for row, t in zip(known, tickets, strict=True)]
        numbers: dict[tuple[str, str], list[int]] = {}
        for one in tickets:
            numbers.setdefault((one.queue, one.day.isoformat()), []).append(one.no)
        assert all(series == list(range(1, len(series) + 1)) for series in numbers.values())
        counters = self.hall.rows("SELECT queue, day, last_no FROM counter ORDER BY queue, day")
        assert counters == sorted((queue, day, len(series)) for (queue, day), series in numbers.items())

    @invariant()
    def the_lines_agree(self) -> None:
        with self.store.read() as tx:
            for (queue, day), line in self.model.lines.items():
                expected = [one.reference for one in line if one.in_line]
                assert [one.reference for one in tx.in_line(queue, day, 100)] == expected
                if expected and day == self.today:
                    last = tx.by_reference(expected[-1])
                    assert last and tx.ahead_of(last).all == len(expected) - 1

    @invariant()
    def nobody_is_called_twice(self) -> None:
        calls = self.hall.rows(
            "SELECT reference, count(call.id) FROM ticket LEFT JOIN call ON ticket.id = ticket_id"
            " GROUP BY ticket.id ORDER BY ticket.id"
        )
        assert calls == [(one.reference, one.calls) for one in self.model.tickets]

    @invariant()
    def journal_is_whole(self) -> None:
        assert self.ledger.verify_audit() == []
        told = "SELECT count(*) FROM event WHERE kind = 'issued'"
        assert self.hall.rows(told) == [(len(self.model.tickets),)]

    def _ask_again(self, citizen: str, matter: str, key: str | None) -> Ticket:
        self.store.fault = 0
        try:
            answer = self.ledger.issue(citizen, matter, key=key)
        except AlreadyActive as refused:
            assert key is None  # with a key the lost ticket itself comes back
            return refused.ticket
        assert answer.new is False
        return answer.ticket

    def _visit_again(self, citizen: str, key: str | None) -> tuple[Ticket, ...]:
        self.store.fault = 0
        try:
            answer = self.ledger.issue_visit(citizen, BOTH, key)
        except AlreadyActive as refused:
            assert key is None  # with a key the lost numbers themselves come back
            return tuple(self.ledger.visit_of(refused.ticket))
        assert answer.new is False
        return answer.tickets

    def _add(self, ticket: Ticket, citizen: str, queue: str, key: str | None, here: bool, first: bool) -> None:
        no = 1 + sum(one.queue == queue and one.day == self.today for one in self.model.tickets)
        assert (ticket.no, ticket.queue, ticket.service_date) == (no, queue, self.today)
        now = self.hall.clock.now
        one = Expected(
            ticket.reference, citizen, queue, self.today, no, ticket.number, now, here, first, waits_in=queue
        )
        self.model.add(one)
        if key:
            self.keys[citizen, key] = one.reference
