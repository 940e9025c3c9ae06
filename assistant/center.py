"""What the catalog says of the center's queues, as the ledger takes it, and a simulated day under the same rules."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.tickets import Estimator, OpeningHours, Rules, build_queues
from catalog import Catalog, load_catalog
from catalog.service_days import load_service_days
from catalog.ticket_rules import TicketRules

if TYPE_CHECKING:
    from assistant.simulation import Report

USUAL_CROWD = 5708  # people on a day of this hall
SIMULATED_DAY = date(2026, 11, 23)  # a Monday without anything special


def ledger_rules(written: TicketRules) -> tuple[Estimator, Rules]:
    """The center's figures as the ledger takes them."""
    figures = written.model_dump(include=set(Rules.__dataclass_fields__))
    rules = Rules(**figures, midday=(written.midday_from, written.midday_to))
    return Estimator(written.immediate_minutes, written.committed_minutes), rules


def hours_of(catalog: Catalog) -> OpeningHours:
    """The center's hours and service days. Raises CatalogError where the calendar file has a fault."""
    written, days = catalog.center.tickets, load_service_days()
    return OpeningHours(written.opens, written.closes, written.numbers_from, days.is_workday, days.is_closed)


def simulated_day(people: int, seed: int, days_before: int = 0) -> Report:
    """
    A day of this center with so many people, replayed through a ledger of its own; the center's is not touched.

    Where several times the usual crowd comes, every queue has as many times its windows. So many workdays `days_before`
    it are replayed first, which the ledger remembers; 0: the day on which it is new.
    """
    from assistant.simulation import plan_day, simulate, widened

    catalog = load_catalog()
    written = catalog.center.tickets
    queues = widened(build_queues(catalog), max(1, round(people / USUAL_CROWD)))
    estimator, rules = ledger_rules(written.rules)
    hours = OpeningHours(written.opens, written.closes, written.numbers_from)
    earlier = (SIMULATED_DAY - timedelta(days=back) for back in itertools.count(1))
    past = list(itertools.islice((day for day in earlier if hours.is_workday(day)), days_before))[::-1]
    before = [
        plan_day(queues, hours, estimator, day, people, seed, crowd=seed * 1000 + n) for n, day in enumerate(past)
    ]
    plan = plan_day(queues, hours, estimator, SIMULATED_DAY, people, seed)
    return simulate(plan, queues, hours, estimator, rules, seed, before=before)
