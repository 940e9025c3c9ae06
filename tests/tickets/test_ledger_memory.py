"""What SQLite's writing connection remembers of the queues is what the file says, whoever has changed it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.tickets import AlreadyActive, Priority, TicketLedger

from .ledger_kit import ALWAYS_OPEN, GENEROUS, SetClock, small_hall
from .ledger_stores import FastStore, Fault

CARDS = "card_1"


class Process:
    """A ledger as one process has it, and how often it has read a queue."""

    def __init__(self, path: Path) -> None:
        self.store, self.clock, self.looks = FastStore(path), SetClock(), 0
        self.store.migrate()
        self.ledger = TicketLedger(self.store, small_hall(), ALWAYS_OPEN, self.clock, rules=GENEROUS)
        self.store._connection(self.store._writing).set_trace_callback(self.look)

    def look(self, sql: str) -> None:
        self.looks += "AS newest_day" in sql

    def give(self, citizen: str, **given: Any) -> int:
        """The number of a card's matter that the citizen is given."""
        return self.ledger.issue(citizen, "new_card", **given).ticket.no


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[tuple[Process, Process]]:
    both = Process(tmp_path / "t.db"), Process(tmp_path / "t.db")
    yield both
    for process in both:
        process.store.close()


@pytest.fixture
def process(processes: tuple[Process, Process]) -> Process:
    return processes[0]


def test_a_queue_is_read_once(process: Process) -> None:
    """Then its numbers are judged by what was given since; a refusal changes nothing."""
    assert [process.give(f"c{n}", remote=n % 2 == 0) for n in range(6)] == [1, 2, 3, 4, 5, 6]
    with pytest.raises(AlreadyActive):
        process.give("c3")
    assert process.give("c6") == 7 and process.looks == 1
    process.ledger.issue_visit("eve", [("new_card",), ("passport",)])
    assert process.give("bob") == 9 and process.looks == 2  # that of the passports


CHANGES: dict[str, Callable[[TicketLedger, str], Any]] = {
    "given with priority": lambda ledger, first: ledger.issue("eve", "new_card", priority=Priority.ELDERLY),
    "given up": lambda ledger, first: ledger.cancel(first, "citizen"),
    "called": lambda ledger, first: ledger.call_next(1, "k"),
    "late": lambda ledger, first: ledger.late(first),
    "a window pauses": lambda ledger, first: ledger.pause(2),
}


@pytest.mark.parametrize("mine", [True, False], ids=["the same process", "another"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_other_change_is_seen(
    processes: tuple[Process, Process], change: Callable[[TicketLedger, str], Any], mine: bool
) -> None:
    """The queue is read anew, so that the next one has the number, the place and the link that follow."""
    here, other = processes
    first = here.ledger.issue("ann", "new_card").ticket
    change((here if mine else other).ledger, first.reference)
    looks = here.looks
    ticket = here.ledger.issue("bob", "new_card").ticket
    assert here.looks == looks + 1
    (given,) = (queue.given for queue in here.ledger.queue_states() if queue.queue.id == CARDS)
    assert ticket.no == given
    assert here.ledger.verify_audit() == []


def test_what_was_taken_back_is_not_remembered(process: Process) -> None:
    """A number that somebody had for a moment, in a transaction that failed after it."""

    def fail(tx: Any) -> None:
        process.ledger._issue(
            tx,
            process.ledger.queues.by_id[CARDS],
            process.ledger._asked(process.ledger.queues.by_id[CARDS], "bob", "api", None),
            False,
            "citizen",
            citizen="bob",
            transaction="new_card",
            language="zh",
            priority=None,
        )
        raise Fault

    assert process.give("ann") == 1
    for _ in range(2):
        with pytest.raises(Fault):
            process.store.change(fail)
    assert process.give("cid") == 2
    assert process.ledger.verify_audit() == []


def test_another_day_is_another_line(process: Process) -> None:
    """Yesterday's is not taken for today's."""
    assert [process.give("ann"), process.give("bob")] == [1, 2]
    process.clock.move(days=1)
    assert [process.give("ann"), process.give("bob")] == [1, 2]
    process.clock.move(days=-1)  # a clock that jumped back keeps the newer day
    assert process.give("cid") == 3
    assert process.ledger.verify_audit() == []
