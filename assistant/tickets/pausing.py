"""What a clerk does with the window itself: pause, serve again, take the last press back, look at it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from assistant.tickets import journal
from assistant.tickets.edges import UNDOABLE, Edge
from assistant.tickets.model import ACTIVE, Act, EventKind, NothingToUndo, Ticket
from assistant.tickets.store import Transaction
from assistant.tickets.windows import WindowDesk, WindowView, actor_of

PAUSED, SERVES = "paused", "opened"
COMING = 4  # numbers that a clerk sees coming
SEARCHED = 30  # places in line among which those in the hall are looked for


class WindowRoom(WindowDesk):
    """Pauses of windows, and second thoughts of clerks."""

    def pause(self, window: int, by: str = "") -> None:
        """The window calls nobody until it is opened again; what it holds, it finishes. Again changes nothing."""
        self._set_pause(window, by, paused=True)

    def open(self, window: int, by: str = "") -> None:
        """The window serves again. Again changes nothing."""
        self._set_pause(window, by, paused=False)

    def undo(self, window: int, key: str | None = None, by: str = "") -> Ticket:
        """
        Takes back the window's last press on a ticket, within seconds (`Rules.undo_seconds`).

        NothingToUndo when it is too late, or the ticket has gone on since.
        """
        queue = self._queue_at(window)
        with self._store.write() as tx:
            tx.lock(queue.id)
            now = self._now()
            day = self._day(tx, now)
            if known := self._known(tx, window, Edge.UNDONE, key):
                return known
            act = tx.last_act(window, day)
            current = self._undoable(tx, window, act, now)
            before = tx.undo_act(act) if act and current else None
            if act is None or current is None or before is None:
                raise NothingToUndo
            if act.edge != Edge.TRANSFERRED:  # others may have been moved past it meanwhile
                before = replace(before, turn=current.turn, slot=current.slot)
            if act.edge == Edge.CALLED:  # it was called once: it may be called once more
                before = replace(before, returns=current.returns + 1)
                tx.insert_event(before, EventKind.REQUEUED, now)
            restored = journal.undo(tx, before, actor_of(window, by), now)
            tx.insert_act(window, day, Edge.UNDONE, key, restored, now)
            return restored

    def view(self, window: int) -> WindowView:
        """The window as its clerk sees it now."""
        queue = self._queue_at(window)
        with self._store.read() as tx:
            now = self._now()
            day = self._day(tx, now)
            act = tx.last_act(window, day)
            may_undo = act is not None and self._undoable(tx, window, act, now) is not None
            again = tuple(one for one in tx.missed_at(window, day) if one.requeues < self._rules.requeues)
            return WindowView(
                queue=queue,
                is_open=window in self._hours.open_windows(queue, day),
                paused=window in tx.paused(day),
                waiting=tx.waiting(queue.id, day),
                ticket=tx.at_window(window, day),
                on_hold=tuple(tx.on_hold(window, day)),
                missed=again,
                coming=self._coming(tx, queue.id, day, window),
                undo_until=act.at + self._undo_time if act and may_undo else None,
                away=self._away(tx, queue.id, day),
            )

    def _coming(self, tx: Transaction, queue: str, day: date, window: int) -> tuple[str, ...]:
        line = tx.in_line(queue, day, SEARCHED)
        held = {number for number, _ in self._away(tx, queue, day)}
        mine = [one.number for one in line if one.checked_in_at and one.for_window in (None, window)]
        return tuple([number for number in mine if number not in held][:COMING])

    def _away(self, tx: Transaction, queue: str, day: date) -> tuple[tuple[str, int | None], ...]:
        at_windows: dict[str, int | None] = {number: window for number, window, _ in tx.away(queue, day)}
        bound = dict.fromkeys(tx.bound_numbers(queue, day))
        return tuple((bound | at_windows).items())

    @property
    def _undo_time(self) -> timedelta:
        return timedelta(seconds=self._rules.undo_seconds)

    def _undoable(self, tx: Transaction, window: int, act: Act | None, now: datetime) -> Ticket | None:
        """The ticket as the press left it, if the press can be taken back."""
        if act is None or act.undone or act.reference is None or act.edge not in UNDOABLE:
            return None
        if not timedelta(0) <= now - act.at <= self._undo_time:  # a clock that jumped back gives no more time
            return None
        ticket = tx.by_reference(act.reference)
        held = tx.at_window(window, ticket.service_date) if ticket else None
        if ticket is None or ticket.status is not UNDOABLE[Edge(act.edge)]:
            return None
        if held is not None and held.reference != ticket.reference:
            return None
        if ticket.status not in ACTIVE and tx.active(ticket.citizen, ticket.queue, ticket.service_date):
            return None  # the citizen has taken a new number since
        return ticket

    def _set_pause(self, window: int, by: str, *, paused: bool) -> None:
        queue = self._queue_at(window)
        with self._store.write() as tx:
            tx.lock(queue.id)
            now = self._now()
            day = self._day(tx, now)
            if paused is (window in tx.paused(day)):
                return
            tx.set_pause(window, day, now if paused else None)
            word = PAUSED if paused else SERVES
            journal.audit_window(tx, queue.id, window, day, word, actor_of(window, by), now)
