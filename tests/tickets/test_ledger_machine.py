"""The state machine over the real ledger, and over every planted bug, which it must catch."""

import sqlite3
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from assistant.tickets import EventKind, Ticket, TicketRefused
from assistant.tickets.audit import AuditEntry
from assistant.tickets.desk_rows import to_ticket
from assistant.tickets.model import Act

from .ledger_kit import FaultRows, FaultStore
from .ledger_machine import LedgerMachine

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
SOUND = settings(
    max_examples=60, stateful_step_count=40, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW
)
# Without shrinking: it is enough that the bug shows.
HUNT = settings(SOUND, max_examples=400, phases=[Phase.generate], report_multiple_bugs=False)
CAUGHT = (AssertionError, sqlite3.Error, TicketRefused, BaseExceptionGroup)  # an unexpected refusal is red too

WITHOUT_KEY_INDEX = ("DROP INDEX ticket_key",)
WITHOUT_REQUEST_INDEX = ("DROP INDEX call_request",)
WITHOUT_ACTIVE_INDEX = ("DROP INDEX one_active",)
ACTIVE_INDEX_WITHOUT_DAY = (
    "DROP INDEX one_active",
    "CREATE UNIQUE INDEX one_active ON ticket (citizen, queue) WHERE status IN ('waiting', 'called', 'serving')",
)


class HighestFirst(FaultRows):
    def next_waiting(self, queue: str, day: date, window: int, favoured: bool) -> Ticket | None:
        sql = "SELECT * FROM ticket WHERE waits_in = ? AND day = ? AND status = 'waiting' ORDER BY no DESC LIMIT 1"
        row = self._connection.execute(sql, (queue, day.isoformat())).fetchone()
        return to_ticket(row) if row else None


class KeyNotRead(FaultRows):
    def by_key(self, scope: str, citizen: str, key: str) -> Ticket | None:
        return None


class RequestNotRead(FaultRows):
    def called_by(self, window: int, request_key: str) -> Ticket | None:
        return None


class ActiveNotRead(FaultRows):
    def active(self, citizen: str, queue: str, day: date) -> Ticket | None:
        return None


class ActiveOfAnyDay(FaultRows):
    def active(self, citizen: str, queue: str, day: date) -> Ticket | None:
        sql = "SELECT * FROM ticket WHERE citizen = ? AND queue = ? AND status IN ('waiting', 'called', 'serving')"
        row = self._connection.execute(sql, (citizen, queue)).fetchone()
        return to_ticket(row) if row else None


class CounterCommittedEarly(FaultRows):
    def next_number(self, queue: str, day: date, remote: bool) -> int:
        fault, self.fault = self.fault, 0
        no = super().next_number(queue, day, remote)
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")
        self.fault = fault
        self.break_at(2)
        return no


class NumberOfAllDays(FaultRows):
    def next_number(self, queue: str, day: date, remote: bool) -> int:
        no = super().next_number(queue, day, remote)
        (used,) = self._connection.execute("SELECT count(*) FROM ticket WHERE queue = ?", (queue,)).fetchone()
        return max(no, int(used) + 1)


class Unfiltered(FaultRows):
    """Calls whom a broken query gives: the real one without one of its conditions."""

    dropped = ""

    def next_waiting(self, queue: str, day: date, window: int, favoured: bool) -> Ticket | None:
        name = "next_with_priority" if favoured else "next_waiting"
        sql = self._queries[name]
        assert self.dropped in sql
        values = {"queue": queue, "day": day.isoformat(), "window": window}
        row = self._connection.execute(sql.replace(self.dropped, ""), values).fetchone()
        return to_ticket(row) if row else None


class AbsentCalled(Unfiltered):
    dropped = "AND checked_in_at IS NOT NULL"


class HeldCalled(Unfiltered):
    dropped = "AND held_at IS NULL"


