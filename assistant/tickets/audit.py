"""The audit trail: a chain of hashes for each queue, in which a changed, missing or moved row shows."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64
_json = json.encoder.encode_basestring_ascii  # a text as JSON has it; an encoder of lists is made anew for each


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which number (queue, day, no), and its status afterwards; nothing personal."""

    queue: str
    seq: int
    day: str
    no: int
    at: str
    action: str
    actor: str
    status: str
    window: int | None
    hash: str = ""


def stamp(moment: datetime) -> str:
    """A moment as stores and chains write it: ISO, UTC, microseconds, so that texts sort as moments."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def chain_hash(previous: str, entry: AuditEntry, seq: int | None = None) -> str:
    """SHA-256, in hex, of the previous row's hash and this row's content; `seq`: its number, where it has none yet."""
    head, middle, tail = around_numbers(entry)
    content = f"{head}{seq or entry.seq}{middle}{entry.no}{tail}"
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def around_numbers(entry: AuditEntry) -> tuple[str, str, str]:
    """
    A row's content as the hash covers it, before, between and after its `seq` and `no`, which may still be unknown.

    Whole, it is a JSON list of all fields but the hash.
    """
    window = "null" if entry.window is None else entry.window
    texts = f"{_json(entry.at)},{_json(entry.action)},{_json(entry.actor)},{_json(entry.status)}"
    return f"[{_json(entry.queue)},", f",{_json(entry.day)},", f",{texts},{window}]"


def verify(entries: Iterable[AuditEntry], statuses: Iterable[tuple[str, str, int, str]]) -> list[str]:
    """
    What is wrong with the chains (entries by queue and seq) or with tickets that differ from their last row.

    The comparison with the tickets' statuses shows rows cut off at a chain's end, which the hashes alone can't.
    """
    faults: list[str] = []
    last: dict[tuple[str, str, int], str] = {}
    heads: dict[str, tuple[int, str]] = {}
    for entry in entries:
        seq, previous = heads.get(entry.queue, (0, GENESIS))
        if entry.seq != seq + 1 or entry.hash != chain_hash(previous, entry):
            faults.append(f"{entry.queue}: row {entry.seq} does not follow row {seq}")
        heads[entry.queue] = (entry.seq, entry.hash)
        if entry.no:  # 0 tells of a window without a ticket
            last[entry.queue, entry.day, entry.no] = entry.status
    for queue, day, no, status in statuses:
        audited = last.pop((queue, day, no), None)
        if audited != status:
            faults.append(f"{queue} {day} number {no}: {status}, audited as {audited}")
    faults.extend(f"{queue} {day} number {no}: audited, but there is no ticket" for queue, day, no in last)
    return faults
