"""The state machine over the real ledger, and over every planted bug, which it must catch."""

import os
import sqlite3
from dataclasses import replace
from datetime import date, datetime

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import rule, run_state_machine_as_test

from assistant.tickets import EventKind, Ticket, TicketRefused
from assistant.tickets.audit import AuditEntry
from assistant.tickets.desk_rows import to_ticket
from assistant.tickets.model import Act
from assistant.tickets.standing import Asked, Standing

from .ledger_machine import LedgerMachine
from .ledger_stores import SOUND, FaultRows, Home, Plant, PostgresHome, SQLiteHome

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
LONG = int(os.environ.get("LEDGER_EXAMPLES", "0"))  # the long form: so many days on either store, and every bug on both
DAYS = {"sqlite": LONG or 30, "postgres": LONG or 2}  # a day on PostgreSQL takes some five times as long
CHANCE = settings(
    max_examples=60, stateful_step_count=40, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW
)
# Without shrinking: it is enough that the bug shows.
HUNT = settings(CHANCE, max_examples=400, phases=[Phase.generate], report_multiple_bugs=False)
CAUGHT = (
    AssertionError,
    sqlite3.Error,
    psycopg.Error,
    TicketRefused,
    BaseExceptionGroup,
)  # an unexpected refusal is red too

WITHOUT_KEY_INDEX = ("DROP INDEX ticket_asked",)
WITHOUT_REQUEST_INDEX = ("DROP INDEX call_request",)
WITHOUT_ACTIVE_INDEX = ("DROP INDEX one_active",)
ACTIVE_INDEX_WITHOUT_DAY = (
    "DROP INDEX one_active",
    "CREATE UNIQUE INDEX one_active ON ticket (citizen, queue) WHERE status IN ('waiting', 'called', 'serving')",
)


class HighestFirst(FaultRows):
    def next_waiting(self, queue: str, day: date, window: int, favoured: bool) -> Ticket | None:
        waiting = "waits_in = :queue AND day = :day AND status = 'waiting'"
        sql = f"SELECT * FROM ticket WHERE {waiting} ORDER BY no DESC LIMIT 1"
        rows = self.raw(sql, queue=queue, day=day.isoformat())
        return to_ticket(rows[0]) if rows else None


class KeyNotRead(FaultRows):
    def standing(self, asked: Asked, day: date) -> Standing:
        return replace(super().standing(asked, day), known=None)


class RequestNotRead(FaultRows):
    def called_by(self, window: int, request_key: str) -> Ticket | None:
        return None


class ActiveNotRead(FaultRows):
    def standing(self, asked: Asked, day: date) -> Standing:
        return replace(super().standing(asked, day), active=None)

    def active(self, citizen: str, queue: str, day: date) -> Ticket | None:
        return None


class ActiveOfAnyDay(FaultRows):
    def standing(self, asked: Asked, day: date) -> Standing:
        active = self.active(asked.citizen, asked.queue, day)
        return replace(super().standing(asked, day), active=active.reference if active else None)

    def active(self, citizen: str, queue: str, day: date) -> Ticket | None:
        open_ones = "status IN ('waiting', 'called', 'serving')"
        sql = f"SELECT * FROM ticket WHERE citizen = :citizen AND queue = :queue AND {open_ones}"
        rows = self.raw(sql, citizen=citizen, queue=queue)
        return to_ticket(rows[0]) if rows else None


class CounterCommittedEarly(FaultRows):
    stepwise = True

    def take_number(self, queue: str, day: date, no: int, remote: bool) -> None:
        fault, self.fault = self.fault, 0
        super().take_number(queue, day, no, remote)
        self.raw("COMMIT")
        self.raw("BEGIN")
        self.fault = fault
        self.break_at(2)


class NumberOfAllDays(FaultRows):
    def standing(self, asked: Asked, day: date) -> Standing:
        stands = super().standing(asked, day)
        (used,) = self.raw("SELECT count(*) AS used FROM ticket WHERE queue = :queue", queue=asked.queue)
        return replace(stands, tally=replace(stands.tally, given=max(stands.tally.given, int(used["used"]))))


class Unfiltered(FaultRows):
    """Calls whom a broken query gives: the real one without one of its conditions."""

    dropped = ""

    def next_waiting(self, queue: str, day: date, window: int, favoured: bool) -> Ticket | None:
        name = "next_with_priority" if favoured else "next_waiting"
        sql = self.named(name)
        assert self.dropped in sql
        rows = self.raw(sql.replace(self.dropped, ""), queue=queue, day=day.isoformat(), window=window)
        return to_ticket(rows[0]) if rows else None


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
    stepwise = True

    def insert_audit(self, entry: AuditEntry) -> None:
        if entry.action != "cancelled":
            super().insert_audit(entry)


