"""How often something may be done: as often as the rule says, a kind and a key by itself, and again after a while."""

from datetime import UTC, datetime

import pytest
import time_machine
from limits import parse

from assistant.operations.limits import RULES, Limiter

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ALLOWED = {kind: int(rule.split("/")[0]) for kind, rule in RULES.items()}


@pytest.mark.parametrize("kind", RULES)
def test_the_rule_is_kept_to_the_last_one(kind: str) -> None:
    limiter = Limiter(on=True)
    with time_machine.travel(MONDAY, tick=False):
        assert [limiter.allows(kind, "a") for _ in range(ALLOWED[kind] + 3)] == [True] * ALLOWED[kind] + [False] * 3


@pytest.mark.parametrize("kind", RULES)
def test_the_window_moves(kind: str) -> None:
    limiter = Limiter(on=True)
    with time_machine.travel(MONDAY, tick=False) as now:
        for _ in range(ALLOWED[kind]):
            assert limiter.allows(kind, "a")
        now.shift(parse(RULES[kind]).get_expiry() - 1)
        assert not limiter.allows(kind, "a")
        now.shift(2)
        assert limiter.allows(kind, "a")


def test_keys_and_kinds_do_not_share() -> None:
    limiter = Limiter(on=True)
    with time_machine.travel(MONDAY, tick=False):
        while limiter.allows("tickets", "a"):
            pass
        assert limiter.allows("tickets", "b")
        assert limiter.allows("messages", "a")
        assert not limiter.allows("tickets", "a")


def test_two_limiters_do_not_share() -> None:
    first, second = Limiter(on=True), Limiter(on=True)
    with time_machine.travel(MONDAY, tick=False):
        while first.allows("tickets", "a"):
            pass
        assert second.allows("tickets", "a")


def test_off_allows_everything() -> None:
    limiter = Limiter(on=False)
    with time_machine.travel(MONDAY, tick=False):
        assert all(limiter.allows(kind, "a") for kind in RULES for _ in range(ALLOWED[kind] * 2))


def test_an_unknown_kind_is_an_error_and_not_free() -> None:
    with pytest.raises(KeyError):
        Limiter(on=True).allows("coffee", "a")


class Shared:
    """What all processes have counted, as Redis would say it."""

    def __init__(self, *, room: bool) -> None:
        self.room, self.asked = room, []

    def within(self, rule: object, kind: str, key: str, *, counted: bool) -> bool:
        self.asked.append((kind, key, counted))
        return self.room


def test_a_look_counts_nothing() -> None:
    """Neither here nor in the other processes; a full rule has no room, also for the look."""
    shared = Shared(room=True)
    limiter = Limiter(on=True, shared=shared)
    assert all(limiter.has_room("pins", "li") for _ in range(20))
    assert [limiter.allows("pins", "li") for _ in range(6)] == [True] * 5 + [False]
    assert not limiter.has_room("pins", "li")
    assert shared.asked == [("pins", "li", False)] * 20 + [("pins", "li", True)] * 5


def test_what_others_have_counted_holds_here() -> None:
    limiter = Limiter(on=True, shared=Shared(room=False))
    assert not limiter.has_room("pins", "li") and not limiter.allows("pins", "li")


def test_a_limiter_that_is_off_has_room_for_all() -> None:
    limiter = Limiter(on=False, shared=Shared(room=False))
    assert all(limiter.has_room("pins", "li") and limiter.allows("pins", "li") for _ in range(20))
