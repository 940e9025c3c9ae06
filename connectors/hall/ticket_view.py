"""What the ticket page shows: where the number stands now, told by phases that a citizen understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from types import ModuleType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.messages import Language
from assistant.rendering.facts import TicketFacts
from assistant.rendering.formats import clock_time, window_ranges
from assistant.rendering.renderer import words as answer_words
from assistant.tickets import Queues, Ticket
from catalog import Bilingual, Catalog
from connectors.api.state import Services
from connectors.hall import en, zh
from connectors.pages.views import Address, Plan as Picture, qr_code
from connectors.queue_systems.bridge import PeerView

NEAR = 2  # people ahead at which a citizen should sit near the windows; the ledger's near_turn is told then too
WAITING = ("waiting", "near", "passed", "hold")
OPEN = (*WAITING, "called", "serving")


def words(language: Language) -> ModuleType:
    """The wording of the ticket page in a language."""
    return zh if language == "zh" else en


def phase(ticket: Ticket, ahead: int) -> str:
    """A status as the citizen lives it: waiting is told apart by what is to be done now."""
    if ticket.status != "waiting":
        return str(ticket.status)
    if ticket.held_at:
        return "hold"
    if ticket.passed_at and not ticket.checked_in_at:
        return "passed"
    return "near" if ahead <= NEAR else "waiting"


@dataclass(frozen=True)
class Offers:
    """What the page lets its reader do now; ``places`` is how far a late or missed number goes back."""

    cancel: bool
    check_in: bool
    late: bool
    rejoin: bool
    places: int
    needs_code: bool


@dataclass(frozen=True)
class TicketView:
    """A ticket with everything its page says of it; ``windows`` are those that may call it, or the one that does."""

    facts: TicketFacts
    phase: str
    floor: str
    windows: tuple[int, ...]
    checked_in_at: datetime | None
    release_at: datetime | None
    ready: tuple[int, ...]
    offers: Offers
    now: datetime
    machine: PeerView | None = None

    @property
    def open(self) -> bool:
        """Whether the number still holds a place."""
        return self.phase in OPEN

    @property
    def waiting(self) -> bool:
        """Whether it has not been called yet."""
        return self.phase in WAITING

    @property
    def expected(self) -> tuple[datetime, datetime]:
        """Between which moments the call is expected."""
        wait = self.facts.wait
        return self.now + timedelta(minutes=wait.low), self.now + timedelta(minutes=wait.high)

    @property
    def updated(self) -> str:
        """The time of day to which all of this refers."""
        return clock_time(self.now)


def view_of(parts: Services, ticket: Ticket) -> TicketView:
    """The view of a ticket now; a ticket sent on to other windows shows those, on their floor."""
    facts, rules = parts.desk.ticket(ticket), parts.ledger.rules
    floor, windows = _place(facts, ticket, parts.queues)
    waiting, absent = ticket.status == "waiting", ticket.checked_in_at is None
    passed = ticket.passed_at if waiting and absent else None
    return TicketView(
        facts=facts,
        phase=phase(ticket, facts.wait.ahead),
        floor=floor,
        windows=windows,
        checked_in_at=ticket.checked_in_at,
        release_at=passed + timedelta(minutes=rules.grace_minutes) if passed else None,
        ready=ticket.ready or (),
        offers=Offers(
            cancel=waiting,
            check_in=waiting and absent,
            late=waiting and not ticket.held_at and not passed and ticket.lates < rules.lates,
            rejoin=ticket.status == "missed" and ticket.requeues < rules.requeues,
            places=rules.places_back,
            needs_code=parts.catalog.center.tickets.rules.check_in_code,
        ),
        now=parts.clock(),
        machine=parts.bridge.view(ticket.reference) if parts.bridge else None,
    )


def _place(facts: TicketFacts, ticket: Ticket, queues: Queues) -> tuple[str, tuple[int, ...]]:
    # A ticket that was put aside is waited for at the window that did so.
    single = ticket.window if facts.status in ("called", "serving") else ticket.for_window
    if single is not None and single in queues.by_window:
        return queues.by_window[single].floor, (single,)
    if ticket.waits_in != ticket.queue and ticket.waits_in in queues.by_id:
        queue = queues.by_id[ticket.waits_in]
        return queue.floor, queue.windows
    return facts.floor, facts.windows


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("connectors.hall")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def page(template: str, catalog: Catalog, language: Language, **more: Any) -> str:
    """A page of the hall as HTML."""
    say: Callable[[Bilingual], str] = lambda text: text.in_(language)  # noqa: E731 - handed to templates
    known: Mapping[str, Any] = {"w": words(language), "language": language, "say": say, "catalog": catalog}
    return _environment().get_template(template).render({**known, **more})


def ticket_page(catalog: Catalog, address: Address, view: TicketView, notice: str, has_entrance: bool) -> str:
    """The page of one ticket; ``notice`` is said on top of it, "" for nothing."""
    language, facts = address.language, view.facts
    w, floor = words(language), answer_words(language).floor
    marked = window_ranges(view.windows).replace(" ", "")
    ground = next(iter(catalog.center.floors))
    to_lift = Picture(f"/floor-plan/{ground}.svg?to=lift&language={language}", w.plan_to_lift(floor(ground)))
    return page(
        "ticket.html",
        catalog,
        language,
        view=view,
        facts=facts,
        address=address,
        record=catalog.transactions[facts.transaction],
        floor=floor(view.floor),
        floor_of=floor,
        plan=Picture(
            f"/floor-plan/{view.floor}.svg?windows={marked}&language={language}",
            w.plan(floor(view.floor), w.windows(view.windows)),
        ),
        to_lift=None if has_entrance else to_lift,
        qr=qr_code(address.whole(), w.QR),
        notice=notice,
    )
