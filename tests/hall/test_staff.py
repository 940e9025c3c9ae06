"""Who may sit at a window: the token is proved, tries are limited, and nobody can stop a console by guessing."""

import pytest

from assistant.operations.limits import RULES, Limiter

from .conftest import Hall

ALLOWED = int(RULES["staff_tokens"].split("/")[0])


def asks(hall: Hall, token: str | None) -> int:
    """The status that a token gets."""
    headers = {"Authorization": f"Bearer {token}".encode()} if token is not None else {}
    return hall.http.get("/api/v1/staff/me", headers=headers).status_code


def test_a_right_token_is_told_the_windows(hall: Hall) -> None:
    """Every window of the hall with its floor, queue and department; nothing about people."""
    windows = hall.http.get("/api/v1/staff/me", headers=hall.staff).json()["windows"]
    assert [one["window"] for one in windows] == sorted(hall.parts.queues.by_window)
    assert set(windows[0]) == {"window", "floor", "queue", "department"}
    assert all(set(one["department"]) == {"zh", "en"} for one in windows)


@pytest.mark.parametrize("token", ["wrong", "ä", "a staff token of the test", "a staff token of the tests,another"])
def test_a_wrong_token_is_refused(hall: Hall, token: str) -> None:
    assert asks(hall, token) in (401, 403)
    assert asks(hall, None) == 401


def test_tries_are_limited_for_right_ones_too(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """After too many wrong tokens not even a right one gets in, or guessing could go on; a new minute lets it."""
    monkeypatch.setattr(hall.parts, "limiter", Limiter(on=True))
    monkeypatch.setattr(hall.parts, "at_work", set())
    assert [asks(hall, f"guess {n}") for n in range(ALLOWED + 2)] == [403] * ALLOWED + [429] * 2
    token = hall.staff["Authorization"].removeprefix("Bearer ")
    refused = hall.http.get("/api/v1/staff/me", headers=hall.staff)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    monkeypatch.setattr(hall.parts, "limiter", Limiter(on=True))
    assert asks(hall, token) == 200


def test_a_console_at_work_goes_on_whoever_guesses(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its token was proved from its address before the guessing began."""
    monkeypatch.setattr(hall.parts, "limiter", Limiter(on=True))
    token = hall.staff["Authorization"].removeprefix("Bearer ")
    assert asks(hall, token) == 200
    assert [asks(hall, "guess") for _ in range(ALLOWED + 1)][-1] == 429
    assert asks(hall, token) == 200
    assert hall.http.get("/api/v1/windows/7", headers=hall.staff).status_code == 200
