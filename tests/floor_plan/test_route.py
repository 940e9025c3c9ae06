"""The drawn way can be walked: on free cells only, step by step, to every window."""

from itertools import pairwise

from hypothesis import given, strategies as st

from catalog.floors import STEPS, Cell
from connectors.floor_plan.gallery import Gallery
from connectors.floor_plan.route import corners, way


def test_a_step_free_way_leads_to_each_of_the_101_windows(gallery: Gallery) -> None:
    """It begins at the entrance or the lift, ends in front of the window, and goes round all that stands there."""
    reached = 0
    for plan in gallery.plans.floors:
        free, starts = gallery.plans.walkable(plan), gallery.plans.starts(plan)
        for row in plan.rows:
            for box in gallery.plans.boxes(row).values():
                goal = box.beside(row.faces)
                cells = way(free, starts, goal, (0, 0))
                assert cells[0] in starts and cells[-1] == goal
                assert free.issuperset(cells)
                assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1 for a, b in pairwise(cells))
                reached += 1
    assert reached == 101


SMALL = st.integers(0, 7)


def flooded(free: set[Cell], start: Cell) -> set[Cell]:
    """All cells that can be reached, found in the plainest way."""
    reached, edge = {start}, [start]
    while edge:
        x, y = edge.pop()
        for cell in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if cell in free and cell not in reached:
                reached.add(cell)
                edge.append(cell)
    return reached


@given(st.sets(st.tuples(SMALL, SMALL), min_size=1), st.data())
def test_a_way_is_found_exactly_where_there_is_one(free: set[Cell], data: st.DataObject) -> None:
    """On any floor whatever, from whichever side the goal is faced."""
    start, goal = data.draw(st.sampled_from(sorted(free))), data.draw(st.sampled_from(sorted(free)))
    cells = way(free, [start], goal, data.draw(st.sampled_from(sorted(STEPS.values()))))
    assert bool(cells) == (goal in flooded(free, start))
    assert free.issuperset(cells)
    bends = corners(cells)
    assert bends[:1] == cells[:1] and bends[-1:] == cells[-1:]
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(bends))


def test_a_way_arrives_straight_where_there_is_room() -> None:
    """People walk up to a window, not along it."""
    free = {(x, y) for x in range(6) for y in range(6)}
    cells = way(free, [(0, 5)], (5, 0), (0, -1))
    assert cells[-2:] == [(5, 1), (5, 0)]


def test_a_barred_goal_has_no_way() -> None:
    """Nothing is drawn rather than something wrong."""
    assert way({(0, 0), (2, 0)}, [(0, 0)], (2, 0), (1, 0)) == []
