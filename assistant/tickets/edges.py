"""Every way that a ticket can go, in one place: the edges between statuses, and what happens within one."""

from collections.abc import Mapping
from enum import StrEnum

from assistant.tickets.model import ACTIVE, Status


class Edge(StrEnum):
    """Everything that can happen to a ticket once it has its number; also the word in the audit trail."""

    CALLED = "called"  # a window calls it
    SERVING = "serving"  # the citizen has come to the window
    SERVED = "served"  # done
    MISSED = "missed"  # nobody came to the window
    REQUEUED = "requeued"  # missed, waits again: once, some places back
    TRANSFERRED = "transferred"  # sent on to another window or queue
    HELD = "held"  # put aside by the window that had it: it waits, and only that window takes it back
    RESUMED = "resumed"  # taken back
    CANCELLED = "cancelled"  # given up
    EXPIRED = "expired"  # its day ended; nobody can say how the visit went on
    RELEASED = "released"  # its turn passed, and the citizen did not check in within the grace
    # These leave the status as it is:
    CHECKED_IN = "check_in"  # the citizen is in the hall
    PASSED = "passed"  # its turn came before the citizen checked in
    LATE = "late"  # moved some places back at the citizen's wish
    RECALLED = "recall"  # called again
    READY = "ready"  # the citizen ticked the materials
    PRIORITY = "priority"  # staff or a volunteer set or took away the priority
    UNDONE = "undone"  # the window's last press was taken back


AT_WINDOW = frozenset({Status.CALLED, Status.SERVING})
# The only way from one status to another. Where there is no second status, the ticket keeps the one it has.
EDGES: Mapping[Edge, tuple[frozenset[Status], Status | None]] = {
    Edge.CALLED: (frozenset({Status.WAITING}), Status.CALLED),
    Edge.SERVING: (frozenset({Status.CALLED}), Status.SERVING),
    Edge.SERVED: (frozenset({Status.SERVING}), Status.SERVED),
    Edge.MISSED: (frozenset({Status.CALLED}), Status.MISSED),
    Edge.REQUEUED: (frozenset({Status.MISSED}), Status.WAITING),
    Edge.TRANSFERRED: (AT_WINDOW, Status.WAITING),
    Edge.HELD: (AT_WINDOW, Status.WAITING),
    Edge.RESUMED: (frozenset({Status.WAITING}), Status.CALLED),
    Edge.CANCELLED: (frozenset({Status.WAITING}), Status.CANCELLED),
    Edge.EXPIRED: (ACTIVE, Status.EXPIRED),
    Edge.RELEASED: (frozenset({Status.WAITING}), Status.EXPIRED),
    Edge.CHECKED_IN: (ACTIVE, None),
    Edge.PASSED: (frozenset({Status.WAITING}), None),
    Edge.LATE: (frozenset({Status.WAITING}), None),
    Edge.RECALLED: (frozenset({Status.CALLED}), None),
    Edge.READY: (ACTIVE, None),
    Edge.PRIORITY: (ACTIVE, None),
}
# The presses that a window may take back within seconds, and the status in which each leaves the ticket.
UNDOABLE: Mapping[Edge, Status] = {
    Edge.CALLED: Status.CALLED,
    Edge.SERVING: Status.SERVING,
    Edge.SERVED: Status.SERVED,
    Edge.MISSED: Status.MISSED,
    Edge.HELD: Status.WAITING,
    Edge.TRANSFERRED: Status.WAITING,
}
TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    status: frozenset(to for begins, to in EDGES.values() if to and status in begins) for status in Status
}
