"""The step-free way over a floor: shortest over the cells people walk on, kept off walls, with few turns."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import pairwise

from catalog.floors import STEPS, Cell

_TURN = 4.0
_ASKEW = 20.0
_NEAR_A_WALL = 3.0


def way(free: set[Cell], starts: Iterable[Cell], goal: Cell, facing: Cell) -> list[Cell]:
    """The cells from the best of ``starts`` to ``goal``, both included; empty where no way leads there."""
    first: list[tuple[float, Cell, Cell]] = [(0.0, cell, (0, 0)) for cell in starts if cell in free]
    cost = {(cell, heading): spent for spent, cell, heading in first}
    came: dict[tuple[Cell, Cell], tuple[Cell, Cell]] = {}
    queue = sorted(first)
    while queue:
        spent, cell, heading = heappop(queue)
        if cell == goal:
            return _traced(came, (cell, heading))
        if spent > cost[(cell, heading)]:
            continue
        for step in STEPS.values():
            ahead = (cell[0] + step[0], cell[1] + step[1])
            if ahead not in free:
                continue
            price = spent + 1 + _wall_price(free, ahead) + (_TURN if heading not in ((0, 0), step) else 0)
            # People walk up to a window, not along it, wherever there is room for that.
            price += _ASKEW if ahead == goal and step != facing else 0
            if price < cost.get((ahead, step), float("inf")):
                cost[(ahead, step)] = price
                came[(ahead, step)] = (cell, heading)
                heappush(queue, (price, ahead, step))
    return []


def _wall_price(free: set[Cell], cell: Cell) -> float:
    around = ((cell[0] + x, cell[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
    return 0.0 if all(other in free for other in around) else _NEAR_A_WALL


def _traced(came: dict[tuple[Cell, Cell], tuple[Cell, Cell]], state: tuple[Cell, Cell]) -> list[Cell]:
    cells = [state[0]]
    while state in came:
        state = came[state]
        cells.append(state[0])
    return cells[::-1]


def corners(cells: list[Cell]) -> list[Cell]:
    """A way's first and last cell and those where it turns."""
    if len(cells) < 3:
        return cells
    headings = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(cells)]
    turns = [cell for cell, (before, after) in zip(cells[1:-1], pairwise(headings), strict=True) if before != after]
    return [cells[0], *turns, cells[-1]]
