"""What clerks do by chance at the windows; the state machine of the ledger inherits it."""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from assistant.tickets import (
    AlreadyActive,
    NothingToUndo,
    Status,
    TicketLedger,
    UnknownTicket,
    UsedUp,
    WindowBusy,
    WindowIdle,
    WindowPaused,
    WrongState,
)

from .ledger_kit import Hall, small_hall
from .ledger_model import RULES, Expected, Model, Press
from .ledger_stores import AnswerLost, Fault, FaultStore

WINDOWS = st.sampled_from([1, 2, 3])
REQUESTS = st.sampled_from(["r1", "r2", "r3", "r4", "r5", "r6"])
WHICH = st.integers(0, 30)
PRESSES = st.sampled_from(["recall", "start", "served", "missed", "hold"])
LEFT = {
    "called": Status.CALLED,
    "start": Status.SERVING,
    "served": Status.SERVED,
    "missed": Status.MISSED,
    "hold": Status.WAITING,
    "transferred": Status.WAITING,
}


class ClerkMachine(RuleBasedStateMachine):
    """Calls, presses, transfers, tickets put aside and taken back, pauses, and second thoughts."""

    hall: Hall
    store: FaultStore
    ledger: TicketLedger
    model: Model
    requests: dict[tuple[int, str], str]
    pressed = 0

    @property
    def today(self) -> date:
        return max([self.hall.clock.now.date(), *(one.day for one in self.model.tickets)])

    @rule(window=WINDOWS, request=REQUESTS, fault=st.sampled_from([0, 0, 1, 4]))
    def call(self, window: int, request: str, fault: int) -> None:
        known = self.requests.get((window, request))
        held, paused = self.model.held_by(window, self.today), (window, self.today) in self.model.paused
        expected, favoured = self.model.chosen(small_hall().by_window[window], window, self.today)
        self.store.fault = fault
        try:
            ticket = self.ledger.call_next(window, request)
        except Fault:
            return
        except (WindowBusy, WindowPaused) as refused:
            assert not known and (held if isinstance(refused, WindowBusy) else paused and not held)
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
        assert held is None and not paused
        assert (ticket and ticket.reference) == (expected and expected.reference)
        if expected:
            self.requests[window, request] = expected.reference
            self._note(window, "called", expected)
            self.model.call(expected, window, favoured, self.hall.clock.now)

    @rule(window=WINDOWS)
    def call_anew(self, window: int) -> None:
        # A hand's few request keys are soon known to all windows, and then nobody else is called.
        self.call(window, self._key(), 0)

    @rule(window=WINDOWS, act=PRESSES, fault=st.sampled_from([0, 4]))
    def press(self, window: int, act: str, fault: int) -> None:
        held, key = self.model.held_by(window, self.today), self._key()
        press = getattr(self.ledger, act)
        self.store.fault = fault
        try:
            press(window, key)
        except WindowIdle:
            assert held is None
            return
        except WrongState:
            assert held and (held.status is Status.SERVING) is (act in ("recall", "start", "missed"))
            return
        except AnswerLost:
            pass
        finally:
            self.store.fault = 0
        assert held and press(window, key).reference == held.reference, "the same press does nothing twice"
        self._note(window, act, held)
        if act == "recall":
            held.calls += 1
        elif act == "hold":
            held.goes_away()
            held.held, held.for_window = True, window
        else:
            held.status = {"start": Status.SERVING, "served": Status.SERVED, "missed": Status.MISSED}[act]

    @rule(window=WINDOWS, to=st.sampled_from(["card_1", "passport_3", 2]))
    def transfer(self, window: int, to: int | str) -> None:
        held, key = self.model.held_by(window, self.today), self._key()
        try:
            self.ledger.transfer(window, to, key)
        except WindowIdle:
            assert held is None
        except WrongState:
            assert held and to == window
        else:
            assert held and self.ledger.transfer(window, to, key).reference == held.reference
            self._note(window, "transferred", held)
            queue = small_hall().by_window[to].id if isinstance(to, int) else to
            self.model.send_on(held, queue, to if isinstance(to, int) else None)

    @rule(window=WINDOWS, which=WHICH)
    def resume(self, window: int, which: int) -> None:
        aside = [one for one in self.model.open_on(self.today) if one.held and one.waits_in == self._queue(window)]
        one, key = aside[which % len(aside)] if aside else None, self._key()
        try:
            ticket = self.ledger.resume(window, one.number if one else None, key)
        except UnknownTicket:
            assert one is None
        except (WindowBusy, WindowPaused):
            assert self.model.held_by(window, self.today) or (window, self.today) in self.model.paused
        else:
            assert one and ticket.reference == one.reference == self.ledger.resume(window, one.number, key).reference
            self._note(window, "resumed", one)
            one.status, one.window, one.held, one.for_window = Status.CALLED, window, False, None
            one.calls += 1

    @precondition(lambda self: self.model.tickets)
    @rule(which=WHICH, by_clerk=st.booleans())
    def requeue(self, which: int, by_clerk: bool) -> None:
        one = self._some(which, Status.MISSED)
        again = [o for o in self.model.open_on(one.day) if o.citizen == one.citizen and o.queue == one.queue]
        try:
            if by_clerk and one.window and one.status is Status.MISSED and one.day == self.today:
                key = self._key()
                self.ledger.requeue(one.window, one.number, key)
                assert self.ledger.requeue(one.window, one.number, key).reference == one.reference
                self._note(one.window, "requeued", one)
            else:
                self.ledger.rejoin(one.reference)
        except UsedUp:
            assert one.status is Status.MISSED and one.requeues
        except AlreadyActive:
            assert again
        except WrongState:
            assert one.status is not Status.MISSED or one.day < self.today
        else:
            assert one.status is Status.MISSED and not one.requeues and not again and one.day == self.today
            one.goes_away()
            one.requeues, one.for_window = 1, None
            self.model.from_the_front(one)

    @rule(window=WINDOWS, pause=st.sampled_from([True, False, False]))
    def pause_or_open(self, window: int, pause: bool) -> None:
        for _ in range(2):
            (self.ledger.pause if pause else self.ledger.open)(window)
        (self.model.paused.add if pause else self.model.paused.discard)((window, self.today))

    @rule(window=WINDOWS, late=st.sampled_from([False, False, True]))
    def undo(self, window: int, late: bool) -> None:
        press, key = self.model.presses.get(window), self._key()
        if late:
            self.hall.clock.move(seconds=11)
        may = press is not None and self._may_be_undone(window, press)
        try:
            ticket = self.ledger.undo(window, key)
        except NothingToUndo:
            assert not may
            return
        assert may and press and ticket.reference == press.ticket.reference
        assert self.ledger.undo(window, key).reference == ticket.reference
        self.model.take_back(press)
        self.model.presses[window] = None

    def _may_be_undone(self, window: int, press: Press) -> bool:
        one, held = press.ticket, self.model.held_by(window, self.today)
        again = [o for o in self.model.open_on(one.day) if (o.citizen, o.queue) == (one.citizen, one.queue)]
        in_time = timedelta(0) <= self.hall.clock.now - press.at <= timedelta(seconds=RULES.undo_seconds)
        stands = one.day == self.today and press.edge in LEFT and one.status is LEFT[press.edge]
        free = held in (None, one) and (one in again or not again)
        return in_time and stands and free

    def _note(self, window: int, edge: str, one: Expected) -> None:
        self.model.presses[window] = Press(edge, one, dict(vars(one)), self.hall.clock.now)

    def _key(self) -> str:
        self.pressed += 1
        return f"press {self.pressed}"

    def _queue(self, window: int) -> str:
        return small_hall().by_window[window].id

    def _some(self, which: int, *wanted: Status) -> Expected:
        fitting = [one for one in self.model.tickets if one.status in wanted] or self.model.tickets
        return fitting[which % len(fitting)]
