"""Composition of what is deleted in time: which store deletes what, after how many days."""

from __future__ import annotations

from datetime import datetime

from assistant.clock import Clock
from assistant.databases import Databases
from assistant.retention import Kind, Retention
from assistant.settings import Settings
from assistant.tickets import SHANGHAI, TicketLedger
from connectors.delivery.store import DeliveryStore


def retention_of(
    settings: Settings, databases: Databases, ledger: TicketLedger, delivery: DeliveryStore, clock: Clock
) -> Retention:
    """What is deleted, and after how many days, as the settings have it."""

    def tickets(before: datetime) -> int:
        return ledger.retire(before.astimezone(SHANGHAI).date())

    def addresses(_: datetime) -> int:
        return delivery.sweep()

    kinds = (
        Kind("messages", settings.retain_conversation_days, databases.history.retire),
        Kind("tickets", settings.retain_ticket_days, tickets),
        Kind("addresses", settings.retain_address_days, addresses),
    )
    return Retention(databases.upkeep, kinds, clock)
