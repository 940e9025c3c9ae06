"""Queues from the catalog: groups of windows, prefixes, weekends."""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.tickets import ACTIVE, NumbersGivenNow, Queues, build_queues
from assistant.tickets.queues import LETTERS

from .ledger_kit import MONDAY, Hall, small_hall


@dataclass(frozen=True)
class Department:
    id: str
    floor: str
    windows: tuple[int, ...]
    weekend_windows: tuple[int, ...]


@dataclass(frozen=True)
class Matter:
    id: str
    department: str
    floor: str
    windows: tuple[int, ...]
    weekend: bool
    kind: str


@dataclass(frozen=True)
class Catalog:
    departments: dict[str, Department]
    transactions: dict[str, Matter]


def span(text: str) -> tuple[int, ...]:
    if text == "none":
        return ()
    first, _, last = text.partition("-")
    return tuple(range(int(first), int(last or first) + 1))


def rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def real_catalog() -> Catalog:
    """The center's windows as they stood on 2026-11-22."""
    departments = [
        Department(row["id"], row["floor"], span(row["windows"]), span(row["weekend_windows"]))
        for row in rows("departments.csv")
    ]
    matters = [
        Matter(row["id"], row["department"], row["floor"], span(row["windows"]), row["weekend"] == "yes", row["kind"])
        for row in rows("hall.csv")
    ]
    return Catalog({one.id: one for one in departments}, {one.id: one for one in matters})


@pytest.fixture(scope="module")
def queues() -> Queues:
    return build_queues(real_catalog())


def test_the_center_has_46_queues_with_unique_prefixes(queues: Queues) -> None:
    """Every transaction and every window finds exactly one."""
    assert len(queues.by_id) == 46 and len(queues.by_transaction) == 187
    prefixes = {queue.prefix for queue in queues.by_id.values()}
    assert len(prefixes) == 46 and not set("".join(prefixes)) & set("IO")
    assert sorted(queues.by_window) == list(range(1, 102))


def test_prefixes_follow_departments_and_windows(queues: Queues) -> None:
    """The first group has the letter alone; later ones add B, C and so on."""
    cards = [queue for queue in queues.by_id.values() if queue.department == "citizen_card"]
    assert [(queue.id, queue.prefix, queue.windows) for queue in cards] == [
        ("citizen_card_1", "A", (1, 2, 3)),
        ("citizen_card_4", "AB", (4, 5)),
        ("citizen_card_6", "AC", (6,)),
    ]
    assert cards[0].number(12) == "A012" and cards[1].number(1234) == "AB1234"


def test_weekend_windows_are_the_departments_among_the_queues(queues: Queues) -> None:
    """A queue whose matters are not served at weekends has none."""
    assert queues.by_id["exit_entry_7"].weekend_windows == (7, 8, 9, 10)
    assert queues.by_id["citizen_card_6"].weekend_windows == ()
    assert queues.by_transaction["citizen_card_first_issue"].immediate_share == 1.0
    open_at_weekends = {matter.id for matter in real_catalog().transactions.values() if matter.weekend}
    assert open_at_weekends == {name for name, queue in queues.by_transaction.items() if queue.weekend_windows}


def test_faults_of_a_catalog_are_named() -> None:
    """Overlapping windows, no windows, a stranger, too many departments."""
    department = Department("d", "1F", (1, 2), ())
    matter = Matter("m", "d", "1F", (1, 2), False, "immediate")
    overlap = replace(matter, id="n", windows=(2,))
    for matters, message in (
        ([matter, overlap], "window 2"),
        ([replace(matter, windows=())], "no windows"),
        ([replace(matter, department="x")], "unknown departments"),
    ):
        with pytest.raises(ValueError, match=message):
            build_queues(Catalog({"d": department}, {one.id: one for one in matters}))
    crowd = {f"d{n}": replace(department, id=f"d{n}") for n in range(len(LETTERS) + 1)}
    with pytest.raises(ValueError, match="departments"):
        build_queues(Catalog(crowd, {}))


@pytest.mark.parametrize("aside", ["waits", "is called", "is passed over", "is on hold"])
def test_windows_change_only_where_nobody_was_promised_them(hall: Hall, aside: str) -> None:
    """Whatever somebody of the one queue does, the other may change; in opening hours, none may."""
    ticket = hall.ledger.issue("ann", "new_card", remote=aside == "is passed over").ticket
    if aside == "is passed over":
        hall.ledger.issue("bob", "new_card")  # who is there, and goes first
    if aside != "waits":
        hall.ledger.call_next(1, "press")
    if aside == "is passed over":
        hall.ledger.start(1)
        hall.ledger.served(1)
    if aside == "is on hold":
        hall.ledger.start(1)
        hall.ledger.hold(1)
    queues = {name: _with_another_window(hall.ledger.queues, name) for name in ("card_1", "passport_3")}
    for changed in queues.values():
        with pytest.raises(NumbersGivenNow):
            hall.ledger.follow(changed, hall.hours)
    hall.clock.now = MONDAY.replace(hour=18)
    with pytest.raises(NumbersGivenNow):
        hall.ledger.follow(queues["card_1"], hall.hours)
    assert hall.ledger.queues == small_hall()
    hall.ledger.follow(queues["passport_3"], hall.hours)
    assert hall.ledger.queues == queues["passport_3"] and hall.ledger.by_reference(ticket.reference).status in ACTIVE


def _with_another_window(queues: Queues, name: str) -> Queues:
    changed = replace(queues.by_id[name], windows=(*queues.by_id[name].windows, 9))
    by_transaction = {matter: changed if one.id == name else one for matter, one in queues.by_transaction.items()}
    return Queues({**queues.by_id, name: changed}, by_transaction, {**queues.by_window, 9: changed})
