"""The ticket ledger of the hall: numbers, calls, waits and their proof."""

from assistant.tickets.estimate import Estimator
from assistant.tickets.hours import SHANGHAI, OpeningHours
from assistant.tickets.ledger import TicketLedger
from assistant.tickets.model import (
    ACTIVE,
    TRANSITIONS,
    AlreadyActive,
    Call,
    CenterClosed,
    EventKind,
    Issued,
    LedgerUnavailable,
    NumbersGivenNow,
    Place,
    QueueFull,
    Status,
    Ticket,
    TicketEvent,
    TicketRefused,
    UnknownQueue,
    UnknownTicket,
    WindowBusy,
    WindowIdle,
    WrongState,
)
from assistant.tickets.queues import Queue, Queues, build_queues
from assistant.tickets.sqlite import SQLiteStore
from assistant.tickets.store import TicketStore, Transaction

__all__ = [
    "ACTIVE",
    "SHANGHAI",
    "TRANSITIONS",
    "AlreadyActive",
    "Call",
    "CenterClosed",
    "Estimator",
    "EventKind",
    "Issued",
    "LedgerUnavailable",
    "NumbersGivenNow",
    "OpeningHours",
    "Place",
    "Queue",
    "QueueFull",
    "Queues",
    "SQLiteStore",
    "Status",
    "Ticket",
    "TicketEvent",
    "TicketLedger",
    "TicketRefused",
    "TicketStore",
    "Transaction",
    "UnknownQueue",
    "UnknownTicket",
    "WindowBusy",
    "WindowIdle",
    "WrongState",
    "build_queues",
]
