"""A small simulated day: everybody accounted for, fair, honest ranges; and the report sees what is wrong."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from assistant.simulation import DayPlan, Report, plan_day, simulate, widened
from assistant.simulation.day import Day
from assistant.simulation.people import Habits
from assistant.simulation.picture import draw
from assistant.simulation.report import make_report
from assistant.tickets import Estimator, OpeningHours, Queue, Queues, Rules

MONDAY = date(2026, 11, 23)
HOURS = OpeningHours()
USUAL = Estimator(5, 8)
RULES = Rules(midday=(time(11, 30), time(13)), midday_share=0.33)


def hall() -> Queues:
    """Three queues with six windows."""
    cards = Queue("card_1", "A", "card", "1F", (1, 2, 3), ())
    passports = Queue("passport_4", "B", "passport", "1F", (4, 5), (), immediate_share=0.0)
    lectures = Queue("lectures_6", "C", "lectures", "B1", (6,), ())
    queues = (cards, passports, lectures)
    by_window = {window: queue for queue in queues for window in queue.windows}
    matters = {"card": cards, "lost_card": cards, "passport": passports, "lecture": lectures}
    return Queues({queue.id: queue for queue in queues}, matters, by_window)


def a_plan(people: int = 330, seed: int = 3) -> DayPlan:
    return plan_day(hall(), HOURS, USUAL, MONDAY, people, seed)


@pytest.fixture(scope="module")
def report() -> Report:
    """A day of 330 people."""
    return simulate(a_plan(), hall(), HOURS, USUAL, RULES, seed=3)


def test_everybody_is_accounted_for(report: Report) -> None:
    """Given, refused or turned away; none open, none twice, none called twice, and the audit is whole."""
    assert report.faults == ()
    assert report.planned == 330 and sum(report.statuses.values()) == report.tickets
    assert set(report.statuses) <= {"served", "missed", "expired", "cancelled"}
    assert report.statuses["served"] > 280 and report.doubles > 20


def test_ranges_hold_and_are_of_use(report: Report) -> None:
    """Four of five waits fall into ranges that are no wider than the waits are long."""
    assert report.hit_rate >= 0.8
    waits = report.from_number_to_call(remote=False)
    assert report.mean_width < 1.2 * sum(waits) / len(waits)


def test_remote_and_walk_in_wait_alike(report: Report) -> None:
    """From the number to the call; those with priority wait less in the hall."""
    walk_ins, before = (report.from_number_to_call(remote=remote) for remote in (False, True))
    assert 0.5 < (sum(walk_ins) / len(walk_ins)) / (sum(before) / len(before)) < 2


def test_the_same_seed_is_the_same_day() -> None:
    """And another one another."""
    first, again, other = (simulate(a_plan(40, seed), hall(), HOURS, USUAL, RULES, seed).lines() for seed in (1, 1, 2))
    assert first == again != other


def test_a_ledger_that_has_seen_a_day_knows_the_pace() -> None:
    """The same hall a day later: only the day itself is reported, and more of its ranges hold."""
    before = plan_day(hall(), HOURS, USUAL, date(2026, 11, 20), 150, 3, crowd=7)
    new, known = (simulate(a_plan(150), hall(), HOURS, USUAL, RULES, seed=3, before=days) for days in ((), (before,)))
    assert known.faults == () and known.planned == 150 and sum(known.statuses.values()) == known.tickets
    assert known.hit_rate > new.hit_rate


def test_a_larger_hall_has_as_many_times_its_windows() -> None:
    """Three times the people in the same queues: served as the small hall serves its own."""
    larger = widened(hall(), 3)
    assert [len(queue.windows) for queue in larger.by_id.values()] == [9, 6, 3] and len(larger.by_window) == 18
    assert all(larger.by_window[window] is larger.by_id[queue.id] for window, queue in hall().by_window.items())
    plan = plan_day(larger, HOURS, USUAL, MONDAY, 360, 3)
    found = simulate(plan, larger, HOURS, USUAL, RULES, seed=3)
    assert (found.faults, found.windows) == ((), 18) and found.statuses["served"] > 310


def test_more_people_than_the_windows_can_serve_are_refused() -> None:
    """Their cases would have to take less than no time."""
    with pytest.raises(ValueError, match="2000 people are too many for 6 windows"):
        a_plan(2000)


def test_the_report_tells_what_is_wrong(tmp_path: Path) -> None:
    """A forged audit row, a lost person, a ticket behind the ledger's back."""
    plan = a_plan(30)
    day = Day(plan, hall(), HOURS, USUAL, RULES, tmp_path, 1, Habits())
    day.run()
    day.store._connection(day.store._writing).execute("UPDATE audit SET actor = 'nobody' WHERE seq = 2")
    day.visits.popitem()
    longer = replace(plan, people=(*plan.people, plan.people[0]))
    found = make_report(day.ledger, day.store, longer, day.visits, day.refused, day.line, (0, 0))
    day.store.close()
    for wrong in ("does not follow", "people hold one", "turned away"):
        assert any(wrong in fault for fault in found.faults), wrong
    assert any(line.startswith("FAULT") for line in found.lines())


def test_the_picture_is_drawn(report: Report, tmp_path: Path) -> None:
    """A PNG of a size that can be read."""
    draw(report, tmp_path / "day.png")
    head = (tmp_path / "day.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")) == (1600, 1200)
