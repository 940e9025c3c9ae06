"""floors.yml as it ships is sound; each kind of fault in it is named with its line."""

from pathlib import Path

import pytest

from catalog import Catalog, CatalogError
from catalog.floors import load_floors
from catalog.loader import DATA

SHIPPED = (DATA / "floors.yml").read_text(encoding="utf-8")


def test_every_window_is_drawn_once_on_its_departments_floor(catalog: Catalog) -> None:
    """Windows 1 to 101, none missing, none twice."""
    plans = load_floors(catalog)
    drawn = [(number, plan.floor) for plan in plans.floors for row in plan.rows for number in row.windows]
    wanted = [(number, d.floor) for d in catalog.departments.values() for number in d.windows]
    assert sorted(drawn) == sorted(wanted)
    assert [number for number, _ in sorted(drawn)] == list(range(1, 102))


def test_every_amenity_of_the_center_stands_somewhere(catalog: Catalog) -> None:
    """What center.yml promises can be found on a plan."""
    promised = catalog.center.topics["amenities"].zh.partition("：")[2].partition("。")[0]
    names = {name for part in promised.split("、") for name in part.split("和")}
    drawn = {f.name.zh for plan in load_floors(catalog).floors for f in plan.of_kind("amenity")}
    assert len(names) == 10
    assert drawn == names


FAULTS = [
    ('windows: "1-6"', 'windows: "1-5"', "window 6 of citizen_card is not drawn"),
    ('windows: "1-6"', 'windows: "1-7"', "window 7 is not one of citizen_card's"),
    ('windows: "62-63", at', 'windows: "62-62,62", at', "window 62 is drawn twice"),
    ('windows: "1-6"', 'windows: "6-1"', "runs backwards"),
    ("department: gas,", "department: gaz,", 'there is no department "gaz"'),
    ("department: gas,", "department: lectures,", "lectures is on B1, not 1F"),
    ("at: [25, 60], towards", "at: [25, 66], towards", "window 63 is not inside the hall of 1F"),
    ("at: [25, 54], towards", "at: [25, 53], towards", "window 59 stands on window 58"),
    ("area: [15, 58, 6, 3]", "area: [9, 58, 6, 3]", "help_desk stands on window 1"),
    (
        "[25, 38], towards: down, faces: left",
        "[25, 38], towards: down, faces: right",
        "no step-free way leads to window 51",
    ),
    ("area: [15, 48, 6, 3]", "area: [15, 48, 0, 3]", "phone_chargers is not inside the hall"),
    ("kind: stairs, area: [15, 38", "kind: ladder, area: [15, 38", "Input should be 'entrance'"),
    ("step_free: true, door: up,", "step_free: true,", "a entrance needs a door"),
    ("towards: up, faces: right, office: [0, 50", "towards: up, faces: down, office: [0, 50", "cannot face down"),
    ("step_free: true, door: up,", "door: up,", "a step-free entrance is needed"),
    ('en: "phone chargers"', 'en: "phone charging"', '"phone charging" is not among the amenities'),
    ('zh: "饮水机"', 'zh: "热水机"', '"热水机" is not among the amenities'),
    ('zh: "燃气", ', "", "is missing"),
    ("floor: 2F", "floor: 1F", "1F stands twice"),
    ("floor: 2F", "floor: 3F", "Input should be"),
    ("size: {width: 36, height: 68}", "size: {width: 36, height: 68, depth: 3}", "not a field of the catalog"),
    ("kind: help_desk, area: [15, 58", "kind: help_desk, aria: [15, 58", "is missing"),
]


@pytest.mark.parametrize(("sound", "faulty", "said"), FAULTS, ids=[said for _, _, said in FAULTS])
def test_a_fault_is_named_with_its_line(catalog: Catalog, tmp_path: Path, sound: str, faulty: str, said: str) -> None:
    """The line named is the planted one, or the list that lacks something."""
    assert sound in SHIPPED
    planted = SHIPPED.replace(sound, faulty, 1)
    (tmp_path / "floors.yml").write_text(planted, encoding="utf-8")
    with pytest.raises(CatalogError) as error:
        load_floors(catalog, tmp_path)
    found = [fault for fault in error.value.faults if said in fault.message]
    assert found, str(error.value)
    line = SHIPPED[: SHIPPED.index(sound)].count("\n") + 1
    general = SHIPPED[: SHIPPED.index("floors:\n")].count("\n") + 2
    assert found[0].file == "floors.yml"
    assert found[0].line in (line, general), str(found[0])


def test_lifts_stand_above_each_other(catalog: Catalog, tmp_path: Path) -> None:
    """A lift that moves between floors is a fault of the second floor."""
    first, second = SHIPPED.split("- floor: 2F")
    moved = second.replace("area: [15, 43, 6, 3]", "area: [15, 46, 6, 3]", 1)
    (tmp_path / "floors.yml").write_text(f"{first}- floor: 2F{moved}", encoding="utf-8")
    with pytest.raises(CatalogError, match="the lift stands at another place"):
        load_floors(catalog, tmp_path)


@pytest.mark.parametrize("written", ["", "floors: [", "- 1\n- 2", "floors: []\nsample: {zh: 示, en: s}"])
def test_a_file_that_is_no_plan_is_a_fault(catalog: Catalog, tmp_path: Path, written: str) -> None:
    """Nothing else is raised than a CatalogError."""
    (tmp_path / "floors.yml").write_text(written, encoding="utf-8")
    with pytest.raises(CatalogError):
        load_floors(catalog, tmp_path)
