"""The hall that the files of this folder share."""

from collections.abc import Callable

import httpx
import pytest


@pytest.fixture(scope="session")
def cleared(http: httpx.Client, staff: dict[str, str]) -> Callable[[int], int]:
    """Gives a window that is open, holds no number and has nobody to call: the files share one hall."""

    def clear(number: int) -> int:
        def press(act: str) -> httpx.Response:
            return http.post(f"/api/v1/windows/{number}/{act}", headers=staff)

        press("open")
        while http.get(f"/api/v1/windows/{number}", headers=staff).json()["ticket"] or press("next").json().get(
            "ticket"
        ):
            press("start")
            press("served")
        return number

    return clear
