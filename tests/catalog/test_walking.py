"""Walking times over the real plans."""

import pytest

from catalog import load_catalog
from catalog.floors import load_floors
from catalog.walking import LIFT_MINUTES, UNKNOWN_MINUTES, Walks

CARDS, PASSPORTS, GAS = ("1F", (1, 2, 3)), ("1F", (7, 8, 9, 10)), ("1F", (62, 63))
FUND, HOUSES = ("2F", (64, 65, 66)), ("2F", (74, 75, 76))


@pytest.fixture(scope="module")
def walks() -> Walks:
    """Ways over the hall's plans."""
    return Walks(load_floors(load_catalog()))


def test_neighbours_are_nearer_than_the_other_side(walks: Walks) -> None:
    """And the way there is as long as the way back."""
    assert 0 < walks.minutes(CARDS, PASSPORTS) < walks.minutes(GAS, PASSPORTS) < 2
    assert walks.minutes(GAS, PASSPORTS) == walks.minutes(PASSPORTS, GAS)
    assert walks.minutes(CARDS, CARDS) == 0


def test_the_other_floor_takes_the_lift(walks: Walks) -> None:
    """From the entrance too; and two matters upstairs need it once."""
    assert walks.minutes(None, FUND) > LIFT_MINUTES > walks.minutes(None, CARDS)
    assert walks.minutes(CARDS, FUND) > LIFT_MINUTES
    assert walks.minutes(FUND, HOUSES) < LIFT_MINUTES


def test_every_department_can_be_walked_to(walks: Walks) -> None:
    """No way of the hall is unknown."""
    for department in load_catalog().departments.values():
        assert walks.minutes(None, (department.floor, department.windows)) < 5


def test_without_plans_every_way_is_the_same() -> None:
    """A center that has none."""
    assert Walks(None).minutes(None, CARDS) == Walks(None).minutes(CARDS, FUND) == UNKNOWN_MINUTES
