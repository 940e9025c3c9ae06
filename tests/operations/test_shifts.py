"""Shifts: only the right PIN opens one, and what ends one ends it everywhere."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.operations.shifts import LIFE, ShiftRefused, Shifts, WeakPin, hashed_pin

KEY = "an installation's key"


class Clock:
    now = datetime(2026, 11, 23, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Memory:
    """What all processes share."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def keep(self, name: str, value: str, expires_at: datetime) -> None:
        self.values[name] = value

    def kept(self, name: str) -> str | None:
        return self.values.get(name)


@pytest.fixture(scope="module")
def pins() -> dict[str, str]:
    return {"li": hashed_pin("482913", KEY), "wang": hashed_pin("482913", KEY)}


def test_the_right_pin_opens_a_shift_and_nothing_else_does(pins: dict[str, str]) -> None:
    shifts = Shifts(KEY, pins, Memory(), Clock())
    shift = shifts.open("li", "482913")
    assert shifts.read(shift.token).volunteer == "li"
    for volunteer, pin in (("li", "482914"), ("li", ""), ("zhao", "482913"), ("", "482913"), ("li", pins["li"])):
        with pytest.raises(ShiftRefused):
            shifts.open(volunteer, pin)


def test_a_pin_that_stands_in_the_settings_goes_on_to_open() -> None:
    """As it was written in November 2026: a change of the hash would lock out every volunteer."""
    written = "AAECAwQFBgcICQoLDA0ODw.sjVcycazKF_j94Jq0ncl4DQO3MQlpqjtPlifp6hVevg"
    assert Shifts("a key", {"li": written}, Memory(), Clock()).open("li", "482913").volunteer == "li"


def test_a_pin_is_not_what_is_kept_and_needs_the_installations_key(pins: dict[str, str]) -> None:
    assert pins["li"] != pins["wang"] and "482913" not in "".join(pins.values())
    with pytest.raises(ShiftRefused):
        Shifts("another key", pins, Memory(), Clock()).open("li", "482913")


@pytest.mark.parametrize("pin", ["12345", "123456", "987654", "121212", "1234567890123", "４８２９１３", "abcdef"])
def test_a_weak_pin_is_refused(pin: str) -> None:
    with pytest.raises(WeakPin):
        hashed_pin(pin, KEY)


def test_a_shift_ends_by_its_time(pins: dict[str, str]) -> None:
    clock = Clock()
    shifts = Shifts(KEY, pins, Memory(), clock)
    token = shifts.open("li", "482913").token
    clock.now += LIFE - timedelta(seconds=1)
    assert shifts.read(token).volunteer == "li"
    clock.now += timedelta(seconds=1)
    with pytest.raises(ShiftRefused):
        shifts.read(token)


def test_a_log_out_ends_it_in_every_process(pins: dict[str, str]) -> None:
    shared = Memory()
    here, there = (Shifts(KEY, pins, shared, Clock()) for _ in range(2))
    one, other = here.open("li", "482913"), here.open("li", "482913")
    here.end(one)
    with pytest.raises(ShiftRefused):
        there.read(one.token)
    assert there.read(other.token).id == other.id


def test_another_pin_or_none_ends_the_shifts_of_the_old_one(pins: dict[str, str]) -> None:
    token = Shifts(KEY, pins, Memory(), Clock()).open("li", "482913").token
    for changed in ({"li": hashed_pin("482913", KEY)}, {"wang": pins["li"]}, {}):
        with pytest.raises(ShiftRefused):
            Shifts(KEY, changed, Memory(), Clock()).read(token)


@pytest.mark.parametrize("token", ["", "x", "a.b", "护照", "e30.x"])
def test_a_forged_token_is_refused(pins: dict[str, str], token: str) -> None:
    with pytest.raises(ShiftRefused):
        Shifts(KEY, pins, Memory(), Clock()).read(token)
