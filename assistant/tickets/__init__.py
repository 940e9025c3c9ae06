"""The ticket ledger of the hall: numbers, calls, waits and their proof."""

from assistant.tickets.admission import Issued
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
    LedgerUnavailable,
    NothingToUndo,
    NumbersGivenNow,
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
from assistant.tickets.planning import MOST_MATTERS, Plan, PlannedStop, Stop, best_plan
from assistant.tickets.queues import Queue, Queues, build_queues
from assistant.tickets.righting import Righted, Wrong, WrongDay
from assistant.tickets.rules import Rules
from assistant.tickets.sqlite import SQLiteStore
from assistant.tickets.store import TicketStore, Transaction
from assistant.tickets.visits import Hindrance, VisitIssued
from assistant.tickets.waits import QueueState
from assistant.tickets.watched import WatchedStore
from assistant.tickets.windows import WindowView

__all__ = [
    "ACTIVE",
    "EDGES",
    "MOST_MATTERS",
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
    "Hindrance",
    "Issued",
    "LedgerUnavailable",
    "NothingToUndo",
    "NumbersGivenNow",
    "OpeningHours",
    "Place",
    "Plan",
    "PlannedStop",
    "Priority",
    "Queue",
    "QueueFull",
    "QueueState",
    "Queues",
    "RemoteFull",
    "Righted",
    "Rules",
    "SQLiteStore",
    "Score",
    "Status",
    "Stop",
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
    "VisitIssued",
    "WatchedStore",
    "WindowBusy",
    "WindowIdle",
    "WindowPaused",
    "WindowView",
    "Wrong",
    "WrongDay",
    "WrongState",
    "best_plan",
    "build_queues",
]
