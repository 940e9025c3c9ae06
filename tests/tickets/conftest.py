"""Fixtures of the ledger's tests, each over both stores; in this folder a warning is an error."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .ledger_kit import ALWAYS_OPEN, Hall
from .ledger_stores import Home, PostgresHome, SQLiteHome


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("error"))


@pytest.fixture(scope="session")
def used_databases() -> list[str]:
    """Databases that earlier tests have left with their schema as it was: making a new one takes longer."""
    return []


@pytest.fixture
def postgres_home(migrated_database: Callable[[], str], used_databases: list[str]) -> Iterator[PostgresHome]:
    """An empty PostgreSQL database."""
    home = PostgresHome(used_databases.pop() if used_databases else migrated_database())
    home.wipe()
    yield home
    home.close()
    if not home.altered:
        used_databases.append(home.address)


@pytest.fixture
def sqlite_home(tmp_path: Path) -> Iterator[SQLiteHome]:
    """A file that is not there yet."""
    home = SQLiteHome(tmp_path / "tickets.db")
    yield home
    home.close()


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest) -> Home:
    """Either store's place, empty."""
    found: Home = request.getfixturevalue(f"{request.param}_home")
    return found


@pytest.fixture
def hall(home: Home) -> Iterator[Hall]:
    """A hall on a Monday at ten, with the center's real hours."""
    hall = Hall(home)
    yield hall
    hall.store.close()


@pytest.fixture
def sqlite_hall(sqlite_home: SQLiteHome) -> Iterator[Hall]:
    """The same hall over the embedded store alone."""
    hall = Hall(sqlite_home)
    yield hall
    hall.store.close()


@pytest.fixture
def open_hall(home: Home) -> Iterator[Hall]:
    """A hall that never closes."""
    hall = Hall(home, hours=ALWAYS_OPEN)
    yield hall
    hall.store.close()
