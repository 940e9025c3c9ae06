"""The audit chain shows every tampering."""

from dataclasses import replace

import pytest

from assistant.tickets.audit import chain_hash

from .ledger_kit import Hall


def busy_day(hall: Hall) -> None:
    for n in range(4):
        hall.ledger.issue(f"c{n}", "new_card")
    hall.ledger.issue("p", "passport")
    hall.ledger.call_next(1, "r1")
    hall.ledger.recall(1)
    hall.ledger.missed(1)
    hall.ledger.check_in(hall.ledger.issue("r", "new_card", remote=True).ticket.reference)


def test_every_change_has_its_link(hall: Hall) -> None:
    """One row a change, one chain a queue, no person in it."""
    busy_day(hall)
    rows = hall.rows("SELECT queue, seq, action, actor FROM audit ORDER BY queue, seq")
    assert [row[2] for row in rows] == ["issue"] * 4 + ["called", "recall", "missed", "issue", "check_in", "issue"]
    assert {row[3] for row in rows} == {"citizen", "window:1"}
    assert hall.ledger.verify_audit() == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET actor = 'window:2' WHERE seq = 2",
        "UPDATE audit SET at = '2026-11-23T09:00:00.000000+00:00' WHERE seq = 5",
        "UPDATE audit SET hash = '0' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit WHERE seq >= 5",
        "DELETE FROM audit WHERE queue = 'passport_3'",
        "UPDATE audit SET no = 5 - no WHERE seq IN (1, 4)",
        "UPDATE ticket SET status = 'cancelled' WHERE no = 3",
        "DELETE FROM event",
        "INSERT INTO audit SELECT queue, 99, day, no, at, action, actor, status, NULL, hash FROM audit WHERE seq = 1",
    ],
)
def test_tampering_shows(hall: Hall, tampering: str) -> None:
    """A changed, missing, cut, swapped or added row; a ticket changed behind the chain."""
    busy_day(hall)
    hall.change(tampering)
    # Messages are no part of the chain: the control that the check is not red by itself.
    assert bool(hall.ledger.verify_audit()) is ("event" not in tampering)


def test_a_row_forged_with_its_own_right_hash_shows(hall: Hall) -> None:
    """The forger would have to write all later rows of the chain anew."""
    busy_day(hall)
    with hall.store.read() as tx:
        first, second, *_ = tx.audit_rows()
    forged = replace(second, actor="window:9")
    hall.change(f"UPDATE audit SET actor = '{forged.actor}', hash = '{chain_hash(first.hash, forged)}' WHERE seq = 2")
    assert hall.ledger.verify_audit() == ["card_1: row 3 does not follow row 2"]


def test_a_ticket_removed_with_its_rows_shows(hall: Hall) -> None:
    """The last number's traces are cut everywhere but in the chain."""
    busy_day(hall)
    hall.home.free_references()
    hall.change("DELETE FROM ticket WHERE no = 4")
    assert any("there is no ticket" in fault for fault in hall.ledger.verify_audit())
