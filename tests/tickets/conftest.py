"""Fixtures of the ledger's tests; in this folder a warning is an error."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .ledger_kit import ALWAYS_OPEN, Hall


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("error"))


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A hall on a Monday at ten, with the center's real hours."""
    hall = Hall(tmp_path / "tickets.db")
    yield hall
    hall.store.close()


@pytest.fixture
def open_hall(tmp_path: Path) -> Iterator[Hall]:
    """A hall that never closes."""
    hall = Hall(tmp_path / "tickets.db", hours=ALWAYS_OPEN)
    yield hall
    hall.store.close()
