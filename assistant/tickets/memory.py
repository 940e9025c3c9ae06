"""What a connection remembers of the queues: as it read them, and moved by the numbers that it has given since."""

from dataclasses import dataclass
from datetime import date

from assistant.tickets.model import Crowd, Tally, Ticket
from assistant.tickets.standing import Scene

Span = tuple[date, int, int]  # the day, and how many days and cases back the pace is looked for


@dataclass(frozen=True, slots=True)
class QueueSeen:
    """A queue on a day: what it gave, its line, and its pace."""

    span: Span
    tally: Tally
    waiting: Crowd
    scene: Scene


class Memory:
    """
    Queues of one day, and the ends of the audit chains, as of a version of the file and a count of own changes.

    SQLite tells whether it still holds: `PRAGMA data_version` is another once any other connection has committed, and
    `total_changes` counts the rows that this one has changed. Whatever else happened, all of it is forgotten.
    """

    def __init__(self) -> None:
        self.version = self.changes = -1
        self.newest_day: date | None = None  # known when any queue is
        self._queues: dict[str, QueueSeen] = {}
        self.ends: dict[str, tuple[int, str]] = {}  # number and hash of the newest link, by queue

    def hold(self, version: int, changes: int) -> None:
        """Forgets everything if the file has come to another state than the one that is remembered."""
        if changes != self.changes or version != self.version:
            self.forget()
            self.version, self.changes = version, changes

    def forget(self) -> None:
        """Remembers nothing."""
        self.version = self.changes = -1
        self._queues.clear()
        self.ends.clear()

    def queue(self, queue: str, span: Span) -> QueueSeen | None:
        """The queue, if it is remembered."""
        seen = self._queues.get(queue)
        return seen if seen is not None and seen.span == span else None

    def read(self, queue: str, seen: QueueSeen, newest_day: date | None) -> None:
        """Remembers a queue as it was just read."""
        self._queues[queue], self.newest_day = seen, newest_day

    def given(self, ticket: Ticket, changes: int) -> None:
        """Moves what is remembered by a number that was given: the queue's next one, to one who joined its line."""
        self.changes, day = changes, ticket.service_date
        if self.newest_day is None or self.newest_day < day:
            self.newest_day = day
        seen = self._queues.get(ticket.queue)
        if seen is None or seen.span[0] != day:
            self._queues.pop(ticket.queue, None)
            return
        tally, line, here = seen.tally, seen.waiting, ticket.checked_in_at is not None
        favoured = line.favoured + (here and ticket.priority is not None)
        self._queues[ticket.queue] = QueueSeen(
            seen.span,
            Tally(ticket.no, tally.remote + ticket.remote, tally.given_up),
            Crowd(line.present + here, line.absent + (not here), favoured),
            seen.scene,
        )
