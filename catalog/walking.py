"""How long the step-free way takes between entrance and windows, by the plans of the floors (sample data there)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from catalog.floors import STEPS, Cell, FloorPlan, FloorPlans

MINUTES_A_CELL = 0.015  # a pace of 0.7 m at 0.8 m/s, as older people walk
LIFT_MINUTES = 1.5  # to wait for it, and to ride one floor
UNKNOWN_MINUTES = 3.0  # where no plan tells the way
Place = tuple[str, tuple[int, ...]]  # floor and windows


class Walks:
    """Walking times over the plans; None instead of plans: every way takes the same. Not for several threads at once
    before the first answer of a place, but doing its sums twice does no harm.
    """

    def __init__(self, plans: FloorPlans | None) -> None:
        self._plans = plans
        self._reached: dict[tuple[str, Cell], dict[Cell, int]] = {}
        self._free: dict[str, set[Cell]] = {}

    def minutes(self, start: Place | None, end: Place) -> float:
        """Minutes from windows (None: the entrance of the ground floor) to windows, by lift between the floors."""
        if start == end:
            return 0.0
        if self._plans is None:
            return UNKNOWN_MINUTES
        ground = self._plans.floors[0]
        here = self._plan(start[0]) if start else ground
        there = self._plan(end[0])
        if here is None or there is None:
            return UNKNOWN_MINUTES
        froms = [self._front(here, start[1])] if start else self._plans.starts(here)
        to = self._front(there, end[1])
        if here.floor == there.floor:
            return self._cells(here, froms, [to]) * MINUTES_A_CELL
        up, down = self._lifts(here), self._lifts(there)
        floors = [plan.floor for plan in self._plans.floors]
        rides = abs(floors.index(here.floor) - floors.index(there.floor))
        cells = self._cells(here, froms, up) + self._cells(there, down, [to])
        return cells * MINUTES_A_CELL + rides * LIFT_MINUTES

    def _plan(self, floor: str) -> FloorPlan | None:
        return self._plans.plan(floor) if self._plans else None

    def _lifts(self, plan: FloorPlan) -> list[Cell]:
        return [lift.area.beside(lift.door) for lift in plan.of_kind("lift") if lift.door is not None]

    def _front(self, plan: FloorPlan, windows: tuple[int, ...]) -> Cell | None:
        """Where people stand before the middle one of the windows; None where the plan has none of them."""
        assert self._plans is not None
        boxes = {number: (box, row) for row in plan.rows for number, box in self._plans.boxes(row).items()}
        known = [number for number in windows if number in boxes]
        if not known:
            return None
        box, row = boxes[known[len(known) // 2]]
        return box.beside(row.faces)

    def _cells(self, plan: FloorPlan, starts: Iterable[Cell | None], ends: Iterable[Cell | None]) -> float:
        ways = [self._from(plan, start).get(end) for start in starts for end in ends if start and end]
        known = [way for way in ways if way is not None]
        return min(known) if known else UNKNOWN_MINUTES / MINUTES_A_CELL

    def _from(self, plan: FloorPlan, start: Cell) -> dict[Cell, int]:
        """Steps from a cell to every other that people can reach."""
        known = self._reached.get((plan.floor, start))
        if known is not None:
            return known
        assert self._plans is not None
        free = self._free.setdefault(plan.floor, self._plans.walkable(plan))
        reached, ahead = {start: 0}, deque([start])
        while ahead:
            cell = ahead.popleft()
            for step in STEPS.values():
                beside = (cell[0] + step[0], cell[1] + step[1])
                if beside in free and beside not in reached:
                    reached[beside] = reached[cell] + 1
                    ahead.append(beside)
        self._reached[plan.floor, start] = reached
        return reached
