"""
A disk that is full, and has room again: no number is claimed that is not kept, and none is lost.

    unshare --mount sh -c 'mount -t tmpfs -o size=24m tmpfs /mnt && exec .venv/bin/python -m benchmarks.disk_full /mnt'

The folder must lie on a small file system of its own, which is filled to the last byte. Prints JSON; ends with 1 when a
promise was broken.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from assistant.center import hours_of, ledger_rules
from assistant.tickets import LedgerUnavailable, SQLiteStore, TicketLedger, build_queues
from catalog import load_catalog

OPEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BLOCK = b"\0" * 65536
LARGEST = 64 * 2**20  # bytes of a disk that this fills


def fill(file: Path) -> int:
    """Writes until there is no room; how many bytes. Raises ValueError where the disk is too large for that."""
    written = 0
    for block in (BLOCK, BLOCK[:512], BLOCK[:1]):
        try:
            with file.open("ab", buffering=0) as out:
                while written <= LARGEST:
                    written += out.write(block)
        except OSError:
            continue
        raise ValueError("the folder does not lie on a small file system of its own")
    return written


def run(folder: Path, citizens: int = 400) -> dict[str, object]:
    """Numbers for so many citizens; the disk is full from the first tenth to the third quarter."""
    catalog = load_catalog()
    store = SQLiteStore(folder / "tickets.db", busy_seconds=2.0)
    store.migrate()
    rules = ledger_rules(catalog.center.tickets.rules)
    ledger = TicketLedger(store, build_queues(catalog), hours_of(catalog), lambda: OPEN, *rules)
    matters = sorted(catalog.transactions)
    given: dict[int, str] = {}
    refused: list[int] = []
    back = 0.0
    for citizen in range(citizens):
        if citizen == citizens // 10:
            fill(folder / "filler")
        if citizen == citizens * 3 // 4:
            (folder / "filler").unlink()
            back = time.monotonic()
        matter = matters[citizen % len(matters)]
        try:
            given[citizen] = ledger.issue(f"citizen {citizen}", matter, "key", "zh", "hall").ticket.reference
            if back > 0:
                back = -(time.monotonic() - back)
        except LedgerUnavailable:
            refused.append(citizen)
    later = {}
    for citizen in range(citizens):
        again = ledger.issue(f"citizen {citizen}", matters[citizen % len(matters)], "key", "zh", "hall")
        later[citizen] = again.ticket.reference
    lost = [citizen for citizen, reference in given.items() if later[citizen] != reference]
    numbers = [(row[0], row[2]) for row in statuses(store)]
    store.close()
    return {
        "given": len(given),
        "refused_while_full": len(refused),
        "seconds_until_back": round(-back, 3),
        "lost_or_changed": len(lost),
        "tickets": len(numbers),
        "numbers_twice": len(numbers) - len(set(numbers)),
        "sound": not lost and bool(refused) and len(numbers) == citizens == len(set(numbers)) and -back < 5,
    }


def statuses(store: SQLiteStore) -> list[tuple[str, str, int, str]]:
    """Queue, day, number and status of every ticket."""
    with store.read() as tx:
        return tx.statuses()


def main() -> int:
    """The command line."""
    logging.disable()  # each refusal is logged as an error, as it should be
    found = run(Path(sys.argv[1]))
    print(json.dumps(found))
    return 0 if found["sound"] else 1


if __name__ == "__main__":
    sys.exit(main())
