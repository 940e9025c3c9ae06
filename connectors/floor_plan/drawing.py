"""Draws a floor: departments and their windows, what else stands there, the marked windows and the way to them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.messages import Language
from assistant.rendering.formats import window_ranges
from assistant.rendering.renderer import words as answer_words
from catalog import Catalog
from catalog.floors import STEPS, Area, Cell, Fixture, FloorPlan, FloorPlans, Side, WindowRow
from connectors.floor_plan import en, zh
from connectors.floor_plan.lettering import fitted, width_of, wrapped
from connectors.floor_plan.palette import PALETTES, Theme
from connectors.floor_plan.route import corners, way
from connectors.floor_plan.sheet import Box, Point, Sheet

CELL = 10.0
_MARGIN = 6.0
_SIDE = 4.0
_FOOT = 26.0


@dataclass(frozen=True)
class Picture:
    """What a picture shows: a floor, the windows to mark, or with ``to_lift`` the way from the entrance to the lift."""

    floor: str
    windows: tuple[int, ...] = ()
    language: Language = "zh"
    theme: Theme = "light"
    to_lift: bool = False


@dataclass(frozen=True)
class _Goal:
    """Where a way ends: the cell, the side on which the window or lift is, and the middle of that, in cells."""

    cell: Cell
    side: Side
    middle: Point


class _Drawing:
    """One picture in the making."""

    def __init__(self, plans: FloorPlans, plan: FloorPlan, catalog: Catalog, picture: Picture) -> None:
        self._plans, self._plan, self._catalog, self._picture = plans, plan, catalog, picture
        self._colours = PALETTES[picture.theme]
        self._language = picture.language
        self._words = zh if picture.language == "zh" else en
        self._floor = answer_words(picture.language).floor(plan.floor)
        self._width = plan.size.width * CELL + 2 * _SIDE
        self._sheet = Sheet(self._width, picture.language, self._words.title(self._floor))
        self._marked = set(picture.windows)
        self._top = 0.0
        self._free = plans.walkable(plan)

    def svg(self) -> str:
        """The whole picture."""
        ways = [(goal, cells) for goal in self._goals() if (cells := self._route(goal))]
        legend = self._legend(ways[0][1] if ways else None)
        height = self._heading(legend) + self._plan.size.height * CELL + _FOOT
        self._hall()
        for row in self._plan.rows:
            self._row(row)
        for fixture in self._plan.fixtures:
            self._fixture(fixture)
        lines = [self._line(goal, cells) for goal, cells in ways]
        for points, _ in lines:
            self._sheet.line(points, self._colours.hall, 8)
        for points, head in lines:
            self._sheet.line(points, self._colours.way, 4)
            self._sheet.polygon(head, self._colours.way, self._colours.way)
            self._sheet.dot(points[0], 5, self._colours.way, self._colours.hall)
        return self._sheet.written(height, self._description(legend))

    def _starts(self) -> dict[Cell, Fixture]:
        sources = [f for f in self._plan.of_kind("entrance") if f.step_free] or self._plan.of_kind("lift")
        return {source.area.beside(source.door): source for source in sources if source.door is not None}

    def _goals(self) -> list[_Goal]:
        if self._picture.to_lift:
            lifts = self._plan.of_kind("lift") if self._plan.of_kind("entrance") else []
            return [_goal(f.area, f.door) for f in lifts[:1] if f.door is not None]
        goals: list[_Goal] = []
        for row in self._plan.rows:
            boxes = self._plans.boxes(row)
            runs: list[list[int]] = []
            for turn, number in enumerate(row.windows):
                if number in self._marked and turn and row.windows[turn - 1] in self._marked:
                    runs[-1].append(number)
                elif number in self._marked:
                    runs.append([number])
            goals += [_goal(boxes[run[(len(run) - 1) // 2]], row.faces) for run in runs]
        return goals

    def _legend(self, cells: list[Cell] | None) -> list[tuple[str, str]]:
        lines: list[tuple[str, str]] = []
        written = self._words.windows(window_ranges(self._picture.windows)) if self._marked else ""
        if written:
            lines.append(("mark", _capital(written)))
        if cells:
            start = self._starts()[cells[0]].name.in_(self._language)
            lift = self._plan.of_kind("lift")[0].name.in_(self._language)
            lines.append(("way", self._words.way(start, lift if self._picture.to_lift else written)))
        return lines

    def _heading(self, legend: list[tuple[str, str]]) -> float:
        paper_height = 200 + self._plan.size.height * CELL
        self._sheet.box((0, 0, self._width, paper_height), self._colours.paper)
        room = self._width - 2 * _MARGIN
        title = wrapped(self._words.title(self._floor), room, 16)
        self._sheet.words(title, (_MARGIN, 4), self._colours.text, anchor="start", bold=True)
        height = 6 + title.height
        for sample in (self._plans.sample.zh, self._plans.sample.en):
            line = wrapped(sample, room, 11)
            self._sheet.words(line, (_MARGIN, height), self._colours.text, anchor="start")
            height += line.height
        for kind, written in legend:
            height += 4
            line = wrapped(written, room - 30, 13)
            middle = height + line.pitch / 2
            self._key(kind, middle)
            self._sheet.words(line, (_MARGIN + 30, height), self._colours.text, anchor="start")
            height += line.height
        self._top = height + 8
        return self._top

    def _key(self, kind: str, middle: float) -> None:
        if kind == "mark":
            self._sheet.box((_MARGIN, middle - 6, 22, 12), self._colours.mark, rounded=2)
        else:
            self._sheet.line([(_MARGIN + 2, middle), (_MARGIN + 20, middle)], self._colours.way, 4)

    def _on_sheet(self, area: Area) -> Box:
        return (_SIDE + area.x * CELL, self._top + area.y * CELL, area.width * CELL, area.height * CELL)

    def _center(self, area: Area) -> Point:
        x, y, width, height = self._on_sheet(area)
        return (x + width / 2, y + height / 2)

    def _hall(self) -> None:
        size = self._plan.size
        x, y, width, height = self._on_sheet(Area(0, 0, size.width, size.height))
        self._sheet.box((x, y, width, height), self._colours.hall, self._colours.wall, 2)

    def _row(self, row: WindowRow) -> None:
        chosen = self._marked.intersection(row.windows)
        x, y, width, height = self._on_sheet(row.office)
        edge, weight = (self._colours.mark, 3.0) if chosen else (self._colours.edge, 1.0)
        inset = weight / 2
        office = (x + inset, y + inset, width - weight, height - weight)
        self._sheet.box(office, self._colours.office, edge, weight)
        label = fitted(row.label.in_(self._language), width - 8, height - 4)
        self._sheet.words(label, self._center(row.office), self._colours.text, bold=bool(chosen))
        for number, box in self._plans.boxes(row).items():
            marked = number in self._marked
            fill = self._colours.mark if marked else self._colours.window
            self._sheet.box(self._on_sheet(box), fill, self._colours.edge, 1)
            colour = self._colours.mark_text if marked else self._colours.text
            number_size = fitted(str(number), box.width * CELL, box.height * CELL)
            self._sheet.words(number_size, self._center(box), colour, bold=marked)

    def _fixture(self, fixture: Fixture) -> None:
        if fixture.kind == "entrance":
            self._entrance(fixture)
            return
        fill = self._colours.lift if fixture.step_free else self._colours.fixture
        x, y, width, height = self._on_sheet(fixture.area)
        self._sheet.box((x + 0.5, y + 0.5, width - 1, height - 1), fill, self._colours.edge, 1, rounded=4)
        label = fitted(_capital(fixture.name.in_(self._language)), width - 2, height - 2)
        self._sheet.words(label, self._center(fixture.area), self._colours.text)

    def _entrance(self, fixture: Fixture) -> None:
        x, y, width, height = self._on_sheet(fixture.area)
        self._sheet.box((x, y + height - 3, width, 6), self._colours.paper)
        middle = x + width / 2
        foot = y + height + 3
        for side in (x, x + width):
            self._sheet.line([(side, foot - 8), (side, foot)], self._colours.wall, 2)
        name = fixture.name.in_(self._language)
        label = fitted(name, self._width, 16)
        half = width_of(name, label.size) / 2
        centre = min(max(middle, half + 2), self._width - half - 2)
        self._sheet.words(label, (centre, foot + 12), self._colours.text, bold=fixture.step_free)

    def _route(self, goal: _Goal) -> list[Cell]:
        return way(self._free, self._starts(), goal.cell, STEPS[goal.side])

    def _line(self, goal: _Goal, cells: list[Cell]) -> tuple[list[Point], list[Point]]:
        """The corners of a way, from its source to the foot of the arrow head, and the head."""
        points = [self._middle(cell) for cell in corners(cells)]
        start = self._starts()[cells[0]]
        if start.door is not None:
            across, down = STEPS[_opposite(start.door)]
            points.insert(0, (points[0][0] + across * CELL, points[0][1] + down * CELL))
        across, down = STEPS[goal.side]
        if len(cells) > 2 and (cells[-1][0] - cells[-2][0], cells[-1][1] - cells[-2][1]) == (across, down):
            points[-2:] = [self._level_with(goal, point) for point in points[-2:]]
        x, y = points[-1]
        tip = (x + across * CELL * 0.5, y + down * CELL * 0.5)
        back = (x - across * CELL * 0.7, y - down * CELL * 0.7)
        points[-1] = (x - across * CELL * 0.5, y - down * CELL * 0.5)
        wings = [(back[0] + down * 7, back[1] + across * 7), (back[0] - down * 7, back[1] - across * 7)]
        return points, [tip, *wings]

    def _level_with(self, goal: _Goal, point: Point) -> Point:
        x, y = _SIDE + goal.middle[0] * CELL, self._top + goal.middle[1] * CELL
        return (point[0], y) if STEPS[goal.side][1] == 0 else (x, point[1])

    def _middle(self, cell: Cell) -> Point:
        return (_SIDE + (cell[0] + 0.5) * CELL, self._top + (cell[1] + 0.5) * CELL)

    def _description(self, legend: list[tuple[str, str]]) -> str:
        parts: list[str] = []
        for row in self._plan.rows:
            chosen = [number for number in row.windows if number in self._marked]
            if chosen:
                written = self._words.windows(window_ranges(chosen))
                department = self._catalog.departments[row.department].name.in_(self._language)
                parts.append(self._words.place(written, department, self._words.SIDES[_opposite(row.faces)]))
        parts += [written + self._words.STOP for kind, written in legend if kind == "way"]
        return ("".join(parts) + self._plans.sample.in_(self._language)).strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _goal(area: Area, faces: Side) -> _Goal:
    return _Goal(area.beside(faces), _opposite(faces), (area.x + area.width / 2, area.y + area.height / 2))


def _opposite(side: Side) -> Side:
    turned: dict[Side, Side] = {"up": "down", "down": "up", "left": "right", "right": "left"}
    return turned[side]


def draw(plans: FloorPlans, catalog: Catalog, picture: Picture) -> str:
    """The picture as SVG. Raises LookupError for a floor or a window that is not there."""
    plan = plans.plan(picture.floor)
    if plan is None:
        raise LookupError(f"there is no floor {picture.floor}")
    there = {number for row in plan.rows for number in row.windows}
    if not there.issuperset(picture.windows):
        raise LookupError(f"not all of these windows are on {picture.floor}")
    return _Drawing(plans, plan, catalog, picture).svg()
