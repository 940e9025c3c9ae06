"""What SQLite's writing connection remembers of the queues is what the file says, whoever has changed it."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import NoneType
from typing import Any

import pytest

from assistant.tickets import AlreadyActive, Priority, TicketLedger
from assistant.tickets.sharing import Change

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


def asking(process: Process, citizen: str, fails: BaseException | None = None) -> Change:
    """Wants a card's number, and may fail once it has it."""

    def body(tx: Any) -> int:
        queue = process.ledger.queues.by_transaction["new_card"]
        asked = process.ledger._asked(queue, citizen, "api", None)
        whose: Any = {"citizen": citizen, "transaction": "new_card", "language": "zh", "priority": None}
        issued = process.ledger._issue(tx, queue, asked, False, "citizen", **whose)
        if fails:
            raise fails
        return issued.ticket.no

    return Change(body)


@pytest.mark.parametrize("company", [(), ("bob", "cid")], ids=["alone", "beside others"])
def test_what_was_taken_back_is_not_remembered(process: Process, company: tuple[str, ...]) -> None:
    """A number that somebody had for a moment; those beside him have theirs."""
    assert process.give("ann") == 1
    others = [asking(process, citizen) for citizen in company]
    changes = [*others[:1], asking(process, "dan", Fault()), *others[1:]]
    with nullcontext() if company else pytest.raises(Fault):
        process.store._carry_out(lambda: changes)
    assert [change.result for change in others] == [2, 3][: len(others)]
    assert [type(change.error) for change in changes if change not in others] == [Fault if company else NoneType]
    assert process.give("eve") == 2 + len(others)
    assert process.ledger.verify_audit() == []


def test_an_interrupted_transaction_is_not_remembered(process: Process) -> None:
    """None of its numbers was given, and they are given to others."""
    changes = [asking(process, "ann"), asking(process, "bob", KeyboardInterrupt()), asking(process, "cid")]
    with pytest.raises(KeyboardInterrupt):
        process.store._carry_out(lambda: changes)
    assert [process.give("dan"), process.give("eve")] == [1, 2]
    assert process.ledger.verify_audit() == []


def test_a_refusal_makes_nobody_begin_again(process: Process) -> None:
    """It has written nothing; only who has, and fails, is taken back with the others."""
    runs: list[str] = []

    def body(name: str, writes: str = "", fails: bool = False) -> Change:
        def run(tx: Any) -> None:
            runs.append(name)
            if writes:
                tx._connection.execute(writes)
            if fails:
                raise Fault

        return Change(run)

    process.give("ann")
    first = body("a", "UPDATE counter SET remote = remote")
    process.store._carry_out(lambda: [first, body("refused", fails=True), body("b")])
    assert runs == ["a", "refused", "b"]
    runs.clear()
    wrong = body("wrong", "UPDATE counter SET last_no = 9", fails=True)
    process.store._carry_out(lambda: [first, wrong, body("b")])
    assert runs == ["a", "wrong", "a", "wrong", "b"] and isinstance(wrong.error, Fault)
    assert process.give("bob") == 2


def test_another_day_is_another_line(process: Process) -> None:
    """Yesterday's is not taken for today's."""
    assert [process.give("ann"), process.give("bob")] == [1, 2]
    process.clock.move(days=1)
    assert [process.give("ann"), process.give("bob")] == [1, 2]
    process.clock.move(days=-1)  # a clock that jumped back keeps the newer day
    assert process.give("cid") == 3
    assert process.ledger.verify_audit() == []