class MessageForgotten(FaultRows):
    stepwise = True

    def insert_event(self, ticket: Ticket, kind: EventKind, at: datetime) -> None:
        if ticket.no != 2:
            super().insert_event(ticket, kind, at)


BUGS = [
    Plant("highest_number_first", HighestFirst),
    Plant("key_not_read", KeyNotRead),
    Plant("key_not_read_nor_unique", KeyNotRead, WITHOUT_KEY_INDEX),
    Plant("request_not_read", RequestNotRead),
    Plant("request_not_read_nor_unique", RequestNotRead, WITHOUT_REQUEST_INDEX),
    Plant("active_not_read", ActiveNotRead),
    Plant("active_not_read_nor_unique", ActiveNotRead, WITHOUT_ACTIVE_INDEX),
    Plant("active_query_without_day", ActiveOfAnyDay),
    Plant("active_index_without_day", FaultRows, ACTIVE_INDEX_WITHOUT_DAY),
    Plant("counter_committed_early", CounterCommittedEarly),
    Plant("numbers_run_over_days", NumberOfAllDays),
    Plant("absent_called", AbsentCalled),
    Plant("held_called", HeldCalled),
    Plant("meant_for_another", MeantForAnother),
    Plant("away_called", AwayCalled),
    Plant("no_room_made", NoRoomMade),
    Plant("one_place_too_far", OnePlaceTooFar),
    Plant("favours_forgotten", FavoursForgotten),
    Plant("press_not_read", PressNotRead),
    Plant("passed_forgotten", PassedForgotten),
    Plant("pause_forgotten", PauseForgotten),
    Plant("audit_forgotten", AuditForgotten),
    Plant("message_forgotten", MessageForgotten),
    Plant("commit_for_rollback", rollback="COMMIT"),
]
SOON = {"highest_number_first", "key_not_read", "request_not_read", "counter_committed_early", "message_forgotten"}


class LateCrowd(LedgerMachine):
    """A day on which all of a crowd run late, which chance alone brings about too seldom."""

    @rule()
    def all_late(self) -> None:
        self.crowd("new_card")
        for which in range(len(self.model.tickets)):
            self.late(which)


DAY_OF = {"no_room_made": LateCrowd}  # the others are caught on any day


def machine_over(home: Home, plant: Plant = SOUND, day: type[LedgerMachine] = LedgerMachine) -> type[LedgerMachine]:
    return type("Machine", (day,), {"home": home, "plant": plant})


@pytest.mark.parametrize("dialect", DAYS)
def test_the_ledger_keeps_its_promises(dialect: str, request: pytest.FixtureRequest) -> None:
    """Days of chance, forty steps each."""
    home = request.getfixturevalue(f"{dialect}_home")
    run_state_machine_as_test(machine_over(home), settings=settings(CHANCE, max_examples=DAYS[dialect]))


def test_a_crowd_that_runs_late_is_called_as_promised(sqlite_home: SQLiteHome) -> None:
    """Behind one number there is room for many."""
    days = settings(CHANCE, max_examples=LONG or 5, stateful_step_count=15)
    run_state_machine_as_test(machine_over(sqlite_home, SOUND, LateCrowd), settings=days)


@pytest.mark.parametrize("plant", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(sqlite_home: SQLiteHome, plant: Plant) -> None:
    """The machine must turn red for each."""
    with pytest.raises(CAUGHT):
        run_state_machine_as_test(
            machine_over(sqlite_home, plant, DAY_OF.get(plant.name, LedgerMachine)), settings=HUNT
        )


@pytest.mark.parametrize("plant", [bug for bug in BUGS if LONG or bug.name in SOON], ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught_on_postgres(postgres_home: PostgresHome, plant: Plant) -> None:
    """The same there; those that take the machine long to find are left to the long form."""
    with pytest.raises(CAUGHT):
        run_state_machine_as_test(
            machine_over(postgres_home, plant, DAY_OF.get(plant.name, LedgerMachine)), settings=HUNT
        )


def test_a_rollback_that_never_came_is_caught(sqlite_home: SQLiteHome) -> None:
    """PostgreSQL's connections are not used again unless they are idle, so there it can't do harm."""
    with pytest.raises(CAUGHT):
        run_state_machine_as_test(machine_over(sqlite_home, Plant("no_rollback", rollback="")), settings=HUNT)
