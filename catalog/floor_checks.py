"""Checks of the floor plans against the catalog and against the paper they are drawn on."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.floors import STEPS, Area, Cell, FloorPlan, FloorPlans
from catalog.loader import Place, Source
from catalog.model import Catalog


def check_floors(source: Source, plans: FloorPlans, catalog: Catalog) -> None:
    """Notes every fault: windows missing or drawn twice, things outside or on each other, ways that are barred."""
    _check_windows(source, plans, catalog)
    _check_lifts(source, plans)
    seen: set[str] = set()
    for position, plan in enumerate(plans.floors):
        place: Place = ("floors", position)
        if plan.floor in seen:
            source.fault((*place, "floor"), f"{plan.floor} stands twice")
        seen.add(plan.floor)
        _check_amenities(source, plan, place, catalog)
        # A way is looked for only where everything stands inside: outside there is nothing to walk on.
        if _check_paper(source, plans, plan, place):
            _check_ways(source, plans, plan, place)


def _check_windows(source: Source, plans: FloorPlans, catalog: Catalog) -> None:
    drawn: dict[int, str] = {}
    for position, plan in enumerate(plans.floors):
        for turn, row in enumerate(plan.rows):
            place: Place = ("floors", position, "rows", turn)
            department = catalog.departments.get(row.department)
            if department is None:
                source.fault((*place, "department"), f'there is no department "{row.department}" in departments.yml')
                continue
            if department.floor != plan.floor:
                source.fault((*place, "department"), f"{row.department} is on {department.floor}, not {plan.floor}")
            for window in row.windows:
                if window not in department.windows:
                    source.fault((*place, "windows"), f"window {window} is not one of {row.department}'s")
                if window in drawn:
                    source.fault((*place, "windows"), f"window {window} is drawn twice, also for {drawn[window]}")
                drawn[window] = row.department
    for department in catalog.departments.values():
        for window in department.windows:
            if window not in drawn:
                source.fault(("floors",), f"window {window} of {department.id} is not drawn")


def _check_lifts(source: Source, plans: FloorPlans) -> None:
    places: dict[str, Area] = {}
    if not any(fixture.step_free for plan in plans.floors for fixture in plan.of_kind("entrance")):
        source.fault(("floors",), "a step-free entrance is needed")
    for position, plan in enumerate(plans.floors):
        if not plan.of_kind("lift"):
            source.fault(("floors", position, "fixtures"), f"{plan.floor} needs a lift")
        for turn, fixture in enumerate(plan.fixtures):
            if fixture.kind == "lift" and places.setdefault(fixture.id, fixture.area) != fixture.area:
                message = "the lift stands at another place than on the floors above"
                source.fault(("floors", position, "fixtures", turn, "area"), message)


def _check_amenities(source: Source, plan: FloorPlan, place: Place, catalog: Catalog) -> None:
    written = catalog.center.topics.get("amenities")
    for turn, fixture in enumerate(plan.fixtures):
        if fixture.kind != "amenity" or written is None:
            continue
        for language, name, text in (("zh", fixture.name.zh, written.zh), ("en", fixture.name.en, written.en)):
            if name not in text:
                field = (*place, "fixtures", turn, "name", language)
                source.fault(field, f'"{name}" is not among the amenities of center.yml')


def _areas(plans: FloorPlans, plan: FloorPlan, place: Place) -> Iterator[tuple[Place, str, Area]]:
    for turn, row in enumerate(plan.rows):
        where: Place = (*place, "rows", turn)
        yield (*where, "office"), f"the office of {row.department}", row.office
        for number, box in plans.boxes(row).items():
            yield (*where, "at"), f"window {number}", box
    for turn, fixture in enumerate(plan.fixtures):
        yield (*place, "fixtures", turn, "area"), fixture.id, fixture.area


def _check_paper(source: Source, plans: FloorPlans, plan: FloorPlan, place: Place) -> bool:
    owner: dict[Cell, str] = {}
    sound = True
    for where, name, area in _areas(plans, plan, place):
        if not area.inside(plan.size.width, plan.size.height):
            source.fault(where, f"{name} is not inside the hall of {plan.floor}")
            sound = False
            continue
        for other in sorted({owner[cell] for cell in area.cells() if cell in owner}):
            source.fault(where, f"{name} stands on {other}")
            sound = False
        owner.update(dict.fromkeys(area.cells(), name))
    return sound


def _check_ways(source: Source, plans: FloorPlans, plan: FloorPlan, place: Place) -> None:
    free = plans.walkable(plan)
    reached = set(plans.starts(plan)) & free
    edge = list(reached)
    while edge:
        x, y = edge.pop()
        for across, down in STEPS.values():
            cell = (x + across, y + down)
            if cell in free and cell not in reached:
                reached.add(cell)
                edge.append(cell)
    for turn, row in enumerate(plan.rows):
        for number, box in plans.boxes(row).items():
            if box.beside(row.faces) not in reached:
                source.fault((*place, "rows", turn, "at"), f"no step-free way leads to window {number}")
    for turn, fixture in enumerate(plan.fixtures):
        if fixture.kind == "lift" and fixture.door is not None and fixture.area.beside(fixture.door) not in reached:
            source.fault((*place, "fixtures", turn, "door"), f"no step-free way leads to {fixture.id}")
