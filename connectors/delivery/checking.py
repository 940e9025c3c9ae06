"""What the outbox tells an operator."""

from __future__ import annotations

from connectors.checking import Finding
from connectors.delivery.store import DeliveryStore


def outbox_findings(store: DeliveryStore) -> list[Finding]:
    """What waits and what was given up, the newest reasons first."""
    counts = store.counts()
    waiting = sum(count for (_, state), count in counts.items() if state == "waiting")
    dead = sum(count for (_, state), count in counts.items() if state == "dead")
    found = [Finding("outbox", "note" if waiting else "ok", f"{waiting} messages wait to be sent")]
    if dead:
        found.append(Finding("outbox", "note", f"{dead} messages of the last week were given up:"))
    for letter in store.dead_letters(5):
        told = f"number {letter.id} on {letter.channel}, {letter.created_at:%Y-%m-%d %H:%M} UTC: {letter.error}"
        found.append(Finding("outbox", "note", told))
    return found
