"""The plans of the floors (data/floors.yml): their model, and a loader that names each fault with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from catalog.loader import DATA, CatalogError, Source
from catalog.model import Bilingual, Catalog, Floor, Id, Record, Windows

PLANS = "floors.yml"
Cell = tuple[int, int]
Side = Literal["up", "down", "left", "right"]
Kind = Literal["entrance", "stairs", "escalator", "lift", "toilet", "accessible_toilet", "help_desk", "amenity"]
STEPS: dict[Side, Cell] = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


class Area(NamedTuple):
    """A rectangle of cells."""

    x: int
    y: int
    width: int
    height: int

    def inside(self, width: int, height: int) -> bool:
        """Whether it has a size and lies on paper of so many cells."""
        across = self.x >= 0 and self.width > 0 and self.x + self.width <= width
        return across and self.y >= 0 and self.height > 0 and self.y + self.height <= height

    def cells(self) -> Iterator[Cell]:
        """Every cell of the rectangle."""
        return ((x, y) for y in range(self.y, self.y + self.height) for x in range(self.x, self.x + self.width))

    def beside(self, side: Side) -> Cell:
        """The cell in front of the middle of one side."""
        across, down = self.x + self.width // 2, self.y + self.height // 2
        if side in ("up", "down"):
            return (across, self.y - 1 if side == "up" else self.y + self.height)
        return (self.x - 1 if side == "left" else self.x + self.width, down)


class Size(Record):
    """Width and height of a floor in cells."""

    width: int = Field(ge=10, le=120)
    height: int = Field(ge=10, le=120)


class WindowSize(Record):
    """Cells that a window takes along its row and across it."""

    along: int = Field(ge=1, le=6)
    deep: int = Field(ge=1, le=6)


class WindowRow(Record):
    """A row of windows of one department, with the office behind it."""

    department: Id
    windows: Windows = Field(min_length=1)
    at: Cell
    towards: Side
    faces: Side
    office: Area
    label: Bilingual

    @model_validator(mode="after")
    def _people_stand_beside_the_row(self) -> WindowRow:
        if (STEPS[self.towards][0] == 0) == (STEPS[self.faces][0] == 0):
            raise ValueError(f"a row that goes {self.towards} cannot face {self.faces}")
        return self


class Fixture(Record):
    """Anything on a floor that is no window; ``step_free`` where a wheelchair can use it."""

    id: Id
    kind: Kind
    name: Bilingual
    area: Area
    door: Side | None = None
    step_free: bool = False

    @model_validator(mode="after")
    def _a_way_in_has_a_door(self) -> Fixture:
        if self.kind in ("lift", "entrance") and self.door is None:
            raise ValueError(f"a {self.kind} needs a door: up, down, left or right")
        return self


class FloorPlan(Record):
    """One floor."""

    floor: Floor
    size: Size
    rows: tuple[WindowRow, ...]
    fixtures: tuple[Fixture, ...]

    def of_kind(self, kind: Kind) -> list[Fixture]:
        """The fixtures of one kind, in file order."""
        return [fixture for fixture in self.fixtures if fixture.kind == kind]


class FloorPlans(Record):
    """All floors, the size of a window, and the sentence that says what is sample data."""

    sample: Bilingual
    window: WindowSize
    floors: tuple[FloorPlan, ...] = Field(min_length=1)

    def plan(self, floor: str) -> FloorPlan | None:
        """The plan of a floor, None where there is no such floor."""
        return next((plan for plan in self.floors if plan.floor == floor), None)

    def boxes(self, row: WindowRow) -> dict[int, Area]:
        """The rectangle of each window of a row."""
        step = STEPS[row.towards]
        upright = step[0] == 0
        width, height = (self.window.deep, self.window.along) if upright else (self.window.along, self.window.deep)
        reach = self.window.along
        return {
            number: Area(row.at[0] + step[0] * reach * turn, row.at[1] + step[1] * reach * turn, width, height)
            for turn, number in enumerate(row.windows)
        }

    def walkable(self, plan: FloorPlan) -> set[Cell]:
        """The cells on which people walk: all that nothing stands on, and the doorways."""
        free = set(Area(0, 0, plan.size.width, plan.size.height).cells())
        for row in plan.rows:
            free.difference_update(row.office.cells(), *(box.cells() for box in self.boxes(row).values()))
        for fixture in plan.fixtures:
            if fixture.kind != "entrance":
                free.difference_update(fixture.area.cells())
        return free

    def starts(self, plan: FloorPlan) -> list[Cell]:
        """Where a wheelchair comes onto a floor: its step-free entrances, else its lifts."""
        entrances = [fixture for fixture in plan.of_kind("entrance") if fixture.step_free]
        return [f.area.beside(f.door) for f in entrances or plan.of_kind("lift") if f.door is not None]


def load_floors(catalog: Catalog, root: Path = DATA) -> FloorPlans:
    """The checked plans below ``root``. Raises CatalogError with every fault found."""
    source = Source(root / PLANS, root)
    plans = source.read(FloorPlans, source.data, ()) if not source.faults else None
    if plans is not None:
        from catalog.floor_checks import check_floors

        check_floors(source, plans, catalog)
    if source.faults or plans is None:
        raise CatalogError(source.faults)
    return plans


__all__ = ["STEPS", "Area", "Cell", "Fixture", "FloorPlan", "FloorPlans", "Side", "WindowRow", "load_floors"]
