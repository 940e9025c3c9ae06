"""The cards of replies as the OpenAPI document names them, so that screens know their fields."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

TicketStatus = Literal["waiting", "called", "serving", "served", "missed", "cancelled", "expired"]


class MaterialItem(BaseModel):
    """Something to bring."""

    name: str
    original: bool
    copies: int
    need: Literal["required", "conditional", "deferrable"]
    condition: str | None
    note: str | None


class FeeItem(BaseModel):
    """What it costs: an amount in ``currency``, or a sentence, or neither where only the window knows."""

    amount: str | None
    text: str | None
    currency: str


class DurationItem(BaseModel):
    """How long it takes, in working days."""

    immediate: bool
    promised_days: int | None
    statutory_days: int | None


class WaitMinutes(BaseModel):
    """A range of minutes."""

    low: int
    high: int


class TransactionCard(BaseModel):
    """A transaction, worded in the reply's language."""

    type: Literal["transaction"]
    transaction: str
    facets: list[str]
    name: str
    department: str
    materials: list[MaterialItem]
    floor: str
    entrance_floor: str
    windows: list[int]
    windows_text: str
    weekend_windows: list[int]
    open_now: bool
    next_open: str | None
    phones: list[str]
    fee: FeeItem
    duration: DurationItem
    steps: list[str]
    source: str
    checked_on: str


class CardChoice(BaseModel):
    """Something to tap that stands on a card."""

    title: str
    payload: str


class JourneyStep(BaseModel):
    """One matter of a life event."""

    number: int
    transaction: str
    name: str
    floor: str
    windows: list[int]
    windows_text: str
    why: str
    when: str | None
    condition: str | None


class BringOnce(BaseModel):
    """A paper for several matters, to bring once; ``steps`` count from 1."""

    name: str
    original: bool
    copies: int
    required: bool
    steps: list[int]


class JourneyFloor(BaseModel):
    """The matters of one floor, in order."""

    floor: str
    steps: list[int]


class JourneyCard(BaseModel):
    """A life event with its matters in order; ``offers`` are their queue numbers, in the same order."""

    type: Literal["journey"]
    journey: str
    name: str
    intro: str
    page: str
    steps: list[JourneyStep]
    bring: list[BringOnce]
    floors: list[JourneyFloor]
    offers: list[CardChoice]
    checked_on: str


class CenterCard(BaseModel):
    """A topic of the center."""

    type: Literal["center"]
    topic: str
    name: str
    address: str


class HandoffCard(BaseModel):
    """How to reach a person."""

    type: Literal["handoff"]
    phone: str
    name: str


class TicketCard(BaseModel):
    """A queue number as it stood when the reply was made."""

    type: Literal["ticket"]
    reference: str
    number: str
    status: TicketStatus
    transaction: str
    matter: str
    service_date: str
    floor: str
    windows: list[int]
    ahead: int
    wait_minutes: WaitMinutes
    window: int | None
    needs_check_in: bool
    on_hold: bool
    lacks: list[str] | None


class TicketMoves(BaseModel):
    """What the holder may do with the ticket now."""

    cancel: bool
    check_in: bool
    late: bool
    rejoin: bool


class TicketReadiness(BaseModel):
    """Places of the transaction's materials that the citizen has, and lacks."""

    has: list[int]
    lacks: list[int]


class KeptFor(BaseModel):
    """Why a waiting ticket is not called now, its place kept: `number` of the same citizen comes first, at `window` now
    or (null) still to be done.
    """

    number: str
    window: int | None


class VisitTicket(BaseModel):
    """A number of the same visit."""

    reference: str
    number: str
    step: int
    status: TicketStatus
    transactions: list[str]
    floor: str
    windows: list[int]
    window: int | None


class MachineNumber(BaseModel):
    """The number at the hall's other ticket machine; null as long as that has not confirmed it."""

    system: str
    state: Literal["unknown", "waiting", "called", "served", "noshow", "cancelled"]
    number: str | None
    window: str | None


class TicketAnswer(BaseModel):
    """A ticket as its holder may see it now."""

    reference: str
    number: str
    transaction: str
    service_date: str
    status: TicketStatus
    floor: str
    windows: list[int]
    window: int | None
    ahead: int
    wait_minutes: WaitMinutes
    issued_at: str
    checked_in_at: str | None
    called_at: str | None
    needs_check_in: bool
    turn_passed_at: str | None
    release_at: str | None
    on_hold: bool
    for_window: int | None
    may: TicketMoves
    ready: TicketReadiness | None
    also: list[str]
    kept_for: KeptFor | None
    visit: list[VisitTicket]
    machine: MachineNumber | None = None
    leave_at: str | None = None


# The last one lets cards of a kind that is not named here through as they are.
AnyCard = TransactionCard | JourneyCard | CenterCard | HandoffCard | TicketCard | dict[str, Any]
