"""The clerks' side of the ledger: calling numbers, closing them, and putting them aside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.tickets import journal, line
from assistant.tickets.edges import Edge
from assistant.tickets.model import (
    AlreadyActive,
    CenterClosed,
    Crowd,
    Status,
    Ticket,
    UnknownTicket,
    UsedUp,
    WindowBusy,
    WindowIdle,
    WindowPaused,
    WrongState,
)
from assistant.tickets.office import TicketOffice
from assistant.tickets.queues import Queue
from assistant.tickets.store import Transaction

AT_ONCE = timedelta(minutes=1)  # who is called so soon after check-in has not waited for it
Change = Callable[[Transaction, datetime, Ticket], Ticket]


@dataclass(frozen=True, slots=True)
class WindowView:
    """What the clerk of a window sees of it; no ticket here tells who its citizen is."""

    queue: Queue
    is_open: bool  # by the calendar of the day
    paused: bool
    waiting: Crowd
    ticket: Ticket | None
    on_hold: tuple[Ticket, ...]
    missed: tuple[Ticket, ...]  # those that may be put back in the line
    coming: tuple[str, ...]  # numbers in the hall that are next in line for it; priority may let others go first
    undo_until: datetime | None
    away: tuple[tuple[str, int | None], ...] = ()  # numbers that keep their place: at which window, or None: bound


class WindowDesk(TicketOffice):
    """
    What a window does with tickets. Each window holds one ticket at a time.

    `key` is the press's own id (a UUID), for ever: the same press again changes nothing and gives the same ticket.
    `by` names the clerk in the audit trail.
    """

    def call_next(self, window: int, request_key: str, by: str = "") -> Ticket | None:
        """
        Calls the next number to the window; the same key gives the same ticket again. None when nobody may be called.

        WindowBusy when the window still holds a ticket, WindowPaused while it pauses.
        """
        queue = self._queue_at(window)
        with self._store.write() as tx:
            tx.lock(queue.id)
            now = self._now()
            day = self._day(tx, now)
            if known := tx.called_by(window, request_key):
                return self._seen(known, day)
            self._must_be_free(tx, window, day)
            ticket, favoured = self._chosen(tx, queue, day, window)
            if ticket is None:
                self._nobody_there(tx, queue.id, day, now)
                return None
            actor = actor_of(window, by)
            called = journal.move(tx, ticket, Edge.CALLED, actor, now, window=window, called_at=now)
            tx.insert_call(called, window, request_key, now, favoured)
            tx.insert_act(window, day, Edge.CALLED, None, ticket, now)
            self._came_true(tx, ticket, now)
            if not favoured:
                self._pass_over(tx, ticket, actor, now)
            journal.tell_near(tx, ticket, now)
            return called

    def recall(self, window: int, key: str | None = None, by: str = "") -> Ticket:
        """Calls the window's number again; WrongState once it is being served."""

        def _change(tx: Transaction, now: datetime, ticket: Ticket) -> Ticket:
            recalled = journal.move(tx, ticket, Edge.RECALLED, actor_of(window, by), now)
            tx.insert_call(recalled, window, None, now, False)
            return recalled

        return self._press(window, Edge.RECALLED, key, _change)

    def start(self, window: int, key: str | None = None, by: str = "") -> Ticket:
        """The called citizen has come to the window."""
        return self._press(window, Edge.SERVING, key, self._moving(window, by, Edge.SERVING, "serving_at"))

    def served(self, window: int, key: str | None = None, by: str = "") -> Ticket:
        """The window's case is done."""
        return self._press(window, Edge.SERVED, key, self._moving(window, by, Edge.SERVED, "finished_at"))

    def missed(self, window: int, key: str | None = None, by: str = "") -> Ticket:
        """The called citizen did not come."""
        return self._press(window, Edge.MISSED, key, self._moving(window, by, Edge.MISSED, "finished_at"))

    def transfer(self, window: int, to: int | str, key: str | None = None, by: str = "") -> Ticket:
        """
        Sends the window's ticket on, to a queue (its id) or to one window (its number), before all numbers there.

        The ticket keeps its number. CenterClosed when that window or queue is closed today.
        """
        queue = self._queue_at(to) if isinstance(to, int) else self._queue_named(to)

        def _change(tx: Transaction, now: datetime, ticket: Ticket) -> Ticket:
            open_windows = self._hours.open_windows(queue, ticket.service_date)
            if to == window:
                raise WrongState(ticket.status)
            if not open_windows or (isinstance(to, int) and to not in open_windows):
                raise CenterClosed(self._hours.next_opening(queue, now))
            return journal.move(
                tx,
                ticket,
                Edge.TRANSFERRED,
                actor_of(window, by),
                now,
                waits_in=queue.id,
                turn=0,
                slot=line.behind_transferred(tx, queue.id, ticket.service_date),
                for_window=to if isinstance(to, int) else None,
                **_away(ticket),
            )

        return self._press(window, Edge.TRANSFERRED, key, _change, queue.id)

    def hold(self, window: int, key: str | None = None, by: str = "") -> Ticket:
        """Puts the window's ticket aside, as when a copy has to be fetched; the window is free meanwhile."""

        def _change(tx: Transaction, now: datetime, ticket: Ticket) -> Ticket:
            aside = {"held_at": now, "for_window": window, **_away(ticket)}
            return journal.move(tx, ticket, Edge.HELD, actor_of(window, by), now, **aside)

        return self._press(window, Edge.HELD, key, _change)

    def resume(self, window: int, number: str | None = None, key: str | None = None, by: str = "") -> Ticket:
        """
        Takes back a ticket that was put aside and calls it: the oldest of this window, or the one of a number, also
        when another window of the queue has put it aside. UnknownTicket when there is none.
        """
        queue = self._queue_at(window)
        with self._store.write() as tx:
            tx.lock(queue.id)
            now = self._now()
            day = self._day(tx, now)
            if known := self._known(tx, window, Edge.RESUMED, key):
                return known
            self._must_be_free(tx, window, day)
            own = tx.on_hold(window, day)
            others = [one for other in queue.windows if other != window for one in tx.on_hold(other, day)]
            ticket = (
                next((one for one in own + others if one.number == number), None) if number else next(iter(own), None)
            )
            if ticket is None:
                raise UnknownTicket
            back = {"window": window, "called_at": now, "held_at": None, "for_window": None}
            resumed = journal.move(tx, ticket, Edge.RESUMED, actor_of(window, by), now, **back)
            tx.insert_call(resumed, window, None, now, False)
            tx.insert_act(window, day, Edge.RESUMED, key, ticket, now)
            return resumed

    def requeue(self, window: int, number: str | None = None, key: str | None = None, by: str = "") -> Ticket:
        """
        Puts a ticket that the window missed back in the line, some places back: the newest, or the one of a number.

        UnknownTicket when there is none, UsedUp when it was put back before.
        """
        with self._store.write() as tx:
            tx.lock(self._queue_at(window).id)
            now = self._now()
            day = self._day(tx, now)
            if known := self._known(tx, window, Edge.REQUEUED, key):
                return known
            missed = tx.missed_at(window, day)
            ticket = next((one for one in missed if number is None or one.number == number), None)
            if ticket is None:
                raise UnknownTicket
            tx.lock(ticket.waits_in)
            requeued = self._requeue(tx, ticket, actor_of(window, by), now)
            tx.insert_act(window, day, Edge.REQUEUED, key, ticket, now)
            return requeued

    def at_window(self, window: int) -> Ticket | None:
        """The ticket that the window holds now."""
        self._queue_at(window)
        with self._store.read() as tx:
            return tx.at_window(window, self._day(tx, self._now()))

    def _requeue(self, tx: Transaction, ticket: Ticket, actor: str, now: datetime) -> Ticket:
        if ticket.status is not Status.MISSED or ticket.service_date < self._day(tx, now):
            raise WrongState(ticket.status)
        if ticket.requeues >= self._rules.requeues:
            raise UsedUp(ticket.status)
        if active := tx.active(ticket.citizen, ticket.queue, ticket.service_date):
            raise AlreadyActive(active)
        turn, slot = line.from_the_front(tx, ticket, self._rules.places_back)
        again = {"turn": turn, "slot": slot, "requeues": ticket.requeues + 1, "finished_at": None, "for_window": None}
        requeued = journal.move(tx, ticket, Edge.REQUEUED, actor, now, **again, **_away(ticket))
        self._forecast(tx, requeued, now)
        return requeued

    def _chosen(self, tx: Transaction, queue: Queue, day: date, window: int) -> tuple[Ticket | None, bool]:
        """Whom the window calls, and whether before the turn: priority goes first, but not always."""
        first = tx.next_waiting(queue.id, day, window, favoured=False)
        if first is None or first.priority is not None:
            return first, False
        if any(tx.recent_favours(queue.id, day, self._rules.ordinary_between)):
            return first, False
        favoured = tx.next_waiting(queue.id, day, window, favoured=True)
        return favoured or first, favoured is not None

    def _pass_over(self, tx: Transaction, called: Ticket, actor: str, now: datetime) -> None:
        # They had their turn and are not here: from now on their grace runs.
        for absent in tx.absent_before(called):
            journal.move(tx, absent, Edge.PASSED, actor, now, passed_at=now)
            self._came_true(tx, absent, now)

    def _nobody_there(self, tx: Transaction, queue: str, day: date, now: datetime) -> None:
        # The window is free and calls nobody: the turn of the first in line has come, though its citizen has not.
        for first in tx.in_line(queue, day, 1):
            if first.checked_in_at is None:
                self._came_true(tx, first, now)

    def _came_true(self, tx: Transaction, ticket: Ticket, now: datetime) -> None:
        opened, arrived = tx.open_forecasts(ticket), ticket.checked_in_at
        if (
            ticket.remote
            and arrived
            and now - arrived <= AT_ONCE
            and all(earliest < arrived for *_, earliest in opened)
        ):
            # A window stood free when the citizen came: the turn had come before, and when is not known.
            tx.void_forecasts(ticket)
            return
        for forecast, given, _ in opened:
            tx.close_forecast(forecast, max(0.0, (now - given) / timedelta(minutes=1)))

    def _moving(self, window: int, by: str, edge: Edge, moment: str) -> Change:
        return lambda tx, now, ticket: journal.move(tx, ticket, edge, actor_of(window, by), now, **{moment: now})

    def _press(self, window: int, edge: Edge, key: str | None, change: Change, *queues: str) -> Ticket:
        """One press on the ticket that the window holds; again with its key, it only gives the ticket."""
        with self._store.write() as tx:
            tx.lock(self._queue_at(window).id, *queues)
            now = self._now()
            day = self._day(tx, now)
            if known := self._known(tx, window, edge, key):
                return known
            ticket = tx.at_window(window, day)
            if ticket is None:
                raise WindowIdle
            changed = change(tx, now, ticket)
            tx.insert_act(window, day, edge, key, ticket, now)
            return changed

    def _known(self, tx: Transaction, window: int, edge: Edge, key: str | None) -> Ticket | None:
        act = tx.act_of(window, edge, key) if key is not None else None
        return self._found(tx, act.reference)[1] if act and act.reference else None

    def _must_be_free(self, tx: Transaction, window: int, day: date) -> None:
        if held := tx.at_window(window, day):
            raise WindowBusy(held.status)
        if window in tx.paused(day):
            raise WindowPaused


def actor_of(window: int, by: str = "") -> str:
    """Who did something at a window, as the audit trail names it: never a citizen."""
    return f"window:{window} by {by}" if by else f"window:{window}"


def _away(ticket: Ticket) -> dict[str, int | None]:
    # What a ticket leaves behind when it goes from a window back to the line.
    return {"window": None, "called_at": None, "serving_at": None, "returns": ticket.returns + 1}
