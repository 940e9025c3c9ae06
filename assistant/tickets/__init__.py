"""The ticket ledger of the hall: numbers, calls, waits and their proof."""

from assistant.tickets.edges import EDGES, TRANSITIONS, Edge
from assistant.tickets.estimate import Estimator
from assistant.tickets.hours import SHANGHAI, OpeningHours
from assistant.tickets.ledger import TicketLedger
from assistant.tickets.model import (
    ACTIVE,
    AlreadyActive,
    Call,
    CenterClosed,
    CoolingDown,
    Crowd,
    EventKind,
    Issued,
    LedgerUnavailable,
    NothingToUndo,
    Place,
    Priority,
    QueueFull,
    RemoteFull,
    Score,
    Status,
    Ticket,
    TicketEvent,
    TicketRefused,
    TooManyToday,
    UnknownQueue,
    UnknownTicket,
    UsedUp,
    WindowBusy,
    WindowIdle,
    WindowPaused,
    WrongState,
)
from assistant.tickets.office import UsualWait
from assistant.tickets.queues import Queue, Queues, build_queues
from assistant.tickets.rules import Rules
from assistant.tickets.sqlite import SQLiteStore
from assistant.tickets.store import TicketStore, Transaction
from assistant.tickets.waits import QueueState
from assistant.tickets.windows import WindowView

__all__ = [
    "ACTIVE",
    "EDGES",
    "SHANGHAI",
    "TRANSITIONS",
    "AlreadyActive",
    "Call",
    "CenterClosed",
    "CoolingDown",
    "Crowd",
    "Edge",
    "Estimator",
    "EventKind",
    "Issued",
    "LedgerUnavailable",
    "NothingToUndo",
    "OpeningHours",
    "Place",
    "Priority",
    "Queue",
    "QueueFull",
    "QueueState",
    "Queues",
    "RemoteFull",
    "Rules",
    "SQLiteStore",
    "Score",
    "Status",
    "Ticket",
    "TicketEvent",
    "TicketLedger",
    "TicketRefused",
    "TicketStore",
    "TooManyToday",
    "Transaction",
    "UnknownQueue",
    "UnknownTicket",
    "UsedUp",
    "UsualWait",
    "WindowBusy",
    "WindowIdle",
    "WindowPaused",
    "WindowView",
    "WrongState",
    "build_queues",
]