class MeantForAnother(Unfiltered):
    dropped = "AND (for_window IS NULL OR for_window = :window)"


class AwayCalled(Unfiltered):
    dropped = """
  AND NOT EXISTS (SELECT 1 FROM ticket AS other WHERE other.citizen = ticket.citizen AND other.day = ticket.day
                  AND other.status IN ('called', 'serving'))"""


class NoRoomMade(FaultRows):
    def make_room_behind(self, ticket: Ticket) -> None:
        pass


class OnePlaceTooFar(FaultRows):
    def behind(self, ticket: Ticket, places: int) -> list[Ticket]:
        return super().behind(ticket, places + 1)


class FavoursForgotten(FaultRows):
    def recent_favours(self, queue: str, day: date, limit: int) -> list[bool]:
        return []


class PressNotRead(FaultRows):
    def act_of(self, window: int, edge: str, request_key: str) -> Act | None:
        return None


class PassedForgotten(FaultRows):
    def absent_before(self, ticket: Ticket) -> list[Ticket]:
        return []


class PauseForgotten(FaultRows):
    def paused(self, day: date) -> frozenset[int]:
        return frozenset()


class AuditForgotten(FaultRows):
    def insert_audit(self, entry: AuditEntry) -> None:
        if entry.action != "cancelled":
            super().insert_audit(entry)


class MessageForgotten(FaultRows):
    def insert_event(self, ticket: Ticket, kind: EventKind, at: datetime) -> None:
        if ticket.no != 2:
            super().insert_event(ticket, kind, at)


class CommitForRollback(FaultStore):
    def _rollback(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("COMMIT")


class NoRollback(FaultStore):
    def _rollback(self, connection: sqlite3.Connection) -> None:
        pass


def planted(name: str, rows: type[FaultRows], schema_changes: tuple[str, ...] = ()) -> type[FaultStore]:
    return type(name, (FaultStore,), {"rows": rows, "schema_changes": schema_changes})


BUGS = [
    planted("highest_number_first", HighestFirst),
    planted("key_not_read", KeyNotRead),
    planted("key_not_read_nor_unique", KeyNotRead, WITHOUT_KEY_INDEX),
    planted("request_not_read", RequestNotRead),
    planted("request_not_read_nor_unique", RequestNotRead, WITHOUT_REQUEST_INDEX),
    planted("active_not_read", ActiveNotRead),
    planted("active_not_read_nor_unique", ActiveNotRead, WITHOUT_ACTIVE_INDEX),
    planted("active_query_without_day", ActiveOfAnyDay),
    planted("active_index_without_day", FaultRows, ACTIVE_INDEX_WITHOUT_DAY),
    planted("counter_committed_early", CounterCommittedEarly),
    planted("numbers_run_over_days", NumberOfAllDays),
    planted("absent_called", AbsentCalled),
    planted("held_called", HeldCalled),
    planted("meant_for_another", MeantForAnother),
    planted("away_called", AwayCalled),
    planted("no_room_made", NoRoomMade),
    planted("one_place_too_far", OnePlaceTooFar),
    planted("favours_forgotten", FavoursForgotten),
    planted("press_not_read", PressNotRead),
    planted("passed_forgotten", PassedForgotten),
    planted("pause_forgotten", PauseForgotten),
    planted("audit_forgotten", AuditForgotten),
    planted("message_forgotten", MessageForgotten),
    CommitForRollback,
    NoRollback,
]


def test_the_ledger_keeps_its_promises() -> None:
    """Sixty days of chance, forty steps each."""
    run_state_machine_as_test(LedgerMachine, settings=SOUND)


@pytest.mark.parametrize("store_class", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_caught(store_class: type[FaultStore]) -> None:
    """The machine must turn red for each."""
    machine = type("PlantedMachine", (LedgerMachine,), {"store_class": store_class})
    with pytest.raises(CAUGHT):
        run_state_machine_as_test(machine, settings=HUNT)
